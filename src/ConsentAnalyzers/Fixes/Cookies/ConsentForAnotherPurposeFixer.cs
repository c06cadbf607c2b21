using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Fixes.Cookies;

/// <summary>CNS1009: the check asks for the purpose that is needed, where it guards nothing else.</summary>
internal sealed class ConsentForAnotherPurposeFixer() : Fixer(Descriptors.CNS1009_ConsentForAnotherPurpose)
{
    private const string Key = "purpose";

    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request is not { Model: { } model, Node: { } node } || request.Purpose == ConsentPurposes.None) return [];
        var edits = InGate(node, model, request) ?? (GuardingCheck.Of(node, out var isReturn) is { } condition ? GuardingCheck.Change(condition, isReturn, request.Purpose, request) : InContract(node, model, request));
        return edits is null ? [] : [new Fix(Key, Messages.Localizable("Fix_Purpose", request.Purpose.ToText()), [.. edits])];
    }

    // response.AppendCookieIfConsented(ConsentPurpose.Analytics, "_fbp", …)
    private static IEnumerable<FixEdit>? InGate(SyntaxNode node, SemanticModel model, FixRequest request) =>
        node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && model.GetOperation(call) is IInvocationOperation operation && ConsentHelper.IsGatedAppend(operation)
            && operation.Arguments.FirstOrDefault(a => a.Parameter?.Name == "purpose")?.Syntax is ArgumentSyntax { Expression: var purpose } && ConsentCondition.HelperPurposes(request.Purpose, node, request) is { } asked
            ? Import.Add(asked.Imports, node, request).Append(GuardingCheck.Edit(purpose, asked.Text))
            : null;

    // [RequiresConsent(Purpose.Analytics)] on a method that does nothing else, and that nobody here calls.
    private static IEnumerable<FixEdit>? InContract(SyntaxNode node, SemanticModel model, FixRequest request)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method || method is not ({ ExpressionBody: not null } or { Body.Statements.Count: 1 }) || model.GetDeclaredSymbol(method) is not IMethodSymbol symbol) return null;
        var contracts = method.AttributeLists.SelectMany(l => l.Attributes).Where(a => a.Name.LastName() + "Attribute" == ConsentAttributes.RequiresName).ToList();
        if (contracts is not [var contract] || request.Consent.CallPaths.Mentions(symbol, request.CancellationToken).Any() || symbol.IsOverride || symbol.IsVirtual) return null;
        return GuardingCheck.Named(contract, model) is [var word] && GuardingCheck.Other(word, request.Purpose, model) is { } other ? [GuardingCheck.Edit(word, other)] : null;
    }
}
