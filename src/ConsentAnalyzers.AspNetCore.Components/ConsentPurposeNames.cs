using System.Diagnostics.CodeAnalysis;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>The purposes by their names, without reflection.</summary>
public static class ConsentPurposeNames
{
    private static readonly (ConsentPurpose Purpose, string Name)[] Known =
    [
        (ConsentPurpose.Analytics, nameof(ConsentPurpose.Analytics)),
        (ConsentPurpose.Advertising, nameof(ConsentPurpose.Advertising)),
        (ConsentPurpose.SocialMedia, nameof(ConsentPurpose.SocialMedia)),
        (ConsentPurpose.Personalisation, nameof(ConsentPurpose.Personalisation)),
        (ConsentPurpose.Functional, nameof(ConsentPurpose.Functional)),
    ];

    /// <summary>Every purpose of <see cref="ConsentPurpose"/> together.</summary>
    public const ConsentPurpose Every = ConsentPurpose.Analytics | ConsentPurpose.Advertising | ConsentPurpose.SocialMedia | ConsentPurpose.Personalisation | ConsentPurpose.Functional;

    /// <summary>The purpose of that name (<c>Analytics</c>), whatever its case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out ConsentPurpose purpose)
    {
        foreach (var known in Known)
        {
            if (!known.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            purpose = known.Purpose;
            return true;
        }
        purpose = ConsentPurpose.None;
        return false;
    }

    /// <summary>The names of the purposes in a value, in the order of their declaration.</summary>
    public static IEnumerable<string> Of(ConsentPurpose purposes) => Known.Where(known => (purposes & known.Purpose) != 0).Select(known => known.Name);
}
