using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using ConsentAnalyzers.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Consent;

/// <summary>
/// Whether the compilation really enforces ASP.NET Core's cookie policy: consent is asked for, the middleware is used, and nothing opens it again.
/// Then the framework itself holds a non-essential <c>Append</c> back until the visitor consents.
/// </summary>
internal sealed class CookiePolicy
{
    // Kept by tree, across compilations: one edit looks at one file again.
    private static readonly ConditionalWeakTable<SyntaxTree, TreeFacts> Facts = new();

    private readonly Lazy<bool> _isEnforced;

    public CookiePolicy(ConsentContext context) => _isEnforced = new(() => context.Options.Global.CookiePolicy switch
    {
        PolicySetting.Enforced => true,
        PolicySetting.None => false,
        _ => IsEnforcedBy([.. context.Compilation.SyntaxTrees.Select(t => Facts.GetValue(t, TreeFacts.Read))]),
    });

    public bool IsEnforced => _isEnforced.Value;

    private static bool IsEnforcedBy(ImmutableArray<TreeFacts> trees)
    {
        var configured = trees.Any(t => t.AsksForConsent) && !trees.Any(t => t.NeverAsks);
        // UseCookiePolicy(options) replaces what was configured (dotnet/aspnetcore#20845): then these options must ask.
        return configured && trees.Any(t => t.UsesMiddleware) && !trees.Any(t => t.ReplacesOptions) && !trees.Any(t => t.ForcesCookiesOut);
    }

    private sealed record TreeFacts(bool AsksForConsent, bool NeverAsks, bool UsesMiddleware, bool ReplacesOptions, bool ForcesCookiesOut)
    {
        private static readonly TreeFacts Nothing = new(false, false, false, false, false);

        public static TreeFacts Read(SyntaxTree tree)
        {
            var root = tree.GetRoot();
            var facts = Nothing;
            foreach (var node in root.DescendantNodes())
            {
                switch (node)
                {
                    case AssignmentExpressionSyntax assignment when assignment.Left.LastName() is "CheckConsentNeeded":
                        var never = IsAlwaysFalse(assignment.Right);
                        facts = facts with { AsksForConsent = facts.AsksForConsent || !never, NeverAsks = facts.NeverAsks || never };
                        break;
                    case AssignmentExpressionSyntax { Right.RawKind: (int)SyntaxKind.TrueLiteralExpression } assignment when assignment.Left.LastName() is "IssueCookie":
                        facts = facts with { ForcesCookiesOut = facts.ForcesCookiesOut || !IsConditional(assignment) };
                        break;
                    case InvocationExpressionSyntax invocation when invocation.Expression.LastName() is "UseCookiePolicy":
                        var replaces = invocation.ArgumentList.Arguments.Any(a => a.Expression is BaseObjectCreationExpressionSyntax options && !Sets(options, "CheckConsentNeeded"));
                        facts = facts with { UsesMiddleware = true, ReplacesOptions = facts.ReplacesOptions || replaces };
                        break;
                }
            }
            return facts;
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

        private static bool IsConditional(SyntaxNode node) => node.Ancestors().TakeWhile(a => a is not AnonymousFunctionExpressionSyntax).Any(a => a is IfStatementSyntax or ConditionalExpressionSyntax or SwitchStatementSyntax);

        private static bool Sets(BaseObjectCreationExpressionSyntax options, string property) =>
            options.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().Any(a => a.Left.LastName() == property) == true;
    }
}
