using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Register;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.CSharp;

/// <summary>A new row at the end of <c>consent-register.csv</c>, written as the file is.</summary>
internal static class RegisterEdit
{
    /// <summary>The project's register; <see langword="null"/> where it has none that can be read.</summary>
    public static RegisterFile? File(FixRequest request) => request.Consent.AnalyzerOptions.AdditionalFiles.Where(f => RegisterFile.IsRegister(f.Path)).OrderBy(f => f.Path, StringComparer.Ordinal).Select(RegisterFile.Read)
        .FirstOrDefault(f => f.IndexOf(RegisterColumns.Kind) >= 0 && f.IndexOf(RegisterColumns.Name) >= 0);

    public static FixEdit? Append(RegisterFile register, FixRequest request, Dictionary<string, string> values)
    {
        if (request.FileAt(register.Path)?.GetText(request.CancellationToken) is not { } text) return null;
        var row = string.Join(register.Separator.ToString(), register.Header.Select(column => Quoted(values.TryGetValue(column.ToLowerInvariant(), out var value) ? value : "", register.Separator)));
        var first = text.Lines[0];
        var newLine = first.EndIncludingLineBreak > first.End ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak)) : "\n";
        var isClosed = text.Lines[text.Lines.Count - 1].Span.IsEmpty;
        return new(register.Path, text.Length, 0, isClosed ? row + newLine : newLine + row, 0, 0);
    }

    /// <summary>A lifetime in the words of the register.</summary>
    public static string Text(CookieLifetime lifetime) => (lifetime.Kind == LifetimeKind.Past ? CookieLifetime.Unknown : lifetime).ToString();

    // RFC 4180 section 2: what holds a separator, a quote or a line break is quoted, and a quote is doubled.
    private static string Quoted(string value, char separator) =>
        value.IndexOfAny([separator, '"', '\r', '\n']) < 0 ? value : "\"" + value.Replace("\"", "\"\"") + "\"";
}
