using System;
using System.Collections.Generic;

namespace ConsentAnalyzers.Knowledge;

/// <summary>Answers "whose address is this?" for the tables with a <c>host</c> and a <c>path</c> column.</summary>
internal sealed class HostIndex<T> : AddressIndex<T> where T : class
{
    private readonly SpanMap<Rule[]> hosts;
    private readonly SpanMap<Rule[]> families;
    private readonly Rule[] anywhere;

    public HostIndex(TsvTable table, Func<TsvRow, T> value)
    {
        var exact = new List<Rule>();
        var subdomains = new List<Rule>();
        var everywhere = new List<Rule>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var host = row.Required("host");
            var path = row["path"];
            if (!seen.Add(host + " " + path)) throw row.Error("host", host + path, "stands twice");
            if (!IsLowerCase(host) || !IsLowerCase(path)) throw row.Error("host", host + path, "is not in lower case");
            if (path.Length > 0 && path[0] != '/' && !path.StartsWith("**/", StringComparison.Ordinal)) throw row.Error("path", path, "starts with neither / nor **/");
            if (host == "*") everywhere.Add(path.Length > 0 ? new Rule("", path, value(row)) : throw row.Error("path", path, "is needed for any host"));
            else if (host.StartsWith("*.", StringComparison.Ordinal)) subdomains.Add(new Rule(host.Substring(2), path, value(row)));
            else exact.Add(new Rule(host, path, value(row)));
        }
        // The longest path is the most specific one, and must be tried first.
        static int Specific(Rule x, Rule y) => y.Path.Length != x.Path.Length ? y.Path.Length - x.Path.Length : string.CompareOrdinal(x.Path, y.Path);
        exact.Sort(Specific);
        subdomains.Sort(Specific);
        everywhere.Sort(Specific);
        hosts = SpanMap.Group(exact, r => r.Host, ignoreCase: true);
        families = SpanMap.Group(subdomains, r => r.Host, ignoreCase: true);
        anywhere = [.. everywhere];
    }

    public override T? Find(ReadOnlySpan<char> host, ReadOnlySpan<char> path)
    {
        host = host.TrimEnd('.');
        if (hosts.TryGet(host, out var rules) && Match(rules, path) is { } exact) return exact;
        for (var rest = host; rest.IndexOf('.') is >= 0 and var dot;)
        {
            rest = rest.Slice(dot + 1);
            if (families.TryGet(rest, out rules) && Match(rules, path) is { } family) return family;
        }
        return Match(anywhere, path);
    }

    private static T? Match(Rule[] rules, ReadOnlySpan<char> path)
    {
        var fragment = path.IndexOf('#');
        if (fragment >= 0) path = path.Slice(0, fragment);
        foreach (var rule in rules)
        {
            if (rule.Matches(path)) return rule.Value;
        }
        return null;
    }

    private static bool IsLowerCase(string text)
    {
        foreach (var c in text)
        {
            if (c is >= 'A' and <= 'Z') return false;
        }
        return true;
    }

    private sealed class Rule
    {
        private readonly string tail;
        private readonly bool anySegment;

        public Rule(string host, string path, T value)
        {
            Host = host;
            Path = path;
            Value = value;
            anySegment = path.StartsWith("**/", StringComparison.Ordinal);
            tail = anySegment ? path.Substring(3) : path;
        }

        public string Host { get; }

        public string Path { get; }

        public T Value { get; }

        public bool Matches(ReadOnlySpan<char> path)
        {
            if (!anySegment) return tail.Length == 0 || MatchesAt(path);
            if (path.Length > 0 && path[0] != '/' && MatchesAt(path)) return true;
            for (var rest = path; rest.IndexOfAny('/', '?') is >= 0 and var slash && rest[slash] == '/';)
            {
                rest = rest.Slice(slash + 1);
                if (MatchesAt(rest)) return true;
            }
            return false;
        }

        private bool MatchesAt(ReadOnlySpan<char> path) =>
            path.StartsWith(tail.AsSpan(), StringComparison.OrdinalIgnoreCase)
            && (path.Length == tail.Length || !char.IsLetterOrDigit(tail[tail.Length - 1]) || !char.IsLetterOrDigit(path[tail.Length]));
    }
}
