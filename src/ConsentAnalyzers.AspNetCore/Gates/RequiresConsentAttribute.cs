using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>
/// Nothing of this runs without the visitor's consent. On a controller, an action, a page model, a page handler, a minimal API's handler or a routable component,
/// the request is answered with status 204 or <see cref="ConsentOptions.WhenRefused"/>; on any other member it is a contract that the analyzers check at each call (CNS1012).
/// </summary>
/// <remarks>Several attributes are all needed. Minimal APIs, components and page handlers need <c>AddConsent()</c> for it.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Constructor, AllowMultiple = true)]
public sealed class RequiresConsentAttribute : Attribute, IConsentRequirement, IAsyncResourceFilter, IOrderedFilter
{
    /// <summary>Requires the consent to a purpose.</summary>
    /// <param name="purpose">One purpose, or several joined with <c>|</c>: then all of them are needed.</param>
    public RequiresConsentAttribute(ConsentPurpose purpose) => Purpose = purpose;

    /// <summary>Requires the consent to one of the site's own purposes.</summary>
    /// <param name="purpose">Its name.</param>
    public RequiresConsentAttribute(string purpose) => PurposeName = purpose;

    /// <inheritdoc />
    public ConsentPurpose Purpose { get; }

    /// <inheritdoc />
    public string? PurposeName { get; }

    /// <inheritdoc />
    public int RefusedStatusCode { get; set; }

    // Before every other resource filter: a cached response is content as well.
    int IOrderedFilter.Order => int.MinValue;

    async Task IAsyncResourceFilter.OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        if (this.IsMet(context.HttpContext)) await next();
        else context.Result = new RefusedResult(this);
    }
}

/// <summary>What an action answers without consent.</summary>
internal sealed class RefusedResult(IConsentRequirement requirement) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) => requirement.RefuseAsync(context.HttpContext);
}
