using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.Cookies;

/// <summary>CNS1012: an <c>if</c> around the call; or the member around it asks the same of its own callers.</summary>
internal sealed class CallWithoutConsentFixer() : Fixer(Descriptors.CNS1012_CallWithoutConsent)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request is not { Node: { } node, Model: { } model }) yield break;
        foreach (var gate in Gates.Around(node, request)) yield return gate;
        if (request.Purpose == ConsentPurposes.None || Propagate(node, model, request) is not { } edits) yield break;
        yield return new("propagate", Messages.Localizable("Fix_Propagate", request.Purpose.ToText()), [.. edits]);
    }

    private static IEnumerable<FixEdit>? Propagate(SyntaxNode node, SemanticModel model, FixRequest request)
    {
        // A lambda runs when it likes, and a call of the member itself would be the next finding.
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } member || model.GetDeclaredSymbol(member) is not IMethodSymbol method || node.Ancestors().TakeWhile(a => a != member).Any(a => a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)) return null;
        if (request.Consent.CallPaths.Mentions(method, request.CancellationToken).Any() || method.IsOverride || Implements(method)) return null;
        if (TeamAttribute.Find(ConsentAttributes.RequiresName, "ConsentAnalyzers.AspNetCore", request) is not { } attribute) return null;
        return attribute.Words([.. request.Purpose.Split().Select(p => p.ToString())]) is { } words ? attribute.PutOnMember(node, words, request) : null;
    }

    private static bool Implements(IMethodSymbol method) => method.ContainingType.AllInterfaces.SelectMany(i => i.GetMembers(method.Name)).Any(m => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(m), method));
}
