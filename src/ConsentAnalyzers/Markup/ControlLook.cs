using System;
using System.Collections.Generic;
using System.Globalization;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

/// <summary>How a control looks: all that makes it weigh less than another.</summary>
/// <param name="IsText">A component library's word for "looks like a link".</param>
internal sealed record ControlLook(bool IsHidden, bool IsButton, bool IsText, bool IsInSmall, BannerWeight Weight, string Classes, string Style)
{
    private static readonly char[] Units = [' ', ';', '!', 'p', 'e', 'r', '%'];

    /// <summary>Why a refusal with this look weighs less than an acceptance; <see langword="null"/> when nothing says so.</summary>
    public string? WeakerThan(ControlLook accept)
    {
        if (IsHidden && !accept.IsHidden) return "Hidden";
        if (Classes.Length > 0 && Style == accept.Style && !IsText && SameClasses(Classes, accept.Classes)) return null;
        if (accept.IsButton && !IsButton) return "Link";
        var (mine, other) = (Weight, accept.Weight);
        if ((mine & BannerWeight.Muted) != 0 && (other & BannerWeight.Muted) == 0) return "Muted";
        if ((mine & BannerWeight.Grey) != 0 && (mine & BannerWeight.Strong) == 0 && (other & BannerWeight.Strong) != 0 && (other & BannerWeight.Grey) == 0) return "Muted";
        if (Opacity(Style) is < 1 and var opacity && !(Opacity(accept.Style) <= opacity)) return "Muted";
        if (((mine & BannerWeight.Small) != 0 && (other & BannerWeight.Small) == 0) || ((other & BannerWeight.Large) != 0 && (mine & BannerWeight.Large) == 0)) return "Small";
        return IsSmaller(ValueIn(Style, "font-size"), ValueIn(accept.Style, "font-size")) || (IsInSmall && !accept.IsInSmall) ? "Small" : null;
    }

    /// <summary>The value of a property in a <c>style</c> attribute.</summary>
    public static string? ValueIn(string style, string property)
    {
        foreach (var declaration in style.Split(';'))
        {
            var colon = declaration.IndexOf(':');
            if (colon > 0 && declaration.Substring(0, colon).Trim().Equals(property, StringComparison.OrdinalIgnoreCase)) return declaration.Substring(colon + 1).Trim();
        }
        return null;
    }

    private static bool SameClasses(string first, string second) => first == second || new HashSet<string>(first.Split(), StringComparer.Ordinal).SetEquals(second.Split());

    private static double? Opacity(string style) => ValueIn(style, "opacity") is { } value && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var opacity) ? opacity : null;

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
