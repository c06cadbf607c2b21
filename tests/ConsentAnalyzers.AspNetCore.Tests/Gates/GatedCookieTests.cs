using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Gates;

public class GatedCookieTests
{
    private static readonly CookieOptions Options = new() { Path = "/shop", MaxAge = TimeSpan.FromDays(30), HttpOnly = true, SameSite = SameSiteMode.Strict };

    // Each overload of IResponseCookies, by purpose and by name.
    private static readonly Dictionary<string, Func<HttpResponse, bool>> Doors = new()
    {
        ["/plain"] = response => response.AppendCookieIfConsented(ConsentPurpose.Analytics, "visit", "1"),
        ["/options"] = response => response.AppendCookieIfConsented(ConsentPurpose.Analytics, "visit", "1", Options),
        ["/span"] = response => response.AppendCookiesIfConsented(ConsentPurpose.Analytics, [new("visit", "1"), new("visits", "2")], Options),
        ["/named"] = response => response.AppendCookieIfConsented("analytics", "visit", "1"),
        ["/named-options"] = response => response.AppendCookieIfConsented("Analytics", "visit", "1", Options),
        ["/named-span"] = response => response.AppendCookiesIfConsented("Analytics", [new("visit", "1"), new("visits", "2")], Options),
    };

    private static void MapDoors(WebApplication app)
    {
        foreach (var (path, door) in Doors) app.MapGet(path, (HttpContext context) => door(context.Response).ToString());
        app.MapGet("/bare", (HttpContext context) => { context.Response.Cookies.Append("visit", "1"); return ""; });
    }

    private static Task<Site> StartAsync(Action<WebApplicationBuilder>? services = null, Action<WebApplication>? middleware = null) => Site.StartAsync(null, services, app =>
    {
        middleware?.Invoke(app);
        app.MapChoice();
        MapDoors(app);
    });

    [Theory]
    [InlineData("/plain", "visit=1; path=/")]
    [InlineData("/options", "visit=1; max-age=2592000; path=/shop; samesite=strict; httponly")]
    [InlineData("/span", "visit=1; max-age=2592000; path=/shop; samesite=strict; httponly", "visits=2; max-age=2592000; path=/shop; samesite=strict; httponly")]
    [InlineData("/named", "visit=1; path=/")]
    [InlineData("/named-options", "visit=1; max-age=2592000; path=/shop; samesite=strict; httponly")]
    [InlineData("/named-span", "visit=1; max-age=2592000; path=/shop; samesite=strict; httponly", "visits=2; max-age=2592000; path=/shop; samesite=strict; httponly")]
    public async Task A_cookie_is_written_with_its_options_only_after_consent(string path, params string[] cookies)
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();

        Assert.Equal("False", await visitor.GetTextAsync(path));
        Assert.Empty(visitor.LastSetCookies);
        await visitor.DecideAsync("Advertising");
        Assert.Equal("False", await visitor.GetTextAsync(path));
        Assert.Empty(visitor.LastSetCookies);
        await visitor.DecideAsync("Analytics");
        Assert.Equal("True", await visitor.GetTextAsync(path));
        Assert.Equal(cookies, visitor.LastSetCookies);
    }

    [Theory]
    [InlineData("/plain")]
    [InlineData("/options")]
    [InlineData("/span")]
    [InlineData("/named")]
    [InlineData("/named-options")]
    [InlineData("/named-span")]
    public async Task A_cookie_policy_that_waits_for_a_general_consent_lets_a_consented_purpose_pass(string path)
    {
        await using var site = await StartAsync(
            builder => builder.Services.Configure<CookiePolicyOptions>(options => options.CheckConsentNeeded = _ => true),
            app => app.UseCookiePolicy());
        using var visitor = site.NewVisitor();

        await visitor.GetTextAsync(path);
        Assert.Empty(visitor.LastSetCookies);
        await visitor.DecideAsync("Analytics");
        await visitor.GetTextAsync("/bare");
        Assert.Empty(visitor.LastSetCookies);
        await visitor.GetTextAsync(path);
        Assert.NotEmpty(visitor.LastSetCookies);
    }

    [Fact]
    public async Task The_options_that_were_given_stay_as_they_are()
    {
        var options = new CookieOptions();
        await using var site = await Site.StartAsync(
            null,
            builder => builder.Services.Configure<CookiePolicyOptions>(policy => policy.CheckConsentNeeded = _ => true),
            app =>
            {
                app.UseCookiePolicy();
                app.MapChoice();
                app.MapGet("/", (HttpContext context) => context.Response.AppendCookieIfConsented(ConsentPurpose.Analytics, "visit", "1", options));
            });
        using var visitor = site.NewVisitor();
        await visitor.DecideAsync("Analytics");

        Assert.Equal("true", await visitor.GetTextAsync("/"));
        Assert.False(options.IsEssential);
    }

    [Fact]
    public async Task Without_the_services_nothing_is_written()
    {
        await using var site = await Site.StartBareAsync(app: MapDoors);
        using var visitor = site.NewVisitor();

        foreach (var path in Doors.Keys)
        {
            Assert.Equal("False", await visitor.GetTextAsync(path));
            Assert.Empty(visitor.LastSetCookies);
        }
    }

    [Fact]
    public async Task No_purpose_and_an_unknown_one_are_never_allowed()
    {
        await using var site = await Site.StartAsync(app: app =>
        {
            app.MapChoice();
            app.MapGet("/", (HttpContext context) => $"{context.Response.AppendCookieIfConsented(ConsentPurpose.None, "a", "1")} {context.Response.AppendCookieIfConsented("Everything", "b", "1")} {context.Response.AppendCookieIfConsented("", "c", "1")}");
        });
        using var visitor = site.NewVisitor();
        await visitor.DecideAsync("Analytics", "Advertising", "SocialMedia", "Personalisation", "Functional");

        Assert.Equal("False False False", await visitor.GetTextAsync("/"));
        Assert.Empty(visitor.LastSetCookies);
    }
}
