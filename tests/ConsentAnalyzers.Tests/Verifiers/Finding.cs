using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Tests.Verifiers;

/// <summary>A place in an input. Without a file, a diagnostic without location.</summary>
internal readonly record struct Place(TestFile? File, TextSpan Span)
{
    /// <summary>Where a location is in the inputs; <paramref name="problem"/> says why it is nowhere, or not where it claims to be.</summary>
    public static Place Of(Location location, TestProject project, out string? problem)
    {
        problem = null;
        if (location.Kind == LocationKind.None) return default;

        var mapped = location.GetMappedLineSpan();
        var isWritten = project.IsSource(location.SourceTree?.FilePath);
        var file = project.Find(isWritten ? location.SourceTree!.FilePath : mapped.Path);
        if (file is null)
        {
            problem = location.SourceTree is null ? $"'{mapped.Path}' is no file of the test" : $"the line is hidden, no view shows it: {location.SourceTree.GetText().Lines.GetLineFromPosition(location.SourceSpan.Start)}";
            return new Place(null, location.SourceSpan);
        }

        if (isWritten) return new Place(file, location.SourceSpan);

        // Our own locations in markup carry both a text span and a line span; C# in a view carries the line span only.
        var lines = file.Text.Lines;
        if (location.SourceTree is null && (location.SourceSpan.End > file.Text.Length || lines.GetLinePositionSpan(location.SourceSpan) != mapped.Span))
        {
            problem = $"its text span {location.SourceSpan} is not its line span {Text(mapped.Span)}";
            return new Place(file, location.SourceSpan.End <= file.Text.Length ? location.SourceSpan : default);
        }

        if (IsIn(mapped.StartLinePosition) && IsIn(mapped.EndLinePosition)) return new Place(file, lines.GetTextSpan(mapped.Span));
        problem = $"its line span {Text(mapped.Span)} is not in the file";
        return new Place(file, default);

        bool IsIn(LinePosition position) => position.Line < lines.Count && position.Character <= lines[position.Line].SpanIncludingLineBreak.Length;
    }

    public override string ToString() => File is null ? "no location" : File.Name + Text(File.Text.Lines.GetLinePositionSpan(Span));

    private static string Text(LinePositionSpan span) => $"({span.Start.Line + 1},{span.Start.Character + 1},{span.End.Line + 1},{span.End.Character + 1})";
}

/// <summary>A diagnostic as reported, in terms of the inputs.</summary>
internal sealed record Finding(Diagnostic Diagnostic, Place Place, IReadOnlyList<Place> Additional, string? Problem)
{
    public string Id => Diagnostic.Id;

    public string Message { get; } = Diagnostic.GetMessage(CultureInfo.InvariantCulture);

    public static Finding Of(Diagnostic diagnostic, TestProject project)
    {
        var place = Place.Of(diagnostic.Location, project, out var problem);
        var additional = new List<Place>();
        foreach (var location in diagnostic.AdditionalLocations)
        {
            additional.Add(Place.Of(location, project, out var further));
            problem ??= further is null ? null : $"additional location {additional.Count}: {further}";
        }

        return new Finding(diagnostic, place, additional, problem);
    }

    /// <summary>Everything a reader of the diagnostic can see, for comparing runs and for putting findings in order.</summary>
    public string ToFullString() => string.Join(
        " | ",
        [ToString(), .. Diagnostic.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"), .. Additional.Select(place => place.ToString())]);

    public override string ToString() => $"{Place}: {Diagnostic.Severity} {Id}: {Message}{(Problem is null ? "" : $" [{Problem}]")}";
}

/// <summary>A diagnostic as the test wants it; what is null is not asked.</summary>
internal sealed record Expectation(string Id, Place Place)
{
    public DiagnosticSeverity? Severity { get; init; }

    public string? Message { get; init; }

    public IReadOnlyList<(string Key, string? Value)> Properties { get; init; } = [];

    public IReadOnlyList<Place>? Additional { get; init; }

    public override string ToString() => $"{Place}: {(Severity is { } severity ? $"{severity} " : "")}{Id}{(Message is null ? "" : $": {Message}")}";
}
