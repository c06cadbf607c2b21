namespace ConsentAnalyzers.AspNetCore;

/// <summary>What a visitor can consent to, each on its own ("specific" consent: GDPR art. 4(11), CNIL deliberation 2020-091).</summary>
/// <remarks>
/// What is strictly necessary is no purpose: it needs no consent (art. 82 loi Informatique et Libertés, ePrivacy art. 5(3)) and has an <see cref="ExemptionGround"/>.
/// A site's own purposes have names beside these: see <see cref="IConsent.Allows(string)"/>.
/// </remarks>
[Flags]
public enum ConsentPurpose
{
    /// <summary>No purpose. Nothing is ever allowed for it.</summary>
    None = 0,

    /// <summary>Audience measurement that is not exempt, A/B tests, session recordings.</summary>
    Analytics = 1,

    /// <summary>Advertising, its measurement, and retargeting.</summary>
    Advertising = 2,

    /// <summary>Buttons, feeds and posts of social networks.</summary>
    SocialMedia = 4,

    /// <summary>Content chosen from what the visitor did before.</summary>
    Personalisation = 8,

    /// <summary>Third-party functions such as chat and video.</summary>
    Functional = 16,
}
