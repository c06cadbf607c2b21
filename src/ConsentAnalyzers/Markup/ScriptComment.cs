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
        return EndingAt(text, position) ?? (LineStart(text, position) is { } line && line < position ? EndingAt(text, line) : null);
    }

    // Of a longer line (a bundled script) nobody commented the statements.
    private static int? LineStart(string text, int position)
    {
        var length = Math.Min(position, LongestComment);
        var before = length == 0 ? -1 : text.LastIndexOf('\n', position - 1, length);
        return before >= 0 ? before + 1 : length == position ? 0 : null;
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
        if (LineStart(text, end) is not { } line) return null;
        while (line < end && char.IsWhiteSpace(text[line])) line++;
        return line + 2 <= end && text[line] == '/' && text[line + 1] == '/' ? (text.Substring(line + 2, end - line - 2).Trim(), TextSpan.FromBounds(line, end)) : null;
    }
}
