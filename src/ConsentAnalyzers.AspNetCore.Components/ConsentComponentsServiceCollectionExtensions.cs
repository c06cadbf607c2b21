using ConsentAnalyzers.AspNetCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Consent in the browser (Blazor WebAssembly).</summary>
public static class ConsentComponentsServiceCollectionExtensions
{
    /// <summary>For the browser's side: <see cref="IConsent"/> and <see cref="ConsentGate"/> answer with the choice that the server wrote into the page. On the server, use <c>AddConsent</c> instead.</summary>
    public static IServiceCollection AddConsentFromServer(this IServiceCollection services)
    {
        services.TryAddScoped<ConsentState>();
        services.TryAddScoped<ComponentConsent, PersistedComponentConsent>();
        services.TryAddScoped(provider => provider.GetRequiredService<ComponentConsent>().Current);
        return services;
    }
}
