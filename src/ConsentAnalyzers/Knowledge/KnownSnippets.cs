using System;
using System.Collections.Generic;

namespace ConsentAnalyzers.Knowledge;

internal enum SnippetShape
{
    /// <summary><c>f(…)</c>.</summary>
    Call,

    /// <summary><c>new F(…)</c>.</summary>
    New,

    /// <summary><c>name.push(…)</c>.</summary>
    Push,

    /// <summary><c>name = …</c>.</summary>
    Assign,
}

internal enum SnippetRole
{
    /// <summary>Begins tracking, by itself or with its loader.</summary>
    Start,

    /// <summary>Marks the vendor's bootstrap.</summary>
    Loader,

    /// <summary>A payload: nothing happens without the rest.</summary>
    Event,

    /// <summary>Tells the vendor about consent.</summary>
    Consent,

    /// <summary>Starts nothing by itself.</summary>
    Setting,
}

/// <summary>What a call or an assignment in a script means to a tracker.</summary>
internal sealed class Snippet(SnippetShape shape, string name, string[] arguments, string[] second, Tracker tracker, SnippetRole role)
{
    private readonly string[] arguments = arguments;
    private readonly string[] second = second;

    public SnippetShape Shape { get; } = shape;

    /// <summary>The path of the callee, queue or variable: <c>gtag</c>, <c>_paq</c>, <c>mixpanel.init</c>.</summary>
    public string Name { get; } = name;

    public Tracker Tracker { get; } = tracker;

    public SnippetRole Role { get; } = role;

    /// <summary>Whether any call of the name fits, whatever its arguments.</summary>
    public bool TakesAnything => arguments.Length == 0 && second.Length == 0;

    /// <summary>How well the constant arguments fit: -1 not at all, else the more the better.</summary>
    public int Fit(ReadOnlySpan<char> first, ReadOnlySpan<char> secondArgument)
    {
        var one = Fit(arguments, first);
        var two = Fit(second, secondArgument);
        return one < 0 || two < 0 ? -1 : one + two;
    }

    private static int Fit(string[] words, ReadOnlySpan<char> argument)
    {
        if (words.Length == 0) return 0;
        foreach (var word in words)
        {
            if (word.Length > 0 && word[word.Length - 1] == '*')
            {
                if (argument.StartsWith(word.AsSpan(0, word.Length - 1), StringComparison.OrdinalIgnoreCase)) return 1;
            }
            else if (argument.Equals(word.AsSpan(), StringComparison.Ordinal))
            {
                return 2;
            }
        }
        return -1;
    }
}

/// <summary>What in an inline script belongs to a tracker. Facts: <c>snippets.tsv</c>.</summary>
internal static class KnownSnippets
{
    private static readonly Lazy<SnippetIndex> Data = new(() => new SnippetIndex(TsvTable.Load("snippets.tsv"), KnownTrackers.Referenced));

    public static IReadOnlyList<Snippet> All => Data.Value.All;

    /// <param name="path">The callee without <c>window.</c>, the queue without <c>.push</c>, the assigned path.</param>
    /// <param name="first">The first constant argument, or the first item of a pushed array; empty when there is none.</param>
    public static Snippet? Find(SnippetShape shape, ReadOnlySpan<char> path, ReadOnlySpan<char> first, ReadOnlySpan<char> second) => Data.Value.Find(shape, path, first, second);

    internal sealed class SnippetIndex
    {
        private readonly SpanMap<Snippet[]> byName;

        public SnippetIndex(TsvTable table, Func<TsvRow, Tracker> tracker)
        {
            var all = new List<Snippet>();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var row in table.Rows)
            {
                row.Required("source");
                row.Flag("verified");
                if (!seen.Add(string.Join(" ", row["shape"], row["name"], row["argument"], row["second"]))) throw row.Error("name", row["name"], "stands twice with the same arguments");
                all.Add(new Snippet(
                    row.OneOf("shape", ("call", SnippetShape.Call), ("new", SnippetShape.New), ("push", SnippetShape.Push), ("assign", SnippetShape.Assign)),
                    row.Required("name"),
                    row.List("argument", '|'),
                    row.List("second", '|'),
                    tracker(row),
                    row.OneOf("role", ("start", SnippetRole.Start), ("loader", SnippetRole.Loader), ("event", SnippetRole.Event), ("consent", SnippetRole.Consent), ("setting", SnippetRole.Setting))));
            }
            All = all;
            byName = SpanMap.Group(all, s => s.Name, ignoreCase: false);
        }

        public IReadOnlyList<Snippet> All { get; }

        public Snippet? Find(SnippetShape shape, ReadOnlySpan<char> path, ReadOnlySpan<char> first, ReadOnlySpan<char> second)
        {
            if (!byName.TryGet(path, out var snippets)) return null;
            Snippet? best = null;
            var bestFit = -1;
            foreach (var snippet in snippets)
            {
                if (snippet.Shape != shape) continue;
                var fit = snippet.Fit(first, second);
                if (fit <= bestFit) continue;
                bestFit = fit;
                best = snippet;
            }
            return best;
        }
    }
}
