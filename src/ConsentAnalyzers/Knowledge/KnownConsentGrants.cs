using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsentAnalyzers.Knowledge;

/// <summary>Calls of consent platforms that give a consent. Facts: <c>consent-grants.tsv</c>.</summary>
internal static class KnownConsentGrants
{
    private static readonly Lazy<Dictionary<string, string>> Calls = new(() => TsvTable.Load("consent-grants.tsv").Rows.ToDictionary(r => r.Required("call"), r => r["argument"], StringComparer.Ordinal));

    /// <param name="path">The callee, without <c>window.</c>.</param>
    /// <param name="arguments">The constant arguments.</param>
    public static bool Grants(string path, IEnumerable<string?> arguments) => Calls.Value.TryGetValue(path, out var needed) && (needed.Length == 0 || arguments.Contains(needed));
}
