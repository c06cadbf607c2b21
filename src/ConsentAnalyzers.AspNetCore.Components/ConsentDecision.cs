namespace ConsentAnalyzers.AspNetCore;

/// <summary>One answer of a visitor: what they said yes and no to, when, and to which texts (CNIL deliberation 2020-092: what a proof of consent must tell).</summary>
public sealed record ConsentDecision
{
    /// <summary>The <see cref="Source"/> of a choice taken in the site's own banner.</summary>
    public const string Banner = "banner";

    /// <summary>The <see cref="Source"/> of a withdrawal by the site's own means.</summary>
    public const string Withdrawal = "withdrawal";

    /// <summary>The purposes said yes to.</summary>
    public ConsentPurpose Granted { get; init; }

    /// <summary>The purposes said no to. A purpose in neither was not asked for, and is not consented to.</summary>
    public ConsentPurpose Refused { get; init; }

    /// <summary>The site's own purposes said yes to, by name.</summary>
    public IReadOnlyList<string> GrantedNames { get; init; } = [];

    /// <summary>The site's own purposes said no to, by name.</summary>
    public IReadOnlyList<string> RefusedNames { get; init; } = [];

    /// <summary>When (UTC); <see langword="null"/> where a CMP does not say.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The version of the banner; <see langword="null"/> where a CMP does not say.</summary>
    public string? BannerVersion { get; init; }

    /// <summary>The version of the cookie policy; <see langword="null"/> where a CMP does not say.</summary>
    public string? PolicyVersion { get; init; }

    /// <summary>Where it was taken: <see cref="Banner"/>, <see cref="Withdrawal"/>, or the CMP's name.</summary>
    public string Source { get; init; } = Banner;

    /// <summary>A number for the visitor that says nothing else (a pseudonym: GDPR art. 4(5)); it ties the cookie to its proof.</summary>
    public string? SubjectId { get; init; }
}
