using System;
using System.Linq;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

/// <summary>The looks of a banner's controls, those that they have from the elements around them included.</summary>
internal sealed class ControlLooks(Banner banner, MarkupDocument document)
{
    private readonly FromAround<(bool IsHidden, bool IsSmall)> _around = new(banner.Element, (false, false), (element, around) => (around.IsHidden || IsHidden(element, banner.Element), around.IsSmall || element.Name == "small"));

    public ControlLook Of(BannerControl control)
    {
        var element = control.Element;
        var (isHidden, isSmall) = _around.Of(element);
        var weight = WeightOf(element);
        var isText = IsTextVariant(element);
        return new(isHidden, !isText && IsButton(element, weight), isText, isSmall, weight, element["class"] ?? "", element["style"] ?? "");
    }

    private static BannerWeight WeightOf(MarkupElement element) => BannerWeights.Default.Of(element["class"] ?? "");

    // By its element, or by the classes that make a button of a link.
    private static bool IsButton(MarkupElement element, BannerWeight weight)
    {
        if ((weight & (BannerWeight.Link | BannerWeight.Strong | BannerWeight.Button)) is BannerWeight.Link or (BannerWeight.Link | BannerWeight.Button)) return false;
        if (element.Name == "a" || element.Name.EndsWith("link", StringComparison.Ordinal)) return element["role"] == "button" || element["type"] == "button" || (weight & (BannerWeight.Button | BannerWeight.Strong)) != 0;
        return true;
    }

    private static bool IsHidden(MarkupElement element, MarkupElement banner)
    {
        var weight = WeightOf(element);
        return (weight & BannerWeight.Hidden) != 0 || (weight & (BannerWeight.Closed | BannerWeight.Open)) == BannerWeight.Closed
            || element.Has("hidden") || element["aria-hidden"] == "true" || HasStyle(element, "display", "none") || HasStyle(element, "visibility", "hidden")
            // What is closed shows its summary.
            || (element.Parent is { Name: "details" } details && !ReferenceEquals(details, banner) && !details.Has("open") && element.Name != "summary");
    }

    private static bool HasStyle(MarkupElement element, string property, string value) => ControlLook.ValueIn(element["style"] ?? "", property) is { } style && style.StartsWith(value, StringComparison.OrdinalIgnoreCase);

    private bool IsTextVariant(MarkupElement element) => element.Attributes.Any(a => a.Name is "variant" or "appearance" or "buttonstyle" or "kind"
        && document.Written(a) is var value && value.Substring(value.LastIndexOf('.') + 1).Trim('"', ' ').ToLowerInvariant() is "text" or "link" or "lightweight" or "stealth" or "hypertext");
}
