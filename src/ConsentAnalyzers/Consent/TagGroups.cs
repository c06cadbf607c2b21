using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Consent;

/// <summary>Makes findings of parts: a vendor's loader, snippet and pixel in one view are one defect, and one rule speaks of it.</summary>
internal sealed class TagGroups(MarkupDocument document, PageScripts scripts)
{
    public IEnumerable<JudgedTag> Judge(List<TagPart> parts, CancellationToken cancellationToken)
    {
        var modes = ConsentModes.Read(scripts, cancellationToken);
        var reported = new HashSet<MarkupElement>();
        foreach (var vendor in Measured(Declared(parts), cancellationToken).GroupBy(p => GroupOf(p.Part)))
        {
            TagPart[] held = [.. vendor.Select(p => p.Part).Where(p => p.Status == ConsentStatus.Guarded)];
            // What is held is listed for itself.
            foreach (var group in vendor.GroupBy(p => p.Part.Status))
            {
                var tag = group.Key == ConsentStatus.Ungated
                    ? Live([.. group.Select(p => p.Part)], [.. held], group.Select(p => p.Why).FirstOrDefault(w => w is not null), modes, reported) with
                    {
                        Live = [.. group.Select(p => p.Part)],
                        Held = [.. held],
                    }
                    : Tag(TagRule.None, Lead(group.Select(p => p.Part)), group.Select(p => p.Part.Element));
                yield return tag;
            }
        }
        foreach (var grant in modes.Grants.Where(g => reported.Add(g.Element))) yield return Alone(grant);
    }

    // A frame is a finding of its own, and so is a picture that counts nobody.
    private static object GroupOf(TagPart part) => part.Kind is TagKind.Embed or TagKind.Image ? part.Element : KnownFamilies.Of(part.Tracker);

    // A comment before the loader or the snippet speaks of the tracker in this view, its other parts included. Frames are each their own.
    private static List<TagPart> Declared(List<TagPart> parts)
    {
        var declared = new Dictionary<Tracker, TagPart>();
        foreach (var part in parts)
        {
            if (part is { Status: ConsentStatus.Exempt, By: TagPart.Comment, Kind: TagKind.TagManager or TagKind.Script or TagKind.Snippet } && !declared.ContainsKey(part.Tracker)) declared.Add(part.Tracker, part);
        }
        return declared.Count == 0 ? parts : parts.ConvertAll(p => p is { Status: ConsentStatus.Ungated, Kind: not (TagKind.Embed or TagKind.Image) } && declared.TryGetValue(p.Tracker, out var by) ? p with { Status = by.Status, By = by.By, Ground = by.Ground } : p);
    }

    // What a measurement is told decides about all its parts: it may wait by itself, and its exemption may be incomplete.
    private IEnumerable<(TagPart Part, object? Why)> Measured(List<TagPart> parts, CancellationToken cancellationToken)
    {
        var setups = new Dictionary<Tracker, (MeasurementSetup Setup, object? Lacks)>();
        foreach (var part in parts)
        {
            if (part.Status == ConsentStatus.Guarded || !KnownMeasurement.Knows(part.Tracker))
            {
                yield return (part, null);
                continue;
            }
            if (!setups.TryGetValue(part.Tracker, out var known)) setups.Add(part.Tracker, known = Setup(part.Tracker, cancellationToken));
            var (setup, lacks) = known;
            yield return part switch
            {
                { Status: ConsentStatus.Exempt } => lacks is null || part.Ground != ExemptionGround.AudienceMeasurement ? (part, null) : (part with { Status = ConsentStatus.Ungated, By = "", Ground = ExemptionGround.None }, lacks),
                // No script can make the pixel wait for those without scripts.
                { Kind: TagKind.Pixel } when !setup.IsCookieless => (part, null),
                _ => setup.StoresNothing ? (part with { Status = ConsentStatus.Guarded, By = $"consent calls ({part.Tracker.Vendor})" }, null) : (part, setup.WhyLive()),
            };
        }
    }

    private (MeasurementSetup Setup, object? Lacks) Setup(Tracker tracker, CancellationToken cancellationToken)
    {
        var setup = MeasurementSetup.Read(tracker, scripts, cancellationToken);
        return (setup, setup.WhyIncomplete(document.Settings.MaxCookieLifetime));
    }

    private JudgedTag Live(List<TagPart> live, List<TagPart> held, object? why, ConsentModes modes, HashSet<MarkupElement> reported)
    {
        var lead = Lead(live);
        var elements = live.ConvertAll(p => p.Element);
        // Neither has a gate worth speaking of: the one asks for a decision, the other counts nobody.
        if (lead.Kind == TagKind.Image || lead.Tracker.Class == TrackerClass.Disputed) return Finding(TagJudge.RuleOf(lead), lead, elements);
        if (live.Find(p => p.OpenMarker.Length > 0) is { } open) return Finding(TagRule.OpenGate, open, elements, open.OpenMarker);
        if (lead.Kind != TagKind.Embed && modes.GrantFor(lead.Tracker) is { } grant)
        {
            // One grant opens the gate of all that it speaks for: the others are listed, and not reported again.
            return reported.Add(grant.Element) ? Finding(TagRule.OpenGate, lead with { Element = grant.Element, IsInline = true }, elements, grant.Text) : Tag(TagRule.None, lead, elements);
        }
        if (lead.Kind == TagKind.TagManager) return Finding(TagRule.TagManager, lead, elements);
        if (why is not null && lead.Kind is TagKind.Script or TagKind.Snippet) return Finding(TagRule.AudienceMeasurement, lead, elements, why);
        if (Contacts(live, held) && modes.DeniesBefore(lead.Tracker, FirstUse(live))) return Finding(TagRule.AdvancedConsentMode, lead, elements);
        if (IsHalf(live, held)) return Finding(TagRule.HalfGate, lead, elements.Concat(held.Where(p => p.IsLoader || p.IsSnippetAlone).Select(p => p.Element)));
        return Finding(TagJudge.RuleOf(lead), lead, elements);
    }

    private static TagPart Lead(IEnumerable<TagPart> parts) => parts.OrderBy(p => p.Kind).First();

    // A snippet whose loader waits fills a queue, and nobody is contacted.
    private static bool Contacts(List<TagPart> live, List<TagPart> held) => live.Exists(p => p.IsLoader) || (live.Exists(p => p.Kind is TagKind.Script or TagKind.Snippet) && !held.Exists(p => p.IsLoader));

    // The first call of the snippet; the loader where there is none: asynchronous loaders wait for the queue.
    private static int FirstUse(List<TagPart> live) => (live.Find(p => p.Kind == TagKind.Snippet) ?? Lead(live)).Position;

    // Loader and snippet of one vendor, of which one waits and the other does not. A snippet that brings its loader is no half.
    private static bool IsHalf(List<TagPart> live, List<TagPart> held)
    {
        var running = live.FindAll(p => p.Kind is TagKind.Script or TagKind.Snippet);
        if (running.Count == 0 || running.Exists(p => p.Consented != ConsentPurposes.None)) return false;
        return (running.TrueForAll(p => p.IsLoader) && held.Exists(p => p.IsSnippetAlone)) || (running.TrueForAll(p => p.IsSnippetAlone) && held.Exists(p => p.IsLoader));
    }

    // A grant with no tag of the vendor in the view: it opens the gate for whatever the layout or another view loads.
    private JudgedTag Alone(ConsentModes.Call grant) =>
        Finding(TagRule.OpenGate, new TagPart(grant.Element, TagKind.Snippet, grant.Tracker, "", ConsentStatus.Ungated, "", ExemptionGround.None, ConsentPurposes.None, "") { IsInline = true }, [], grant.Text);

    // The comment names the rule that speaks of the tag.
    private JudgedTag Finding(TagRule rule, TagPart lead, IEnumerable<MarkupElement> elements, object? detail = null)
    {
        if (ExemptionComment.Before(lead.Element, document) is { } comment && comment.Exempts(TagJudge.RuleId(rule), lead.Tracker) && (rule != TagRule.AudienceMeasurement || comment.Ground != ExemptionGround.AudienceMeasurement))
        {
            return Tag(TagRule.None, lead with { Status = ConsentStatus.Exempt, By = TagPart.Comment, Ground = comment.Ground }, elements);
        }
        return Tag(rule, lead, elements, detail);
    }

    private JudgedTag Tag(TagRule rule, TagPart lead, IEnumerable<MarkupElement> elements, object? detail = null) => new(
        rule,
        lead.Tracker,
        document.LocationOf(lead.Element.StartTag),
        [.. elements.Where(e => e != lead.Element).Distinct().OrderBy(e => e.StartTag.Start).Select(e => document.LocationOf(e.StartTag))],
        new Verdict(lead.Status, "tracker", lead.Tracker.Vendor, lead.Tracker.Vendor, lead.Tracker.Purpose, lead.Ground, "", lead.By, lead.IsInline ? "snippet" : lead.Element.Name, lead.Address.Replace(MarkupDocument.CSharp.ToString(), ""), lead.Consented),
        detail);
}
