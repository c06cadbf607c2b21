using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.Server;

/// <summary>CNS2012: an <c>if</c> around the statement that writes the markup, or adds the part of it. An expression of a view is <see cref="Markup.RazorExpressionFixer"/>'s.</summary>
internal sealed class EmittedTrackerMarkupFixer() : Fixer(Descriptors.CNS2012_EmittedTrackerMarkup)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        // A constant is no place to ask at: where it is written is.
        var node = request.Finding.AdditionalLocations is [{ SourceTree: { } tree, SourceSpan: var part }] ? tree.GetRoot(request.CancellationToken).FindNode(part, getInnermostNodeForTie: true) : request.Node;
        if (node is null || request.Purpose == ConsentPurposes.None) return [];
        return IsWhole(node, request.Node!) ? Gates.Around(node, request) : [];
    }

    // Half a tag, or a line of a script, leaves the other half behind.
    private static bool IsWhole(SyntaxNode node, SyntaxNode literal)
    {
        if (node.FirstAncestorOrSelf<StatementSyntax>() is not { } statement) return true;
        var text = string.Concat(statement.DescendantTokens().Concat(statement.Span.Contains(literal.Span) ? [] : literal.DescendantTokens()).Where(t => t.RawKind is (int)SyntaxKind.StringLiteralToken or (int)SyntaxKind.InterpolatedStringTextToken or (int)SyntaxKind.SingleLineRawStringLiteralToken or (int)SyntaxKind.MultiLineRawStringLiteralToken).Select(t => t.ValueText));
        return new[] { "script", "noscript", "iframe" }.All(tag => Count("<" + tag) == Count("</" + tag)) && (text.Contains('<') || statement is not ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } || call.Expression.LastName()?.StartsWith("Append", StringComparison.Ordinal) != true);

        int Count(string start) => text.Split([start], StringSplitOptions.None).Length;
    }
}
