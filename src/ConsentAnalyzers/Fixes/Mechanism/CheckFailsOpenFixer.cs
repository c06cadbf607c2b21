using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.Mechanism;

/// <summary>CNS3005: where no answer is known the answer is no.</summary>
internal sealed class CheckFailsOpenFixer() : Fixer(Descriptors.CNS3005_CheckFailsOpen)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (Closed(request.Node) is { } change) yield return new("close", Messages.Localizable("Fix_FailClosed"), [request.Replace(change.Span, change.NewText!)]);
    }

    private static TextChange? Closed(SyntaxNode? check) => check switch
    {
        // x ?? true
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } yes } => new(yes.Span, "false"),
        // x != false, false != x
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression, Right: LiteralExpressionSyntax no } unequal when no.IsKind(SyntaxKind.FalseLiteralExpression) => new(TextSpan.FromBounds(unequal.OperatorToken.SpanStart, no.Span.End), "== true"),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression, Left: LiteralExpressionSyntax no } unequal when no.IsKind(SyntaxKind.FalseLiteralExpression) => new(TextSpan.FromBounds(no.SpanStart, unequal.OperatorToken.Span.End), "true =="),
        // x is not false
        IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax } pattern } => new(pattern.Span, "true"),
        // x.GetValueOrDefault(true)
        InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax yes }] } when yes.IsKind(SyntaxKind.TrueLiteralExpression) => new(yes.Span, "false"),
        // catch { return true; }
        ReturnStatementSyntax { Expression: LiteralExpressionSyntax yes } when yes.IsKind(SyntaxKind.TrueLiteralExpression) => new(yes.Span, "false"),
        AssignmentExpressionSyntax { Right: LiteralExpressionSyntax yes } when yes.IsKind(SyntaxKind.TrueLiteralExpression) => new(yes.Span, "false"),
        _ => null,
    };
}
