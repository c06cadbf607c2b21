using Boutique.Consent;

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
    }

    public static string NewClientId() => $"GA1.1.{Random.Shared.Next()}.{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}";
}
