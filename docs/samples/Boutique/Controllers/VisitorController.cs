using ConsentAnalyzers.AspNetCore;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Boutique.Controllers;

/// <summary>What the visitor sets.</summary>
[AutoValidateAntiforgeryToken]
public sealed class VisitorController : Controller
{
    [HttpPost("/culture")]
    public IActionResult Culture(string culture, string returnUrl)
    {
        // RIGHT culture: the language the visitor chose is exempt by its name, whatever is wrong with its lifetime
        Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture == "fr-FR" ? culture : "en-IE")), new CookieOptions
        {
            // WRONG culture-lifetime: CNS1004
            MaxAge = TimeSpan.FromDays(400),
        });
        return Back(returnUrl);
    }

    [HttpPost("/announcement/close")]
    [ConsentExempt(ExemptionGround.Preferences, "announcement_closed", Justification = "The visitor closed the announcement and asked not to see it again.")]
    public IActionResult CloseAnnouncement(string returnUrl)
    {
        // RIGHT announcement: [ConsentExempt] names it, with a ground and a reason
        Response.Cookies.Append("announcement_closed", "1");
        return Back(returnUrl);
    }

    [HttpPost("/print")]
    // WRONG large-print: CNS1008
    [ConsentExempt(ExemptionGround.Preferences, "large_print")]
    public IActionResult Print(bool large, string returnUrl)
    {
        Response.Cookies.Append("large_print", large ? "yes" : "no", new CookieOptions { MaxAge = TimeSpan.FromDays(365) });
        return Back(returnUrl);
    }

    private LocalRedirectResult Back(string? returnUrl) => LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
}
