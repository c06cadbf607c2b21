using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>What the members of the package ConsentAnalyzers.AspNetCore mean, told by the symbol: a gate that is written with it is known for what it is.</summary>
internal sealed class ConsentHelper(ConsentContext context)
{
    private const string Decisions = "IConsentDecisions";
    private const string CookieExtensions = "ConsentHttpResponseExtensions";
    private const string EndpointExtensions = "ConsentEndpointConventionBuilderExtensions";
    private const string RequireConsent = "RequireConsent";

    /// <summary>Whether a method of this name may write a cookie under a consent of its own.</summary>
    public static bool IsCookieCandidate(string method) => method is "AppendCookieIfConsented" or "AppendCookiesIfConsented";

    /// <summary>Whether the call writes cookies only with consent: <c>Response.AppendCookieIfConsented(purpose, …)</c>.</summary>
    public static bool IsGatedAppend(IInvocationOperation invocation) => IsCookieCandidate(invocation.TargetMethod.Name) && invocation.TargetMethod.ContainingType?.Name == CookieExtensions;

    /// <summary>The purposes that a call of the helper's asks for; a general consent when they are not constant.</summary>
    public ConsentPurposes PurposesOf(IInvocationOperation invocation) =>
        invocation.Arguments.FirstOrDefault(a => a.Parameter?.Name == "purpose") is { } purpose && context.Flow.Guards.PurposesOf([purpose]) is { } purposes and not ConsentPurposes.None ? purposes : ConsentPurposes.General;

    /// <summary>Whether a method of this name may take a decision, or let visitors take one back.</summary>
    public static bool IsDecisionCandidate(string method) => method is "Decide" or "Withdraw" or "MapConsent";

    /// <summary>What <c>decisions.Decide(context, ConsentPurpose.Analytics)</c> grants; <see langword="null"/> for other calls.</summary>
    public static IArgumentOperation? Granted(IInvocationOperation invocation) =>
        invocation.TargetMethod is { Name: "Decide", ContainingType.Name: Decisions } ? invocation.Arguments.FirstOrDefault(a => a.Parameter?.Name == "granted") : null;

    /// <summary>Whether the call takes a consent back, or maps the endpoints that do.</summary>
    public static bool Withdraws(IInvocationOperation invocation) => invocation.TargetMethod is { Name: "Withdraw", ContainingType.Name: Decisions } or { Name: "MapConsent", ContainingType.Name: "ConsentEndpointRouteBuilderExtensions" };

    /// <summary>What <c>decisions.Decide(context, ConsentPurpose.Analytics)</c> gives to the rest of the path.</summary>
    public ConsentPurposes Decided(IInvocationOperation invocation) => Granted(invocation) is { } granted ? context.Flow.Guards.PurposesOf([granted]) ?? ConsentPurposes.None : ConsentPurposes.None;

    /// <summary>The purposes that an endpoint's handler waits for: <c>MapGet(…, handler).RequireConsent(…)</c>, on the endpoint or on its group.</summary>
    /// <param name="handler">A lambda, or the name of a method.</param>
    public ConsentPurposes RequiredByEndpoint(SyntaxNode handler)
    {
        if (handler.FirstAncestorOrSelf<ArgumentSyntax>() is not { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax map } call } argument || argument.Expression != handler || !map.Name.Identifier.ValueText.StartsWith("Map", System.StringComparison.Ordinal)) return ConsentPurposes.None;
        return Chain(call).Concat(Before(map.Expression)).Aggregate(ConsentPurposes.None, (all, required) => all | Required(required));
    }

    // call.WithName("x").RequireConsent(p): outwards from the call that maps.
    private static IEnumerable<InvocationExpressionSyntax> Chain(InvocationExpressionSyntax call)
    {
        for (var next = call; next.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax outer }; next = outer) yield return outer;
    }

    // app.MapGroup("/x").RequireConsent(p).MapGet(…), or the same through a local.
    private static IEnumerable<InvocationExpressionSyntax> Before(ExpressionSyntax receiver)
    {
        while (true)
        {
            switch (receiver)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call:
                    yield return call;
                    receiver = access.Expression;
                    break;
                case IdentifierNameSyntax name when Initializer(name) is { } initializer:
                    receiver = initializer;
                    break;
                default:
                    yield break;
            }
        }
    }

    // Always further up, so that the walk ends: a declaration that names itself is none.
    private static ExpressionSyntax? Initializer(IdentifierNameSyntax name) =>
        name.Ancestors().SelectMany(Statements).OfType<LocalDeclarationStatementSyntax>().Where(d => d.Span.End <= name.SpanStart)
            .SelectMany(d => d.Declaration.Variables).FirstOrDefault(v => v.Identifier.ValueText == name.Identifier.ValueText)?.Initializer?.Value;

    private static IEnumerable<StatementSyntax> Statements(SyntaxNode scope) => scope switch
    {
        BlockSyntax block => block.Statements,
        CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().Select(g => g.Statement),
        _ => [],
    };

    private ConsentPurposes Required(InvocationExpressionSyntax call) =>
        call.Expression.LastName() == RequireConsent
        && context.ModelOf(call.SyntaxTree).GetOperation(call) is IInvocationOperation { TargetMethod.ContainingType.Name: EndpointExtensions } operation
            ? PurposesOf(operation)
            : ConsentPurposes.None;
}
