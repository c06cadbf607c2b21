using ConsentAnalyzers.AspNetCore;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

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
