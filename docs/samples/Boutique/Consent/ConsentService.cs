namespace Boutique.Consent;

/// <summary>The visitor's answer, purpose by purpose. A refusal is an answer too.</summary>
public sealed class ConsentService(IHttpContextAccessor accessor, ConsentLog log, TimeProvider clock)
{
    private const string CookieName = "cookie_consent";
    private const string BannerVersion = "2026-10";
    private const string PolicyVersion = "2026-10";

    private static readonly (string Cookie, ConsentPurpose Purpose)[] Cookies =
    [
        ("_ga", ConsentPurpose.Analytics), ("_fbp", ConsentPurpose.Advertising), ("_fbc", ConsentPurpose.Advertising), ("_gcl_aw", ConsentPurpose.Advertising),
        ("recently_viewed", ConsentPurpose.Personalisation), ("last_product", ConsentPurpose.Personalisation),
    ];

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("There is no request to ask.");

    public bool HasAnswered => Http.Request.Cookies.ContainsKey(CookieName);

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
