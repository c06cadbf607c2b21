using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Tests.Verifiers;

internal enum MarkupOptions
{
    Allow,

    /// <summary>The text is taken as it is: for one that really holds <c>[|</c>.</summary>
    None,
}

/// <summary>A text and the places marked in it: <c>[|…|]</c>, <c>{|CNS1001:…|}</c>, <c>{|#0:…|}</c>, nested at will.</summary>
internal sealed partial record MarkedText(string Text, ImmutableArray<(string? Id, TextSpan Span)> Diagnostics, ImmutableArray<(int Number, TextSpan Span)> Locations)
{
    public static MarkedText Parse(string path, string marked)
    {
        var text = new StringBuilder(marked.Length);
        var open = new Stack<(string? Name, string End, int Start)>();
        var diagnostics = ImmutableArray.CreateBuilder<(string? Id, TextSpan Span)>();
        var locations = ImmutableArray.CreateBuilder<(int Number, TextSpan Span)>();
        for (var i = 0; i < marked.Length;)
        {
            var two = marked.AsSpan(i, Math.Min(2, marked.Length - i));
            if (two is "[|")
            {
                open.Push((null, "|]", text.Length));
                i += 2;
            }
            else if (two is "{|")
            {
                var name = OpeningMark().Match(marked, i);
                if (!name.Success) Fail("'{|' without an id: {|CNS1001:…|} or {|#0:…|}", i);
                open.Push((name.Groups[1].Value, "|}", text.Length));
                i += name.Length;
            }
            else if (two is "|]" or "|}")
            {
                if (open.Count == 0 || open.Peek().End != two.ToString()) Fail($"'{two}' closes nothing", i);
                var mark = open.Pop();
                var span = TextSpan.FromBounds(mark.Start, text.Length);
                if (mark.Name is ['#', .. var number]) locations.Add((int.Parse(number), span));
                else diagnostics.Add((mark.Name, span));
                i += 2;
            }
            else text.Append(marked[i++]);
        }

        if (open.Count > 0) Fail($"a mark is never closed, '{open.Peek().End}' is missing", marked.Length);
        return new MarkedText(text.ToString(), diagnostics.ToImmutable(), locations.ToImmutable());

        void Fail(string reason, int index) => Assert.Fail($"Markup error in {path}, line {marked.AsSpan(0, index).Count('\n') + 1}: {reason}. (MarkupOptions.None takes a text as it is.)");
    }

    /// <summary><paramref name="text"/> with the marks put in, as a test would write them.</summary>
    public static string Render(string text, IEnumerable<(string Id, TextSpan Span)> diagnostics)
    {
        var marks = diagnostics.OrderByDescending(d => d.Span.Length).ToList();
        var result = new StringBuilder();
        for (var i = 0; i <= text.Length; i++)
        {
            foreach (var _ in marks.Where(m => !m.Span.IsEmpty && m.Span.End == i)) result.Append("|}");
            foreach (var (id, span) in marks.Where(m => m.Span.Start == i)) result.Append($"{{|{id}:").Append(span.IsEmpty ? "|}" : "");
            if (i < text.Length) result.Append(text[i]);
        }

        return result.ToString();
    }

    [GeneratedRegex(@"\G\{\|(#\d+|[A-Za-z]+\d+):")]
    private static partial Regex OpeningMark();
}
