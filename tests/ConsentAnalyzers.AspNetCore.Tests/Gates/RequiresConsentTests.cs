using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Gates;

public class RequiresConsentTests
{
    private static Task<Site> StartAsync(Action<ConsentOptions>? options = null) => Site.StartAsync(
        o => { o.CustomPurposes.Add("Recommendations"); options?.Invoke(o); },
        AddPages,
        app =>
        {
            app.MapChoice();
            MapEndpoints(app);
        });

    private static void AddPages(WebApplicationBuilder builder)
    {
        builder.Services.AddControllersWithViews();
        builder.Services.AddRazorPages();
        builder.Services.AddSingleton<Counter>();
    }

    private static void MapEndpoints(WebApplication app)
    {
        app.MapControllers();
        app.MapRazorPages();
        app.MapGet("/minimal", [RequiresConsent(ConsentPurpose.Analytics)] (Counter counter) => $"ran {counter.Next()}");
        app.MapGet("/required", (Counter counter) => $"ran {counter.Next()}").RequireConsent(ConsentPurpose.Analytics);
        app.MapGet("/forbidden", (Counter counter) => $"ran {counter.Next()}").RequireConsent(ConsentPurpose.Analytics, StatusCodes.Status403Forbidden);
        app.MapGet("/open", (Counter counter) => $"ran {counter.Next()}");
        app.MapGroup("/group").RequireConsent("Recommendations").MapGet("/in", (Counter counter) => $"ran {counter.Next()}");
    }

    private static int Runs(Site site) => site.Services.GetRequiredService<Counter>().Runs;

    [Theory]
    [InlineData("GET", "/gates/action", "Analytics")]
    [InlineData("GET", "/gates/named", "Recommendations")]
    [InlineData("GET", "/gates/several", "Analytics", "Advertising")]
    [InlineData("GET", "/minimal", "Analytics")]
    [InlineData("GET", "/required", "Analytics")]
    [InlineData("GET", "/group/in", "Recommendations")]
    [InlineData("GET", "/Held", "Analytics")]
    [InlineData("POST", "/Visits", "Analytics")]
    public async Task What_requires_consent_does_not_run_without_it(string method, string path, params string[] needed)
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();

        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync());
        await visitor.DecideAsync();
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync());
        await visitor.DecideAsync(["Functional", .. needed.Skip(1)]);
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync());
        Assert.Equal(0, Runs(site));

        await visitor.DecideAsync(needed);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync());
        Assert.Equal(1, Runs(site));

        await visitor.WithdrawAsync();
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync());
        Assert.Equal(1, Runs(site));

        async Task<HttpStatusCode> StatusAsync()
        {
            using var response = await visitor.SendAsync(new(new HttpMethod(method), path));
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Other_handlers_and_endpoints_run()
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();

        Assert.Equal("ran 1", await visitor.GetTextAsync("/open"));
        using var page = await visitor.GetAsync("/Visits");
        using var handler = await visitor.SendAsync(new(HttpMethod.Post, "/Visits?handler=Plain"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (page.StatusCode, handler.StatusCode));
        Assert.Equal(2, Runs(site));
    }

    [Fact]
    public async Task No_purpose_is_never_met()
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();
        await visitor.DecideAsync("Analytics", "Advertising", "SocialMedia", "Personalisation", "Functional", "Recommendations");

        using var answer = await visitor.GetAsync("/gates/none");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(0, Runs(site));
    }

    [Fact]
    public async Task What_the_output_cache_holds_for_one_visitor_is_kept_from_another()
    {
        await using var site = await Site.StartAsync(
            services: builder => builder.Services.AddOutputCache(),
            app: app =>
            {
                app.UseOutputCache();
                app.MapChoice();
                app.MapGet("/held", () => "held").RequireConsent(ConsentPurpose.Analytics).CacheOutput();
            });
        using var consenting = site.NewVisitor();
        await consenting.DecideAsync("Analytics");
        using var refusing = site.NewVisitor();
        await refusing.DecideAsync();

        Assert.Equal("held", await consenting.GetTextAsync("/held"));
        using var answer = await refusing.GetAsync("/held");
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("held", await consenting.GetTextAsync("/held"));
    }

    [Theory]
    [InlineData("GET", "/forbidden")]
    [InlineData("POST", "/Visits?handler=Advert")]
    public async Task The_status_of_the_refusal_can_be_set_where_it_stands(string method, string path)
    {
        await using var site = await StartAsync(options => options.WhenRefused = context => context.Response.WriteAsync("please choose"));
        using var visitor = site.NewVisitor();

        using var answer = await visitor.SendAsync(new(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("/gates/action")]
    [InlineData("/minimal")]
    [InlineData("/required")]
    [InlineData("/Held")]
    public async Task The_answer_of_a_refusal_can_be_configured(string path)
    {
        await using var site = await StartAsync(options => options.WhenRefused = context => context.Response.WriteAsync("please choose"));
        using var visitor = site.NewVisitor();

        Assert.Equal("please choose", await visitor.GetTextAsync(path));
        Assert.Equal(0, Runs(site));
    }

    [Theory]
    [InlineData("/gates/action")]
    [InlineData("/required")]
    [InlineData("/Held")]
    public async Task Without_the_services_nothing_runs(string path)
    {
        await using var site = await Site.StartBareAsync(AddPages, MapEndpoints);
        using var visitor = site.NewVisitor();

        using var answer = await visitor.GetAsync(path);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(0, Runs(site));
    }
}
