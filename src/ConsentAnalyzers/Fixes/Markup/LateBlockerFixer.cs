using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.Markup;

/// <summary>CNS2008: the blocker becomes the first script of the page, and one that the browser waits for.</summary>
internal sealed class LateBlockerFixer() : Fixer(Descriptors.CNS2008_LateBlocker)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request.Document is not { AutoBlocker: { Works: false } late } document || late.Element.StartTag != request.Span) yield break;
        // A module never blocks: what would have to be written instead, the platform knows.
        if (late.Element.Has("type") && !IsClassic(late.Element["type"])) yield break;
        var waits = Attributes(late.Element).Select(a => WithSpace(a, document)).ToList();
        if (late.IsFirst)
        {
            yield return new("wait", Messages.Localizable("Fix_BlockerWaits"), [.. waits.Select(s => request.Replace(s, ""))]);
            yield break;
        }
        if (Moved(request, document, late.Element, waits) is { } edits) yield return new("move", Messages.Localizable("Fix_BlockerFirst"), [.. edits]);
    }

    private static bool IsClassic(string? type) => type?.Trim().ToLowerInvariant() is "" or "text/javascript" or "application/javascript";

    private static IEnumerable<MarkupAttribute> Attributes(MarkupElement element) => element.Attributes.Where(a => a.Name is "async" or "defer");

    // async, async="", defer='defer', with the space before.
    private static TextSpan WithSpace(MarkupAttribute attribute, MarkupDocument document)
    {
        var (start, end) = (attribute.Position, attribute.Position + attribute.Name.Length);
        while (start > 0 && char.IsWhiteSpace(document.Text[start - 1])) start--;
        if (end + 1 < document.Text.Length && document.Text[end] == '=')
        {
            var quote = document.Text[end + 1];
            end = quote is '"' or '\'' ? document.Text.IndexOf(quote, end + 2) + 1 : end + 1 + attribute.Value.Length;
        }
        return TextSpan.FromBounds(start, end);
    }

    private static IEnumerable<FixEdit>? Moved(FixRequest request, MarkupDocument document, MarkupElement blocker, List<TextSpan> removed)
    {
        if (document.WholeOf(blocker) is not { } whole || document.Elements.FirstOrDefault(e => e.Name == "head") is not { } head) return null;
        // C# in it, or around it or the head, may be needed where it stands.
        if (document.View is { } view && (view.CSharpSpans.Any(s => s.OverlapsWith(whole)) || IsInBlock(blocker, document, view) || IsInBlock(head, document, view))) return null;
        if (MarkupFiles.IsRazor(document.Path) && document.View is null) return null;
        var text = document.WrittenIn(whole);
        foreach (var span in removed.OrderByDescending(s => s.Start)) text = text.Remove(span.Start - whole.Start, span.Length);
        var layout = new TextLayout(document.Text);
        var taken = layout.IsFirst(whole.Start) && layout.IsLast(whole.End) ? TextSpan.FromBounds(layout.LineStart(whole.Start), layout.NextLine(whole.End)) : whole;
        var start = head.StartTag.End;
        var inserted = layout.IsLast(start) ? layout.NewLine + IndentBehind(start, layout, document) + text : text;
        return [request.Insert(start, inserted), request.Replace(taken, "")];
    }

    private static string IndentBehind(int position, TextLayout layout, MarkupDocument document)
    {
        var next = document.FirstElementAt(position);
        return next < document.Elements.Length ? layout.Indent(document.Elements[next].StartTag.Start) : layout.Indent(position) + layout.Unit;
    }

    private static bool IsInBlock(MarkupElement element, MarkupDocument document, RazorView view) =>
        document.IsInCode(element) != false || (document.StatementOf(element) is { } statement && view.BlockAround(statement) is not null);
}
