using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.Server;

/// <summary>CNS2012: an <c>if</c> around the statement that writes the markup, or adds the part of it; in a view around <c>@Html.Raw(…)</c>.</summary>
internal sealed class EmittedTrackerMarkupFixer() : Fixer(Descriptors.CNS2012_EmittedTrackerMarkup)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        // A constant is no place to ask at: where it is written is.
        var node = request.Finding.AdditionalLocations is [{ SourceTree: { } tree, SourceSpan: var part }] ? tree.GetRoot(request.CancellationToken).FindNode(part, getInnermostNodeForTie: true) : request.Node;
        if (node is null || request.Purpose == ConsentPurposes.None) return [];
        return InView(node, request) is { } inView ? [inView] : IsWhole(node, request.Node!) ? Gates.Around(node, request) : [];
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

    // @Html.Raw(…) on a line of its own.
    private static Fix? InView(SyntaxNode node, FixRequest request)
    {
        if (!RazorViews.IsGenerated(node.SyntaxTree.FilePath) || RazorViews.PathOf(node.SyntaxTree) is not { } path || request.FileAt(path)?.GetText(request.CancellationToken) is not { } text || RazorView.Create(node.SyntaxTree, path, text) is not { } view) return null;
        // The generated Write(…) is nobody's statement.
        var written = node.AncestorsAndSelf().OfType<ExpressionSyntax>().TakeWhile(e => view.PlaceOf(e.Span) is not null).LastOrDefault();
        if (written is not { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax write } } || write.Expression.LastName() != "Write" || view.PlaceOf(write.Span) is not null || view.PlaceOf(written.Span) is not { } place) return null;
        var line = text.Lines.GetLineFromPosition(place.Start);
        var before = text.ToString(TextSpan.FromBounds(line.Start, place.Start));
        if (before.Trim() != "@" || line != text.Lines.GetLineFromPosition(place.End) || text.ToString(TextSpan.FromBounds(place.End, line.End)).Trim().Length > 0) return null;
        if (ConsentCondition.At(node, request.Purpose, request) is not { } condition) return null;
        var layout = CodeLayout.Of(node.SyntaxTree, request);
        var (indent, nl, at) = (before.Substring(0, before.IndexOf('@')), layout.NewLine, place.Start - 1);
        var unit = indent.IndexOf('\t') >= 0 ? "\t" : "    ";
        return Gates.Of(Gates.Key, "", "Fix_Gate", request.Purpose,
            Import.Add(condition.Imports, node, request)
                .Append(new FixEdit(path, at, 0, $"@if ({condition.Text}){nl}{indent}{{{nl}{indent}{unit}", at, place.End))
                .Append(new FixEdit(path, place.End, 0, $"{nl}{indent}}}", at, place.End)));
    }
}
