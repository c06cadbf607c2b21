using System;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Consent;

/// <summary>Whether another consent platform asks the visitors: declared by <c>external_cmp</c>, recognised by its loader in a view, or read by the helper package.</summary>
internal sealed class ExternalCmp(ConsentContext context)
{
    private readonly Lazy<bool> _isLoaded = new(() => context.AnalyzerOptions.AdditionalFiles
        .Select(f => context.Tags.Document(f, CancellationToken.None))
        .Any(d => d is not null && d.Elements.Any(e => e.Name == "script" && e["src"] is { } address && KnownGates.FindLoader(address.AsSpan()) is not null)));

    // AddConsent().FromCookiebot(): the helper reads the platform's choice.
    private readonly Lazy<bool> _isRead = new(() => context.Compilation.SyntaxTrees
        .Where(t => t.GetText().ToString().Contains("AddConsent"))
        .SelectMany(t => t.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
        .Any(call => call.Expression.LastName() is { } called && called.StartsWith("From", StringComparison.Ordinal) && context.ModelOf(call.SyntaxTree).GetSymbolInfo(call).Symbol is IMethodSymbol { ReturnType.Name: "ConsentBuilder" }));

    public bool IsPresent => context.Options.Global.ExternalCmp is not null || _isLoaded.Value || _isRead.Value;
}
