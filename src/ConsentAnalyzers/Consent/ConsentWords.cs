using System;
using System.Linq;

namespace ConsentAnalyzers.Consent;

/// <summary>Reads purposes and grounds as people write them: an enum member or a string, by its last identifier, in any case.</summary>
internal static class ConsentWords
{
    private static readonly char[] Separators = [',', '|'];

    /// <summary>Every ground, as a message lists them.</summary>
    public static string Grounds { get; } = string.Join(", ", Enum.GetNames(typeof(ExemptionGround)).Skip(1));

    /// <summary>One purpose; <c>false</c> for an unknown word.</summary>
    public static bool TryParsePurpose(string word, out ConsentPurposes purpose)
    {
        purpose = LastIdentifier(word).ToUpperInvariant() switch
        {
            "ANALYTICS" => ConsentPurposes.Analytics,
            "ADVERTISING" => ConsentPurposes.Advertising,
            "SOCIALMEDIA" => ConsentPurposes.SocialMedia,
            "PERSONALISATION" or "PERSONALIZATION" => ConsentPurposes.Personalisation,
            "FUNCTIONAL" => ConsentPurposes.Functional,
            _ => ConsentPurposes.None,
        };
        if (purpose == ConsentPurposes.None) return false;
        purpose |= ConsentPurposes.Any;
        return true;
    }

    /// <summary>The purpose of a name; none for an unknown word.</summary>
    public static ConsentPurposes PurposeNamed(string word) => TryParsePurpose(word, out var purpose) ? purpose & ConsentPurposes.Each : ConsentPurposes.None;

    /// <summary>Several purposes, separated by <c>,</c> or <c>|</c>. Unknown words give nothing and come back in <paramref name="unknown"/>.</summary>
    public static ConsentPurposes ParsePurposes(string words, out string? unknown)
    {
        unknown = null;
        var purposes = ConsentPurposes.None;
        foreach (var word in words.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (TryParsePurpose(word, out var purpose)) purposes |= purpose;
            else if (!string.IsNullOrWhiteSpace(word)) unknown ??= word.Trim();
        }
        return purposes;
    }

    /// <summary>One ground; <c>false</c> for an unknown word. <c>Audience</c> is short for <c>AudienceMeasurement</c>.</summary>
    public static bool TryParseGround(string word, out ExemptionGround ground)
    {
        ground = LastIdentifier(word).ToUpperInvariant() switch
        {
            "SESSION" => ExemptionGround.Session,
            "AUTHENTICATION" => ExemptionGround.Authentication,
            "CART" => ExemptionGround.Cart,
            "SECURITY" => ExemptionGround.Security,
            "PREFERENCES" => ExemptionGround.Preferences,
            "CONSENTCHOICE" => ExemptionGround.ConsentChoice,
            "LOADBALANCING" => ExemptionGround.LoadBalancing,
            "AUDIENCEMEASUREMENT" or "AUDIENCE" => ExemptionGround.AudienceMeasurement,
            _ => ExemptionGround.None,
        };
        return ground != ExemptionGround.None;
    }

    private static string LastIdentifier(string word)
    {
        var trimmed = word.Trim();
        return trimmed.Substring(trimmed.LastIndexOf('.') + 1);
    }
}
