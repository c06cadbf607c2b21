using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.Markup;

/// <summary>CNS2011: written under a consent check that the script has already, or declared exempt.</summary>
internal sealed class ScriptStorageFixer() : Fixer(Descriptors.CNS2011_ScriptStoresWithoutConsent)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request.Document is not { } document || ScriptAround(request.Span, document) is not { } script) yield break;
        if (Gated(request, script, document) is { } edits) yield return new(GateFixes.Key, Messages.Localizable("Fix_GateInScript"), [.. edits]);
        var name = request.Property("name");
        var known = KnownCookies.Classify(name.Length > 0 ? name : null);
        if (request.Purpose != ConsentPurposes.None && known.Purpose == ConsentPurposes.None) yield break;
        // A comment before a line speaks of all that the line stores.
        if (OthersInLine(request, document)) yield break;
        foreach (var ground in ExemptionFixes.Grounds.Where(g => !Exemptions.Contradicts(g, known)))
        {
            if (ExemptionFixes.BeforeStatement(request.Span, script.TextStart, document, request.Finding.Id, ground) is { } comment) yield return ExemptionFixes.Of(ground, comment);
        }
    }

    private static MarkupElement? ScriptAround(TextSpan span, MarkupDocument document) =>
        document.Elements.FirstOrDefault(e => e is { Name: "script", Text.Length: > 0 } && e.TextStart <= span.Start && span.End <= e.TextStart + e.Text.Length);

    private static bool OthersInLine(FixRequest request, MarkupDocument document)
    {
        var layout = new TextLayout(document.Text);
        return request.Consent.Tags.JudgeStorage(request.File!, request.CancellationToken).Any(s => s.Location.SourceSpan is var other && other != request.Span && layout.LineStart(other.Start) == layout.LineStart(request.Span.Start));
    }

    // Tried out: the engine itself must find the write under consent.
    private static IEnumerable<FixEdit>? Gated(FixRequest request, MarkupElement script, MarkupDocument document)
    {
        var text = script.Text;
        var layout = new TextLayout(document.Text);
        var start = request.Span.Start - script.TextStart;
        var end = request.Span.End - script.TextStart;
        if (end < text.Length && text[end] == ';') end++;
        var (first, last) = (script.TextStart + start, script.TextStart + end);
        if (!layout.IsFirst(first) || !layout.IsLast(last)) return null;
        foreach (var condition in Conditions(text).Where(c => c.End < start))
        {
            var check = $"if ({text.Substring(condition.Start, condition.Length)}) {{ ";
            var tried = InlineScript.Parse(text.Substring(0, start) + check + text.Substring(start, end - start) + " }" + text.Substring(end));
            if (tried.Facts.FirstOrDefault(f => f.Kind == ScriptFactKind.StorageWrite && f.Offset == start + check.Length) is not { Context.Kind: ScriptContextKind.Consent } write || !CookieJudge.Covers(write.Context.Consent, request.Purpose)) continue;
            var span = TextSpan.FromBounds(first, last);
            var line = layout.NewLine + layout.Indent(first);
            return
            [
                new(document.Path, first, 0, check.TrimEnd() + line + layout.Unit, first, last),
                .. layout.LinesIn(span).Select(l => new FixEdit(document.Path, l, 0, layout.Unit, 0, 0)),
                new(document.Path, last, 0, line + "}", first, last),
            ];
        }
        return null;
    }

    // At the top of the script: what a function knows is not known elsewhere.
    private static IEnumerable<TextSpan> Conditions(string text) =>
        ScriptParser.Parse(text, out _).Body is BlockNode body ? body.Statements.OfType<IfNode>().Select(i => TextSpan.FromBounds(i.Tests[0].Start, i.Tests[0].End)) : [];
}
