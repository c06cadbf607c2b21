using ConsentAnalyzers.Rules.Cookies;

namespace ConsentAnalyzers.Tests.Consent;

/// <summary>What the enforced cookie policy holds back, and what passes before it (facts/aspnetcore.md, behaviours b to f).</summary>
public sealed class CookiePolicyTests
{
    [Theory]
    // d. A middleware before UseCookiePolicy() writes to the bare response.
    [InlineData("app.Use(async (context, next) => { context.Response.Cookies.{|CNS1001:Append(\"promo\", \"1\")|}; await next(); }); app.UseCookiePolicy();")]
    [InlineData("app.UseCookiePolicy(); app.Use(async (context, next) => { context.Response.Cookies.Append(\"promo\", \"1\"); await next(); });")]
    [InlineData("app.Use(async (context, next) => { await next(); context.Response.Cookies.Append(\"promo\", \"1\"); }); app.UseCookiePolicy();")]
    [InlineData("app.Use(async (context, next) => { context.Response.OnStarting(() => { context.Response.Cookies.Append(\"promo\", \"1\"); return Task.CompletedTask; }); await next(); }); app.UseCookiePolicy();")]
    [InlineData("app.Use(async (HttpContext context, RequestDelegate next) => { context.Response.Cookies.{|CNS1002:Append(\"_ga\", \"1\")|}; await next(context); }).UseCookiePolicy();")]
    [InlineData("app.UseWhen(c => true, branch => branch.Use(async (context, next) => { context.Response.Cookies.{|CNS1001:Append(\"promo\", \"1\")|}; await next(); })); app.UseCookiePolicy();")]
    [InlineData("app.UseRouting(); app.UseEndpoints(e => e.MapGet(\"/\", (HttpContext context) => context.Response.Cookies.Append(\"promo\", \"1\"))); app.UseCookiePolicy();")]
    public Task Inline_middleware(string pipeline) => Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(StartUp(pipeline));

    [Theory]
    [InlineData("app.UseMiddleware<Visits>(); app.UseCookiePolicy();", true)]
    [InlineData("app.UseMiddleware(typeof(Visits)); app.UseCookiePolicy();", true)]
    [InlineData("app.UseVisits(); app.UseCookiePolicy();", true)]
    [InlineData("app.UseCookiePolicy(); app.UseMiddleware<Visits>();", false)]
    [InlineData("app.UseCookiePolicy(); app.UseVisits();", false)]
    [InlineData("app.UseCookiePolicy();", false)]
    public Task Middleware_classes(string pipeline, bool isBypass) => new AnalyzerTest<CookieWithoutConsentAnalyzer>
    {
        Sources =
        {
            StartUp(pipeline),
            $$"""
            using System.Threading.Tasks;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Http;
            class Visits(RequestDelegate next)
            {
                public Task InvokeAsync(HttpContext context)
                {
                    context.Response.Cookies.{{(isBypass ? "{|CNS1001:Append(\"promo\", \"1\")|}" : "Append(\"promo\", \"1\")")}};
                    return next(context);
                }
            }
            static class VisitsExtensions { public static IApplicationBuilder UseVisits(this IApplicationBuilder app) => app.UseMiddleware<Visits>(); }
            """,
        },
    }.RunAsync();

    [Theory]
    [InlineData("Append(\"promo\", \"1\")", false)] // b
    [InlineData("Append(\"promo\", \"1\", new CookieOptions { IsEssential = true })", true)]
    [InlineData("Append(\"_ga\", \"1\", new CookieBuilder { IsEssential = true }.Build(context))", true)]
    public Task What_is_held_back(string write, bool isReported) => new AnalyzerTest<CookieWithoutConsentAnalyzer>
    {
        Sources =
        {
            StartUp("app.UseCookiePolicy();"),
            $"using Microsoft.AspNetCore.Http; class C {{ void M(HttpContext context) => context.Response.Cookies.{(isReported ? $"{{|{(write.Contains("_ga", StringComparison.Ordinal) ? "CNS1002" : "CNS1001")}:{write}|}}" : write)}; }}",
        },
    }.RunAsync();

    [Theory]
    [InlineData("app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always });", true)] // e
    [InlineData("app.UseCookiePolicy(new CookiePolicyOptions { CheckConsentNeeded = _ => true });", false)]
    [InlineData("services.Configure<CookiePolicyOptions>(o => o.OnAppendCookie = c => c.IssueCookie = true); app.UseCookiePolicy();", true)] // f
    [InlineData("services.Configure<CookiePolicyOptions>(o => o.OnAppendCookie = c => { if (c.CookieName == \"cart\") c.IssueCookie = true; }); app.UseCookiePolicy();", false)]
    [InlineData("services.AddSession();", true)] // never used
    public Task What_opens_it_again(string startUp, bool isReported) => new AnalyzerTest<CookieWithoutConsentAnalyzer>
    {
        Sources = { StartUp(startUp), $"using Microsoft.AspNetCore.Http; class C {{ void M(HttpContext context) => context.Response.Cookies.{(isReported ? "{|CNS1001:Append(\"promo\", \"1\")|}" : "Append(\"promo\", \"1\")")}; }}" },
    }.RunAsync();

    private static string StartUp(string pipeline) => $$"""
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.DependencyInjection;
        class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = _ => true);
            public void Configure(IApplicationBuilder app, IServiceCollection services)
            {
                {{pipeline}}
            }
        }
        """;
}
