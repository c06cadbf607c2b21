namespace ConsentAnalyzers.AspNetCore;

/// <summary>The choice of the visitor of this request or circuit. Where nothing is known, nothing is allowed.</summary>
public interface IConsent
{
    /// <summary>Whether there is a decision that still counts, for every purpose that the site asks for; otherwise the banner is due. A purpose that the site asks for since is unknown, the others keep their answers.</summary>
    bool IsDecided { get; }

    /// <summary>When the decision was taken (UTC), or <see langword="null"/> without one and where a CMP does not say.</summary>
    DateTimeOffset? DecidedAt { get; }

    /// <summary>The version of the cookie policy the visitor had before them, or <see langword="null"/> where it is not known.</summary>
    string? PolicyVersion { get; }

    /// <summary>Whether the visitor has consented to every one of the purposes.</summary>
    /// <param name="purpose">One purpose, or several joined with <c>|</c>: then all of them are needed.</param>
    /// <returns><see langword="false"/> when one of them is refused or unknown, and for <see cref="ConsentPurpose.None"/>.</returns>
    [ConsentGuard]
    bool Allows(ConsentPurpose purpose);

    /// <summary>Whether the visitor has consented to a purpose by its name: one of <see cref="ConsentPurpose"/>, or the site's own. Case does not matter.</summary>
    /// <returns><see langword="false"/> when it is refused, unknown or not a purpose of this site.</returns>
    [ConsentGuard]
    bool Allows(string purpose);

    /// <summary>What the visitor has answered; for several purposes <see cref="ConsentStatus.Granted"/> when all are, <see cref="ConsentStatus.Refused"/> when one is.</summary>
    ConsentStatus Status(ConsentPurpose purpose);

    /// <summary>What the visitor has answered for a purpose by its name.</summary>
    ConsentStatus Status(string purpose);
}
