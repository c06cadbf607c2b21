using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Consent;

/// <summary>What kind of element loads a tracker: it decides the rule.</summary>
internal enum TagKind
{
    /// <summary>A script with an address: CNS2001.</summary>
    Script,

    /// <summary>An inline script: CNS2002.</summary>
    Snippet,

    /// <summary>A tag manager's script, snippet or frame: CNS2003.</summary>
    TagManager,

    /// <summary>A frame, object or style sheet: CNS2004.</summary>
    Embed,

    /// <summary>An image: CNS2005.</summary>
    Pixel,
}

/// <summary>A tracker in a view and what is said of it; the other parts of its group are <paramref name="Others"/>.</summary>
internal sealed record JudgedTag(TagKind Kind, Tracker Tracker, Location Location, ImmutableArray<Location> Others, Verdict Verdict)
{
    /// <summary>Whether an element is one of the group.</summary>
    public bool StandsOn(MarkupElement element) => Location.SourceSpan == element.StartTag || Others.Any(o => o.SourceSpan == element.StartTag);
}

/// <summary>Decides for each tag that loads a tracker whether something holds it back. A text is read once for all rules.</summary>
internal sealed class TagJudge(ConsentContext context)
{
    private sealed record Part(MarkupElement Element, TagKind Kind, Tracker Tracker, string Address, ConsentStatus Status, string By, ExemptionGround Ground, bool IsInline = false, ConsentPurposes Consented = ConsentPurposes.None);

    private readonly ConcurrentDictionary<AdditionalText, Lazy<MarkupDocument?>> _documents = new();
    private readonly ConcurrentDictionary<AdditionalText, Lazy<ImmutableArray<JudgedTag>>> _judged = new();

    /// <returns><see langword="null"/> when the file is no markup or holds no candidate.</returns>
    public MarkupDocument? Document(AdditionalText file, CancellationToken cancellationToken) => !MarkupFiles.IsMarkup(file.Path) || context.Options.SkipsTests
        ? null
        : _documents.GetOrAdd(file, f => new(() => MarkupDocument.Read(f, context, cancellationToken), LazyThreadSafetyMode.PublicationOnly)).Value;

    /// <summary>Every tracker of the file that is no deletion, no comment and no example: held ones too.</summary>
    public ImmutableArray<JudgedTag> Judge(AdditionalText file, CancellationToken cancellationToken) => Document(file, cancellationToken) is { } document
        ? _judged.GetOrAdd(file, _ => new(() => Judge(document, cancellationToken), LazyThreadSafetyMode.PublicationOnly)).Value
        : [];

    private ImmutableArray<JudgedTag> Judge(MarkupDocument document, CancellationToken cancellationToken)
    {
        var live = document.Elements.Where(e => !e.IsInert).ToList();
        var scripts = live.Where(e => e is { Name: "script", Text.Length: > 0 } && !e.Has("src")).Select(e => (Element: e, Script: InlineScript.Parse(e.Text))).ToList();
        var parts = live.SelectMany(e => Tags(e, document, cancellationToken)).Concat(Snippets(scripts, document, cancellationToken)).OrderBy(p => p.Element.StartTag.Start).ToList();
        if (MatomoWaits(scripts.Select(s => s.Script))) parts = [.. parts.Select(p => p is { Tracker.Key: "matomo", Status: ConsentStatus.Ungated or ConsentStatus.Mismatched } ? p with { Status = ConsentStatus.Guarded, By = "Matomo's consent calls" } : p)];
        var judged = ImmutableArray.CreateBuilder<JudgedTag>();
        // A vendor's loader, snippet and noscript in one view are one defect; what is held is listed for itself.
        foreach (var group in parts.GroupBy(p => p.Kind is TagKind.Embed ? (object)p.Element : (Family(p.Tracker), p.Status)))
        {
            var lead = group.OrderBy(p => p.Kind).First();
            var others = group.Where(p => p.Element != lead.Element).Select(p => document.LocationOf(p.Element.StartTag)).Distinct().ToImmutableArray();
            judged.Add(new(lead.Kind, lead.Tracker, document.LocationOf(lead.Element.StartTag), others, Verdict(lead)));
        }
        return judged.ToImmutable();
    }

    // Google's tag is one loader for all of Google's products.
    private static string Family(Tracker tracker) => tracker.Key is "google-ads" or "google-analytics-4" ? "gtag" : tracker.Key;

    private static Verdict Verdict(Part part) => new(
        part.Status, "tracker", part.Tracker.Vendor, part.Tracker.Vendor, part.Tracker.Purpose, part.Ground, "", part.By,
        part.IsInline ? "snippet" : part.Element.Name,
        part.Address.Replace(MarkupDocument.CSharp.ToString(), ""),
        part.Consented);

    // Matomo's developer guide: after one of these calls it stores nothing before the visitor consents.
    private static bool MatomoWaits(IEnumerable<InlineScript> scripts) => scripts.SelectMany(s => s.Calls)
        .Any(c => c.Path == "_paq" && c.Arguments is [("requireConsent" or "requireCookieConsent" or "disableCookies"), ..] && c.Context.Kind == ScriptContextKind.Runs);

    private IEnumerable<Part> Tags(MarkupElement element, MarkupDocument document, CancellationToken cancellationToken)
    {
        var kind = element.Name switch
        {
            "script" => TagKind.Script,
            "iframe" or "frame" or "object" or "embed" => TagKind.Embed,
            "link" when element["rel"]?.IndexOf("stylesheet", StringComparison.OrdinalIgnoreCase) >= 0 => TagKind.Embed,
            "img" => TagKind.Pixel,
            _ => (TagKind?)null,
        };
        if (kind is null) yield break;
        foreach (var attribute in element.Attributes.Where(a => IsAddress(element.Name, a.Name)))
        {
            // Reading C# binds the view's whole method: worth it for what runs or frames, not for every picture.
            var address = kind == TagKind.Pixel ? attribute.Value : document.ValueOf(attribute, context);
            if (Find(address, document) is not { } tracker) continue;
            if (Judge(element, kind.Value, tracker, address.Trim(), TagGate.Of(element, document, context, cancellationToken), document, cancellationToken) is { } part) yield return part;
            yield break;
        }
    }

    // The scripts of a view are read together: one calls the other's functions.
    private IEnumerable<Part> Snippets(List<(MarkupElement Element, InlineScript Script)> inline, MarkupDocument document, CancellationToken cancellationToken)
    {
        if (!inline.Any(i => i.Script.Facts.Any(Tracks))) yield break;
        var gates = inline.Select(i => TagGate.Of(i.Element, document, context, cancellationToken)).ToList();
        var program = ScriptProgram.Join([.. inline.Select((i, n) => new ScriptUnit(i.Script, gates[n].Consented))]);
        for (var i = 0; i < inline.Count; i++)
        {
            var (element, script) = inline[i];
            foreach (var facts in script.Facts.Where(Tracks).GroupBy(f => f.Tracker!.Key))
            {
                // The part that runs earliest decides: one live fact makes the script live.
                var contexts = facts.Select(f => program.ContextOf(i, f)).Where(c => c.Kind != ScriptContextKind.Uncalled).ToList();
                if (contexts.Count == 0) continue;
                var tracker = facts.First().Tracker!;
                var address = facts.Where(f => f.Kind == ScriptFactKind.Address).Select(f => f.Text).FirstOrDefault() ?? "";
                var isSnippet = facts.Any(f => f.Kind != ScriptFactKind.Address) || MentionsGlobal(element.Text, tracker);
                var isHeld = contexts.All(Holds);
                var open = contexts.FirstOrDefault(c => !Holds(c));
                var gate = !isHeld ? new TagGate(open.Consent, "")
                    : gates[i].By.Length > 0 ? gates[i] with { Consented = ConsentValue.Vacuous }
                    : new TagGate(ConsentValue.Vacuous, contexts[0].Kind == ScriptContextKind.Handler ? $"the visitor's act ({contexts[0].Handler})" : "consent check in the script");

                // A player, a chat or a post that loads on a click was asked for; measuring or advertising on any click was not.
                bool Holds(ScriptContext c) => CookieJudge.Covers(c.Consent, tracker.Purpose) || (c.Kind == ScriptContextKind.Handler && (tracker.Purpose & (ConsentPurposes.Functional | ConsentPurposes.SocialMedia)) != ConsentPurposes.None);

                if (Judge(element, isSnippet ? TagKind.Snippet : TagKind.Script, tracker, address, gate, document, cancellationToken) is { } part) yield return part with { IsInline = true };
            }
        }
    }

    // A vendor's bootstrap often hands its global over as an argument: (window, document, 'clarity', 'script', id).
    private static bool MentionsGlobal(string script, Tracker tracker) => KnownSnippets.All.Where(s => s.Tracker == tracker).Select(s => s.Name.Split('.')[0]).Distinct().Any(name =>
    {
        for (var at = script.IndexOf(name, StringComparison.Ordinal); at >= 0; at = script.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var (before, after) = (at > 0 ? script[at - 1] : ' ', at + name.Length < script.Length ? script[at + name.Length] : ' ');
            if (!char.IsLetterOrDigit(before) && !char.IsLetterOrDigit(after) && before is not ('.' or '/' or '-' or '_') && after is not ('.' or '-' or '_' or '/')) return true;
        }
        return false;
    });

    private static bool Tracks(ScriptFact fact) => fact is { Tracker: not null, Kind: ScriptFactKind.Start or ScriptFactKind.Loader or ScriptFactKind.Address };

    private Part? Judge(MarkupElement element, TagKind kind, Tracker tracker, string address, TagGate gate, MarkupDocument document, CancellationToken cancellationToken)
    {
        if (tracker.Class is TrackerClass.Payment or TrackerClass.Fonts) return null;
        if (tracker.Class == TrackerClass.TagManager) kind = TagKind.TagManager;
        if (ExemptionComment.Before(element, document) is { } comment && comment.Exempts(RuleOf(kind), tracker)) return new(element, kind, tracker, address, ConsentStatus.Exempt, "comment", comment.Ground);
        if (!CookieJudge.Covers(gate.Consented, tracker.Purpose))
        {
            var included = context.Includes.Consented(document.Path, cancellationToken);
            if (included != ConsentPurposes.None) gate = new(gate.Consented | included, "consent check at every place that includes the view");
        }
        var status = CookieJudge.StatusUnder(gate.Consented, tracker.Purpose);
        return new(element, kind, tracker, address, status, status == ConsentStatus.Ungated ? "" : gate.By, ExemptionGround.None, Consented: gate.Consented);
    }

    /// <summary>Whether a rule reports what is judged here.</summary>
    public static bool IsRuleOfATag(string rule) => Enum.GetValues(typeof(TagKind)).Cast<TagKind>().Any(kind => RuleOf(kind) == rule);

    private static string RuleOf(TagKind kind) => kind switch
    {
        TagKind.Script => "CNS2001",
        TagKind.Snippet => "CNS2002",
        TagKind.TagManager => "CNS2003",
        TagKind.Embed => "CNS2004",
        _ => "CNS2005",
    };

    // A deferred address (data-src) is where a held element waits: it is listed, and its gate decides.
    private static bool IsAddress(string element, string attribute) => attribute switch
    {
        "src" or "asp-src" or "data-src" or "data-cookieblock-src" or "data-suppressedsrc" or "suppressedsrc" or "data-consent-src" or "data-cmplz-src" or "data-uc-src" => element != "link",
        "href" or "asp-href" => element == "link",
        "data" => element == "object",
        _ => false,
    };

    private static Tracker? Find(string address, MarkupDocument document)
    {
        var (host, path) = TagAddress.Split(address);
        var configured = document.Settings.TrackerHosts.FirstOrDefault(h => host.Equals(h.Host, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + h.Host.TrimStart('*', '.'), StringComparison.OrdinalIgnoreCase));
        if (configured is not null) return new Tracker(configured.Host, configured.Vendor, configured.Purpose, TrackerClass.Tracker, "no", "", "configuration");
        return KnownTrackers.Find(host.AsSpan(), path.AsSpan());
    }
}
