using ConsentAnalyzers.Rules.Cookies;

namespace ConsentAnalyzers.Tests.Rules.Cookies;

public sealed class SessionHeldByPolicyAnalyzerTests
{
    private const string Asks = "services.Configure<CookiePolicyOptions>(o => {|CNS1011:o.CheckConsentNeeded = _ => true|});";
    private const string AsksQuietly = "services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = _ => true);";

    [Theory]
    [InlineData(Asks + "services.AddSession(); app.UseCookiePolicy();")]
    [InlineData(Asks + "services.AddSession(o => o.IdleTimeout = TimeSpan.FromMinutes(20)); app.UseCookiePolicy(); app.UseSession();")]
    [InlineData(Asks + "services.AddSession(o => o.Cookie.IsEssential = false); app.UseCookiePolicy();")]
    [InlineData(Asks + "app.UseCookiePolicy(); controller.TempData[\"message\"] = \"saved\";")]
    [InlineData(Asks + "services.AddMvc().AddSessionStateTempDataProvider(); app.UseCookiePolicy(); controller.TempData[\"message\"] = \"saved\";")]
    [InlineData(AsksQuietly + "services.AddSession(o => o.Cookie.IsEssential = true); app.UseCookiePolicy();")]
    [InlineData(AsksQuietly + "services.AddSession(); services.Configure<SessionOptions>(o => o.Cookie.IsEssential = true); app.UseCookiePolicy();")]
    [InlineData(AsksQuietly + "services.Configure<CookieTempDataProviderOptions>(o => o.Cookie.IsEssential = true); app.UseCookiePolicy(); controller.TempData[\"message\"] = \"saved\";")]
    [InlineData(AsksQuietly + "services.AddMvc().AddCookieTempDataProvider(o => o.Cookie.IsEssential = true); app.UseCookiePolicy(); controller.TempData[\"message\"] = \"saved\";")]
    [InlineData(AsksQuietly + "app.UseCookiePolicy();")]
    // No policy holds anything back.
    [InlineData(AsksQuietly + "services.AddSession();")]
    [InlineData("services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = _ => false); services.AddSession(); app.UseCookiePolicy();")]
    public Task Session_and_TempData(string startUp) => Verify.AnalyzerAsync<SessionHeldByPolicyAnalyzer>(Source(startUp));

    [Fact]
    public Task TempData_by_attribute() => new AnalyzerTest<SessionHeldByPolicyAnalyzer>
    {
        Sources =
        {
            Source(Asks + "app.UseCookiePolicy();"),
            "class P : Microsoft.AspNetCore.Mvc.RazorPages.PageModel { [Microsoft.AspNetCore.Mvc.TempData] public string? Message { get; set; } }",
        },
    }.RunAsync();

    [Fact]
    public Task Each_lost_cookie_is_named() => new AnalyzerTest<SessionHeldByPolicyAnalyzer>
    {
        Sources = { Source("services.Configure<CookiePolicyOptions>(o => {|CNS1011:{|CNS1011:o.CheckConsentNeeded = _ => true|}|}); services.AddSession(); app.UseCookiePolicy(); controller.TempData[\"m\"] = \"saved\";") },
    }.RunAsync();

    [Fact]
    public Task Message_says_where_to_write_it() => new AnalyzerTest<SessionHeldByPolicyAnalyzer> { Sources = { Source(Asks + "services.AddSession(); app.UseCookiePolicy();") } }
        .Expect("CNS1011", message: "The cookie policy holds the cookie of session state back until the visitor consents, so that it loses its data; set Cookie.IsEssential = true in SessionOptions (it is strictly necessary)")
        .RunAsync();

    private static string Source(string startUp) => $$"""
        using System;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.DependencyInjection;
        class Startup
        {
            void Configure(IServiceCollection services, IApplicationBuilder app, Controller controller)
            {
                {{startUp}}
            }
        }
        """;
}
