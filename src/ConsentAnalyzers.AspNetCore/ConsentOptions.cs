using Microsoft.AspNetCore.Http;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>What the site asks for and how it remembers the answer.</summary>
public sealed class ConsentOptions
{
    /// <summary>The longest life of a choice, whatever is configured: "13 months" in days (the guide; CNIL deliberation 2020-091).</summary>
    public static readonly TimeSpan MaximumLifetime = TimeSpan.FromDays(397);

    /// <summary>The purposes that the banner asks for. All of them unless set.</summary>
    public ConsentPurpose Purposes { get; set; } = ConsentPurposeNames.Every;

    /// <summary>The site's own purposes, by name: at most 20, of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</summary>
    public IList<string> CustomPurposes { get; } = [];

    /// <summary>The version of the banner, kept with the choice and in its proof.</summary>
    public string BannerVersion { get; set; } = "1";

    /// <summary>The version of the cookie policy. A choice made under another version no longer counts: the visitor is asked again.</summary>
    public string PolicyVersion { get; set; } = "1";

    /// <summary>How long a choice, yes or no, is kept: 180 days (CNIL: six months). Never more than <see cref="MaximumLifetime"/>.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(180);

    /// <summary>The name of the choice cookie. The prefix <c>__Host-</c> keeps subdomains from writing it (RFC 6265bis).</summary>
    public string CookieName { get; set; } = "__Host-consent";

    /// <summary>The domain of the choice cookie, to share a choice among subdomains; needs a <see cref="CookieName"/> without <c>__Host-</c>.</summary>
    public string? CookieDomain { get; set; }

    /// <summary>The cookies to delete when their purpose is refused or withdrawn.</summary>
    public ConsentCookies Cookies { get; } = new();

    /// <summary>Whether a browser's <c>Sec-GPC: 1</c> counts as a refusal of <see cref="ConsentPurpose.Advertising"/> and <see cref="ConsentPurpose.Personalisation"/>, whatever was chosen in a banner (Global Privacy Control).</summary>
    public bool HonourGlobalPrivacyControl { get; set; }

    /// <summary>What the one yes of <c>ITrackingConsentFeature</c> and of the cookie policy stands for: all that the site asks, unless set.</summary>
    public ConsentPurpose? TrackingPurposes { get; set; }

    /// <summary>Answers in the place of what <see cref="RequiresConsentAttribute"/> or <c>RequireConsent()</c> keeps back; status 204 unless set.</summary>
    public RequestDelegate? WhenRefused { get; set; }

    internal ConsentPurpose Tracking => TrackingPurposes ?? Purposes;
}
