using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Endpoint metadata: without this consent the endpoint does not run.</summary>
public interface IConsentRequirement
{
    /// <summary>The purposes, all of which are needed.</summary>
    ConsentPurpose Purpose { get; }

    /// <summary>One of the site's own purposes, needed as well, or <see langword="null"/>.</summary>
    string? PurposeName { get; }

    /// <summary>The status of the answer without consent; 0 for what <see cref="ConsentOptions.WhenRefused"/> answers.</summary>
    int RefusedStatusCode { get; }
}

internal static class ConsentRequirementExtensions
{
    public static bool IsMet(this IConsentRequirement requirement, HttpContext context)
    {
        var consent = context.Consent();
        var (purpose, name) = (requirement.Purpose, requirement.PurposeName);
        return (purpose != ConsentPurpose.None || name is not null)
            && (purpose == ConsentPurpose.None || consent.Allows(purpose))
            && (name is null || consent.Allows(name));
    }

    /// <summary>Answers in the place of what is kept back.</summary>
    public static Task RefuseAsync(this IConsentRequirement requirement, HttpContext context)
    {
        if (requirement.RefusedStatusCode == 0 && context.RequestServices.GetService<IOptions<ConsentOptions>>()?.Value.WhenRefused is { } refused) return refused(context);
        context.Response.StatusCode = requirement.RefusedStatusCode == 0 ? StatusCodes.Status204NoContent : requirement.RefusedStatusCode;
        return Task.CompletedTask;
    }
}
