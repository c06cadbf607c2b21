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

/// <summary>Where partial views and view components are included, and what holds there. Looked up only when a tracker was found that nothing in its own view holds back.</summary>
/// <remarks>A layout is included by nobody: what stands in it is held by its own gates alone.</remarks>
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
        if (depth > DepthLimit) return ConsentPurposes.None;
        // A component's view is shown where its class returns it, and only where a view shows the component.
        return ComponentNames.OfView(path) is { } component
            ? Common(ComponentNames.Key(component), depth, cancellationToken) | Common(ComponentNames.Key(component, ViewName(path)), depth, cancellationToken)
            : Common(ViewName(path), depth, cancellationToken);
    }

    private ConsentPurposes Common(string key, int depth, CancellationToken cancellationToken) => !Sites(cancellationToken).TryGetValue(key, out var sites)
        ? ConsentPurposes.None
        : sites.Aggregate(ConsentValue.Vacuous, (all, site) => all & (site.Consented() is var here && here != ConsentPurposes.None ? here : Consented(site.View, depth + 1, cancellationToken)));

    // By file name: a partial is found by searching folders, which the text does not tell.
    private static string ViewName(string name) => Path.GetFileNameWithoutExtension(name.EndsWith(".cshtml", StringComparison.OrdinalIgnoreCase) ? name : name + ".cshtml");

    private Dictionary<string, List<Site>> Sites(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_sites is not null) return _sites;
            var sites = new Dictionary<string, List<Site>>(StringComparer.OrdinalIgnoreCase);
            foreach (var (key, site) in context.AnalyzerOptions.AdditionalFiles.Where(f => f.Path.EndsWith(".cshtml", StringComparison.OrdinalIgnoreCase)).SelectMany(f => SitesIn(f, cancellationToken))) Add(key, site);
            foreach (var (key, site) in context.Compilation.SyntaxTrees.SelectMany(t => SitesIn(t, cancellationToken)))
            {
                // A page's own name is no include of a partial; a component's view is always one.
                if (sites.ContainsKey(key) || ComponentNames.IsKey(key)) Add(key, site);
            }
            return _sites = sites;

            void Add(string key, Site site)
            {
                if (!sites.TryGetValue(key, out var list)) sites.Add(key, list = []);
                list.Add(site);
            }
        }
    }

    private IEnumerable<(string Key, Site Site)> SitesIn(AdditionalText file, CancellationToken cancellationToken)
    {
        if (!Mentions(file, cancellationToken) || MarkupDocument.Read(file, [""], context, cancellationToken) is not { } document) yield break;
        foreach (var element in document.Elements)
        {
            var key = element.Name == "partial" ? element.Attributes.Where(a => a.Name == "name").Select(a => ViewName(document.ValueOf(a, context))).FirstOrDefault()
                : element.Name.StartsWith("vc:", StringComparison.Ordinal) ? ComponentNames.Key(element.Name.Substring(3))
                : null;
            if (!string.IsNullOrEmpty(key)) yield return (key!, new(file.Path, () => TagGate.Of(element, document, context, CancellationToken.None).Consented));
        }
        if (document.View is not { } view) yield break;
        foreach (var call in view.Tree.GetRoot(cancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (KeyOf(call) is { } key) yield return (key, new(file.Path, () => context.Flow.At(call, context.ModelOf(view.Tree), CancellationToken.None) ?? ConsentValue.Vacuous));
        }
    }

    // Html.PartialAsync("_Stats"), Component.InvokeAsync("Stats")
    private static string? KeyOf(InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Name: var method } member) return null;
        if (Calls.Contains(method.Identifier.ValueText)) return Literal(call) is { } partial ? ViewName(partial) : null;
        return method.Identifier.ValueText == "InvokeAsync" && member.Expression.ToString().EndsWith("Component", StringComparison.Ordinal) && ComponentNames.Invoked(call, method) is { } component ? ComponentNames.Key(component) : null;
    }

    // An action that answers with the partial or the component alone, and the class of a component.
    private IEnumerable<(string Key, Site Site)> SitesIn(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (RazorViews.IsGenerated(tree.FilePath)) yield break;
        var text = tree.GetText(cancellationToken).ToString();
        if (!text.Contains("View(\"") && !text.Contains("ViewComponent")) yield break;
        foreach (var call in tree.GetRoot(cancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            var method = call.Expression is MemberAccessExpressionSyntax { Name: var named } ? named : call.Expression as SimpleNameSyntax;
            var key = method?.Identifier.ValueText switch
            {
                "View" when ComponentNames.OfClass(call) is { } component => call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } }, ..] ? ComponentNames.Key(component, ViewName(Literal(call)!)) : ComponentNames.Key(component, "Default"),
                "PartialView" or "View" => Literal(call) is { } view ? ViewName(view) : null,
                "ViewComponent" => ComponentNames.Invoked(call, method) is { } component ? ComponentNames.Key(component) : null,
                _ => null,
            };
            if (key is not null) yield return (key, new("", () => context.Flow.At(call, context.ModelOf(tree), CancellationToken.None) ?? ConsentValue.Vacuous));
        }
    }

    private static string? Literal(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal }, ..] ? literal.Token.ValueText : null;

    private static bool Mentions(AdditionalText file, CancellationToken cancellationToken) =>
        file.GetText(cancellationToken)?.ToString() is { } text
        && (text.IndexOf("<partial", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("Partial", StringComparison.Ordinal) >= 0 || text.IndexOf("<vc:", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("Component.Invoke", StringComparison.Ordinal) >= 0);
}
