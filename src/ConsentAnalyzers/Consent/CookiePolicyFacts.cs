using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Consent;

/// <summary>What one file says of ASP.NET Core's cookie policy, told from names alone. Kept by tree, across compilations: one edit looks at one file again.</summary>
internal sealed class CookiePolicyFacts
{
    private static readonly ConditionalWeakTable<SyntaxTree, CookiePolicyFacts> Facts = new();

    private static readonly CookiePolicyFacts Nothing = new();

    private readonly ImmutableArray<InvocationExpressionSyntax>.Builder _uses = ImmutableArray.CreateBuilder<InvocationExpressionSyntax>();
    private readonly ImmutableArray<(string Middleware, InvocationExpressionSyntax Call)>.Builder _middleware = ImmutableArray.CreateBuilder<(string, InvocationExpressionSyntax)>();

    /// <summary>The first assignment of <c>CheckConsentNeeded</c> that can ask for consent.</summary>
    public AssignmentExpressionSyntax? AsksForConsent { get; private set; }

    /// <summary>The first <c>CheckConsentNeeded = _ => false</c>, or null.</summary>
    public AssignmentExpressionSyntax? NeverAsks { get; private set; }

    /// <summary>The first mention of <c>ITrackingConsentFeature</c>: code that relies on the framework's consent.</summary>
    public IdentifierNameSyntax? ReliesOnFeature { get; private set; }

    /// <summary>A class of the project's own implements <c>ITrackingConsentFeature</c>.</summary>
    public bool ImplementsFeature { get; private set; }

    /// <summary><c>UseConsent()</c> of ConsentAnalyzers.AspNetCore answers <c>ITrackingConsentFeature</c> with the visitor's choice.</summary>
    public bool AnswersFeature { get; private set; }

    /// <summary>The first <c>UseCookiePolicy(new CookiePolicyOptions { … })</c> without <c>CheckConsentNeeded</c>.</summary>
    public InvocationExpressionSyntax? ReplacesOptions { get; private set; }

    /// <summary><c>IssueCookie = true</c> under no condition.</summary>
    public bool ForcesCookiesOut { get; private set; }

    /// <summary>The consent cookie's lifetime is set, or may be: it is handed on, copied or bound from configuration.</summary>
    public bool SetsConsentLifetime { get; private set; }

    public bool UsesSession { get; private set; }

    public bool MarksSessionEssential { get; private set; }

    public bool UsesTempData { get; private set; }

    /// <summary>TempData kept in the session, which then needs the session's cookie.</summary>
    public bool KeepsTempDataInSession { get; private set; }

    public bool MarksTempDataEssential { get; private set; }

    /// <summary>The calls of <c>UseCookiePolicy</c>.</summary>
    public IReadOnlyList<InvocationExpressionSyntax> Uses => _uses;

    /// <summary>The calls of <c>UseMiddleware&lt;T&gt;</c>, by the simple name of T.</summary>
    public IReadOnlyList<(string Middleware, InvocationExpressionSyntax Call)> Middleware => _middleware;

    public static CookiePolicyFacts Of(SyntaxTree tree) => Facts.GetValue(tree, Read);

    private static CookiePolicyFacts Read(SyntaxTree tree)
    {
        var facts = new CookiePolicyFacts();
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            switch (node)
            {
                case AssignmentExpressionSyntax assignment:
                    facts.Add(assignment);
                    break;
                case InvocationExpressionSyntax invocation when invocation.Expression.LastName() is { } called:
                    facts.Add(invocation, called);
                    break;
                case IdentifierNameSyntax { Identifier.ValueText: "ConsentCookie" } consentCookie:
                    facts.SetsConsentLifetime |= MaySetLifetime(consentCookie);
                    break;
                case IdentifierNameSyntax { Identifier.ValueText: "ITrackingConsentFeature" } feature when !feature.Ancestors().Any(a => a is UsingDirectiveSyntax or InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } }):
                    facts.ImplementsFeature |= feature.Ancestors().Any(a => a is BaseListSyntax);
                    facts.ReliesOnFeature ??= feature;
                    break;
                case IdentifierNameSyntax { Identifier.ValueText: "TempData", Parent: ElementAccessExpressionSyntax or AttributeSyntax or MemberAccessExpressionSyntax or QualifiedNameSyntax { Parent: AttributeSyntax } }:
                    facts.UsesTempData = true;
                    break;
            }
        }
        return facts.IsEmpty ? Nothing : facts;
    }

    private bool IsEmpty => AsksForConsent is null && NeverAsks is null && ReliesOnFeature is null && ReplacesOptions is null && !ForcesCookiesOut && !SetsConsentLifetime && !UsesSession && !MarksSessionEssential
        && !AnswersFeature && !UsesTempData && !KeepsTempDataInSession && !MarksTempDataEssential && _uses.Count == 0 && _middleware.Count == 0;

    private void Add(AssignmentExpressionSyntax assignment)
    {
        switch (assignment.Left.LastName())
        {
            case "CheckConsentNeeded" when IsAlwaysFalse(assignment.Right): NeverAsks ??= assignment; break;
            case "CheckConsentNeeded": AsksForConsent ??= assignment; break;
            case "IssueCookie" when assignment.Right.IsKind(SyntaxKind.TrueLiteralExpression) && !IsConditional(assignment): ForcesCookiesOut = true; break;
        }
    }

    private void Add(InvocationExpressionSyntax invocation, string called)
    {
        var configured = invocation.Expression is MemberAccessExpressionSyntax { Name: GenericNameSyntax { TypeArgumentList.Arguments: [var type] } } && type is SimpleNameSyntax or QualifiedNameSyntax ? LastName(type) : "";
        switch (called)
        {
            case "UseCookiePolicy":
                _uses.Add(invocation);
                if (invocation.ArgumentList.Arguments.Any(a => a.Expression is BaseObjectCreationExpressionSyntax options && !Sets(options, "CheckConsentNeeded"))) ReplacesOptions ??= invocation;
                break;
            // Of ConsentAnalyzers.AspNetCore: gives the framework's cookie the lifetime of the choice.
            case "AddConsent": SetsConsentLifetime = true; break;
            case "UseConsent" when invocation.ArgumentList.Arguments.Count == 0: AnswersFeature = true; break;
            case "UseMiddleware" when configured.Length > 0: _middleware.Add((configured, invocation)); break;
            case "UseMiddleware" when invocation.ArgumentList.Arguments is [{ Expression: TypeOfExpressionSyntax { Type: var middleware } }, ..]: _middleware.Add((LastName(middleware), invocation)); break;
            case "AddSession" or "UseSession":
                UsesSession = true;
                MarksSessionEssential |= MarksEssential(invocation);
                break;
            case "AddSessionStateTempDataProvider": KeepsTempDataInSession = true; break;
            case "AddCookieTempDataProvider": MarksTempDataEssential |= MarksEssential(invocation); break;
        }
        switch (configured)
        {
            case "SessionOptions": MarksSessionEssential |= MarksEssential(invocation) || IsBound(invocation); break;
            case "CookieTempDataProviderOptions": MarksTempDataEssential |= MarksEssential(invocation) || IsBound(invocation); break;
            case "CookiePolicyOptions": SetsConsentLifetime |= IsBound(invocation); break;
        }
    }

    // Configure<T>(section) can set anything.
    private static bool IsBound(InvocationExpressionSyntax invocation) => invocation.ArgumentList.Arguments.Any(a => a.Expression is not (AnonymousFunctionExpressionSyntax or LiteralExpressionSyntax));

    private static bool MarksEssential(InvocationExpressionSyntax invocation) =>
        invocation.ArgumentList.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(a => a.Left.LastName() == "IsEssential" && !a.Right.IsKind(SyntaxKind.FalseLiteralExpression));

    // options.ConsentCookie.Name = "…" sets no lifetime; anything but a plain property may.
    private static bool MaySetLifetime(IdentifierNameSyntax consentCookie)
    {
        SyntaxNode expression = consentCookie.Parent is MemberAccessExpressionSyntax access && access.Name == consentCookie ? access : consentCookie;
        return expression.Parent switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: var property, Parent: AssignmentExpressionSyntax assignment } member when assignment.Left == member => property is "Expiration" or "MaxAge",
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Name" or "Build" } => false,
            AssignmentExpressionSyntax { Right: InitializerExpressionSyntax initializer } assignment when assignment.Left == expression => Sets(initializer, "Expiration") || Sets(initializer, "MaxAge"),
            _ => true,
        };
    }

    // null, false, _ => false, _ => { return false; }
    private static bool IsAlwaysFalse(ExpressionSyntax value) => value switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.FalseLiteralExpression) || literal.IsKind(SyntaxKind.NullLiteralExpression),
        LambdaExpressionSyntax { ExpressionBody: { } body } => IsAlwaysFalse(body),
        LambdaExpressionSyntax { Block: { } block } => ReturnsOf(block).All(r => r.Expression is { } returned && IsAlwaysFalse(returned)),
        _ => false,
    };

    private static IEnumerable<ReturnStatementSyntax> ReturnsOf(BlockSyntax block) =>
        block.DescendantNodes(n => n is not AnonymousFunctionExpressionSyntax).OfType<ReturnStatementSyntax>();

    /// <summary>Whether an assignment depends on a condition inside its lambda or method.</summary>
    public static bool IsConditional(SyntaxNode node) => node.Ancestors().TakeWhile(a => a is not AnonymousFunctionExpressionSyntax).Any(a => a is IfStatementSyntax or ConditionalExpressionSyntax or SwitchStatementSyntax);

    private static bool Sets(BaseObjectCreationExpressionSyntax options, string property) => options.Initializer is { } initializer && Sets(initializer, property);

    private static bool Sets(InitializerExpressionSyntax initializer, string property) =>
        initializer.Expressions.OfType<AssignmentExpressionSyntax>().Any(a => a.Left.LastName() == property);

    private static string LastName(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}
