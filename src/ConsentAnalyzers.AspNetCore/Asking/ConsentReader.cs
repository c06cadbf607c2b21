using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Reads the choice of a request: from the CMP where the site has one, from the site's own choice cookie otherwise.</summary>
internal sealed partial class ConsentReader(IOptions<ConsentOptions> options, IEnumerable<IConsentSource> sources, ChoiceCookie cookie, ILogger<ConsentReader> logger)
{
    /// <summary>What Global Privacy Control refuses: it speaks of the sale and the sharing of data.</summary>
    private const ConsentPurpose RefusedBySignal = ConsentPurpose.Advertising | ConsentPurpose.Personalisation;

    private readonly IConsentSource[] _sources = [.. sources];

    /// <summary>Whether the choice is a CMP's to take.</summary>
    public bool HasSource => _sources.Length > 0;

    public VisitorConsent Read(HttpContext context)
    {
        var decision = HasSource ? ReadSources(context) : cookie.Read(context);
        var signal = options.Value.HonourGlobalPrivacyControl && context.Request.Headers["Sec-GPC"] == "1" ? RefusedBySignal : ConsentPurpose.None;
        return decision is null && signal == ConsentPurpose.None ? VisitorConsent.Unknown : new VisitorConsent(decision, signal, HasSource || decision is null || IsComplete(decision));
    }

    private bool IsComplete(ConsentDecision decision)
    {
        if ((options.Value.Purposes & ~(decision.Granted | decision.Refused)) != ConsentPurpose.None) return false;
        foreach (var purpose in options.Value.CustomPurposes)
        {
            if (!decision.GrantedNames.Contains(purpose, StringComparer.OrdinalIgnoreCase) && !decision.RefusedNames.Contains(purpose, StringComparer.OrdinalIgnoreCase)) return false;
        }
        return true;
    }

    private ConsentDecision? ReadSources(HttpContext context)
    {
        foreach (var source in _sources)
        {
            try
            {
                if (source.Read(context) is { } decision) return decision;
            }
#pragma warning disable CA1031 // A team's own source may fail in any way; a page must not, and without a choice nothing is allowed.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                SourceFailed(logger, exception, source.Name);
            }
        }
        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The choice of {Source} could not be read; it counts as none.")]
    private static partial void SourceFailed(ILogger logger, Exception exception, string source);
}
