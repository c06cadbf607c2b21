using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.Markup;

/// <summary>CNS2007: the value that lets everything through becomes one that waits, and what it let through is held back.</summary>
internal sealed class OpenGateFixer() : Fixer(Descriptors.CNS2007_OpenGate)
{
    private const string Key = "close";

    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request.Document is not { } document || request.File is not { } file) return [];
        if (GateFixes.TagOf(request) is { } tag) return tag.Live.FirstOrDefault(p => p.OpenMarker.Length > 0) is { } open ? OfMarker(document, tag, open) : OfGrant(request, document, tag);
        var platform = request.Consent.Tags.JudgePlatforms(file, request.CancellationToken).FirstOrDefault(p => p.Rule == PlatformSetup.OpenGate && p.Location.SourceSpan == request.Span);
        return platform is null ? [] : OfPlatform(request, document, platform);
    }

    private static IEnumerable<Fix> OfPlatform(FixRequest request, MarkupDocument document, PlatformFinding platform)
    {
        var edits = platform.Values.Select(v => (v.Span, Written: document.WrittenIn(v.Span), v.Shut)).ToList();
        // In quotes as it was: mode: 'opt-in'.
        if (edits.TrueForAll(e => e.Written.Length is > 0 and < 40 && e.Written[0] != '<')) yield return new(Key, Messages.Localizable("Fix_CloseGate"), [.. edits.Select(e => request.Replace(e.Span, e.Written[0] is '"' or '\'' ? e.Written[0] + e.Shut + e.Written[0] : e.Shut))]);
    }

    private static IEnumerable<Fix> OfMarker(MarkupDocument document, JudgedTag tag, TagPart open)
    {
        var gate = KnownGates.All.FirstOrDefault(g => open.Element[g.Attribute] is { } value && g.Read(value)?.State == GateState.Open);
        if (gate is null || tag.Live.Any(p => p.IsInline && p.Element.Name != "script")) yield break;
        // !analytics runs when it is refused: the word is there.
        var category = open.Element[gate.Attribute] is { Length: > 1 } written && written[0] == '!' ? written.Substring(1) : null;
        if (KnownMarkers.All.All(m => m.Cmp != gate.Cmp || m.Attributes.All(a => a.Name != gate.Attribute))) yield break;
        var elements = tag.Live.Select(p => p.Element).GroupBy(e => e.StartTag.Start).Select(g => g.First()).ToList();
        if (new MarkerEdits(document, gate.Cmp).Edits(elements, tag.Tracker.Purpose & ConsentPurposes.Each, category, null) is { Count: > 0 } edits) yield return new(Key, Messages.Localizable("Fix_CloseGate"), [.. edits]);
    }

    private static IEnumerable<Fix> OfGrant(FixRequest request, MarkupDocument document, JudgedTag tag)
    {
        if (document.Elements.FirstOrDefault(e => e.StartTag == request.Span) is not { Name: "script", Text.Length: > 0 } script) return [];
        // What the grant speaks for and no rule reports beside it.
        var mode = KnownFamilies.ConsentModeOf(tag.Tracker);
        var live = request.Consent.Tags.Judge(request.File!, request.CancellationToken)
            .Where(t => t == tag || (t is { Rule: TagRule.None, Verdict.Status: ConsentStatus.Ungated } && KnownFamilies.ConsentModeOf(t.Tracker) == mode)).SelectMany(t => t.Live).ToList();
        // In the script that is held back the grant is one for those who agreed.
        var isHeld = live.Exists(p => p.Element.StartTag == script.StartTag);
        var denials = isHeld ? [] : Denials(request, script, mode);
        if (denials.IsDefault) return [];
        if (live.Count == 0) return [new(Key, Messages.Localizable("Fix_CloseGate"), denials)];
        return new GateFixes(request, document).For(live, tag).Select(gate => gate with { Key = Key + gate.Key.Substring(GateFixes.Key.Length), Edits = [.. denials, .. gate.Edits] });
    }

    private static ImmutableArray<FixEdit> Denials(FixRequest request, MarkupElement script, string mode)
    {
        var read = InlineScript.Parse(script.Text);
        var edits = ImmutableArray.CreateBuilder<FixEdit>();
        foreach (var fact in read.Facts.Where(f => f.ConsentMode is not null && f.Tracker is not null && KnownFamilies.ConsentModeOf(f.Tracker) == mode))
        {
            var granted = fact.ConsentMode!.Granted.Where(k => KnownFamilies.PurposeOf(mode, k) != ConsentPurposes.None).ToList();
            if (granted.Count == 0) continue;
            // An update repeats what the visitor has chosen: who would grant there must ask.
            if (fact.ConsentMode.Command != "default" || fact.ConsentMode.IsRegional) return default;
            foreach (var value in read.Calls.Where(c => c.Offset == fact.Offset && c.Length == fact.Length).SelectMany(c => c.Properties).Where(p => granted.Contains(p.Path)))
            {
                var at = value.Length < 20 ? script.Text.IndexOf("granted", value.Offset, value.Length, System.StringComparison.Ordinal) : -1;
                if (at < 0) return default;
                edits.Add(request.Replace(new TextSpan(script.TextStart + at, "granted".Length), "denied"));
            }
        }
        return edits.Count > 0 ? edits.ToImmutable() : default;
    }
}
