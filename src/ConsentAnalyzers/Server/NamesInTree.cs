using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Server;

/// <summary>Where a name stands in a tree: one walk a tree, when first asked for, kept across compilations.</summary>
internal static class NamesInTree
{
    private static readonly ConditionalWeakTable<SyntaxTree, ILookup<string, SimpleNameSyntax>> Names = new();
    private static readonly ConditionalWeakTable<Compilation, SyntaxTree[]> Ordered = new();

    /// <summary>Every use of a name in a compilation, tree by tree in the order of their paths.</summary>
    public static IEnumerable<SimpleNameSyntax> Find(Compilation compilation, string name) => Ordered.GetValue(compilation, c => [.. c.SyntaxTrees.OrderBy(t => t.FilePath, StringComparer.Ordinal)]).SelectMany(t => Names.GetValue(t, Read)[name]);

    private static ILookup<string, SimpleNameSyntax> Read(SyntaxTree tree) => tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().ToLookup(n => n.Identifier.ValueText, StringComparer.Ordinal);
}
