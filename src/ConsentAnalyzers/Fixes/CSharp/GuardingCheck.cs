using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.CSharp;

/// <summary>The check that stands before one statement and before nothing else.</summary>
internal static class GuardingCheck
{
    /// <summary>The condition of an <c>if</c> around the statement of a node, or of an early return right before it.</summary>
    /// <param name="isReturn">Whether it is the condition not to go on.</param>
    /// <returns><see langword="null"/> where it guards anything else, too.</returns>
    public static ExpressionSyntax? Of(SyntaxNode node, out bool isReturn)
    {
        isReturn = false;
        if (node.AncestorsAndSelf().TakeWhile(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax)).OfType<ExpressionStatementSyntax>().FirstOrDefault() is not { } statement) return null;
        switch (statement.Parent)
        {
            case IfStatementSyntax { Else: null } direct:
                return direct.Condition;
            case BlockSyntax { Statements.Count: 1, Parent: IfStatementSyntax { Else: null } around } block when around.Statement == block:
                return around.Condition;
            case BlockSyntax block when block.Statements.Count >= 2 && block.Statements.Last() == statement && block.Statements[block.Statements.Count - 2] is IfStatementSyntax { Else: null } before && block.Parent is not StatementSyntax and not ElseClauseSyntax && IsReturn(before.Statement):
                isReturn = true;
                return before.Condition;
            default:
                return null;
        }
    }

    /// <summary>The edit that makes a check ask for other purposes: the purpose that it names, else the check as a whole.</summary>
    public static IEnumerable<FixEdit>? Change(ExpressionSyntax condition, bool isReturn, ConsentPurposes purposes, FixRequest request)
    {
        var model = request.Consent.ModelOf(condition.SyntaxTree);
        // Another question than the one for consent, which is asked elsewhere: a query, a setting.
        if (!AsksForConsent(condition, isReturn, model, request)) return null;
        if (Named(condition, model) is [var word] && Other(word, purposes, model) is { } other) return [Edit(word, other)];
        // Only a check, with nothing beside it that would be lost.
        var check = isReturn ? condition is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var negated } ? negated : null : condition;
        while (check is ParenthesizedExpressionSyntax { Expression: var inner }) check = inner;
        if (check is null || !IsPlain(check) || ConsentCondition.At(condition, purposes, request) is not { } better) return null;
        return Import.Add(better.Imports, condition, request).Append(Edit(condition, isReturn ? better.Negated : better.Text));
    }

    private static bool AsksForConsent(ExpressionSyntax condition, bool isReturn, SemanticModel model, FixRequest request)
    {
        if (model.GetOperation(condition, request.CancellationToken) is not { } operation) return false;
        var value = request.Consent.Flow.ValueOf(operation);
        return (isReturn ? value.WhenFalse : value.WhenTrue) is not (ConsentPurposes.None or ConsentValue.Vacuous);
    }

    /// <summary>The purposes that an expression names: members of enums, and texts.</summary>
    public static List<ExpressionSyntax> Named(SyntaxNode expression, SemanticModel model) => [.. expression.DescendantNodesAndSelf().OfType<ExpressionSyntax>().Where(e => e switch
    {
        MemberAccessExpressionSyntax access => ConsentWords.PurposeNamed(access.Name.Identifier.ValueText) != ConsentPurposes.None && model.GetSymbolInfo(access).Symbol is IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum },
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal => ConsentWords.PurposeNamed(literal.Token.ValueText) != ConsentPurposes.None,
        _ => false,
    })];

    /// <summary>The same word for other purposes.</summary>
    public static string? Other(ExpressionSyntax word, ConsentPurposes purposes, SemanticModel model)
    {
        if (purposes.Split().Take(2).ToList() is not [var purpose]) return null;
        if (word is not MemberAccessExpressionSyntax access) return SymbolDisplay.FormatLiteral(purpose.ToString(), quote: true);
        return model.GetSymbolInfo(access).Symbol?.ContainingType.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => ConsentWords.PurposeNamed(f.Name) == purpose) is { } member ? $"{access.Expression}.{member.Name}" : null;
    }

    // a.B, a.B(…), a?.B ?? false
    private static bool IsPlain(ExpressionSyntax check) => check switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression } } either => IsPlain(either.Left),
        AwaitExpressionSyntax awaited => IsPlain(awaited.Expression),
        IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ConditionalAccessExpressionSyntax => true,
        _ => false,
    };

    private static bool IsReturn(StatementSyntax statement) => statement is ReturnStatementSyntax { Expression: null } or BlockSyntax { Statements: [ReturnStatementSyntax { Expression: null }] };

    public static FixEdit Edit(SyntaxNode node, string text) => new(node.SyntaxTree.FilePath, node.SpanStart, node.Span.Length, text, 0, 0);
}
