using ConsentAnalyzers.AspNetCore;

namespace Boutique.Tracking;

/// <summary>Remembers which campaign brought the visitor.</summary>
public sealed class CampaignMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context, IConsent consent, AudienceMeasurement audience)
    {
        var query = context.Request.Query;
        if (query["from"].ToString() is { Length: > 0 } origin)
        {
            // WRONG came-from: CNS1001
            context.Response.Cookies.Append("came_from", origin);
        }

        if (query.ContainsKey("fbclid"))
        {
            // WRONG meta-browser-id: CNS1002
            context.Response.Cookies.Append("_fbp", $"fb.1.{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}.{Random.Shared.Next()}", new CookieOptions { MaxAge = TimeSpan.FromDays(90) });
        }

        if (consent.Allows(ConsentPurpose.Analytics)) audience.Start(context);

        if (!consent.Allows(ConsentPurpose.Advertising)) return next(context);

        if (query["fbclid"].ToString() is { Length: > 0 } click)
        {
            // RIGHT meta-click: after an early return for those who did not agree
            context.Response.Cookies.Append("_fbc", $"fb.1.{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}.{click}", new CookieOptions { MaxAge = TimeSpan.FromDays(90) });
        }

        if (query["msclkid"].ToString() is { Length: > 0 } search)
        {
            context.Response.Cookies.Append("_uetmsclkid", $"_uet{search}", new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(90),
                // Without it the cookie was missing on the staging site, whose policy asks for consent.
                // WRONG search-click-essential: CNS1006
                IsEssential = true,
            });
        }

        if (query["gclid"].ToString() is { Length: > 0 } ad)
        {
            context.Response.Cookies.Append("_gcl_aw", $"GCL.{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}.{ad}", new CookieOptions
            {
                // WRONG ad-click-lifetime: CNS1004
                Expires = DateTimeOffset.UtcNow.AddYears(2),
            });
        }

        return next(context);
    }
}
