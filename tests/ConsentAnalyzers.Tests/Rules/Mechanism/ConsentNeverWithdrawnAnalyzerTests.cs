using ConsentAnalyzers.Rules.Mechanism;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests.Rules.Mechanism;

public sealed class ConsentNeverWithdrawnAnalyzerTests
{
    private const string Asks = "builder.Services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = _ => true); var app = builder.Build(); app.UseCookiePolicy(); ";
    private const string Granted = "app.MapPost(\"/yes\", (HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.GrantConsent());";

    [Theory]
    [InlineData(Asks + "app.MapPost(\"/yes\", (HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.{|CNS3007:GrantConsent()|});")]
    [InlineData(Asks + "app.MapPost(\"/yes\", (HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.{|CNS3007:GrantConsent()|}); app.MapPost(\"/again\", (HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.GrantConsent());")]
    [InlineData("var app = builder.Build(); app.MapPost(\"/yes\", (HttpContext c) => c.Response.Cookies.{|CNS3007:Append(\"cookie_consent\", \"yes\")|});")]
    [InlineData("var app = builder.Build(); app.MapPost(\"/yes\", (HttpContext c) => c.Response.Cookies.{|CNS3007:Append(\"cookie_consent\", \"yes\")|}); app.MapPost(\"/out\", (HttpContext c) => c.Response.Cookies.Delete(\"cart\"));")]
    public Task Reports(string statements) => Run(statements);

    [Theory]
    [InlineData(Asks + Granted + "app.MapPost(\"/no\", (HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.WithdrawConsent());")]
    [InlineData(Asks + Granted + "app.MapPost(\"/no\", (HttpContext c) => c.Response.Cookies.Delete(\".AspNet.Consent\"));")]
    [InlineData(Asks + Granted + "app.MapPost(\"/no\", (HttpContext c) => { foreach (var name in c.Request.Cookies.Keys) c.Response.Cookies.Delete(name); });")]
    [InlineData("var app = builder.Build(); app.MapPost(\"/yes\", (HttpContext c) => c.Response.Cookies.Append(\"cookie_consent\", \"yes\")); app.MapPost(\"/no\", (HttpContext c) => c.Response.Cookies.Append(\"cookie_consent\", \"no\"));")]
    [InlineData("var app = builder.Build(); app.MapPost(\"/yes\", (HttpContext c) => c.Response.Cookies.Append(\"cookie_consent\", \"yes\")); app.MapPost(\"/no\", (HttpContext c) => c.Response.Cookies.Append(\"cookie_consent\", \"yes\", new CookieOptions { MaxAge = TimeSpan.Zero }));")]
    [InlineData("var app = builder.Build(); app.MapPost(\"/choice\", (HttpContext c, bool ok) => c.Response.Cookies.Append(\"cookie_consent\", ok.ToString()));")]
    [InlineData("var app = builder.Build(); app.MapPost(\"/choice\", (HttpContext c, string answer) => c.Response.Cookies.Append(\"cookie_consent\", answer));")]
    // The gate is always open: CNS3001.
    [InlineData("var app = builder.Build(); app.UseCookiePolicy(); " + Granted)]
    [InlineData("var app = builder.Build(); app.MapGet(\"/\", () => \"\");")]
    public Task IsSilent(string statements) => Run(statements);

    [Fact]
    public Task The_banner_of_the_old_templates() => new AnalyzerTest<ConsentNeverWithdrawnAnalyzer>
    {
        Sources = { Source(Asks) },
        Views = { ("Views/Shared/_CookieConsentPartial.cshtml", Banner("{|CNS3007:CreateConsentCookie()|}")) },
    }.RunAsync();

    [Theory]
    [InlineData("<script>function no() { document.cookie = '.AspNet.Consent=; expires=Thu, 01 Jan 1970 00:00:00 GMT'; }</script>")]
    [InlineData("<script>document.cookie.split(';').forEach(c => document.cookie = c.trim().split('=')[0] + '=;expires=Thu, 01 Jan 1970');</script>")]
    public Task A_script_deletes_the_cookie(string script) => new AnalyzerTest<ConsentNeverWithdrawnAnalyzer>
    {
        Sources = { Source(Asks) },
        Views = { ("Views/Shared/_CookieConsentPartial.cshtml", Banner("CreateConsentCookie()")), ("Views/Home/Privacy.cshtml", script) },
    }.RunAsync();

    [Fact]
    public Task A_page_withdraws() => new AnalyzerTest<ConsentNeverWithdrawnAnalyzer>
    {
        Sources = { Source(Asks) },
        Views =
        {
            ("Views/Shared/_CookieConsentPartial.cshtml", Banner("CreateConsentCookie()")),
            ("Pages/Privacy.cshtml", "@page\n@using Microsoft.AspNetCore.Http.Features\n@functions { public void OnPost() => HttpContext.Features.Get<ITrackingConsentFeature>()!.WithdrawConsent(); }"),
        },
    }.RunAsync();

    [Fact]
    public Task The_helper() => new AnalyzerTest<ConsentNeverWithdrawnAnalyzer>
    {
        Sources = { "using ConsentAnalyzers.AspNetCore; var app = WebApplication.Create(args); app.MapPost(\"/ok\", (HttpContext c, IConsentDecisions d) => d.Decide(c, ConsentPurpose.Analytics)); app.MapConsent(); app.Run();" },
        References = { TestReferences.Helper[0], TestReferences.Helper[1] },
    }.RunAsync();

    [Fact]
    public Task The_helper_without_its_endpoint() => new AnalyzerTest<ConsentNeverWithdrawnAnalyzer>
    {
        Sources = { "using ConsentAnalyzers.AspNetCore; var app = WebApplication.Create(args); app.MapPost(\"/ok\", (HttpContext c, IConsentDecisions d) => d.{|CNS3007:Decide(c, ConsentPurpose.Analytics)|}); app.Run();" },
        References = { TestReferences.Helper[0], TestReferences.Helper[1] },
    }.RunAsync();

    [Fact]
    public Task Of_a_library_nobody_knows() => Verify.AnalyzerAsync<ConsentNeverWithdrawnAnalyzer>("class A { void M(HttpContext c) => c.Response.Cookies.Append(\"cookie_consent\", \"yes\"); }");

    [Fact]
    public Task Another_platform_asks() => new AnalyzerTest<ConsentNeverWithdrawnAnalyzer>
    {
        Sources = { Source("var app = builder.Build(); app.MapPost(\"/yes\", (HttpContext c) => c.Response.Cookies.Append(\"cookie_consent\", \"yes\"));") },
        AdditionalFiles = { ("wwwroot/index.html", "<script id=\"Cookiebot\" src=\"https://consent.cookiebot.com/uc.js\" data-cbid=\"1\"></script>") },
    }.RunAsync();

    private static Task Run(string statements) => new AnalyzerTest<ConsentNeverWithdrawnAnalyzer> { Sources = { Source(statements) } }.RunAsync();

    private static string Source(string statements) => $"using Microsoft.AspNetCore.Http.Features; var builder = WebApplication.CreateBuilder(args); {(statements.Contains("builder.Build()", StringComparison.Ordinal) ? statements : statements + "var app = builder.Build();")} app.Run();";

    private static string Banner(string call) => $$"""
        @using Microsoft.AspNetCore.Http.Features
        @{
            var consentFeature = Context.Features.Get<ITrackingConsentFeature>();
            var showBanner = !consentFeature?.CanTrack ?? false;
            var cookieString = consentFeature?.{{call}};
        }
        @if (showBanner)
        {
            <button data-cookie-string="@cookieString">Accept</button>
            <script>document.querySelector("button[data-cookie-string]").addEventListener("click", e => { document.cookie = e.target.dataset.cookieString; });</script>
        }
        """;
}
