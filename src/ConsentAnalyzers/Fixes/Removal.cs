using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes;

/// <summary>What goes away with a piece of code, so that the rest reads as if it had never been there.</summary>
internal static class Removal
{
    /// <summary>The span of an assignment: an entry of an initializer with its comma, or a statement; with its line if it stands there alone.</summary>
    /// <returns><see langword="null"/> where its value is used, or it is all that a branch does.</returns>
    public static TextSpan? Of(AssignmentExpressionSyntax assignment) => assignment.Parent switch
    {
        InitializerExpressionSyntax initializer => OfEntry(assignment, initializer),
        ExpressionStatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax { Statements.Count: > 1 } } statement => WithLine(statement.Span, statement),
        ExpressionStatementSyntax { Parent: GlobalStatementSyntax } statement => WithLine(statement.Span, statement),
        _ => null,
    };

    private static TextSpan OfEntry(AssignmentExpressionSyntax entry, InitializerExpressionSyntax initializer)
    {
        var index = initializer.Expressions.IndexOf(entry);
        var separators = initializer.Expressions.GetSeparators().ToList();
        if (index < separators.Count)
        {
            var withComma = TextSpan.FromBounds(entry.SpanStart, separators[index].Span.End);
            var whole = WithLine(withComma, entry);
            if (whole != withComma) return whole;
            // { A = 1, B = 2 }: with the space behind the comma.
            return TextSpan.FromBounds(withComma.Start, separators[index].GetNextToken().SpanStart);
        }
        // The last one without a comma takes the one before.
        if (index > 0) return TextSpan.FromBounds(separators[index - 1].SpanStart, entry.Span.End);
        var line = WithLine(entry.Span, entry);
        return line != entry.Span ? line : TextSpan.FromBounds(entry.SpanStart, initializer.CloseBraceToken.SpanStart);
    }

    /// <summary>The line that a span stands on, with its end, if nothing else stands there; a comment behind it goes too.</summary>
    public static TextSpan WithLine(TextSpan span, SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        var (first, last) = (text.Lines.GetLineFromPosition(span.Start), text.Lines.GetLineFromPosition(span.End));
        var before = text.ToString(TextSpan.FromBounds(first.Start, span.Start));
        var after = text.ToString(TextSpan.FromBounds(span.End, last.End)).TrimStart();
        return before.Trim().Length == 0 && (after.Length == 0 || after.StartsWith("//", System.StringComparison.Ordinal)) ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak) : span;
    }
}
