using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore;

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
