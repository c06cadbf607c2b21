using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Keeps <see cref="IConsentRequirement"/> for every kind of endpoint where routing selects it: no middleware to forget, or to put in the wrong place.</summary>
internal sealed class ConsentMatcherPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    private readonly ConditionalWeakTable<Endpoint, Endpoint> _refusing = [];

    // After the policies of the framework: what they reject is answered by them.
    public override int Order => 10_000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        ContainsDynamicEndpoints(endpoints) || endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<IConsentRequirement>() is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (!candidates.IsValidCandidate(i) || candidates[i].Endpoint is not { } endpoint || IsMet(endpoint, httpContext)) continue;
            candidates.ReplaceEndpoint(i, _refusing.GetValue(endpoint, Refusing), candidates[i].Values);
        }
        return Task.CompletedTask;
    }

    private static bool IsMet(Endpoint endpoint, HttpContext context)
    {
        foreach (var requirement in endpoint.Metadata.GetOrderedMetadata<IConsentRequirement>())
        {
            if (!requirement.IsMet(context)) return false;
        }
        return true;
    }

    // With the metadata of what it stands for, so that authorization and CORS see no difference; only what the output cache holds for those who consented is not for others.
    private static Endpoint Refusing(Endpoint endpoint) =>
        new(context => Refuse(endpoint, context), new EndpointMetadataCollection([.. endpoint.Metadata, new OutputCacheAttribute { NoStore = true }]), $"{endpoint.DisplayName} (no consent)");

    private static Task Refuse(Endpoint endpoint, HttpContext context) =>
        endpoint.Metadata.GetOrderedMetadata<IConsentRequirement>().First(requirement => !requirement.IsMet(context)).RefuseAsync(context);
}
