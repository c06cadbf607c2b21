using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Cmp;

/// <summary>The CMP's cookie on a real server.</summary>
public class CmpSiteTests
{
    private const string Accepted = "{stamp:'abc==',necessary:true,preferences:true,statistics:true,marketing:false,method:'explicit',ver:1,utc:1751724180335,region:'fr'}";

    private static Task<Site> StartAsync(Action<ConsentBuilder> from) => Site.StartAsync(
        options =>
        {
            options.Cookies.Add(ConsentPurpose.Analytics, "_ga");
            options.Cookies.Add(ConsentPurpose.Advertising, "_fbp");
        },
        builder => from(builder.Services.AddConsent()),
        app =>
        {
            app.MapChoice();
            app.MapGet("/", (HttpContext context) => context.Consent().Status(ConsentPurpose.Analytics) + " " + context.Consent().Status(ConsentPurpose.Advertising) + " " + context.Consent().Status(ConsentPurpose.SocialMedia));
            app.MapGet("/statistics", () => "counted").RequireConsent(ConsentPurpose.Analytics);
        });

    [Fact]
    public async Task The_cmps_cookie_opens_the_gate_and_its_next_one_closes_it()
    {
        await using var site = await StartAsync(builder => builder.FromCookiebot());
        using var visitor = site.NewVisitor();
        Assert.Equal("", await visitor.GetTextAsync("/statistics"));

        visitor.Cookies["CookieConsent"] = Uri.EscapeDataString(Accepted);
        Assert.Equal("counted", await visitor.GetTextAsync("/statistics"));
        Assert.Equal("Granted Refused Unknown", await visitor.GetTextAsync("/"));

        visitor.Cookies["CookieConsent"] = Uri.EscapeDataString(Accepted.Replace("statistics:true", "statistics:false"));
        Assert.Equal("", await visitor.GetTextAsync("/statistics"));

        visitor.Cookies["CookieConsent"] = "-1";
        Assert.Equal("Unknown Unknown Unknown", await visitor.GetTextAsync("/"));
    }

    [Fact]
    public async Task A_raw_value_that_the_frameworks_parser_drops_is_read()
    {
        await using var site = await StartAsync(builder => builder.FromCookieYes());
        using var visitor = site.NewVisitor();
        visitor.Cookies["first"] = "1";
        visitor.Cookies["cookieyes-consent"] = "consentid:abc,consent:yes,action:yes,necessary:yes,functional:no,analytics:yes,performance:yes,advertisement:no";
        visitor.Cookies["last"] = "1";

        Assert.Equal("Granted Refused Unknown", await visitor.GetTextAsync("/"));
    }

    [Fact]
    public async Task Posting_keeps_the_proof_of_what_the_cmps_cookie_says_and_deletes_what_it_refuses()
    {
        await using var site = await StartAsync(builder => builder.FromCookiebot());
        using var visitor = site.NewVisitor();
        visitor.Cookies["CookieConsent"] = Uri.EscapeDataString(Accepted);
        visitor.Cookies["_ga"] = "1";
        visitor.Cookies["_fbp"] = "1";

        using var answer = await visitor.DecideAsync("Advertising");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var proof = Assert.Single(site.Proofs.All);
        Assert.Equal("Cookiebot", proof.Source);
        Assert.Equal(["Analytics", "Functional"], proof.Granted);
        Assert.Equal(["Advertising"], proof.Refused);
        Assert.Equal(CmpReader.Pseudonym("Cookiebot", "abc=="), proof.SubjectId);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1751724180335), proof.Time);
        Assert.True(visitor.Cookies.ContainsKey("_ga"));
        Assert.False(visitor.Cookies.ContainsKey("_fbp"));
        Assert.False(visitor.Cookies.ContainsKey("__Host-consent"));
    }

    [Fact]
    public async Task A_post_needs_no_body_but_the_token()
    {
        await using var site = await StartAsync(builder => builder.FromTarteaucitron());
        using var visitor = site.NewVisitor();
        visitor.Cookies["tarteaucitron"] = "!gtag=true!youtube=wait";
        using var without = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/consent"));
        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Empty(site.Proofs.All);

        using var answer = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/consent") { Headers = { { "RequestVerificationToken", await visitor.GetTextAsync("/token") } } });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var proof = Assert.Single(site.Proofs.All);
        Assert.Equal("tarteaucitron", proof.Source);
        Assert.Equal(["Analytics"], proof.Granted);
        Assert.Empty(proof.Refused);
    }

    [Fact]
    public async Task Without_a_choice_there_is_nothing_to_prove()
    {
        await using var site = await StartAsync(builder => builder.FromTcf());
        using var visitor = site.NewVisitor();
        visitor.Cookies["euconsent-v2"] = "broken";

        using var answer = await visitor.DecideAsync("Analytics");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(site.Proofs.All);
    }

    [Fact]
    public async Task Withdrawal_is_the_cmps_to_do()
    {
        await using var site = await StartAsync(builder => builder.FromOneTrust());
        using var visitor = site.NewVisitor();

        using var answer = await visitor.WithdrawAsync();

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task The_first_of_two_cmps_that_has_a_decision_gives_it()
    {
        await using var site = await StartAsync(builder => builder.FromKlaro(options => options.Map("ads", ConsentPurpose.Advertising)).FromCookiebot());
        using var visitor = site.NewVisitor();
        visitor.Cookies["CookieConsent"] = Uri.EscapeDataString(Accepted);
        Assert.Equal("Granted Refused Unknown", await visitor.GetTextAsync("/"));

        visitor.Cookies["klaro"] = Uri.EscapeDataString("""{"ads":true}""");

        Assert.Equal("Unknown Granted Unknown", await visitor.GetTextAsync("/"));
    }
}
