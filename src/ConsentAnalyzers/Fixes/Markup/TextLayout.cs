using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes;

/// <summary>How a text is written: its line ends, its indentation.</summary>
internal sealed class TextLayout(string text)
{
    private readonly Lazy<string> _unit = new(() => UnitOf(text));

    /// <summary>The text's first line end.</summary>
    public string NewLine { get; } = text.IndexOf('\n') is > 0 and var end && text[end - 1] == '\r' ? "\r\n" : "\n";

    /// <summary>One level of indentation.</summary>
    public string Unit => _unit.Value;

    public int LineStart(int position) => position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;

    /// <summary>The end of a line, before its line end.</summary>
    public int LineEnd(int position)
    {
        var end = text.IndexOf('\n', position);
        if (end < 0) return text.Length;
        return end > position && text[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>Where the next line starts.</summary>
    public int NextLine(int position) => text.IndexOf('\n', position) is >= 0 and var end ? end + 1 : text.Length;

    public string Indent(int position)
    {
        var (start, end) = (LineStart(position), LineStart(position));
        while (end < text.Length && text[end] is ' ' or '\t') end++;
        return text.Substring(start, end - start);
    }

    /// <summary>Whether nothing but space stands before a place in its line.</summary>
    public bool IsFirst(int position) => LineStart(position) + Indent(position).Length >= position;

    /// <summary>Whether nothing but space stands behind a place in its line.</summary>
    public bool IsLast(int position) => text.Substring(position, LineEnd(position) - position).Trim().Length == 0;

    /// <summary>The lines in a span that hold something, without the first.</summary>
    public IEnumerable<int> LinesIn(TextSpan span)
    {
        for (var start = NextLine(span.Start); start < span.End; start = NextLine(start))
        {
            if (text.Substring(start, LineEnd(start) - start).Trim().Length > 0) yield return start;
        }
    }

    private static string UnitOf(string text)
    {
        var indents = text.Split('\n').Where(l => l.Length > 0 && l[0] is ' ' or '\t' && l.Trim().Length > 0).Select(l => l.Substring(0, l.Length - l.TrimStart(' ', '\t').Length)).ToList();
        if (indents.Count(i => i[0] == '\t') * 2 > indents.Count) return "\t";
        // Two spaces only where an odd level shows it.
        return indents.Any(i => i[0] == ' ' && i.Length % 4 == 2) && indents.Count(i => i.Length % 4 == 2) * 4 > indents.Count ? "  " : "    ";
    }
}
