using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsentAnalyzers.Knowledge;

/// <summary>What classes make of a control.</summary>
[Flags]
internal enum BannerWeight
{
    None = 0,
    Button = 1,
    Link = 2,
    Muted = 4,

    /// <summary>Grey only beside what is <see cref="Strong"/>.</summary>
    Grey = 8,
    Strong = 16,
    Small = 32,
    Large = 64,
    Hidden = 128,

    /// <summary>A panel that is closed unless it is <see cref="Open"/>.</summary>
    Closed = 256,
    Open = 512,
}

/// <summary>How much a control weighs, told from its classes (<c>banner-weights.tsv</c>).</summary>
internal sealed class BannerWeights
{
    private static readonly Lazy<BannerWeights> Embedded = new(() => new(TsvTable.Load("banner-weights.tsv")));

    private readonly Dictionary<string, BannerWeight> _classes = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Prefix, BannerWeight Weight)> _prefixes = [];
    private readonly Dictionary<string, BannerWeight> _words = new(StringComparer.OrdinalIgnoreCase);

    private BannerWeights(TsvTable table)
    {
        foreach (var row in table.Rows)
        {
            var name = row.Required("name");
            var weight = row.OneOf("meaning", [.. Enum.GetValues(typeof(BannerWeight)).Cast<BannerWeight>().Select(w => (w.ToString().ToLowerInvariant(), w))]);
            if (row["kind"] == "word") Add(_words, name, weight);
            else if (name.EndsWith("*", StringComparison.Ordinal)) _prefixes.Add((name.TrimEnd('*'), weight));
            else Add(_classes, name, weight);
        }

        static void Add(Dictionary<string, BannerWeight> to, string name, BannerWeight weight) => to[name] = to.TryGetValue(name, out var more) ? more | weight : weight;
    }

    public static BannerWeights Default => Embedded.Value;

    /// <param name="classes">The value of a class attribute.</param>
    public BannerWeight Of(string classes)
    {
        var weight = BannerWeight.None;
        foreach (var name in classes.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (_classes.TryGetValue(name, out var known)) weight |= known;
            foreach (var (prefix, more) in _prefixes)
            {
                if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) weight |= more;
            }
            foreach (var (start, length) in NameTokens.Split(name.AsSpan()))
            {
                if (_words.TryGetValue(name.Substring(start, length), out var word)) weight |= word;
            }
        }
        return weight;
    }
}
