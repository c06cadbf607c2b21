using System;
using System.Linq;
using System.Runtime.CompilerServices;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Storage;

/// <summary>Whether the authentication cookie outlives the browser: only then <c>ExpireTimeSpan</c> is a cookie's lifetime, otherwise a ticket's.</summary>
internal sealed class CookiePersistence
{
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> SignsInByTree = new();

    private readonly ConsentContext _context;
    private readonly Lazy<bool> _signsInPersistently;

    public CookiePersistence(ConsentContext context)
    {
        _context = context;
        _signsInPersistently = new(() => context.Compilation.SyntaxTrees.Any(t => SignsInByTree.GetValue(t, tree => new(SignsInPersistently(tree))).Value));
    }

    /// <summary>For an assignment of <c>ExpireTimeSpan</c>: <c>Cookie.MaxAge</c> beside it decides; without one, a sign-in of the project that remembers the visitor.</summary>
    public bool IsVisible(ISimpleAssignmentOperation expireTimeSpan) => MaxAgeBeside(expireTimeSpan) is { } maxAge
        // A maximum age of its own is judged where it stands; one that copies ExpireTimeSpan makes this the place.
        ? LifetimeEvaluator.Evaluate(maxAge.Value, _context.Values).Kind == LifetimeKind.Unknown
        : _signsInPersistently.Value;

    private ISimpleAssignmentOperation? MaxAgeBeside(ISimpleAssignmentOperation assignment)
    {
        var scope = assignment.Syntax.FirstAncestorOrSelf<SyntaxNode>(n => n is BlockSyntax or InitializerExpressionSyntax or LambdaExpressionSyntax);
        var maxAge = scope?.DescendantNodes().OfType<AssignmentExpressionSyntax>().FirstOrDefault(a => a.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MaxAge" } left && left.Expression.LastName() == "Cookie");
        return maxAge is null ? null : _context.ModelOf(maxAge.SyntaxTree).GetOperation(maxAge) as ISimpleAssignmentOperation;
    }

    private static bool SignsInPersistently(SyntaxTree tree) => tree.GetRoot().DescendantNodes().Any(node => node switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left.LastName() == "IsPersistent" && !IsFalse(assignment.Right),
        ArgumentSyntax { NameColon.Name.Identifier.ValueText: "isPersistent" } argument => !IsFalse(argument.Expression),
        InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } invocation => invocation.Expression.LastName() switch
        {
            "PasswordSignInAsync" or "ExternalLoginSignInAsync" => arguments is [_, _, { NameColon: null } third, ..] && !IsFalse(third.Expression),
            "SignInAsync" => arguments is [_, { Expression.RawKind: (int)SyntaxKind.TrueLiteralExpression }, ..],
            // The login page of Identity's default pages has a "remember me" box.
            "AddDefaultIdentity" or "AddDefaultUI" => true,
            _ => false,
        },
        _ => false,
    });

    private static bool IsFalse(ExpressionSyntax expression) => expression.IsKind(SyntaxKind.FalseLiteralExpression);
}
