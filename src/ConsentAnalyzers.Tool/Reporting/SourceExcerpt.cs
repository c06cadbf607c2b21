using ConsentAnalyzers.Tool.Audit;

namespace ConsentAnalyzers.Tool.Reporting;

/// <summary>One source line of a finding; <paramref name="Marked"/> is what the finding is about.</summary>
internal sealed record ExcerptLine(int Number, string Before, string Marked, string After);

/// <summary>The source lines a finding covers, short enough to read: few lines, no common indentation, minified lines cut around the place.</summary>
internal sealed class SourceExcerpt(string root)
{
    private const int MaxLines = 4;
    private const int MaxContext = 120;

    private readonly SourceLines _lines = new(root);

    public IReadOnlyList<ExcerptLine> Read(Place place)
    {
        var lines = _lines.Of(place.Path);
        if (place.StartLine == 0 || place.EndLine > lines.Length)
            return [];

        var last = Math.Min(place.EndLine, place.StartLine + MaxLines - 1);
        var numbers = Enumerable.Range(place.StartLine, last - place.StartLine + 1).ToList();
        var indentation = numbers.Select(number => lines[number - 1]).Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return [.. numbers.Select(number => Cut(number, lines[number - 1], place, indentation))];
    }

    private static ExcerptLine Cut(int number, string line, Place place, int indentation)
    {
        var lineStart = Math.Min(indentation, line.Length);
        var start = number == place.StartLine ? place.StartColumn - 1 : line.Length - line.TrimStart().Length;
        var end = number == place.EndLine ? place.EndColumn - 1 : line.Length;
        start = Math.Clamp(start, lineStart, line.Length);
        end = Math.Clamp(end, start, line.Length);
        return new ExcerptLine(number, Tail(line[lineStart..start]), Head(line[start..end], 2 * MaxContext), Head(line[end..], MaxContext));
    }

    private static string Tail(string text) => text.Length <= MaxContext ? text : "…" + text[^MaxContext..];

    private static string Head(string text, int length) => text.Length <= length ? text : text[..length] + "…";
}
