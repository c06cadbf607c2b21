using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Knowledge;

/// <summary>Cookie names that the framework keeps where a compiler does not see into: in static members, and as the default name of a <c>CookieBuilder</c> (<c>framework-names.tsv</c>).</summary>
internal static class FrameworkNames
{
    /// <summary>The cookie of <c>ITrackingConsentFeature</c>, unless it is renamed.</summary>
    public const string ConsentCookie = ".AspNet.Consent";

    private static readonly Lazy<Dictionary<string, string>> Names = new(() => TsvTable.Load("framework-names.tsv").Rows.ToDictionary(r => r["member"], r => r["value"], StringComparer.Ordinal));

    /// <param name="member">A static text, or the property that holds a builder.</param>
    public static string? Find(ISymbol member) =>
        member is { ContainingType: { } type } && (member.IsStatic || member is IPropertySymbol) && type.DeclaringSyntaxReferences.IsEmpty && Names.Value.TryGetValue(type.Name + "." + member.Name, out var name) ? name : null;
}
