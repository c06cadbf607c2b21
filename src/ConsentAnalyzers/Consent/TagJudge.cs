using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using ConsentAnalyzers.Register;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Consent;

/// <summary>Decides for each tag that loads a tracker whether something holds it back. A text is read once for all rules.</summary>
internal sealed class TagJudge(ConsentContext context)
{
    private readonly ConcurrentDictionary<AdditionalText, Lazy<JudgedPage?>> _pages = new();

    /// <returns><see langword="null"/> when the file is no markup or holds no candidate.</returns>
    public MarkupDocument? Document(AdditionalText file, CancellationToken cancellationToken) => Page(file, cancellationToken)?.Document;

    /// <summary>Every tracker of the file that is no deletion, no comment and no example: held ones too.</summary>
    public ImmutableArray<JudgedTag> Judge(AdditionalText file, CancellationToken cancellationToken) => Page(file, cancellationToken)?.Tags(cancellationToken) ?? [];

    /// <summary>What is wrong with the set-up of the consent platforms in the file.</summary>
    public ImmutableArray<PlatformFinding> JudgePlatforms(AdditionalText file, CancellationToken cancellationToken) => Page(file, cancellationToken)?.Platforms(cancellationToken) ?? [];

    /// <summary>Everything that the file's scripts store: exempt and held things too.</summary>
    public ImmutableArray<JudgedStorage> JudgeStorage(AdditionalText file, CancellationToken cancellationToken) => Page(file, cancellationToken)?.Storage(cancellationToken) ?? [];

    /// <summary>The lifetimes above the maximum that the file's scripts set.</summary>
    public ImmutableArray<LongLifetime> JudgeLifetimes(AdditionalText file, CancellationToken cancellationToken) => Page(file, cancellationToken)?.Lifetimes(cancellationToken) ?? [];

    /// <summary>The consents that the file's scripts give without an act of the visitor.</summary>
    public ImmutableArray<(Location Place, string Name)> JudgeGrants(AdditionalText file, CancellationToken cancellationToken) => Page(file, cancellationToken)?.Grants(cancellationToken) ?? [];

    private JudgedPage? Page(AdditionalText file, CancellationToken cancellationToken) => !MarkupFiles.IsMarkup(file.Path) || context.Options.SkipsTests
        ? null
        : _pages.GetOrAdd(file, f => new(() => MarkupDocument.Read(f, context, cancellationToken) is { } document ? new(document, context) : null, LazyThreadSafetyMode.PublicationOnly)).Value;

    /// <summary>Whether one element is held back, exempt or neither: the only place where this is decided.</summary>
    /// <returns><see langword="null"/> for what no rule speaks of: payment, fonts.</returns>
    public static TagPart? Decide(MarkupElement element, TagKind kind, Tracker tracker, string address, TagGate gate, MarkupDocument document, ConsentContext context, CancellationToken cancellationToken)
    {
        if (tracker.Class is TrackerClass.Payment or TrackerClass.Fonts) return null;
        if (tracker.Class == TrackerClass.TagManager) kind = TagKind.TagManager;
        var part = new TagPart(element, kind, tracker, address, ConsentStatus.Ungated, "", ExemptionGround.None, gate.Consented, gate.OpenMarker);
        if (ExemptionComment.Before(element, document) is { } comment && (comment.Exempts(RuleId(part), tracker) || (KnownMeasurement.Knows(tracker) && comment.Exempts(RuleId(TagRule.AudienceMeasurement), tracker))))
        {
            return part with { Status = ConsentStatus.Exempt, By = TagPart.Comment, Ground = comment.Ground };
        }
        if ((context.Register.Find(RegisterKind.Tracker, tracker.Vendor) ?? context.Register.Find(RegisterKind.Tracker, TagAddress.Split(address).Host)) is { Ground: not ExemptionGround.None } row)
        {
            return part with { Status = ConsentStatus.Exempt, By = "register", Ground = row.Ground };
        }
        var (status, by, around) = Around(element, tracker.Purpose, gate, document, context, cancellationToken);
        part = part with { Consented = around };
        if (status == ConsentStatus.Ungated) return part;
        // Of what asks for a decision only, any consent is one.
        return part with { Status = status == ConsentStatus.Mismatched && RuleOf(part) is (TagRule.Disputed or TagRule.None) ? ConsentStatus.Guarded : status, By = by };
    }

    /// <summary>What holds something at an element back: its own gate, else the places that include the view, else a platform in every layout.</summary>
    public static (ConsentStatus Status, string By, ConsentPurposes Consented) Around(MarkupElement element, ConsentPurposes purpose, TagGate gate, MarkupDocument document, ConsentContext context, CancellationToken cancellationToken)
    {
        if (CookieJudge.Covers(gate.Consented, purpose)) return (ConsentStatus.Guarded, gate.By, gate.Consented);
        var around = gate.Consented | context.Includes.Consented(document.Path, cancellationToken);
        var by = around == gate.Consented ? gate.By : "consent check at every place that includes the view";
        if (CookieJudge.Covers(around, purpose)) return (ConsentStatus.Guarded, by, around);
        if (!gate.IsReleased && context.Layouts.Around(element, document, cancellationToken) is { } cmp) return (ConsentStatus.Guarded, cmp, around);
        var status = CookieJudge.StatusUnder(around, purpose);
        return (status, status == ConsentStatus.Ungated ? "" : by, around);
    }

    /// <summary>Whether a rule reports what is judged here. An open gate may be a platform's, which is no tag.</summary>
    public static bool IsRuleOfATag(string rule) => Enum.GetValues(typeof(TagRule)).Cast<TagRule>().Any(r => r != TagRule.OpenGate && RuleId(r) == rule);

    /// <summary>The rule that would report the element alone.</summary>
    public static TagRule RuleOf(TagPart part) => part switch
    {
        // A picture of a vendor that is known by its category alone is a picture.
        { Kind: TagKind.Image, Tracker.Source: KnownThirdParties.Source } => TagRule.None,
        { Tracker.Class: TrackerClass.Disputed } => TagRule.Disputed,
        { Kind: TagKind.Script } => TagRule.Script,
        { Kind: TagKind.Snippet } => TagRule.Snippet,
        { Kind: TagKind.TagManager } => TagRule.TagManager,
        { Kind: TagKind.Embed or TagKind.Preload } => TagRule.Embed,
        { Kind: TagKind.Pixel } => TagRule.Pixel,
        _ => TagRule.None,
    };

    private static string RuleId(TagPart part) => RuleId(RuleOf(part));

    /// <summary>The id that an exemption comment names.</summary>
    public static string RuleId(TagRule rule) => rule switch
    {
        TagRule.Script => "CNS2001",
        TagRule.Snippet => "CNS2002",
        TagRule.TagManager => "CNS2003",
        TagRule.Embed => "CNS2004",
        TagRule.Pixel => "CNS2005",
        TagRule.HalfGate => "CNS2006",
        TagRule.OpenGate => "CNS2007",
        TagRule.AudienceMeasurement => "CNS2009",
        TagRule.AdvancedConsentMode => "CNS2010",
        TagRule.Disputed => "CNS2014",
        _ => "",
    };
}
