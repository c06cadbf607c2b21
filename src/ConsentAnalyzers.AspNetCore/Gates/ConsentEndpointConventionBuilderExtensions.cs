using ConsentAnalyzers.AspNetCore;
using Microsoft.AspNetCore.Http;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Consent as a condition of endpoints.</summary>
public static class ConsentEndpointConventionBuilderExtensions
{
    /// <summary>Without the visitor's consent to the purposes, these endpoints do not run: they answer with status 204 or <see cref="ConsentOptions.WhenRefused"/>.</summary>
    /// <param name="builder">An endpoint or a group of them.</param>
    /// <param name="purpose">One purpose, or several joined with <c>|</c>: then all of them are needed.</param>
    /// <param name="refusedStatusCode">Another status than the configured one.</param>
    public static TBuilder RequireConsent<TBuilder>(this TBuilder builder, ConsentPurpose purpose, int refusedStatusCode = 0) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireConsent(new RequiresConsentAttribute(purpose) { RefusedStatusCode = refusedStatusCode });

    /// <summary>Without the visitor's consent to one of the site's own purposes, these endpoints do not run.</summary>
    public static TBuilder RequireConsent<TBuilder>(this TBuilder builder, string purpose, int refusedStatusCode = 0) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireConsent(new RequiresConsentAttribute(purpose) { RefusedStatusCode = refusedStatusCode });

    private static TBuilder RequireConsent<TBuilder>(this TBuilder builder, RequiresConsentAttribute requirement) where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(requirement));
        // The delegate too, and not the metadata alone: it must hold where AddConsent() was forgotten.
        builder.Finally(endpoint =>
        {
            if (endpoint.RequestDelegate is not { } run) return;
            endpoint.RequestDelegate = context => requirement.IsMet(context) ? run(context) : requirement.RefuseAsync(context);
        });
        return builder;
    }
}
