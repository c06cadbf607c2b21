using ConsentAnalyzers.AspNetCore;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Boutique.Controllers;

/// <summary>Wedding lists. Couples send the address round, and some show the list in a frame on their own site.</summary>
public sealed class GiftListController : Controller
{
    private static readonly TimeSpan Season = TimeSpan.FromDays(90);

    [HttpGet("/gifts/{list}")]
    public IActionResult Open(string list, string? fbclid)
    {
        // In a frame a cookie must be None and Partitioned. The policy makes Lax of None, and CookieOptions has no property for the other.
        // WRONG gift-list: CNS1003
        Response.Headers.Append("Set-Cookie", $"gift_list={Uri.EscapeDataString(list)}; Path=/; Max-Age=7776000; Secure; SameSite=None; Partitioned");

        // RIGHT gift-list-kept: written after asking, and where the policy and the rules see it
        Response.AppendCookieIfConsented(ConsentPurpose.Personalisation, "last_gift_list", list, new CookieOptions { MaxAge = Season });

        // From the time of the one yes or no.
        if (HttpContext.Features.Get<ITrackingConsentFeature>()?.CanTrack == true && fbclid is not null)
        {
            // WRONG gift-click: CNS1010
            Response.Cookies.Append("_fbc", $"fb.1.{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}.{fbclid}", new CookieOptions { MaxAge = Season });
        }

        // WRONG gift-open: CNS3005
        if (HttpContext.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? true)
        {
            Response.Cookies.Append("gift_visits", "1", new CookieOptions { MaxAge = Season });
        }

        return RedirectToAction(nameof(ShopController.Index), "Shop");
    }
}
