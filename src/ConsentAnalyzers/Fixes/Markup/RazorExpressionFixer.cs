using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.Markup;

/// <summary>CNS2012 and CNS2013 in an expression of a view, <c>@Html.Raw("&lt;script …")</c>: a gate goes around it.</summary>
internal sealed class RazorExpressionFixer() : Fixer(Descriptors.CNS2012_EmittedTrackerMarkup, Descriptors.CNS2013_InteropTracker)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request.Tree is not { } tree || !RazorViews.IsGenerated(tree.FilePath) || RazorViews.PathOf(tree) is not { } path || request.FileAt(path) is not { } file) return [];
        if (MarkupDocument.Read(file, [""], request.Consent, request.CancellationToken) is not { View: { } view } document || view.Tree != tree) return [];
        return request.Node is { } node && Written(node, view, document) is var (span, call) ? new GateFixes(request, document).For(new MarkupRun(span, null, call, document.IsInCode(span.Start)), request.Purpose) : [];
    }

    // The expression that the generated Write or AddContent puts out, with its @ and parentheses.
    private static (TextSpan, SyntaxNode)? Written(SyntaxNode node, RazorView view, MarkupDocument document)
    {
        var argument = node.AncestorsAndSelf().OfType<ArgumentSyntax>().LastOrDefault(a => a.Parent?.Parent is InvocationExpressionSyntax { Expression: var called } && called.LastName() is "Write" or "AddContent" && view.PlaceOf(a.Expression.Span) is not null);
        if (argument is null || view.PlaceOf(argument.Expression.Span) is not { } place) return null;
        var (start, end, text) = (place.Start, place.End, document.Text);
        if (start > 1 && text[start - 1] == '(' && end < text.Length && text[end] == ')') (start, end) = (start - 1, end + 1);
        return start > 0 && text[start - 1] == '@' && !IsInTag(start, document) ? (TextSpan.FromBounds(start - 1, end), argument) : null;
    }

    private static bool IsInTag(int position, MarkupDocument document) => document.Elements.Any(e => e.StartTag.Contains(position));
}
