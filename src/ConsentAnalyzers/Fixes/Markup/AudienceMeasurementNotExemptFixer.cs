using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;

namespace ConsentAnalyzers.Fixes.Markup;

/// <summary>CNS2009: the measurement is told to wait, or to keep to what its exemption needs.</summary>
internal sealed class AudienceMeasurementNotExemptFixer() : Fixer(Descriptors.CNS2009_AudienceMeasurementNotExempt)
{
    // 390 days: 13 months at their shortest.
    private const string Seconds = "33696000";

    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request.Document is not { IsScript: false } document || GateFixes.TagOf(request) is not { } tag) yield break;
        var scripts = PageScripts.Read(document, request.Consent, request.CancellationToken);
        var calls = scripts.All.SelectMany((s, i) => s.Script.Calls
            .Where(c => c.Shape == SnippetShape.Push && KnownMeasurement.IsQueue(tag.Tracker, c.Path) && c.Arguments is [{ }, ..])
            .Select(c => (Page: s, Call: c, Effect: KnownMeasurement.EffectOf(tag.Tracker, c.Path, c.Arguments[0]!), When: scripts.ContextOf(i, c, request.CancellationToken).Kind))).ToList();
        // What is told under a condition is told to some visitors only.
        var runs = calls.FindAll(c => c.When == ScriptContextKind.Runs);
        var add = runs.Count > 0 ? Before(runs[0].Page, runs[0].Call, document, request) : null;
        if (add is not null && !runs.Exists(c => c.Effect == MeasurementEffect.Given) && WithoutPixels([.. tag.Live.Where(p => p.Kind == TagKind.Pixel)], document) is { } removed)
        {
            yield return new(GateFixes.Key, Messages.Localizable("Fix_RequireConsent"), [add("'requireConsent'"), .. removed]);
        }
        else
        {
            foreach (var gate in new GateFixes(request, document).For(tag)) yield return gate;
        }
        if (add is null) yield break;

        var lead = document.Elements.FirstOrDefault(e => e.StartTag == request.Span);
        if (lead is null || calls.Exists(c => c.Effect == MeasurementEffect.Excludes || (c.Effect == MeasurementEffect.Lifetime && IsTooLong(c.Call, document)))) yield break;
        var edits = new List<FixEdit>();
        if (!calls.Exists(c => c.Effect is MeasurementEffect.Lifetime or MeasurementEffect.Cookieless)) edits.Add(add($"'setVisitorCookieTimeout', {Seconds}"));
        if (!tag.Live.Any(p => ExemptionComment.Before(p.Element, document) is { Ground: ExemptionGround.AudienceMeasurement })) edits.Add(ExemptionFixes.Before(lead, document, request.Finding.Id, ExemptionGround.AudienceMeasurement));
        if (edits.Count > 0) yield return ExemptionFixes.Of(ExemptionGround.AudienceMeasurement, [.. edits]);
    }

    private static bool IsTooLong(ScriptCall call, MarkupDocument document) =>
        double.TryParse(call.Arguments.ElementAtOrDefault(1), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && document.Settings.MaxCookieLifetime.IsExceededBy(0, TimeSpan.FromSeconds(Math.Min(seconds, 1e11)));

    // For those without scripts nothing can wait.
    private static List<FixEdit>? WithoutPixels(List<TagPart> pixels, MarkupDocument document)
    {
        var elements = pixels.ConvertAll(p => p.Element);
        var removed = new List<FixEdit>();
        foreach (var element in elements)
        {
            if (MarkerEdits.NoScriptAround(element) is not { } noscript || new MarkerEdits(document, "").Removal(noscript, elements) is not { } removal) return null;
            if (!removed.Contains(removal)) removed.Add(removal);
        }
        return removed;
    }

    // A line before the first call, written as the first call is.
    private static Func<string, FixEdit>? Before(PageScript script, ScriptCall first, MarkupDocument document, FixRequest request)
    {
        if (script.Start is not { } scriptStart || script.Element.Name != "script") return null;
        var start = scriptStart + first.Offset;
        var written = document.Text.Substring(start, first.Length);
        var push = written.IndexOf("push(", StringComparison.Ordinal);
        if (push < 0) return null;
        var before = document.Text.Substring(scriptStart, first.Offset).TrimEnd();
        if (before.Length > 0 && before[before.Length - 1] is not (';' or '{' or '}' or '/') && document.Text.IndexOf('\n', scriptStart + before.Length, first.Offset - before.Length) < 0) return null;
        var layout = new TextLayout(document.Text);
        var quote = written.IndexOfAny(['"', '\'']) is >= 0 and var at ? written[at] : '\'';
        return call => request.Insert(start, $"{written.Substring(0, push)}push([{call.Replace('\'', quote)}]);{(layout.IsFirst(start) ? layout.NewLine + layout.Indent(start) : " ")}");
    }
}
