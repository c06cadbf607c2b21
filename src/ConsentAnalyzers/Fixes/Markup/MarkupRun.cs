using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes;

/// <summary>Elements that stand together, with nothing but space and comments between them: one gate goes around all.</summary>
/// <param name="Place">The generated C# that emits the first of them; <see langword="null"/> where it cannot be told.</param>
/// <param name="IsInCode">Whether C# stands directly around them; <see langword="null"/> where it cannot be told.</param>
internal sealed record MarkupRun(TextSpan Span, MarkupElement? Parent, SyntaxNode? Place, bool? IsInCode)
{
    private static readonly Regex Nothing = new(@"\A(?>(?:\s|<!--.*?-->|@\*.*?\*@)*)\z", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    /// <returns><see langword="null"/> where an element has no end of its own, so that nothing can go around it.</returns>
    public static ImmutableArray<MarkupRun>? Of(IEnumerable<MarkupElement> elements, MarkupDocument document)
    {
        var runs = ImmutableArray.CreateBuilder<MarkupRun>();
        foreach (var element in elements)
        {
            if (document.WholeOf(element) is not { } whole || !IsBalanced(element, document)) return null;
            var last = runs.Count > 0 ? runs[runs.Count - 1] : null;
            if (last is not null && whole.End <= last.Span.End) continue;
            if (last is not null && AreTogether(last, element, document)) runs[runs.Count - 1] = last with { Span = TextSpan.FromBounds(last.Span.Start, whole.End) };
            else runs.Add(new(whole, element.Parent, document.StatementOf(element), document.IsInCode(element)));
        }
        return runs.ToImmutable();
    }

    private static bool AreTogether(MarkupRun run, MarkupElement element, MarkupDocument document) =>
        run.Parent?.StartTag == element.Parent?.StartTag && Nothing.IsMatch(document.WrittenIn(TextSpan.FromBounds(run.Span.End, element.StartTag.Start)));

    // In C# Razor counts tags: what HTML lets one leave out, it does not.
    private static bool IsBalanced(MarkupElement element, MarkupDocument document) => document.Inside(element).All(inner => document.WholeOf(inner) is not null);
}
