using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Markup;

/// <summary>Where partial views are included, and what holds there. Looked up only when a tracker was found that nothing in its own view holds back.</summary>
internal sealed class ViewIncludes(ConsentContext context)
{
    private const int DepthLimit = 8;
    private static readonly string[] Calls = ["Partial", "PartialAsync", "RenderPartial", "RenderPartialAsync"];

    /// <summary>One include: the view it stands in, and the purposes that are consented to there.</summary>
    private readonly record struct Site(string View, Func<ConsentPurposes> Consented);

    private readonly object _lock = new();
    private Dictionary<string, List<Site>>? _sites;

    /// <summary>What every place that includes a view guarantees; nothing when no place is known.</summary>
    public ConsentPurposes Consented(string path, CancellationToken cancellationToken) => path.EndsWith(".cshtml", StringComparison.OrdinalIgnoreCase) ? Consented(path, 0, cancellationToken) : ConsentPurposes.None;

    private ConsentPurposes Consented(string path, int depth, CancellationToken cancellationToken)
    {
        if (depth > DepthLimit || !Sites(cancellationToken).TryGetValue(ViewName(path), out var sites)) return ConsentPurposes.None;
        return sites.Aggregate(ConsentValue.Vacuous, (all, site) => all & (site.Consented() is var here && here != ConsentPurposes.None ? here : Consented(site.View, depth + 1, cancellationToken)));
    }

    // By file name: a partial is found by searching folders, which the text does not tell.
    private static string ViewName(string name) => Path.GetFileNameWithoutExtension(name.EndsWith(".cshtml", StringComparison.OrdinalIgnoreCase) ? name : name + ".cshtml");

    private Dictionary<string, List<Site>> Sites(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_sites is not null) return _sites;
            var sites = new Dictionary<string, List<Site>>(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, site) in context.AnalyzerOptions.AdditionalFiles.Where(f => f.Path.EndsWith(".cshtml", StringComparison.OrdinalIgnoreCase)).SelectMany(f => SitesIn(f, cancellationToken)))
            {
                if (!sites.TryGetValue(ViewName(name), out var list)) sites.Add(ViewName(name), list = []);
                list.Add(site);
            }
            foreach (var (name, site) in context.Compilation.SyntaxTrees.SelectMany(t => SitesIn(t, cancellationToken)))
            {
                if (sites.TryGetValue(ViewName(name), out var list)) list.Add(site);
            }
            return _sites = sites;
        }
    }

    private IEnumerable<(string Name, Site Site)> SitesIn(AdditionalText file, CancellationToken cancellationToken)
    {
        if (!Mentions(file, cancellationToken) || MarkupDocument.Read(file, [""], context, cancellationToken) is not { } document) yield break;
        foreach (var element in document.Elements.Where(e => e.Name == "partial"))
        {
            var name = element.Attributes.Where(a => a.Name == "name").Select(a => document.ValueOf(a, context)).FirstOrDefault();
            if (!string.IsNullOrEmpty(name)) yield return (name!, new(file.Path, () => TagGate.Of(element, document, context, CancellationToken.None).Consented));
        }
        if (document.View is not { } view) yield break;
        foreach (var call in view.Tree.GetRoot(cancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method } || !Calls.Contains(method)) continue;
            if (call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal }, ..])
            {
                yield return (literal.Token.ValueText, new(file.Path, () => context.Flow.At(call, context.ModelOf(view.Tree), CancellationToken.None) ?? ConsentValue.Vacuous));
            }
        }
    }

    // An action that answers with the partial alone.
    private IEnumerable<(string Name, Site Site)> SitesIn(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (RazorViews.IsGenerated(tree.FilePath) || !tree.GetText(cancellationToken).ToString().Contains("View(\"")) yield break;
        foreach (var call in tree.GetRoot(cancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression is not (IdentifierNameSyntax { Identifier.ValueText: "PartialView" or "View" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "PartialView" or "View" })) continue;
            if (call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal }, ..])
            {
                yield return (literal.Token.ValueText, new("", () => context.Flow.At(call, context.ModelOf(tree), CancellationToken.None) ?? ConsentValue.Vacuous));
            }
        }
    }

    private static bool Mentions(AdditionalText file, CancellationToken cancellationToken) =>
        file.GetText(cancellationToken)?.ToString() is { } text && (text.IndexOf("<partial", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("Partial", StringComparison.Ordinal) >= 0);
}
