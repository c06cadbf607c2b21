using ConsentAnalyzers.AspNetCore;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Consent for an ASP.NET Core site.</summary>
public static class ConsentServiceCollectionExtensions
{
    /// <summary>Adds what asks for, remembers and proves consent. Gates work without more; <c>MapConsent()</c> takes the decisions.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">What the site asks for. Wrong options are refused at start-up (<see cref="OptionsValidationException"/>).</param>
    public static ConsentBuilder AddConsent(this IServiceCollection services, Action<ConsentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<ConsentOptions>().ValidateOnStart();
        if (configure is not null) options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ConsentOptions>, ConsentOptionsValidator>());

        services.AddDataProtection();
        services.AddAntiforgery();
        services.AddHttpContextAccessor();
        services.TryAddSingleton(TimeProvider.System);

        services.TryAddSingleton<ChoiceCookie>();
        services.TryAddSingleton<ConsentReader>();
        services.TryAddSingleton<ConsentDecisions>();
        services.TryAddSingleton<IConsentDecisions>(provider => provider.GetRequiredService<ConsentDecisions>());
        services.TryAddSingleton<ConsentEndpoint>();

        services.AddOptions<ConsentProofOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ConsentProofOptions>, ConsentProofOptionsValidator>());
        services.TryAddSingleton<ProofFile>();
        services.TryAddSingleton<ProofWriter>();
        services.TryAddSingleton<IConsentProofStore, SqliteConsentProofStore>();
        services.TryAddSingleton(ConsentProofArchive.Create);
        services.AddHostedService<ConsentProofRetention>();

        services.TryAddScoped<ConsentState>();
        services.TryAddScoped<CircuitMark>();
        services.TryAddEnumerable(ServiceDescriptor.Scoped<CircuitHandler, CircuitMarker>());
        services.TryAddScoped<ComponentConsent, RequestComponentConsent>();
        services.TryAddScoped<IConsent, ScopedConsent>();

        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, ConsentMatcherPolicy>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<CookiePolicyOptions>, ConsentCookiePolicy>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<RazorPagesOptions>, PageHandlerConsent>());
        return new ConsentBuilder(services);
    }
}
