using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;

namespace ConsentAnalyzers.Consent;

/// <summary>The elements of a view whose address belongs to a third party that is known.</summary>
internal sealed class TagParts(MarkupDocument document, ConsentContext context)
{
    public IEnumerable<TagPart> Find(CancellationToken cancellationToken)
    {
        foreach (var element in document.Elements.Where(e => !e.IsInert))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Recognise(element) is not var (kind, tracker, address)) continue;
            if (TagJudge.Decide(element, kind, tracker, address.Trim(), TagGate.Of(element, document, context, cancellationToken), document, context, cancellationToken) is { } part) yield return part;
        }
    }

    private (TagKind Kind, Tracker Tracker, string Address)? Recognise(MarkupElement element) => element.Name switch
    {
        "script" => Loaded(element, TagKind.Script),
        "iframe" or "frame" or "object" or "embed" => Loaded(element, TagKind.Embed),
        "link" => Relation(element) is { } kind ? Loaded(element, kind) : null,
        "img" or "image" or "source" or "video" or "audio" => Picture(element) ?? Style(element),
        "style" => Styles(element.Text),
        _ => Style(element) ?? Emitted(element),
    };

    private (TagKind, Tracker, string)? Loaded(MarkupElement element, TagKind kind)
    {
        foreach (var attribute in TagAddresses.Of(element))
        {
            var address = document.ValueOf(attribute, context);
            if (Find(address) is { } tracker) return (kind, tracker, address);
        }
        return null;
    }

    // Preconnect and dns-prefetch send nothing; a preload asks the vendor for its script.
    private static TagKind? Relation(MarkupElement link)
    {
        var words = (link["rel"] ?? "").Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return words.Contains("stylesheet", StringComparer.OrdinalIgnoreCase) ? TagKind.Embed
            : words.Contains("modulepreload", StringComparer.OrdinalIgnoreCase) || (words.Contains("preload", StringComparer.OrdinalIgnoreCase) && string.Equals(link["as"], "script", StringComparison.OrdinalIgnoreCase)) ? TagKind.Preload
            : null;
    }

    // Reading C# binds the view's whole method: worth it for what runs or frames, not for every picture.
    private (TagKind, Tracker, string)? Picture(MarkupElement element)
    {
        foreach (var address in TagAddresses.OfPicture(element))
        {
            if (Pixel(address) is { } pixel) return (TagKind.Pixel, pixel, address);
            if (Find(address) is { } tracker) return (IsUnseen(element) || Counts(tracker, element) ? TagKind.Pixel : TagKind.Image, tracker, address);
        }
        return null;
    }

    private (TagKind, Tracker, string)? Style(MarkupElement element) =>
        element["style"] is { } style && style.IndexOf("url(", StringComparison.OrdinalIgnoreCase) >= 0 ? Styles(style) : null;

    private (TagKind, Tracker, string)? Styles(string css)
    {
        foreach (var (address, isImport) in TagAddresses.OfStyle(css))
        {
            if (Pixel(address) is { } pixel) return (TagKind.Pixel, pixel, address);
            if (Find(address) is { Class: not (TrackerClass.Fonts or TrackerClass.Payment) } tracker) return (isImport || Measures(tracker) ? TagKind.Pixel : TagKind.Image, tracker, address);
        }
        return null;
    }

    // <HtmlTag Tag="script" src="…" />: a component or tag helper that emits the script it is told.
    private (TagKind, Tracker, string)? Emitted(MarkupElement element)
    {
        if (!element.Has("src") || !element.Attributes.Any(MayBeScript) || Loaded(element, TagKind.Script) is not { } loaded || !document.IsHelper(element)) return null;
        return element.Attributes.Any(a => MayBeScript(a) && string.Equals(document.ValueOf(a, context), "script", StringComparison.OrdinalIgnoreCase)) ? loaded : null;

        static bool MayBeScript(MarkupAttribute attribute) => attribute.Value.IndexOf(MarkupDocument.CSharp) >= 0 || string.Equals(attribute.Value, "script", StringComparison.OrdinalIgnoreCase);
    }

    private static Tracker? Pixel(string address)
    {
        var (host, path) = TagAddress.Split(address);
        return KnownPixels.Find(host.AsSpan(), path.AsSpan());
    }

    private static bool Measures(Tracker tracker) => tracker.Class == TrackerClass.Tracker && (tracker.Purpose & (ConsentPurposes.Analytics | ConsentPurposes.Advertising)) != ConsentPurposes.None;

    // For those without scripts, a vendor that measures shows nothing.
    private static bool Counts(Tracker tracker, MarkupElement element) => tracker.Source == KnownTrackers.Configured || (Measures(tracker) && element.Parent is { Name: "noscript" });

    // One pixel, or none.
    private static bool IsUnseen(MarkupElement element)
    {
        if (IsTiny(element["width"]) && IsTiny(element["height"])) return true;
        var style = (element["style"] ?? "").Replace(" ", "").ToLowerInvariant();
        return element.Has("hidden") || style.Contains("display:none") || style.Contains("visibility:hidden") || (IsTiny(Size(style, "width:")) && IsTiny(Size(style, "height:")));

        static bool IsTiny(string? size) => size?.Trim() is "0" or "1" or "0px" or "1px";
        static string? Size(string style, string name) => style.Split(';').Where(p => p.StartsWith(name, StringComparison.Ordinal)).Select(p => p.Substring(name.Length)).FirstOrDefault();
    }

    private Tracker? Find(string address)
    {
        if (address.Length == 0) return null;
        var (host, path) = TagAddress.Split(address);
        var configured = document.Settings.TrackerHosts.FirstOrDefault(h => host.Equals(h.Host, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + h.Host.TrimStart('*', '.'), StringComparison.OrdinalIgnoreCase));
        if (configured is not null) return new Tracker(configured.Host, configured.Vendor, configured.Purpose, TrackerClass.Tracker, "no", "", KnownTrackers.Configured);
        return KnownTrackers.Find(host.AsSpan(), path.AsSpan()) ?? KnownThirdParties.Find(host.AsSpan());
    }
}
