using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Reads the choice that a CMP keeps in cookies of the site.</summary>
internal abstract class CmpSource<TOptions>(string name, TOptions options, TimeProvider clock) : IConsentSource where TOptions : CmpOptions
{
    // The first banners under the GDPR; and a visitor in another time zone whose clock is not right.
    private static readonly DateTimeOffset Earliest = new(2018, 5, 25, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromDays(1);

    public string Name => name;

    protected TOptions Options { get; } = options;

    protected CmpMap Map { get; } = new(options);

    public ConsentDecision? Read(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Read(new CmpCookies(context.Request.Headers[HeaderNames.Cookie])) is not { } answers) return null;
        answers.DecidedAt = Plausible(answers.DecidedAt);
        return Map.Decide(answers, Name);
    }

    /// <summary>What the visitor has answered; <see langword="null"/> is no decision.</summary>
    protected abstract CmpAnswers? Read(CmpCookies cookies);

    // The visitor's clock wrote it: a wrong one makes the choice no less theirs, but it is no date to keep in a proof.
    private DateTimeOffset? Plausible(DateTimeOffset? moment) =>
        moment is { } at && at >= Earliest && at <= clock.GetUtcNow() + ClockSkew ? at.ToUniversalTime() : null;
}
