using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Lets a cookie policy that asks for consent take the visitor's choice for an answer.</summary>
internal sealed class ConsentCookiePolicy(IOptions<ConsentOptions> options) : IPostConfigureOptions<CookiePolicyOptions>
{
    public void PostConfigure(string? name, CookiePolicyOptions policy)
    {
        if (policy.CheckConsentNeeded is not { } asks) return;
        policy.CheckConsentNeeded = context => asks(context) && !context.Consent().Allows(options.Value.Tracking);
        // The framework keeps its own consent cookie 365 days; where it is still written, no longer than the choice.
        policy.ConsentCookie.Expiration = options.Value.Lifetime;
        // The old "yes" named no purpose and no date: it opens nothing any more.
        policy.ConsentCookieValue = "AddConsent";
    }
}
