using System;
using System.Collections.Generic;

namespace ConsentAnalyzers.Knowledge;

/// <summary>Answers "whose address is this?" for the tables with a <c>host</c> and a <c>path</c> column.</summary>
internal sealed class HostIndex<T> where T : class
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

    /// <param name="host">Without port; empty or starting with a dot when only its end is known.</param>
    /// <param name="path">With its query, if any.</param>
    public T? Find(ReadOnlySpan<char> host, ReadOnlySpan<char> path)
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

    /// <summary>Takes an absolute or protocol-relative address apart; any other text is taken as a path on an unknown host.</summary>
    public T? FindUrl(ReadOnlySpan<char> url)
    {
        url = url.Trim();
        if (url.IndexOf('\\') < 0) return FindPlain(url);
        // Scripts inside JSON or strings write \/\/ for //.
        Span<char> buffer = stackalloc char[512];
        if (url.Length > buffer.Length) url = url.Slice(0, buffer.Length);
        var length = 0;
        for (var i = 0; i < url.Length; i++)
        {
            if (url[i] == '\\' && i + 1 < url.Length && url[i + 1] == '/') continue;
            buffer[length++] = url[i];
        }
        return FindPlain(buffer.Slice(0, length));
    }

    private T? FindPlain(ReadOnlySpan<char> url)
    {
        if (!url.StartsWith("//".AsSpan()))
        {
            var scheme = 0;
            while (scheme < url.Length && (char.IsLetterOrDigit(url[scheme]) || url[scheme] is '+' or '.' or '-')) scheme++;
            if (scheme == 0 || scheme >= url.Length || url[scheme] != ':') return Find(default, url);
            var name = url.Slice(0, scheme);
            if (!name.Equals("https".AsSpan(), StringComparison.OrdinalIgnoreCase) && !name.Equals("http".AsSpan(), StringComparison.OrdinalIgnoreCase)) return null;
            url = url.Slice(scheme + 1);
            if (!url.StartsWith("//".AsSpan())) return Find(default, url);
        }
        url = url.Slice(2);
        var end = url.IndexOfAny('/', '?', '#');
        var host = end < 0 ? url : url.Slice(0, end);
        var path = end < 0 ? default : url.Slice(end);
        host = host.Slice(host.LastIndexOf('@') + 1);
        var port = host.IndexOf(':');
        return Find(port < 0 ? host : host.Slice(0, port), path);
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
