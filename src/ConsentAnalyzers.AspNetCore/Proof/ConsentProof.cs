namespace ConsentAnalyzers.AspNetCore;

/// <summary>What a proof of consent tells: who, when, to which banner and policy, and what for each purpose.</summary>
/// <param name="SubjectId">A pseudonym that says nothing else; the choice cookie holds the same one.</param>
/// <param name="Time">When the choice was taken (UTC).</param>
/// <param name="BannerVersion">The version of the banner.</param>
/// <param name="PolicyVersion">The version of the cookie policy.</param>
/// <param name="Source">Where it was taken: <see cref="ConsentDecision.Banner"/>, <see cref="ConsentDecision.Withdrawal"/>, or the CMP's name.</param>
/// <param name="Granted">The purposes said yes to, by name.</param>
/// <param name="Refused">The purposes said no to, by name.</param>
public sealed record ConsentProof(string SubjectId, DateTimeOffset Time, string BannerVersion, string PolicyVersion, string Source, IReadOnlyList<string> Granted, IReadOnlyList<string> Refused);
