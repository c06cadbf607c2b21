using ConsentAnalyzers.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ConsentAnalyzers.AspNetCore
{
    /// <summary>The framework's one yes or no over the visitor's choice, for the code and the views that already ask for it.</summary>
    internal sealed partial class TrackingConsentFeature(HttpContext context, ConsentDecisions decisions, ChoiceCookie cookie, ConsentPurpose purposes, ILogger logger) : ITrackingConsentFeature
    {
        public bool IsConsentNeeded => true;

        public bool HasConsent => context.Consent().Allows(purposes);

        public bool CanTrack => HasConsent;

        public void GrantConsent() => Try(() => decisions.Decide(context, purposes));

        public void WithdrawConsent() => Try(() => decisions.Withdraw(context));

        public string CreateConsentCookie() => cookie.ForScript(decisions.Tracking(context));

        // The framework's own feature never throws here, and code written for it does not expect it to.
        private void Try(Action decide)
        {
            try
            {
                decide();
            }
            catch (InvalidOperationException exception)
            {
                NoDecision(logger, exception.Message);
            }
        }

        [LoggerMessage(Level = LogLevel.Warning, Message = "ITrackingConsentFeature took no decision. {Reason}")]
        private static partial void NoDecision(ILogger logger, string reason);
    }

    /// <summary>Lets a cookie policy that asks for consent take the visitor's choice for an answer.</summary>
    internal sealed class ConsentCookiePolicy(IOptions<ConsentOptions> options) : IPostConfigureOptions<Microsoft.AspNetCore.Builder.CookiePolicyOptions>
    {
        public void PostConfigure(string? name, Microsoft.AspNetCore.Builder.CookiePolicyOptions policy)
        {
            if (policy.CheckConsentNeeded is not { } asks) return;
            policy.CheckConsentNeeded = context => asks(context) && !context.Consent().Allows(options.Value.Tracking);
            // The framework keeps its own consent cookie 365 days; where it is still written, no longer than the choice.
            policy.ConsentCookie.Expiration = options.Value.Lifetime;
            // The old "yes" named no purpose and no date: it opens nothing any more.
            policy.ConsentCookieValue = "AddConsent";
        }
    }
}

namespace Microsoft.AspNetCore.Builder
{
    /// <summary>Consent in the pipeline.</summary>
    public static class ConsentApplicationBuilderExtensions
    {
        /// <summary>Answers <see cref="ITrackingConsentFeature"/> with the visitor's choice. Only code that asks for that feature needs it; put it after <c>UseCookiePolicy()</c>.</summary>
        public static IApplicationBuilder UseConsent(this IApplicationBuilder app)
        {
            ArgumentNullException.ThrowIfNull(app);
            var services = app.ApplicationServices;
            if (services.GetService<ConsentDecisions>() is not { } decisions) throw new InvalidOperationException("UseConsent() needs AddConsent() among the services.");
            var cookie = services.GetRequiredService<ChoiceCookie>();
            var purposes = services.GetRequiredService<IOptions<ConsentOptions>>().Value.Tracking;
            var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<TrackingConsentFeature>();
            return app.Use((context, next) =>
            {
                context.Features.Set<ITrackingConsentFeature>(new TrackingConsentFeature(context, decisions, cookie, purposes, logger));
                return next(context);
            });
        }
    }
}
