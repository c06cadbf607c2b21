using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ConsentAnalyzers.AspNetCore.Tests.Deciding;

public class ConsentEndpointTests
{
    [Fact]
    public async Task A_choice_is_remembered_and_proved()
    {
        await using var site = await Site.StartAsync(app: app => { app.MapChoice(); app.MapGet("/", (HttpContext context) => context.Consent().Allows(ConsentPurpose.Analytics) + " " + context.Consent().Status(ConsentPurpose.Advertising)); });
        using var visitor = site.NewVisitor();
        Assert.Equal("False Unknown", await visitor.GetTextAsync("/"));

        using var answer = await visitor.DecideAsync("Analytics");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("True Refused", await visitor.GetTextAsync("/"));
        var proof = Assert.Single(site.Proofs.All);
        Assert.Equal(["Analytics"], proof.Granted);
        Assert.Equal(["Advertising", "SocialMedia", "Personalisation", "Functional"], proof.Refused);
    }
}
