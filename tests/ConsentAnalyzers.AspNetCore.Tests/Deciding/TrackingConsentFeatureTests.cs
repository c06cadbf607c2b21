using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace ConsentAnalyzers.AspNetCore.Tests.Deciding;

/// <summary>Code written for the framework's own consent feature, on a site that has moved to this one.</summary>
public class TrackingConsentFeatureTests
{
    private static Task<Site> StartAsync(bool policy, Action<ConsentOptions>? options = null) => Site.StartAsync(
        options,
        builder => builder.Services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = _ => true),
        app =>
        {
            if (policy) app.UseCookiePolicy();
            app.UseConsent();
            app.MapChoice();
            app.MapGet("/", (HttpContext context) => { context.Response.Cookies.Append("visit", "1"); return Feature(context).CanTrack + " " + Feature(context).HasConsent; });
            app.MapGet("/cookie", (HttpContext context) => Feature(context).CreateConsentCookie());
            app.MapMethods("/grant", ["GET", "POST"], (HttpContext context) => { Feature(context).GrantConsent(); return Feature(context).HasConsent; });
            app.MapPost("/withdraw", (HttpContext context) => { Feature(context).WithdrawConsent(); return Feature(context).HasConsent; });
        });

    private static ITrackingConsentFeature Feature(HttpContext context) => context.Features.GetRequiredFeature<ITrackingConsentFeature>();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_yes_is_a_yes_to_all_that_the_site_asks(bool policy)
    {
        await using var site = await StartAsync(policy, options => options.Purposes = ConsentPurpose.Analytics | ConsentPurpose.Functional);
        using var visitor = site.NewVisitor();

        Assert.Equal("False False", await visitor.GetTextAsync("/"));
        Assert.Equal(policy ? 0 : 1, visitor.LastSetCookies.Count);
        await visitor.DecideAsync("Analytics");
        Assert.Equal("False False", await visitor.GetTextAsync("/"));
        await visitor.DecideAsync("Analytics", "Functional");
        Assert.Equal("True True", await visitor.GetTextAsync("/"));
        Assert.Single(visitor.LastSetCookies);
    }

    [Fact]
    public async Task What_one_yes_stands_for_can_be_said()
    {
        await using var site = await StartAsync(policy: true, options => options.TrackingPurposes = ConsentPurpose.Analytics);
        using var visitor = site.NewVisitor();
        await visitor.DecideAsync("Analytics");

        Assert.Equal("True True", await visitor.GetTextAsync("/"));
    }

    [Fact]
    public async Task Granting_and_withdrawing_by_post_are_decisions_with_their_proofs()
    {
        await using var site = await StartAsync(policy: true, options => options.Cookies.Add(ConsentPurpose.Analytics, "visit"));
        using var visitor = site.NewVisitor();

        using var granted = await visitor.SendAsync(new(HttpMethod.Post, "/grant"));
        Assert.Equal("true", await granted.Content.ReadAsStringAsync());
        await visitor.GetTextAsync("/");
        Assert.Contains("visit", visitor.Cookies.Keys);

        using var withdrawn = await visitor.SendAsync(new(HttpMethod.Post, "/withdraw"));
        Assert.Equal("false", await withdrawn.Content.ReadAsStringAsync());
        Assert.DoesNotContain("visit", visitor.Cookies.Keys);
        Assert.DoesNotContain(".AspNet.Consent", visitor.Cookies.Keys);
        Assert.Equal(["banner", "withdrawal"], site.Proofs.All.Select(proof => proof.Source));
    }

    [Fact]
    public async Task Granting_by_get_decides_nothing_and_the_log_says_why()
    {
        await using var site = await StartAsync(policy: true);
        using var visitor = site.NewVisitor();

        Assert.Equal("false", await visitor.GetTextAsync("/grant"));

        Assert.Empty(visitor.Cookies);
        Assert.Empty(site.Proofs.All);
        Assert.Contains(site.Logs.All, line => line.Level == LogLevel.Warning && line.Text.Contains("A GET request takes no decision", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_cookie_made_for_a_script_is_a_choice()
    {
        await using var site = await StartAsync(policy: true);
        using var visitor = site.NewVisitor();

        var cookie = SetCookieHeaderValue.Parse(await visitor.GetTextAsync("/cookie"));
        Assert.False(cookie.HttpOnly);
        Assert.True(cookie.Secure);
        visitor.Cookies[cookie.Name.Value!] = cookie.Value.Value!;

        Assert.Equal("True True", await visitor.GetTextAsync("/"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_frameworks_old_yes_opens_nothing(bool useConsent)
    {
        await using var site = await Site.StartAsync(
            null,
            builder => builder.Services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = _ => true),
            app =>
            {
                app.UseCookiePolicy();
                if (useConsent) app.UseConsent();
                app.MapGet("/", (HttpContext context) => { context.Response.Cookies.Append("visit", "1"); return Feature(context).CanTrack; });
            });
        using var visitor = site.NewVisitor();
        visitor.Cookies[".AspNet.Consent"] = "yes";

        Assert.Equal("false", await visitor.GetTextAsync("/"));
        Assert.Empty(visitor.LastSetCookies);
    }

    [Fact]
    public async Task Without_the_services_the_middleware_says_what_is_missing()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Site.StartBareAsync(app: app => app.UseConsent()));

        Assert.Contains("AddConsent()", error.Message, StringComparison.Ordinal);
    }
}
