namespace ConsentAnalyzers.AspNetCore;

/// <summary>Why a cookie needs no consent: the list of the CNIL's guidelines (deliberation 2020-091, art. 5).</summary>
public enum ExemptionGround
{
    /// <summary>The visit itself: session, form state, TempData.</summary>
    Session,

    /// <summary>Signing in and staying signed in.</summary>
    Authentication,

    /// <summary>The basket of a shop.</summary>
    Cart,

    /// <summary>Protection against abuse: antiforgery, rate limits.</summary>
    Security,

    /// <summary>What the visitor has chosen for the interface: language, theme, currency.</summary>
    Preferences,

    /// <summary>The memory of the consent choice.</summary>
    ConsentChoice,

    /// <summary>Which server answers.</summary>
    LoadBalancing,

    /// <summary>Audience measurement under the CNIL's conditions: that sole purpose, for this publisher only, anonymous statistics, no cross-referencing.</summary>
    AudienceMeasurement,
}
