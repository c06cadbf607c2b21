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
        var calls = document.Elements.Where(e => e is { Name: "script", IsInert: false, Text.Length: > 0 } && !e.Has("src") && !TagGate.IsInertType(e))
            .SelectMany(e => InlineScript.Parse(e.Text).Calls.Where(c => c.Shape == SnippetShape.Push && KnownMeasurement.IsQueue(tag.Tracker, c.Path) && c.Arguments is [{ }, ..]).Select(c => (Script: e, Call: c, Effect: KnownMeasurement.EffectOf(tag.Tracker, c.Path, c.Arguments[0]!)))).ToList();
        if (calls.Count == 0 || Before(calls[0].Script, calls[0].Call, document, request) is not { } add) yield break;
        var runs = calls.Where(c => c.Call.Context.Kind == ScriptContextKind.Runs).ToList();
        var pixels = tag.Live.Where(p => p.Kind == TagKind.Pixel).ToList();
        if (!runs.Exists(c => c.Effect == MeasurementEffect.Given) && WithoutPixels(pixels, document) is { } removed) yield return new(GateFixes.Key, Messages.Localizable("Fix_RequireConsent"), [add("'requireConsent'"), .. removed]);

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
    private static Func<string, FixEdit>? Before(MarkupElement script, ScriptCall first, MarkupDocument document, FixRequest request)
    {
        var start = script.TextStart + first.Offset;
        var written = document.Text.Substring(start, first.Length);
        var push = written.IndexOf("push(", StringComparison.Ordinal);
        if (push < 0) return null;
        var before = document.Text.Substring(script.TextStart, first.Offset).TrimEnd();
        if (before.Length > 0 && before[before.Length - 1] is not (';' or '{' or '}' or '/') && document.Text.IndexOf('\n', script.TextStart + before.Length, first.Offset - before.Length) < 0) return null;
        var layout = new TextLayout(document.Text);
        var quote = written.IndexOfAny(['"', '\'']) is >= 0 and var at ? written[at] : '\'';
        return call => request.Insert(start, $"{written.Substring(0, push)}push([{call.Replace('\'', quote)}]);{(layout.IsFirst(start) ? layout.NewLine + layout.Indent(start) : " ")}");
    }
}
