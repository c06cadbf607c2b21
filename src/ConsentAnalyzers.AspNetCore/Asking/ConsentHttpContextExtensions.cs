using ConsentAnalyzers.AspNetCore;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Http;

/// <summary>Asks for the visitor's choice.</summary>
public static class ConsentHttpContextExtensions
{
    /// <summary>The choice of the visitor of this request, read once. Without <c>AddConsent()</c> nothing is allowed.</summary>
    public static IConsent Consent(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Visitor(context);
    }

    internal static VisitorConsent Visitor(HttpContext context) => context.Features.Get<VisitorConsent>() ?? Read(context);

    private static VisitorConsent Read(HttpContext context)
    {
        var consent = context.RequestServices?.GetService<ConsentReader>()?.Read(context) ?? VisitorConsent.Unknown;
        context.Features.Set(consent);
        return consent;
    }
}
