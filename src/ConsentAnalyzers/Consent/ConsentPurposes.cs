using System;
using System.Collections.Generic;

namespace ConsentAnalyzers.Consent;

/// <summary>A set of purposes that need consent, and, beside them, how the consent was expressed.</summary>
/// <remarks>
/// Joins of <see cref="ConsentFlow"/> intersect these sets bit by bit. <see cref="Any"/> comes with every purpose, so that
/// <c>analytics || advertising</c> leaves "some purpose" and neither of the two.
/// </remarks>
[Flags]
internal enum ConsentPurposes
{
    None = 0,
    Analytics = 1 << 0,
    Advertising = 1 << 1,
    SocialMedia = 1 << 2,
    Personalisation = 1 << 3,
    Functional = 1 << 4,

    /// <summary>The five purposes, without the markers below.</summary>
    Each = Analytics | Advertising | SocialMedia | Personalisation | Functional,

    /// <summary>Some purpose was consented to, it is not known which.</summary>
    Any = 1 << 5,

    /// <summary>A yes/no consent that names no purpose.</summary>
    Yes = 1 << 6,

    /// <summary>What a yes/no consent guarantees: every purpose.</summary>
    General = Each | Any | Yes,

    /// <summary>The five purposes as named by a check itself: a yes/no consent gives the purposes and none of these.</summary>
    EachNamed = Each << ConsentPurposesExtensions.NamedShift,
}

internal static class ConsentPurposesExtensions
{
    internal const int NamedShift = 8;

    /// <summary>What a check for exactly these purposes guarantees.</summary>
    public static ConsentPurposes Named(this ConsentPurposes purposes) =>
        (purposes & ConsentPurposes.Yes) != 0 ? purposes : purposes | (ConsentPurposes)((int)(purposes & ConsentPurposes.Each) << NamedShift);

    /// <summary>The purposes that a check named itself.</summary>
    public static ConsentPurposes OnlyNamed(this ConsentPurposes consented) => (ConsentPurposes)((int)(consented & ConsentPurposes.EachNamed) >> NamedShift);

    /// <summary>The single purposes in <paramref name="purposes"/>, in the order of the contract.</summary>
    public static IEnumerable<ConsentPurposes> Split(this ConsentPurposes purposes)
    {
        for (var bit = 1; bit < (int)ConsentPurposes.Any; bit <<= 1)
        {
            if (((int)purposes & bit) != 0) yield return (ConsentPurposes)bit;
        }
    }

    /// <summary>The names as the inventory and the messages write them: <c>Analytics, Advertising</c>, or <c>any purpose</c> for a yes/no consent.</summary>
    public static string ToText(this ConsentPurposes purposes) => (purposes & ConsentPurposes.Yes) != 0 ? "any purpose" : string.Join(", ", purposes.Split());
}
