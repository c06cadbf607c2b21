using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Fixes.Cookies;

/// <summary>CNS1001, CNS1002: the write waits for consent, by the helper's gate, an <c>if</c> or an early return; or somebody says why it needs none.</summary>
internal sealed class CookieWithoutConsentFixer() : Fixer(Descriptors.CNS1001_UnknownCookieWithoutConsent, Descriptors.CNS1002_KnownCookieWithoutConsent)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request is not { Model: { } model, Node: { } node } || node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || JudgedAt(call, model, request) is not [var first, ..] cookies) yield break;
        // Several cookies in one call need what each of them needs.
        var purposes = cookies.Aggregate(ConsentPurposes.None, (all, c) => all | c.Verdict.Purpose) & ConsentPurposes.Each;
        foreach (var gate in Gates.Distinct(Gates.Choices(purposes).Select(c => Gate(c.Suffix, c.Purposes)))) yield return gate;
        if (purposes != ConsentPurposes.None && GuardedCode.Around(call, request, IsNeighbour) is { } code && code.CanReturnBefore(request) && ConsentCondition.At(call, purposes, request) is { } condition)
        {
            yield return Gates.Of("return", "", "Fix_Return", purposes, code.ReturnBefore(condition).Concat(Import.Add(condition.Imports, call, request)));
        }
        foreach (var fix in Exempting.Fixes(first, call, model, request)) yield return fix;

        Fix? Gate(string suffix, ConsentPurposes wanted) =>
            GatedAppend.Of(call, wanted, model, request) is { } edits ? Gates.Of(Gates.Key, suffix, "Fix_GateAppend", wanted, edits) : Gates.Around(call, wanted, request, suffix, IsNeighbour);

        bool IsNeighbour(ExpressionStatementSyntax statement) =>
            statement.Expression is InvocationExpressionSyntax or ConditionalAccessExpressionSyntax && statement.Expression.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(i => JudgedAt(i, model, request) is { Count: > 0 } others && others.All(o => (o.Verdict.Purpose & ConsentPurposes.Each) == purposes));
    }

    private static List<JudgedCookie> JudgedAt(InvocationExpressionSyntax call, SemanticModel model, FixRequest request) =>
        call.Expression.LastName() is { } called && request.Consent.Cookies.MayWrite(called) && model.GetOperation(call) is IInvocationOperation operation
            ? [.. request.Consent.Cookies.Judge(operation, model.GetEnclosingSymbol(call.SpanStart), request.CancellationToken).Where(c => c.Verdict.Status == ConsentStatus.Ungated && c.Write.Door != CookieDoor.Header)]
            : [];
}
