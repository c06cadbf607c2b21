using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.Cookies;

/// <summary>CNS1003: the header becomes <c>Response.Cookies.Append(…)</c> with what it said as options, under a consent check where the cookie needs one.</summary>
internal sealed class RawSetCookieHeaderFixer() : Fixer(Descriptors.CNS1003_RawSetCookieHeader)
{
    private const string Key = "append";

    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request is not { Model: { } model, Node: { } found } || found.AncestorsAndSelf().FirstOrDefault(n => n is InvocationExpressionSyntax or AssignmentExpressionSyntax) is not ExpressionSyntax header || model.GetOperation(header) is not { } operation) yield break;
        if (request.Consent.Cookies.Judge(operation, model.GetEnclosingSymbol(header.SpanStart), request.CancellationToken) is not [{ Verdict: var verdict, Write.Door: CookieDoor.Header }]) yield break;
        if (GuardedCode.Around(header, request) is not { } code || ResponseOf(header, model, request) is not { } response || HeaderCookie.Of(ValueOf(header), header, request) is not { } cookie) yield break;

        if (verdict.Status == ConsentStatus.Exempt || (request.Consent.Policy.IsEnforced && !request.Consent.Policy.RunsBefore(header)))
        {
            yield return new(Key, Messages.Localizable("Fix_AppendCookie"), [Replace($"{response}.Cookies.Append({cookie.Arguments})"), .. Import.Add(cookie.Imports, header, request)]);
            yield break;
        }
        foreach (var fix in Gates.Distinct(Gates.Choices(verdict.Purpose).Select(c => Gated(c.Suffix, c.Purposes)))) yield return fix;

        Fix? Gated(string suffix, ConsentPurposes purposes)
        {
            if (ConsentCondition.HelperPurposes(purposes, header, request) is { } asked)
            {
                return Gates.Of(Key, suffix, "Fix_AppendGated", purposes, [Replace($"{response}.AppendCookieIfConsented({asked.Text}, {cookie.Arguments})"), .. Import.Add(asked.Imports.AddRange(cookie.Imports), header, request)]);
            }
            if (ConsentCondition.At(header, purposes, request) is not { } condition || code.Under(condition) is not { } gate) return null;
            // The lines of the header are no more.
            return Gates.Of(Key, suffix, "Fix_AppendGated", purposes, gate.Where(e => e.Start <= header.SpanStart || e.Start >= header.Span.End).Append(Replace($"{response}.Cookies.Append({cookie.Arguments})")).Concat(Import.Add(condition.Imports.AddRange(cookie.Imports), header, request)));
        }

        FixEdit Replace(string text) => request.Replace(header.Span, text, header.Span);
    }

    private static ExpressionSyntax? ValueOf(ExpressionSyntax header) => header switch
    {
        AssignmentExpressionSyntax assignment => assignment.Right,
        InvocationExpressionSyntax { ArgumentList.Arguments: [.., { NameColon: null, Expression: var last }] and not [_, _, _, ..] } => last,
        _ => null,
    };

    // The response that the headers are of, where it is written there; else that of the request in scope.
    private static string? ResponseOf(ExpressionSyntax header, SemanticModel model, FixRequest request)
    {
        if (header.Parent is ConditionalAccessExpressionSyntax || header.DescendantNodes().OfType<ConditionalAccessExpressionSyntax>().Any(c => c.Span.Start == header.Span.Start)) return null;
        var written = header.DescendantNodes().OfType<ExpressionSyntax>().FirstOrDefault(e => e.SpanStart == header.SpanStart && model.GetTypeInfo(e).Type?.Name == "HttpResponse");
        if (written is not null) return IsPlain(written) ? written.ToString() : null;
        return RequestExpression.At(header, request) is { MayBeNull: false } context ? context.Text + ".Response" : null;
    }

    private static bool IsPlain(ExpressionSyntax response) => !response.DescendantTrivia().Any(t => t.ToString().Trim().Length > 0 || t.ToString().Contains('\n'));
}
