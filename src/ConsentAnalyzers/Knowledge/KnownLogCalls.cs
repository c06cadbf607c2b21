using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Knowledge;

/// <summary>What writes to a log. Facts: <c>log-calls.tsv</c>.</summary>
internal static class KnownLogCalls
{
    private static readonly Lazy<ILookup<string, string>> TypesByMethod = new(() => TsvTable.Load("log-calls.tsv").Rows
        .SelectMany(row => row.List("methods").Select(method => (Method: method, Type: row.Required("type"))))
        .ToLookup(r => r.Method, r => r.Type, StringComparer.Ordinal));

    /// <summary>Whether a method of this name may write to a log.</summary>
    public static bool IsCandidate(string method) => TypesByMethod.Value.Contains(method);

    public static bool IsLog(IMethodSymbol method)
    {
        var name = method.MethodKind == MethodKind.Constructor ? ".ctor" : method.Name;
        var types = TypesByMethod.Value[name];
        return types.Any() && FullNames.OfHierarchy(method.ContainingType).Any(types.Contains);
    }
}

/// <summary>Types by the full names that tables give.</summary>
internal static class FullNames
{
    /// <summary>The type itself, what it inherits from and what it implements.</summary>
    public static IEnumerable<string> OfHierarchy(ITypeSymbol? type)
    {
        if (type is null) yield break;
        for (var ancestor = type; ancestor is { SpecialType: not SpecialType.System_Object }; ancestor = ancestor.BaseType) yield return Of(ancestor);
        foreach (var implemented in type.AllInterfaces) yield return Of(implemented);
    }

    private static string Of(ITypeSymbol type)
    {
        var name = type.Name;
        for (var ns = type.ContainingNamespace; ns is { IsGlobalNamespace: false }; ns = ns.ContainingNamespace) name = ns.Name + "." + name;
        return name;
    }
}
