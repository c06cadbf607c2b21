using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

/// <summary>A button, link, submit or component of a view, and what it does.</summary>
/// <param name="Label">What the visitor reads on it.</param>
/// <param name="IsPlain">The label itself says what it does, not just a name.</param>
/// <param name="IsUnknown">What it says is only known at run time.</param>
internal sealed record BannerControl(MarkupElement Element, BannerAct Act, string Label, FoldedText Folded, bool IsPlain, bool IsUnknown)
{
    private static readonly char[] Units = [' ', ';', '!', 'p', 'e', 'r', '%'];

    private string Classes => Element["class"] ?? "";

    private BannerWeight Weight => BannerWeights.Default.Of(Classes);

    /// <summary>Whether the control shows or hides something, and chooses nothing.</summary>
    public bool IsToggle => Element.Has("aria-expanded") || (Element["data-toggle"] ?? Element["data-bs-toggle"]) is "collapse" or "tab" or "pill";

    /// <summary>Whether it looks like a button: by its element, or by the classes that make a button of a link.</summary>
    public bool IsButton(MarkupDocument document)
    {
        var weight = Weight;
        if (IsTextVariant(document) || (weight & (BannerWeight.Link | BannerWeight.Strong | BannerWeight.Button)) is BannerWeight.Link or (BannerWeight.Link | BannerWeight.Button)) return false;
        if (Element.Name == "a" || Element.Name.EndsWith("link", StringComparison.Ordinal)) return Element["role"] == "button" || Element["type"] == "button" || (weight & (BannerWeight.Button | BannerWeight.Strong)) != 0;
        return true;
    }

    /// <summary>Whether it is hidden, or stands in something hidden or closed, inside the banner.</summary>
    public bool IsHidden(MarkupElement banner)
    {
        for (var around = Element; around is not null && !ReferenceEquals(around, banner); around = around.Parent)
        {
            var weight = BannerWeights.Default.Of(around["class"] ?? "");
            if ((weight & BannerWeight.Hidden) != 0 || ((weight & (BannerWeight.Closed | BannerWeight.Open)) == BannerWeight.Closed) || (around.Name == "details" && !around.Has("open") && !ReferenceEquals(around, Element) && !IsSummaryOf(around))) return true;
            if (around.Has("hidden") || around["aria-hidden"] == "true" || HasStyle(around, "display", "none") || HasStyle(around, "visibility", "hidden")) return true;
        }
        return false;
    }

    /// <summary>Why this refusal weighs less than an acceptance; <see langword="null"/> when nothing says so.</summary>
    public string? WeakerThan(BannerControl accept, MarkupElement banner, MarkupDocument document)
    {
        if (IsHidden(banner) && !accept.IsHidden(banner)) return "Hidden";
        if (Classes.Length > 0 && SameClasses(Classes, accept.Classes) && (Element["style"] ?? "") == (accept.Element["style"] ?? "") && !IsTextVariant(document)) return null;
        if (accept.IsButton(document) && !IsButton(document)) return "Link";
        var (mine, other) = (Weight, accept.Weight);
        if ((mine & BannerWeight.Muted) != 0 && (other & BannerWeight.Muted) == 0) return "Muted";
        if ((mine & BannerWeight.Grey) != 0 && (mine & BannerWeight.Strong) == 0 && (other & BannerWeight.Strong) != 0 && (other & BannerWeight.Grey) == 0) return "Muted";
        if (Opacity(Element) is < 1 and var opacity && !(Opacity(accept.Element) <= opacity)) return "Muted";
        if (((mine & BannerWeight.Small) != 0 && (other & BannerWeight.Small) == 0) || ((other & BannerWeight.Large) != 0 && (mine & BannerWeight.Large) == 0)) return "Small";
        return IsSmaller(Style(Element, "font-size"), Style(accept.Element, "font-size")) || (IsIn("small", banner) && !accept.IsIn("small", banner)) ? "Small" : null;
    }

    private bool IsSummaryOf(MarkupElement details)
    {
        for (var around = Element; around is not null && !ReferenceEquals(around, details); around = around.Parent)
        {
            if (around.Name == "summary" && ReferenceEquals(around.Parent, details)) return true;
        }
        return false;
    }

    private bool IsIn(string name, MarkupElement banner)
    {
        for (var around = Element; around is not null && !ReferenceEquals(around, banner); around = around.Parent)
        {
            if (around.Name == name) return true;
        }
        return false;
    }

    // A component library's word for "looks like a link".
    private bool IsTextVariant(MarkupDocument document) => Element.Attributes.Any(a => a.Name is "variant" or "appearance" or "buttonstyle" or "kind"
        && document.Written(a) is var value && value.Substring(value.LastIndexOf('.') + 1).Trim('"', ' ').ToLowerInvariant() is "text" or "link" or "lightweight" or "stealth" or "hypertext");

    private static bool SameClasses(string first, string second) => new HashSet<string>(first.Split(), StringComparer.Ordinal).SetEquals(second.Split());

    private static bool HasStyle(MarkupElement element, string property, string value) => Style(element, property) is { } style && style.StartsWith(value, StringComparison.OrdinalIgnoreCase);

    private static double? Opacity(MarkupElement element) => Style(element, "opacity") is { } style && double.TryParse(style, NumberStyles.Float, CultureInfo.InvariantCulture, out var opacity) ? opacity : null;

    private static string? Style(MarkupElement element, string property)
    {
        foreach (var declaration in (element["style"] ?? "").Split(';'))
        {
            var colon = declaration.IndexOf(':');
            if (colon > 0 && declaration.Substring(0, colon).Trim().Equals(property, StringComparison.OrdinalIgnoreCase)) return declaration.Substring(colon + 1).Trim();
        }
        return null;
    }

    private static bool IsSmaller(string? mine, string? other)
    {
        if (mine is null) return false;
        if (mine.StartsWith("small", StringComparison.OrdinalIgnoreCase) || mine.StartsWith("x-small", StringComparison.OrdinalIgnoreCase)) return other is null;
        var (size, unit) = Size(mine);
        if (size is null) return false;
        if (other is null) return unit switch { "px" => size < 13, "em" or "rem" => size < 1, "%" => size < 100, _ => false };
        return Size(other) is ({ } otherSize, var otherUnit) && otherUnit == unit && size < otherSize;
    }

    private static (double? Size, string Unit) Size(string style)
    {
        var end = style.IndexOfAny(Units);
        return end > 0 && double.TryParse(style.Substring(0, end), NumberStyles.Float, CultureInfo.InvariantCulture, out var size) ? (size, style.Substring(end).Trim().ToLowerInvariant()) : (null, "");
    }
}
