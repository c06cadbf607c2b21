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

    // Half a tag, a line of a script, or the loader without the snippet that a builder is given next to it: the other half would stay behind.
    private static bool IsWhole(SyntaxNode node, SyntaxNode literal)
    {
        if (node.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax { Expression: var expression } statement) return true;
        var text = TextIn(statement) + (statement.Span.Contains(literal.Span) ? "" : TextIn(literal));
        if (new[] { "script", "noscript", "iframe" }.Any(tag => Count("<" + tag) != Count("</" + tag))) return false;
        if (expression is not InvocationExpressionSyntax call || call.Expression.LastName()?.StartsWith("Append", StringComparison.Ordinal) != true) return true;
        return text.Contains('<') && !statement.Parent!.ChildNodes().OfType<ExpressionStatementSyntax>().Any(s => s != statement && s.GetFirstToken().ValueText == statement.GetFirstToken().ValueText && TextIn(s).IndexOf("script", StringComparison.OrdinalIgnoreCase) >= 0);

        int Count(string start) => text.Split([start], StringSplitOptions.None).Length;
    }

    private static string TextIn(SyntaxNode code) => string.Concat(code.DescendantTokens()
        .Where(t => t.RawKind is (int)SyntaxKind.StringLiteralToken or (int)SyntaxKind.InterpolatedStringTextToken or (int)SyntaxKind.SingleLineRawStringLiteralToken or (int)SyntaxKind.MultiLineRawStringLiteralToken).Select(t => t.ValueText));
}
