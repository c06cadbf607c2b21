namespace Boutique.Consent;

/// <summary>Takes the browser's "do not sell or share" signal for a refusal, so that the banner stays away.</summary>
public sealed class PrivacySignalMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context, ConsentService consent)
    {
        if (context.Request.Headers["Sec-GPC"] == "1" && !consent.HasAnswered)
        {
            context.Response.Cookies.Append(ConsentService.CookieName, ConsentService.Refusal, new CookieOptions
            {
                // WRONG signal-lifetime: CNS1005
                Expires = DateTimeOffset.UtcNow.AddYears(1),
                HttpOnly = true,
            });
        }

        return next(context);
    }
}
