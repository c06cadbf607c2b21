using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>The <see cref="IConsent"/> to inject: always the request's present choice, so that a decision of this very request counts.</summary>
internal sealed class ScopedConsent(ComponentConsent source) : IConsent
{
    public bool IsDecided => source.Current.IsDecided;

    public DateTimeOffset? DecidedAt => source.Current.DecidedAt;

    public string? PolicyVersion => source.Current.PolicyVersion;

    public bool Allows(ConsentPurpose purpose) => source.Current.Allows(purpose);

    public bool Allows(string purpose) => source.Current.Allows(purpose);

    public ConsentStatus Status(ConsentPurpose purpose) => source.Current.Status(purpose);

    public ConsentStatus Status(string purpose) => source.Current.Status(purpose);
}

/// <summary>On the server: the request's choice; in a circuit, which has none of its own, what the page was rendered with.</summary>
internal sealed class RequestComponentConsent(IHttpContextAccessor accessor, CircuitMark circuit, IServiceProvider services) : ComponentConsent
{
    public override IConsent Current =>
        circuit.IsCircuit ? services.GetRequiredService<ConsentState>().Taken
        : accessor.HttpContext is { } context ? context.Consent()
        : VisitorConsent.Unknown;

    public override void Persist()
    {
        if (!circuit.IsCircuit && accessor.HttpContext is { } context) services.GetRequiredService<ConsentState>().Persist(ConsentHttpContextExtensions.Visitor(context));
    }
}

/// <summary>Whether this scope is a circuit's. An <see cref="IHttpContextAccessor"/> may still hold the request that opened it, whose choice is a stale one.</summary>
internal sealed class CircuitMark
{
    public bool IsCircuit { get; set; }
}

/// <summary>Circuit handlers are created with each circuit's scope, before any of its components.</summary>
internal sealed class CircuitMarker : CircuitHandler
{
    public CircuitMarker(CircuitMark mark) => mark.IsCircuit = true;
}
