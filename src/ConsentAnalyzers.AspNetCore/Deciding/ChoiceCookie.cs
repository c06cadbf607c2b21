using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>The cookie that remembers the choice: versioned, compact, signed and encrypted with Data Protection, so that nobody but the site can make a consent.</summary>
internal sealed partial class ChoiceCookie(IOptions<ConsentOptions> options, IDataProtectionProvider protection, TimeProvider clock, ILogger<ChoiceCookie> logger)
{
    // Browsers keep no cookie above 4 KB; a longer one was not written here.
    private const int MaximumLength = 4096;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private readonly IDataProtector _protector = protection.CreateProtector("ConsentAnalyzers.AspNetCore.ChoiceCookie");

    /// <summary>The decision, or <see langword="null"/> when there is none, it is too old, it was taken under another policy, or it is not ours.</summary>
    public ConsentDecision? Read(HttpContext context)
    {
        if (!context.Request.Cookies.TryGetValue(options.Value.CookieName, out var text) || text.Length is 0 or > MaximumLength) return null;
        if (Unprotect(text) is not { } decision) return null;
        var now = clock.GetUtcNow();
        return decision.PolicyVersion == options.Value.PolicyVersion && decision.DecidedAt <= now + ClockSkew && decision.DecidedAt + options.Value.Lifetime > now ? decision : null;
    }

    /// <summary>Puts the decision into the response: as a header, because a cookie policy that drops <c>Secure</c> would make browsers drop the cookie.</summary>
    [ConsentExempt(ExemptionGround.ConsentChoice, Justification = "The memory of the choice itself, which needs none; 180 days unless configured, 13 months at most.")]
    public void Write(HttpContext context, ConsentDecision decision)
    {
        var value = Compose(decision);
        value.HttpOnly = true;
        context.Response.Headers.Append(HeaderNames.SetCookie, value.ToString());
    }

    /// <summary>The same as a text that a script can assign to <c>document.cookie</c>.</summary>
    public string ForScript(ConsentDecision decision) => Compose(decision).ToString();

    private SetCookieHeaderValue Compose(ConsentDecision decision) => new(options.Value.CookieName, Protect(decision))
    {
        Domain = options.Value.CookieDomain,
        Path = "/",
        MaxAge = options.Value.Lifetime,
        Secure = true,
        SameSite = Microsoft.Net.Http.Headers.SameSiteMode.Lax,
    };

    private string Protect(ConsentDecision decision) => WebEncoders.Base64UrlEncode(_protector.Protect(ChoiceFormat.Write(decision)));

    private ConsentDecision? Unprotect(string text)
    {
        try
        {
            return ChoiceFormat.Read(_protector.Unprotect(WebEncoders.Base64UrlDecode(text)));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            NotOurs(logger, exception);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The choice cookie is not one this site has written, or its key is gone; it counts as no choice.")]
    private static partial void NotOurs(ILogger logger, Exception exception);
}
