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
internal sealed record JudgedTag(TagKind Kind, Tracker Tracker, Location Location, ImmutableArray<Location> Others, Verdict Verdict);

/// <summary>Decides for each tag that loads a tracker whether something holds it back. A text is read once for all rules.</summary>
internal sealed class TagJudge(ConsentContext context)
{
    private sealed record Part(MarkupElement Element, TagKind Kind, Tracker Tracker, string Address, TagGate Gate);

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
        var parts = document.Elements.SelectMany(e => Parts(e, document, cancellationToken)).ToList();
        var judged = ImmutableArray.CreateBuilder<JudgedTag>();
        // A vendor's loader, snippet and noscript in one view are one defect; what is held is listed for itself.
        foreach (var group in parts.GroupBy(p => p.Kind is TagKind.Embed ? (object)p.Element : (p.Tracker.Key, p.Gate.Status)))
        {
            var lead = group.OrderBy(p => p.Kind).First();
            var others = group.Where(p => p.Element != lead.Element).Select(p => document.LocationOf(p.Element.StartTag)).ToImmutableArray();
            judged.Add(new(lead.Kind, lead.Tracker, document.LocationOf(lead.Element.StartTag), others, Verdict(lead)));
        }
        return judged.ToImmutable();
    }

    private static Verdict Verdict(Part part) => new(
        part.Gate.Status, "tracker", part.Tracker.Vendor, part.Tracker.Vendor, part.Tracker.Purpose, part.Gate.Ground, "", part.Gate.By,
        part.Kind == TagKind.Snippet ? "snippet" : part.Element.Name,
        part.Address.Replace(MarkupDocument.CSharp.ToString(), ""));

    private IEnumerable<Part> Parts(MarkupElement element, MarkupDocument document, CancellationToken cancellationToken)
    {
        if (TagGate.IsInert(element)) yield break;
        foreach (var (kind, tracker, address) in Found(element, document))
        {
            if (tracker.Class is TrackerClass.Payment or TrackerClass.Fonts) continue;
            var gate = TagGate.Of(element, tracker, document, context, cancellationToken);
            yield return new(element, tracker.Class == TrackerClass.TagManager ? TagKind.TagManager : kind, tracker, address, gate);
        }
    }

    private IEnumerable<(TagKind Kind, Tracker Tracker, string Address)> Found(MarkupElement element, MarkupDocument document)
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
            var address = document.ValueOf(attribute, context);
            if (Find(address, document) is not { } tracker) continue;
            yield return (kind.Value, tracker, address.Trim());
            yield break;
        }
    }

    // A deferred address (data-src) is where a held element waits: it is listed, and its gate decides.
    private static bool IsAddress(string element, string attribute) => attribute switch
    {
        "src" or "asp-src" or "data-src" or "data-cookieblock-src" or "data-suppressedsrc" or "suppressedsrc" or "data-consent-src" or "data-cmplz-src" or "data-uc-src" => element != "link",
        "href" or "asp-href" => element == "link",
        "data" => element == "object",
        _ => false,
    };

    private Tracker? Find(string address, MarkupDocument document)
    {
        var (host, path) = TagAddress.Split(address);
        var configured = context.Options.Global.TrackerHosts.FirstOrDefault(h => host.Equals(h.Host, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + h.Host.TrimStart('*', '.'), StringComparison.OrdinalIgnoreCase));
        if (configured is not null) return new Tracker(configured.Host, configured.Vendor, configured.Purpose, TrackerClass.Tracker, "no", "", "configuration");
        return KnownTrackers.Find(host.AsSpan(), path.AsSpan());
    }
}
