using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Knowledge;

/// <summary>Cookie names that the framework keeps in static members, which a compiler does not see into (<c>framework-names.tsv</c>).</summary>
internal static class FrameworkNames
{
    private static readonly Lazy<Dictionary<string, string>> Names = new(() => TsvTable.Load("framework-names.tsv").Rows.ToDictionary(r => r["member"], r => r["value"], StringComparer.Ordinal));

    public static string? Find(ISymbol member) =>
        member is { IsStatic: true, ContainingType: { } type } && type.DeclaringSyntaxReferences.IsEmpty && Names.Value.TryGetValue(type.Name + "." + member.Name, out var name) ? name : null;
}
