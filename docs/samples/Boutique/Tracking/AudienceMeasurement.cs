using ConsentAnalyzers.AspNetCore;

namespace Boutique.Tracking;

/// <summary>Gives the visitor a number on the server, so that the script in the page finds one.</summary>
public sealed class AudienceMeasurement
{
    [RequiresConsent(ConsentPurpose.Analytics)]
    public void Start(HttpContext context)
    {
        if (context.Request.Cookies.ContainsKey("_ga")) return;

        // RIGHT client-id: [RequiresConsent] says that the caller has asked
        context.Response.Cookies.Append("_ga", NewClientId(), new CookieOptions
        {
            // RIGHT client-id-lifetime: thirteen months, not more
            Expires = DateTimeOffset.UtcNow.AddMonths(13),
        });

        if (!context.Request.Query.ContainsKey("gclid")) return;

        // So that the advertisement's click can be joined with the visit.
        // WRONG ad-link: CNS1009
        context.Response.Cookies.Append("_gcl_au", NewClientId().Replace("GA", ""), new CookieOptions { MaxAge = TimeSpan.FromDays(90) });
    }

    /// <summary>A letter is opened in a mail program, where no banner can ask.</summary>
    // WRONG reader-exempt: CNS1007
    [ConsentExempt(ExemptionGround.AudienceMeasurement, "_gid", Justification = "How many read a letter. Nobody but us sees the numbers.")]
    public static void CountReader(HttpContext context)
    {
        // WRONG reader: CNS1002
        context.Response.Cookies.Append("_gid", NewClientId(), new CookieOptions { MaxAge = TimeSpan.FromDays(1) });
    }

    public static string NewClientId() => $"GA1.1.{Random.Shared.Next()}.{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}";
}
