using System;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Markup;

/// <summary>Finds the comment that stands before a statement of a script.</summary>
internal static class ScriptComment
{
    private const int LongestComment = 2000;

    /// <summary>The comment that ends right before a place, or before its line; <see langword="null"/> when there is none.</summary>
    public static (string Text, TextSpan Span)? Before(string text, int position)
    {
        var line = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        return EndingAt(text, position) ?? (line < position ? EndingAt(text, line) : null);
    }

    private static (string Text, TextSpan Span)? EndingAt(string text, int end)
    {
        while (end > 0 && char.IsWhiteSpace(text[end - 1])) end--;
        if (end < 3) return null;
        if (text[end - 1] == '/' && text[end - 2] == '*')
        {
            var start = text.LastIndexOf("/*", end - 3, Math.Min(end - 2, LongestComment), StringComparison.Ordinal);
            return start < 0 || start + 4 > end ? null : (text.Substring(start + 2, end - start - 4).Trim(), TextSpan.FromBounds(start, end));
        }
        var line = text.LastIndexOf('\n', end - 1) + 1;
        while (line < end && char.IsWhiteSpace(text[line])) line++;
        return line + 2 <= end && text[line] == '/' && text[line + 1] == '/' ? (text.Substring(line + 2, end - line - 2).Trim(), TextSpan.FromBounds(line, end)) : null;
    }
}
