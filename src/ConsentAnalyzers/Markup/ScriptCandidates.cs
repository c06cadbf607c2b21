using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

/// <summary>Whether a script file may store something or load a tracker, told by its words in one pass. A file without any of them is never parsed.</summary>
internal static class ScriptCandidates
{
    // What stores, and what loads an address: an element's src, a request, an import, written markup.
    private static readonly string[] Words = ["cookie", "localStorage", "sessionStorage", "src", "sendBeacon", "fetch", "XMLHttpRequest", "import", "importScripts", "write", "getScript", "innerHTML"];

    private static readonly Lazy<SpanMap<bool>> Known = new(() => new SpanMap<bool>(
        [.. Words
            .Concat(TsvTable.Load("script-storage.tsv").Rows.Select(r => First(r["function"])))
            .Concat(TsvTable.Load("lifetime-settings.tsv").Rows.Select(r => First(r["path"])))
            .Concat(TsvTable.Load("cmp-settings.tsv").Rows.Select(r => First(r["path"])))
            .Concat(KnownSnippets.All.Select(s => First(s.Name)))
            .Distinct(StringComparer.Ordinal)
            .Select(w => new KeyValuePair<string, bool>(w, true))],
        ignoreCase: false));

    public static bool IsIn(string script)
    {
        for (var start = 0; start < script.Length; start++)
        {
            if (!IsPart(script[start])) continue;
            var end = start + 1;
            while (end < script.Length && IsPart(script[end])) end++;
            if (end - start is > 1 and < 40 && (Known.Value.TryGet(script.AsSpan(start, end - start), out _) || EndsWithCookie(script.AsSpan(start, end - start)))) return true;
            start = end;
        }
        return false;
    }

    // setCookie('visitor', …), whose body is in another file.
    private static bool EndsWithCookie(ReadOnlySpan<char> word) => word.EndsWith("cookie".AsSpan(), StringComparison.OrdinalIgnoreCase);

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';

    private static string First(string path)
    {
        var end = path.IndexOfAny(['.', '(']);
        return end < 0 ? path : path.Substring(0, end);
    }
}
