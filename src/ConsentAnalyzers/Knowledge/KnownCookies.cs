using System;
using System.Collections.Generic;
using ConsentAnalyzers.Consent;

namespace ConsentAnalyzers.Knowledge;

/// <summary>What a cookie's (or storage key's) name tells. The default value: nothing.</summary>
internal readonly struct CookieKnowledge
{
    public CookieKnowledge(ConsentPurposes purpose, ExemptionGround ground, string vendor, Tracker? tracker, string exemptable, Tracker? suspected)
    {
        Purpose = purpose;
        Ground = ground;
        this.vendor = vendor;
        Tracker = tracker;
        this.exemptable = exemptable;
        Suspected = suspected;
    }

    private readonly string? vendor;
    private readonly string? exemptable;

    /// <summary>The purpose that needs consent, with <see cref="ConsentPurposes.Any"/>.</summary>
    public ConsentPurposes Purpose { get; }

    /// <summary>Why it needs none.</summary>
    public ExemptionGround Ground { get; }

    /// <summary>Whose cookie it is: a tracker's or platform's vendor, <c>ASP.NET Core</c>, <c>first party</c> for a name known by its words, or empty.</summary>
    public string Vendor => vendor ?? "";

    /// <summary>The tracker that writes it, if it is one's.</summary>
    public Tracker? Tracker { get; }

    /// <summary>For a tracker's cookie: <c>no</c>, <c>configurable</c>, <c>disputed</c> …; else empty.</summary>
    public string Exemptable => exemptable ?? "";

    /// <summary>A tracker writes a cookie of this name, but the name is too natural to decide alone (<c>fr</c>, <c>uid</c>).</summary>
    public Tracker? Suspected { get; }

    /// <summary>Whether the name alone decides. Never true for a merely suspected tracker.</summary>
    public bool IsKnown => Purpose != ConsentPurposes.None || Ground != ExemptionGround.None;
}

/// <summary>What cookies are for, told by their names. Facts: <c>cookies.tsv</c>.</summary>
internal static class KnownCookies
{
    private static readonly Lazy<CookieIndex> Data = new(() => new CookieIndex(TsvTable.Load("cookies.tsv"), key => KnownTrackers.ByKey(key)));

    /// <param name="name">A whole name, or a known beginning followed by <c>*</c>: <c>_ga_*</c>.</param>
    public static CookieKnowledge Classify(ReadOnlySpan<char> name) => Data.Value.Classify(name);

    internal sealed class CookieIndex
    {
        private const string HostPrefix = "__Host-";
        private const string SecurePrefix = "__Secure-";
        private const int MostTokens = 32;

        private readonly SpanMap<Row[]> exact;
        private readonly SpanMap<Row[]> prefixes;
        private readonly int longestPrefix;
        private readonly List<Row> patterns = [];
        private readonly SpanMap<TokenRule[]> tokens;

        public CookieIndex(TsvTable table, Func<string, Tracker?> tracker)
        {
            var whole = new List<Row>();
            var beginnings = new List<Row>();
            var words = new List<TokenRule>();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var line in table.Rows)
            {
                var name = line.Required("name");
                line.Required("source");
                line.Flag("verified");
                if (!seen.Add(line["match"] + " " + name)) throw line.Error("name", name, "stands twice");
                switch (line["match"])
                {
                    case "exact": whole.Add(ReadRow(line, name, tracker)); break;
                    case "prefix":
                        beginnings.Add(ReadRow(line, name, tracker));
                        longestPrefix = Math.Max(longestPrefix, name.Length);
                        break;
                    case "pattern": patterns.Add(ReadRow(line, name, tracker)); break;
                    case "token": words.Add(ReadTokens(line, name, words.Count)); break;
                    default: throw line.Error("match", line["match"], "is not one of exact, prefix, pattern, token");
                }
            }
            exact = SpanMap.Group(whole, r => r.Name, ignoreCase: true);
            prefixes = SpanMap.Group(beginnings, r => r.Name, ignoreCase: true);
            tokens = SpanMap.Group(words, r => r.Words[0], ignoreCase: true);
        }

        public CookieKnowledge Classify(ReadOnlySpan<char> name)
        {
            var open = name.Length > 0 && name[name.Length - 1] == '*';
            if (open) name = name.Slice(0, name.Length - 1);
            var host = name.StartsWith(HostPrefix.AsSpan(), StringComparison.OrdinalIgnoreCase);
            if (host) name = name.Slice(HostPrefix.Length);
            else if (name.StartsWith(SecurePrefix.AsSpan(), StringComparison.OrdinalIgnoreCase)) name = name.Slice(SecurePrefix.Length);

            Tracker? suspected = null;
            if ((FindRow(name, open) is { } row))
            {
                if (!row.Weak) return new CookieKnowledge(row.Purpose, row.Ground, row.Vendor, row.Tracker, row.Tracker?.Exemptable ?? "", null);
                suspected = row.Tracker;
            }
            var rule = FindTokens(name, atCase: true, null);
            rule = FindTokens(name, atCase: false, rule);
            // The guide lists an unknown name behind __Host- as security.
            var ground = rule?.Ground ?? (host && name.Length > 0 && suspected == null ? ExemptionGround.Security : ExemptionGround.None);
            return ground == ExemptionGround.None
                ? new CookieKnowledge(ConsentPurposes.None, ExemptionGround.None, "", null, "", suspected)
                : new CookieKnowledge(ConsentPurposes.None, ground, "first party", null, "", suspected);
        }

        private Row? FindRow(ReadOnlySpan<char> name, bool open)
        {
            if (!open && exact.TryGet(name, out var rows) && Pick(rows, name) is { } whole) return whole;
            if (!open)
            {
                foreach (var pattern in patterns)
                {
                    if (MatchesPattern(pattern.Name, name)) return pattern;
                }
            }
            for (var length = Math.Min(longestPrefix, name.Length); length > 0; length--)
            {
                var beginning = name.Slice(0, length);
                if (prefixes.TryGet(beginning, out rows) && Pick(rows, beginning) is { } row) return row;
            }
            return null;
        }

        // A tracker's name is what its script writes, letter for letter; an exempt name may be spelled in any case.
        private static Row? Pick(Row[] rows, ReadOnlySpan<char> name)
        {
            foreach (var row in rows)
            {
                if (row.Ground != ExemptionGround.None || name.Equals(row.Name.AsSpan(), StringComparison.Ordinal)) return row;
            }
            return null;
        }

        private TokenRule? FindTokens(ReadOnlySpan<char> name, bool atCase, TokenRule? best)
        {
            Span<(int Start, int Length)> parts = stackalloc (int, int)[MostTokens];
            var count = 0;
            foreach (var part in NameTokens.Split(name, atCase))
            {
                parts[count++] = part;
                if (count == MostTokens) break;
            }
            for (var i = 0; i < count; i++)
            {
                if (!tokens.TryGet(name.Slice(parts[i].Start, parts[i].Length), out var rules)) continue;
                foreach (var rule in rules)
                {
                    if (best != null && best.Order <= rule.Order) break;
                    if (Follows(name, parts.Slice(i, count - i), rule.Words)) best = rule;
                }
            }
            return best;
        }

        private static bool Follows(ReadOnlySpan<char> name, ReadOnlySpan<(int Start, int Length)> parts, string[] words)
        {
            if (parts.Length < words.Length) return false;
            for (var i = 1; i < words.Length; i++)
            {
                if (!name.Slice(parts[i].Start, parts[i].Length).Equals(words[i].AsSpan(), StringComparison.OrdinalIgnoreCase)) return false;
            }
            return true;
        }

        /// <summary><c>*</c> is anything, <c>#</c> one digit or more.</summary>
        internal static bool MatchesPattern(string pattern, ReadOnlySpan<char> name)
        {
            int p = 0, n = 0, star = -1, resume = 0;
            while (n < name.Length)
            {
                if (p < pattern.Length && pattern[p] == '*')
                {
                    star = ++p;
                    resume = n;
                }
                else if (p < pattern.Length && pattern[p] == '#' && char.IsDigit(name[n]))
                {
                    while (n < name.Length && char.IsDigit(name[n])) n++;
                    p++;
                }
                else if (p < pattern.Length && pattern[p] != '#' && pattern[p] == name[n])
                {
                    p++;
                    n++;
                }
                else if (star >= 0)
                {
                    p = star;
                    n = ++resume;
                }
                else
                {
                    return false;
                }
            }
            while (p < pattern.Length && pattern[p] == '*') p++;
            return p == pattern.Length;
        }

        private static Row ReadRow(TsvRow line, string name, Func<string, Tracker?> tracker)
        {
            var meaning = line.Required("meaning");
            var owner = line["tracker"].Length == 0 ? null : tracker(line["tracker"]) ?? throw line.Error("tracker", line["tracker"], "is not in trackers.tsv");
            var vendor = line.Required("vendor");
            var weak = line.Flag("weak");
            if (ConsentWords.TryParseGround(meaning, out var ground))
            {
                if (weak) throw line.Error("weak", line["weak"], "makes no sense for a ground");
                return new Row(name, ConsentPurposes.None, ground, vendor, owner, weak);
            }
            if (!ConsentWords.TryParsePurpose(meaning, out var purpose)) throw line.Error("meaning", meaning, "is neither a purpose nor a ground");
            if (owner == null) throw line.Error("tracker", "", "is needed for a cookie with a purpose");
            if (line["exemptable"] != owner.Exemptable) throw line.Error("exemptable", line["exemptable"], "is not the tracker's");
            return new Row(name, purpose, ExemptionGround.None, vendor, owner, weak);
        }

        private static TokenRule ReadTokens(TsvRow line, string name, int order)
        {
            var words = new List<string>();
            foreach (var (start, length) in NameTokens.Split(name.AsSpan())) words.Add(name.Substring(start, length));
            if (words.Count == 0) throw line.Error("name", name, "has no word");
            var meaning = line.Required("meaning");
            if (meaning == "never") return new TokenRule([.. words], ExemptionGround.None, order);
            return ConsentWords.TryParseGround(meaning, out var ground) ? new TokenRule([.. words], ground, order) : throw line.Error("meaning", meaning, "is neither a ground nor never");
        }

        private sealed class Row(string name, ConsentPurposes purpose, ExemptionGround ground, string vendor, Tracker? tracker, bool weak)
        {
            public string Name { get; } = name;
            public ConsentPurposes Purpose { get; } = purpose;
            public ExemptionGround Ground { get; } = ground;
            public string Vendor { get; } = vendor;
            public Tracker? Tracker { get; } = tracker;
            public bool Weak { get; } = weak;
        }

        private sealed class TokenRule(string[] words, ExemptionGround ground, int order)
        {
            public string[] Words { get; } = words;
            public ExemptionGround Ground { get; } = ground;
            public int Order { get; } = order;
        }
    }
}
