using System.Diagnostics.CodeAnalysis;
using ConsentAnalyzers.AspNetCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What <c>AddConsent()</c> returns, to say where the choice is taken and where its proof is kept.</summary>
public sealed class ConsentBuilder
{
    internal ConsentBuilder(IServiceCollection services) => Services = services;

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Reads the choice from what another CMP leaves in the request. The choice is then that CMP's alone: the site's own choice cookie is not read.</summary>
    public ConsentBuilder From<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TSource>() where TSource : class, IConsentSource
    {
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IConsentSource, TSource>());
        return this;
    }

    /// <summary>Says where the default store keeps the proofs, and how long. Wrong options are refused at start-up (<see cref="Options.OptionsValidationException"/>).</summary>
    public ConsentBuilder KeepProofs(Action<ConsentProofOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }

    /// <summary>Keeps the proofs in another store than the default one.</summary>
    public ConsentBuilder KeepProofsIn<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStore>() where TStore : class, IConsentProofStore
    {
        Services.Replace(ServiceDescriptor.Singleton<IConsentProofStore, TStore>());
        return this;
    }
}
