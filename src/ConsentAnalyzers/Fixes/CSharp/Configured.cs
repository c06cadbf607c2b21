using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.CSharp;

/// <summary>One more setting beside an assignment of options: a statement, an entry of the initializer, or a body for a lambda that had none.</summary>
internal static class Configured
{
    /// <param name="statement">The setting, given what stands before the property (<c>options.</c>).</param>
    /// <param name="entry">The setting as an entry of an initializer.</param>
    /// <returns><see langword="null"/> where neither fits.</returns>
    public static IEnumerable<FixEdit>? With(AssignmentExpressionSyntax assignment, Func<string, string> statement, string entry, FixRequest request)
    {
        var layout = CodeLayout.Of(assignment.SyntaxTree, request);
        var receiver = assignment.Left is MemberAccessExpressionSyntax access ? access.Expression + "." : "";
        switch (assignment.Parent)
        {
            case InitializerExpressionSyntax initializer when receiver.Length == 0:
                var isOwnLine = layout.StartsLine(assignment.SpanStart);
                return [Insert(assignment.SpanStart, entry + "," + (isOwnLine ? layout.NewLine + layout.Indent(assignment.SpanStart) : " "))];
            case ExpressionStatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } own:
                return layout.StartsLine(own.SpanStart) && layout.EndsLine(own.Span.End)
                    ? [Insert(layout.EndOfLine(own.Span.End), layout.NewLine + layout.Indent(own.SpanStart) + statement(receiver) + ";")]
                    : [Insert(own.Span.End, " " + statement(receiver) + ";")];
            case LambdaExpressionSyntax lambda when lambda.ExpressionBody == assignment:
                return Body(lambda, assignment, statement(receiver), layout);
            default:
                return null;
        }

        FixEdit Insert(int position, string text) => new(assignment.SyntaxTree.FilePath, position, 0, text, assignment.SpanStart, assignment.Span.End);
    }

    // o => o.A = x becomes o => { o.A = x; o.B = y; }, on lines of their own where the lambda ends its line.
    private static IEnumerable<FixEdit> Body(LambdaExpressionSyntax lambda, AssignmentExpressionSyntax assignment, string statement, CodeLayout layout)
    {
        var (path, span, nl) = (lambda.SyntaxTree.FilePath, assignment.Span, layout.NewLine);
        var indent = layout.Indent(lambda.SpanStart);
        var unit = layout.UnitAt(lambda.FirstAncestorOrSelf<StatementSyntax>() ?? (SyntaxNode)lambda);
        yield return new(path, lambda.ArrowToken.Span.End, span.Start - lambda.ArrowToken.Span.End, $"{nl}{indent}{{{nl}{indent}{unit}", span.Start, span.End);
        foreach (var shift in layout.Shift(span, layout.StartsLine(span.Start) ? "" : unit)) yield return shift;
        yield return new(path, span.End, 0, $";{nl}{indent}{unit}{statement};{nl}{indent}}}", span.Start, span.End);
    }
}
