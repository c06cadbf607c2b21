using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Gates;

/// <summary>The helper beside the framework's cookie policy, in each of the ways in which that policy behaves unexpectedly (a to j).</summary>
public class CookiePolicyCombinationTests
{
    private static Task<Site> StartAsync(Action<CookiePolicyOptions>? policy, Action<WebApplication> pipeline) => Site.StartAsync(
        options => options.Cookies.Add(ConsentPurpose.Analytics, "gated", "bare"),
        builder => builder.Services.Configure<CookiePolicyOptions>(options => policy?.Invoke(options)),
        app =>
        {
            pipeline(app);
            app.MapChoice();
            app.MapGet("/", (HttpContext context) => Write(context));
        });

    private static string Write(HttpContext context)
    {
        context.Response.Cookies.Append("bare", "1");
        context.Response.AppendCookieIfConsented(ConsentPurpose.Analytics, "gated", "1");
        return context.Features.Get<ITrackingConsentFeature>()?.CanTrack.ToString() ?? "none";
    }

    private static async Task<string> VisitAsync(Visitor visitor)
    {
        var canTrack = await visitor.GetTextAsync("/");
        return $"{canTrack}: {string.Join(' ', visitor.LastSetCookies.Select(line => line.Split('=')[0]).Order(StringComparer.Ordinal))}";
    }

    [Theory]
    // a. Nothing asks: the framework's feature is always open, and answers with the choice only after UseConsent().
    [InlineData("a", "True: bare", "True: bare gated")]
    [InlineData("a with UseConsent", "False: bare", "False: bare gated")]
    // b. The policy asks for one general consent; a consent to statistics opens the gate for statistics alone.
    [InlineData("b", "False: ", "False: gated")]
    [InlineData("b with UseConsent", "False: ", "False: gated")]
    // e. The configured question is lost.
    [InlineData("e", "True: bare", "True: bare gated")]
    // f. Every cookie that reaches the policy is forced out; a gated one without consent does not reach it.
    [InlineData("f", "False: bare", "False: bare gated")]
    // g. Without the policy there is no feature.
    [InlineData("g", "none: bare", "none: bare gated")]
    [InlineData("g with UseConsent", "False: bare", "False: bare gated")]
    public async Task A_gated_cookie_waits_for_its_purpose_whatever_the_policy_does(string combination, string before, string after)
    {
        await using var site = await StartAsync(
            options =>
            {
                if (combination[0] is 'b' or 'e' or 'f') options.CheckConsentNeeded = _ => true;
                if (combination[0] is 'f') options.OnAppendCookie = cookie => cookie.IssueCookie = true;
            },
            app =>
            {
                if (combination[0] is 'e') app.UseCookiePolicy(new CookiePolicyOptions());
                else if (combination[0] is not 'g') app.UseCookiePolicy();
                if (combination.EndsWith("UseConsent", StringComparison.Ordinal)) app.UseConsent();
            });
        using var visitor = site.NewVisitor();

        Assert.Equal(before, await VisitAsync(visitor));
        await visitor.DecideAsync("Analytics");
        Assert.Equal(after, await VisitAsync(visitor));
        await visitor.WithdrawAsync();
        Assert.DoesNotContain("gated", visitor.Cookies.Keys);
        Assert.Equal(before, await VisitAsync(visitor));
    }

    [Fact]
    public async Task C_the_choice_itself_is_remembered_whatever_the_policy_holds_back()
    {
        await using var site = await StartAsync(
            options =>
            {
                options.CheckConsentNeeded = _ => true;
                options.Secure = CookieSecurePolicy.SameAsRequest;
                options.OnAppendCookie = cookie => cookie.IssueCookie = cookie.CookieName.StartsWith(".AspNetCore", StringComparison.Ordinal);
            },
            app => app.UseCookiePolicy());
        using var visitor = site.NewVisitor();

        await visitor.DecideAsync();

        Assert.Contains("; secure; ", visitor.LastSetCookies.Single(line => line.StartsWith("__Host-consent=", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task D_a_middleware_before_the_policy_is_held_by_the_gate()
    {
        await using var site = await StartAsync(
            options => options.CheckConsentNeeded = _ => true,
            app =>
            {
                app.Use((context, next) => { Write(context); return next(context); });
                app.UseCookiePolicy();
                app.MapGet("/after", () => "");
            });
        using var visitor = site.NewVisitor();

        await visitor.GetTextAsync("/after");
        Assert.Equal(["bare"], visitor.LastSetCookies.Select(line => line.Split('=')[0]));
        await visitor.DecideAsync("Analytics");
        await visitor.GetTextAsync("/after");
        Assert.Equal(["bare", "gated"], visitor.LastSetCookies.Select(line => line.Split('=')[0]));
    }

    [Fact]
    public async Task H_a_withdrawal_takes_the_cookies_along()
    {
        await using var site = await StartAsync(options => options.CheckConsentNeeded = _ => true, app =>
        {
            app.UseCookiePolicy();
            app.UseConsent();
            app.MapPost("/withdraw", (HttpContext context) => context.Features.GetRequiredFeature<ITrackingConsentFeature>().WithdrawConsent());
        });
        using var visitor = site.NewVisitor();
        await visitor.DecideAsync("Analytics", "Advertising", "SocialMedia", "Personalisation", "Functional");
        Assert.Equal("True: bare gated", await VisitAsync(visitor));

        await visitor.SendAsync(new(HttpMethod.Post, "/withdraw"));

        Assert.DoesNotContain("gated", visitor.Cookies.Keys);
        Assert.DoesNotContain("bare", visitor.Cookies.Keys);
    }

    [Fact]
    public async Task I_both_lifetimes_are_sent_as_they_were_given()
    {
        await using var site = await StartAsync(null, app => app.MapGet("/both", (HttpContext context) =>
            context.Response.AppendCookieIfConsented(ConsentPurpose.Analytics, "gated", "1", new CookieOptions { MaxAge = TimeSpan.FromDays(1), Expires = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) })));
        using var visitor = site.NewVisitor();
        await visitor.DecideAsync("Analytics");

        await visitor.GetTextAsync("/both");

        Assert.Equal("gated=1; expires=Tue, 01 Jan 2030 00:00:00 GMT; max-age=86400; path=/", Assert.Single(visitor.LastSetCookies));
    }

    [Fact]
    public async Task J_a_decision_counts_for_the_rest_of_its_request_and_only_where_it_is_an_act()
    {
        await using var site = await StartAsync(options => options.CheckConsentNeeded = _ => true, app =>
        {
            app.UseCookiePolicy();
            app.UseConsent();
            app.MapMethods("/grant", ["GET", "POST"], (HttpContext context) =>
            {
                context.Features.GetRequiredFeature<ITrackingConsentFeature>().GrantConsent();
                return Write(context);
            });
        });
        using var visitor = site.NewVisitor();

        Assert.Equal("False", await visitor.GetTextAsync("/grant"));
        Assert.Empty(visitor.LastSetCookies);
        using var granted = await visitor.SendAsync(new(HttpMethod.Post, "/grant"));
        Assert.Equal("True", await granted.Content.ReadAsStringAsync());
        Assert.Contains("gated", visitor.Cookies.Keys);
    }
}
