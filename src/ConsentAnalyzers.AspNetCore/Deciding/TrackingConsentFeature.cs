using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ConsentAnalyzers.AspNetCore;

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
