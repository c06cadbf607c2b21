namespace Boutique.Consent;

/// <summary>The visitor's answer, purpose by purpose. A refusal is an answer too.</summary>
public sealed class ConsentService(IHttpContextAccessor accessor, ConsentLog log, TimeProvider clock)
{
    /// <summary>Holds a number and what it agreed to: <c>3f2a….Analytics.Functional</c>.</summary>
    public const string CookieName = "cookie_consent";

    /// <summary>The answer of a browser that refuses by itself: there is no one to number.</summary>
    public const string Refusal = "signal";

    private const string BannerVersion = "2026-10";
    private const string PolicyVersion = "2026-10";

    private static readonly (string Cookie, ConsentPurpose Purpose)[] Cookies =
    [
        ("_ga", ConsentPurpose.Analytics), ("_fbp", ConsentPurpose.Advertising), ("_fbc", ConsentPurpose.Advertising), ("_gcl_aw", ConsentPurpose.Advertising),
        ("_gcl_au", ConsentPurpose.Advertising), ("_uetmsclkid", ConsentPurpose.Advertising),
        ("recently_viewed", ConsentPurpose.Personalisation), ("last_product", ConsentPurpose.Personalisation), ("gift_list", ConsentPurpose.Personalisation), ("last_gift_list", ConsentPurpose.Personalisation),
    ];

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("There is no request to ask.");

    public bool HasAnswered => Http.Request.Cookies.ContainsKey(CookieName);

    /// <summary>Whether there was a yes to anything: what the banner asked before it told purposes apart.</summary>
    public bool HasConsent => Http.Request.Cookies.TryGetValue(CookieName, out var answer) && answer.Contains('.');

    public bool Allows(ConsentPurpose purpose) =>
        Http.Request.Cookies.TryGetValue(CookieName, out var answer) && answer.Split('.').Skip(1).Contains(purpose.ToString());

    /// <summary>Keeps the answer for six months, and takes away what a refused purpose had left.</summary>
    public void Answer(IReadOnlyCollection<ConsentPurpose> purposes)
    {
        var visitor = Guid.NewGuid().ToString("N");
        log.Record(new ConsentRecord(visitor, clock.GetUtcNow(), BannerVersion, PolicyVersion, purposes));

        // RIGHT consent-choice: the memory of the choice is exempt, and kept six months
        Http.Response.Cookies.Append(CookieName, string.Join('.', purposes.Select(p => p.ToString()).Prepend(visitor)), new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(180),
            HttpOnly = true,
            IsEssential = true,
        });

        foreach (var (cookie, purpose) in Cookies)
        {
            // RIGHT withdrawal: deleting needs no consent
            if (!purposes.Contains(purpose)) Http.Response.Cookies.Delete(cookie);
        }
    }
}
