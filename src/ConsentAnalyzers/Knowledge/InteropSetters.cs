using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsentAnalyzers.Knowledge;

/// <summary>Which JavaScript functions write a cookie, told from their name (<c>interop-setters.tsv</c>): <c>setCookie</c>, <c>Cookies.set</c>, <c>site.writeCookie</c>.</summary>
internal sealed class InteropSetters
{
    private static readonly Lazy<InteropSetters> Embedded = new(() => new InteropSetters(TsvTable.Load("interop-setters.tsv")));

    private readonly ILookup<string, string> _roles;

    private InteropSetters(TsvTable table) => _roles = table.Rows.ToLookup(r => r["word"], r => r["role"], StringComparer.OrdinalIgnoreCase);

    public static InteropSetters Default => Embedded.Value;

    public bool Writes(string function)
    {
        var roles = new HashSet<string>();
        foreach (var (start, length) in NameTokens.Split(function.AsSpan())) roles.UnionWith(_roles[function.Substring(start, length)]);
        return roles.Contains("noun") && roles.Contains("verb") && !roles.Contains("never");
    }
}
