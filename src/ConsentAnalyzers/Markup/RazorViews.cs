using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Markup;

/// <summary>Finds the generated tree of a view. Indexed once a compilation, and only when a candidate was found.</summary>
internal sealed class RazorViews(Compilation compilation)
{
    private readonly Lazy<Dictionary<string, SyntaxTree>> _trees = new(() =>
    {
        var trees = new Dictionary<string, SyntaxTree>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees.Where(t => IsGenerated(t.FilePath)))
        {
            if (PathOf(tree) is { } path) trees[path] = tree;
        }
        return trees;
    });

    public SyntaxTree? TreeOf(string path) => _trees.Value.TryGetValue(path, out var tree) ? tree : null;

    /// <summary>The path of the view that a generated tree was made from.</summary>
    public static string? PathOf(SyntaxTree tree)
    {
        var parts = tree.GetText().Lines[0].ToString().Split('"');
        return parts.Length > 1 && parts[0].Contains("#pragma checksum") ? parts[1] : null;
    }

    /// <summary>Whether a tree was made by the Razor compiler (<c>.ide.g.cs</c>: at design time).</summary>
    public static bool IsGenerated(string path) => path.EndsWith("_cshtml.g.cs", StringComparison.Ordinal) || path.EndsWith("_razor.g.cs", StringComparison.Ordinal)
        || path.EndsWith("_cshtml.ide.g.cs", StringComparison.Ordinal) || path.EndsWith("_razor.ide.g.cs", StringComparison.Ordinal);
}
