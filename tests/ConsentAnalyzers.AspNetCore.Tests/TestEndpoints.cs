using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ConsentAnalyzers.AspNetCore.Tests;

internal static class TestEndpoints
{
    /// <summary>The consent endpoints, and a page that hands out the antiforgery token a banner would hold.</summary>
    public static void MapChoice(this WebApplication app)
    {
        app.MapConsent();
        app.MapGet("/token", (HttpContext context, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(context).RequestToken);
    }
}
