using System.Reflection;
using System.Runtime.Loader;
using ConsentAnalyzers.Rules.Cookies;
using ConsentAnalyzers.Rules.Mechanism;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace ConsentAnalyzers.Tests.Consent;

/// <summary>
/// What ASP.NET Core really does (facts/aspnetcore.md, behaviours a to j) beside what the rules say of it: each text is analyzed,
/// and compiled and run on a Kestrel server. Where the framework sends a cookie without consent, a rule must speak; where it holds one back, none may.
/// </summary>
public sealed class FrameworkBehaviourTests
{
    private const string Asks = "services.Configure<CookiePolicyOptions>(o => { o.CheckConsentNeeded = _ => true; o.ConsentCookie.Expiration = TimeSpan.FromDays(180); });";

    [Fact] // a
    public Task Unless_consent_is_asked_for_everything_is_sent() => RunAsync(
        "services.AddRouting();",
        """
        app.{|CNS3001:UseCookiePolicy()|};
        app.MapGet("/", (HttpContext http) =>
        {
            http.Response.Cookies.{|CNS1001:Append("promo", "1")|};
            var feature = http.Features.Get<ITrackingConsentFeature>()!;
            if (feature.CanTrack) http.Response.Cookies.Append("guarded", "1");
            return $"{feature.IsConsentNeeded} {feature.CanTrack} {feature.HasConsent}";
        });
        """,
        ["promo", "guarded"],
        "False True False");

    [Fact] // b
    public Task The_policy_holds_back_what_is_not_essential() => RunAsync(
        Asks,
        """
        app.UseCookiePolicy();
        app.MapGet("/", (HttpContext http) =>
        {
            http.Response.Cookies.Append("promo", "1");
            http.Response.Cookies.Append("_ga", "1", new CookieOptions { Path = "/" });
            http.Response.Cookies.Append([new("first", "1"), new("second", "2")], new CookieOptions());
            if (http.Features.Get<ITrackingConsentFeature>()?.CanTrack == true) http.Response.Cookies.Append("guarded", "1");
            http.Response.Cookies.{|CNS1001:Append("forced", "1", new CookieOptions { IsEssential = true })|};
            http.Response.Cookies.{|CNS1002:Append("_fbp", "1", new CookieOptions { {|CNS1006:IsEssential = true|} })|};
        });
        """,
        ["forced", "_fbp"]);

    [Fact] // c
    public Task A_raw_header_goes_around_the_policy() => RunAsync(
        Asks,
        """
        app.UseCookiePolicy();
        app.MapGet("/", (HttpContext http) => http.Response.Headers.{|CNS1003:Append("Set-Cookie", "promo=1; Path=/")|});
        """,
        ["promo"]);

    [Fact] // d
    public Task What_comes_before_the_policy_is_sent() => RunAsync(
        Asks,
        """
        app.Use((context, next) =>
        {
            context.Response.Cookies.{|CNS1001:Append("early", "1")|};
            return next(context);
        });
        app.{|CNS3003:UseCookiePolicy()|};
        app.Use((context, next) =>
        {
            context.Response.Cookies.Append("late", "1");
            return next(context);
        });
        app.MapGet("/", () => "");
        """,
        ["early"]);

    [Fact] // d, the other way round
    public Task What_an_earlier_middleware_writes_later_is_held_back() => RunAsync(
        Asks,
        """
        app.Use(async (context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Cookies.Append("starting", "1");
                return Task.CompletedTask;
            });
            await next(context);
            if (!context.Response.HasStarted) context.Response.Cookies.Append("afterwards", "1");
        });
        app.UseCookiePolicy();
        app.MapGet("/", () => { });
        """,
        []);

    [Fact] // d, across methods
    public Task The_order_holds_across_methods() => RunAsync(
        Asks,
        """
        First(app);
        Second(app);
        app.MapGet("/", () => "");

        static void Second(IApplicationBuilder app) => app.{|CNS3003:UseCookiePolicy()|};
        static void First(IApplicationBuilder app) => app.Use((context, next) =>
        {
            context.Response.Cookies.{|CNS1001:Append("early", "1")|};
            return next(context);
        });
        """,
        ["early"]);

    [Fact] // e
    public Task Options_handed_to_the_middleware_drop_the_check() => RunAsync(
        Asks,
        """
        app.{|CNS3002:UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.None })|};
        app.MapGet("/", (HttpContext http) => http.Response.Cookies.{|CNS1001:Append("promo", "1")|});
        """,
        ["promo"]);

    [Fact] // f
    public Task An_event_that_issues_every_cookie_overrules_the_policy() => RunAsync(
        Asks + "services.Configure<CookiePolicyOptions>(o => o.OnAppendCookie = c => {|CNS3004:c.IssueCookie = true|});",
        """
        app.UseCookiePolicy();
        app.MapGet("/", (HttpContext http) => http.Response.Cookies.{|CNS1001:Append("promo", "1")|});
        """,
        ["promo"]);

    [Fact] // g
    public Task Without_the_middleware_the_feature_is_missing() => RunAsync(
        Asks,
        """
        app.MapGet("/", (HttpContext http) =>
        {
            var feature = http.Features.Get<{|CNS3001:ITrackingConsentFeature|}>();
            if ({|CNS3005:feature?.CanTrack ?? true|}) http.Response.Cookies.Append("open", "1");
            if ({|CNS3005:feature?.CanTrack != false|}) http.Response.Cookies.Append("unequal", "1");
            if ({|CNS3005:feature?.CanTrack is not false|}) http.Response.Cookies.Append("pattern", "1");
            if (feature?.CanTrack ?? false) http.Response.Cookies.Append("closed", "1");
            var showBanner = !feature?.CanTrack ?? false;
            return $"{feature is null} {showBanner}";
        });
        """,
        ["open", "unequal", "pattern"],
        "True False");

    [Fact] // h, first the yes
    public Task Granting_and_withdrawing() => RunAsync(
        Asks,
        """
        app.UseCookiePolicy();
        app.MapPost("/yes", (HttpContext http) =>
        {
            http.Features.Get<ITrackingConsentFeature>()!.GrantConsent();
            http.Response.Cookies.Append("promo", "1");
        });
        app.MapPost("/no", (HttpContext http) => http.Features.Get<ITrackingConsentFeature>()!.WithdrawConsent());
        """,
        async client =>
        {
            var granted = await client.PostAsync("/yes", null, TestContext.Current.CancellationToken);
            Assert.Equal([".AspNet.Consent", "promo"], Names(granted));
            using var request = new HttpRequestMessage(HttpMethod.Post, "/no") { Headers = { { "Cookie", ".AspNet.Consent=yes; promo=1" } } };
            var withdrawn = await client.SendAsync(request, TestContext.Current.CancellationToken);
            // promo stays where it is.
            Assert.Equal([".AspNet.Consent"], Names(withdrawn));
            Assert.Contains("expires=Thu, 01 Jan 1970", Assert.Single(Headers(withdrawn)), StringComparison.Ordinal);
        });

    [Fact] // i
    public Task Both_lifetimes_are_sent() => RunAsync(
        "",
        """
        app.MapGet("/", (HttpContext http) =>
        {
            http.Response.Cookies.Append("cart", "1", new CookieOptions { Expires = DateTimeOffset.UtcNow.AddYears(5), MaxAge = TimeSpan.FromDays(30) });
            http.Response.Cookies.Append("basket", "1", new CookieOptions { {|CNS1004:Expires = DateTimeOffset.MaxValue|} });
        });
        """,
        async client =>
        {
            var headers = Headers(await client.GetAsync("/", TestContext.Current.CancellationToken));
            Assert.Contains("expires=", headers[0], StringComparison.Ordinal);
            Assert.Contains("max-age=2592000", headers[0], StringComparison.Ordinal);
            Assert.Contains("expires=Fri, 31 Dec 9999", headers[1], StringComparison.Ordinal);
        });

    [Fact] // j
    public Task A_grant_opens_the_same_request() => RunAsync(
        Asks,
        """
        app.UseCookiePolicy();
        app.MapGet("/", (HttpContext http) =>
        {
            http.Features.Get<ITrackingConsentFeature>()!.{|CNS3006:GrantConsent()|};
            http.Response.Cookies.Append("promo", "1");
        });
        """,
        [".AspNet.Consent", "promo"]);

    [Fact] // j, in a middleware
    public Task A_grant_in_middleware() => RunAsync(
        Asks,
        """
        app.UseCookiePolicy();
        app.Use((context, next) =>
        {
            context.Features.Get<ITrackingConsentFeature>()?.{|CNS3006:GrantConsent()|};
            return next(context);
        });
        app.MapGet("/", (HttpContext http) => http.Response.Cookies.Append("promo", "1"));
        """,
        [".AspNet.Consent", "promo"]);

    private static Task RunAsync(string services, string pipeline, string[] sent, string? body = null) => RunAsync(services, pipeline, async client =>
    {
        var response = await client.GetAsync("/", TestContext.Current.CancellationToken);
        Assert.Equal(sent, Names(response));
        if (body is not null) Assert.Equal(body, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    });

    // One text, read by the analyzers and run by the framework.
    private static async Task RunAsync(string services, string pipeline, Func<HttpClient, Task> check)
    {
        var test = new AnalyzerTest(
            new CookieWithoutConsentAnalyzer(),
            new RawSetCookieHeaderAnalyzer(),
            new CookieLifetimeAnalyzer(),
            new TrackerMarkedEssentialAnalyzer(),
            new GateAlwaysOpenAnalyzer(),
            new PolicyDropsConsentCheckAnalyzer(),
            new PolicyTooLateAnalyzer(),
            new PolicyForcesCookiesAnalyzer(),
            new CheckFailsOpenAnalyzer(),
            new ConsentWithoutActAnalyzer())
        {
            Sources =
            {
                $$"""
                using Microsoft.AspNetCore.Http.Features;
                var builder = WebApplication.CreateSlimBuilder(args);
                Site.AddServices(builder.Services);
                var app = builder.Build();
                Site.Use(app);
                app.Run();

                public static class Site
                {
                    public static void AddServices(IServiceCollection services)
                    {
                        {{services}}
                    }

                    public static void Use(WebApplication app)
                    {
                        {{pipeline}}
                    }
                }
                """,
            },
        };
        await test.RunAsync();

        using var image = new MemoryStream();
        var emitted = new TestProject(test).Compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        image.Position = 0;
        var loaded = new AssemblyLoadContext(nameof(FrameworkBehaviourTests), isCollectible: true);
        try
        {
            await ServeAsync(loaded.LoadFromStream(image).GetType("Site", throwOnError: true)!, check);
        }
        finally
        {
            loaded.Unload();
        }
    }

    private static async Task ServeAsync(Type site, Func<HttpClient, Task> check)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        Invoke("AddServices", builder.Services);
        await using var app = builder.Build();
        Invoke("Use", app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(app.Urls.Single()) };
        await check(client);
        await app.StopAsync(TestContext.Current.CancellationToken);

        void Invoke(string method, object argument) => site.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [argument]);
    }

    private static string[] Headers(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
        return response.Headers.TryGetValues("Set-Cookie", out var values) ? [.. values] : [];
    }

    private static string[] Names(HttpResponseMessage response) => [.. Headers(response).Select(h => h[..h.IndexOf('=', StringComparison.Ordinal)])];
}
