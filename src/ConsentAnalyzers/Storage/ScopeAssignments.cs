using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Storage;

/// <summary>What a block assigns, by the variable's name: the variable itself, or a property of it. A block is walked once.</summary>
internal sealed class ScopeAssignments
{
    private static readonly ConditionalWeakTable<SyntaxNode, ScopeAssignments> Scopes = new();

    private readonly HashSet<string> _variables;
    private readonly ILookup<string, AssignmentExpressionSyntax> _properties;

    private ScopeAssignments(SyntaxNode scope)
    {
        _variables = new(scope.DescendantNodes().SelectMany(Targets).OfType<IdentifierNameSyntax>().Select(n => n.Identifier.ValueText), StringComparer.Ordinal);
        _properties = scope.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Where(a => a.Left is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax })
            .ToLookup(a => ((IdentifierNameSyntax)((MemberAccessExpressionSyntax)a.Left).Expression).Identifier.ValueText, StringComparer.Ordinal);
    }

    public static ScopeAssignments In(SyntaxNode scope) => Scopes.GetValue(scope, s => new ScopeAssignments(s));

    /// <summary>Whether anything but its declaration gives the variable a value.</summary>
    public bool AssignsAgain(string variable) => _variables.Contains(variable);

    /// <summary><c>variable.Property = value</c>.</summary>
    public IEnumerable<AssignmentExpressionSyntax> OfProperties(string variable) => _properties[variable];

    private static IEnumerable<ExpressionSyntax> Targets(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax { Left: TupleExpressionSyntax tuple } => tuple.Arguments.Select(a => a.Expression),
        AssignmentExpressionSyntax assignment => [assignment.Left],
        ArgumentSyntax { RefOrOutKeyword.RawKind: not 0 } argument => [argument.Expression],
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } postfix => [postfix.Operand],
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } prefix => [prefix.Operand],
        _ => [],
    };
}
