using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.Cookies;

/// <summary><c>response.Cookies.Append(…)</c> becomes <c>response.AppendCookieIfConsented(purpose, …)</c>, with the arguments as they are.</summary>
internal static class GatedAppend
{
    private static readonly Import Extensions = new("Microsoft.AspNetCore.Http", "ConsentHttpResponseExtensions");

    /// <returns><see langword="null"/> without the helper, and where the response is not written right before the cookies.</returns>
    public static IEnumerable<FixEdit>? Of(InvocationExpressionSyntax call, ConsentPurposes purposes, SemanticModel model, FixRequest request)
    {
        if (ConsentCondition.HelperPurposes(purposes, call, request) is not { } asked) return null;
        if (call.Expression.LastName() != "Append" || CookiesOf(call, model) is not { } cookies || model.GetOperation(call) is not IInvocationOperation { TargetMethod: var method } || !request.Consent.Symbols.IsResponseCookies(method.ContainingType)) return null;
        // The options of the helper's overloads are not optional.
        var name = method.Parameters.FirstOrDefault()?.Type.SpecialType == SpecialType.System_String ? "AppendCookieIfConsented" : "AppendCookiesIfConsented";
        var appended = TextSpan.FromBounds(cookies.SpanStart, call.Expression.Span.End);
        if (call.Expression.DescendantTrivia().Any(t => appended.Contains(t.Span) && !IsBlank(t)) || GuardedCode.Around(call, request) is null) return null;
        var edits = new List<FixEdit> { request.Replace(appended, name, call.Span), request.Insert(call.ArgumentList.OpenParenToken.Span.End, First(asked.Text, call, request)) };
        // What the gate gives back, a lambda must not.
        if (call.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { ExpressionBody: { } body } lambda && body.Span.Contains(call.Span) && !TakesNothing(lambda, model))
        {
            edits.Add(request.Insert(body.SpanStart, "{ ", body.Span));
            edits.Add(request.Insert(body.Span.End, "; }", body.Span));
        }
        return edits.Concat(Import.Add(asked.Imports.Add(Extensions), call, request));
    }

    // Each argument on a line of its own: so is the purpose.
    private static string First(string purpose, InvocationExpressionSyntax call, FixRequest request)
    {
        if (call.ArgumentList.Arguments is not [var first, ..]) return purpose;
        var layout = CodeLayout.Of(call.SyntaxTree, request);
        return layout.StartsLine(first.SpanStart) ? layout.NewLine + layout.Indent(first.SpanStart) + purpose + "," : purpose + ", ";
    }

    // The name "Cookies" behind an expression that is the response.
    private static SimpleNameSyntax? CookiesOf(InvocationExpressionSyntax call, SemanticModel model)
    {
        var receiver = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            // response.Cookies?.Append(…)
            MemberBindingExpressionSyntax when call.Parent is ConditionalAccessExpressionSyntax conditional && conditional.WhenNotNull == call => conditional.Expression,
            _ => null,
        };
        var name = receiver switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => null,
        };
        return name is not null && model.GetSymbolInfo(name).Symbol is IPropertySymbol { Name: "Cookies", ContainingType.Name: "HttpResponse" } ? name : null;
    }

    private static bool IsBlank(SyntaxTrivia trivia) => trivia.RawKind is (int)SyntaxKind.WhitespaceTrivia or (int)SyntaxKind.EndOfLineTrivia;

    // Only where the delegate is of a written type, and no other overload takes one that gives something back.
    private static bool TakesNothing(AnonymousFunctionExpressionSyntax lambda, SemanticModel model)
    {
        if (model.GetTypeInfo(lambda).ConvertedType is not INamedTypeSymbol { DelegateInvokeMethod.ReturnsVoid: true }) return false;
        return lambda.Parent switch
        {
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax outer } => model.GetSymbolInfo(outer).Symbol is IMethodSymbol { IsGenericMethod: false } method && method.ContainingType.GetMembers(method.Name).Length == 1,
            AssignmentExpressionSyntax => true,
            EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Type.IsVar: false } } => true,
            _ => false,
        };
    }
}
