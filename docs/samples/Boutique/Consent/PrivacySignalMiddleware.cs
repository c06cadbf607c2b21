using ConsentAnalyzers.AspNetCore;

namespace Boutique.Consent;

/// <summary>From before the shop had its consent from a package: keeps the banner away from browsers that send the "do not sell or share" signal.</summary>
public sealed class PrivacySignalMiddleware(RequestDelegate next)
{
    public const string CookieName = "cookie_consent";

    public Task InvokeAsync(HttpContext context, IConsent consent)
    {
        if (context.Request.Headers["Sec-GPC"] == "1" && !consent.IsDecided)
        {
            context.Response.Cookies.Append(CookieName, "signal", new CookieOptions
            {
                // WRONG signal-lifetime: CNS1005
                Expires = DateTimeOffset.UtcNow.AddYears(1),
                HttpOnly = true,
            });
        }

        return next(context);
    }
}
