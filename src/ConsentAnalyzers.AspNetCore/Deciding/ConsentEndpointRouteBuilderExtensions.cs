using ConsentAnalyzers.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The endpoints of consent.</summary>
public static class ConsentEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the visitor's choice. <c>GET</c> tells it (JSON). <c>POST</c> takes it, from a form or as JSON: <c>purpose=Analytics</c> for each yes, none to refuse all.
    /// <c>DELETE</c> withdraws it. Both need an antiforgery token; nothing is decided by <c>GET</c>.
    /// With a CMP, <c>POST</c> keeps the proof of what the CMP's cookie says, and <c>DELETE</c> is the CMP's to do.
    /// </summary>
    /// <param name="endpoints">Where to map it.</param>
    /// <param name="pattern">The address.</param>
    /// <exception cref="InvalidOperationException"><c>AddConsent()</c> was not called.</exception>
    public static IEndpointConventionBuilder MapConsent(this IEndpointRouteBuilder endpoints, string pattern = "/consent")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        if (endpoints.ServiceProvider.GetService<ConsentEndpoint>() is not { } endpoint) throw new InvalidOperationException("MapConsent() needs AddConsent() among the services.");
        var group = endpoints.MapGroup(pattern);
        group.MapMethods("", [HttpMethods.Get], ConsentEndpoint.TellAsync).WithDisplayName("Consent: tell");
        group.MapMethods("", [HttpMethods.Post], endpoint.TakeAsync).WithDisplayName("Consent: decide");
        if (!endpoint.IsCmp) group.MapMethods("", [HttpMethods.Delete], endpoint.WithdrawAsync).WithDisplayName("Consent: withdraw");
        return group;
    }
}
