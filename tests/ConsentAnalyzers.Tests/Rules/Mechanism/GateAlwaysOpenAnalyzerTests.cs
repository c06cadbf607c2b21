using ConsentAnalyzers.Rules.Mechanism;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests.Rules.Mechanism;

public sealed class GateAlwaysOpenAnalyzerTests
{
    private const string Relies = "bool May(HttpContext c) => c.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false;";
    private const string ReliesOpenly = "bool May(HttpContext c) => c.Features.Get<{|CNS3001:ITrackingConsentFeature|}>()?.CanTrack ?? false;";

    [Theory]
    [InlineData("services.Configure<CookiePolicyOptions>(o => {|CNS3001:o.CheckConsentNeeded = _ => false|}); app.UseCookiePolicy();", Relies)]
    [InlineData("services.Configure<CookiePolicyOptions>(o => {|CNS3001:o.CheckConsentNeeded = null|}); app.UseCookiePolicy();", Relies)]
    [InlineData("services.Configure<CookiePolicyOptions>(o => {|CNS3001:o.CheckConsentNeeded = context => { return false; }|}); app.UseCookiePolicy();", Relies)]
    [InlineData("services.Configure<CookiePolicyOptions>(o => o.MinimumSameSitePolicy = SameSiteMode.Lax); app.{|CNS3001:UseCookiePolicy()|};", Relies)]
    [InlineData("app.{|CNS3001:UseCookiePolicy()|}; app.UseCookiePolicy();", Relies)]
    [InlineData("services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = _ => true);", ReliesOpenly)]
    [InlineData("", ReliesOpenly)]
    public Task Reports(string startUp, string code) => Run(startUp, code);

    [Theory]
    [InlineData("services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = _ => true); app.UseCookiePolicy();", Relies)]
    [InlineData("services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = c => c.Request.Path != \"/api\"); app.UseCookiePolicy();", Relies)]
    [InlineData("app.UseCookiePolicy(new CookiePolicyOptions { CheckConsentNeeded = _ => true });", Relies)]
    [InlineData("services.AddOptions<CookiePolicyOptions>().PostConfigure(o => o.CheckConsentNeeded = Needed); app.UseCookiePolicy();", Relies + " static bool Needed(HttpContext c) => true;")]
    // Nobody relies on it.
    [InlineData("services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = _ => false); app.UseCookiePolicy();", "")]
    [InlineData("app.UseCookiePolicy();", "")]
    [InlineData("", "string Name => nameof(ITrackingConsentFeature);")]
    // A feature of the project's own decides for itself.
    [InlineData("", Relies + " class Own : ITrackingConsentFeature { public bool IsConsentNeeded => true; public bool HasConsent => false; public bool CanTrack => false; public void GrantConsent() { } public void WithdrawConsent() { } public string CreateConsentCookie() => \"\"; }")]
    public Task IsSilent(string startUp, string code) => Run(startUp, code);

    [Theory]
    [InlineData("consent_analyzers.external_cmp = Didomi")]
    [InlineData("consent_analyzers.cookie_policy = enforced")]
    public Task Configuration_knows_better(string config) => Run("", Relies, config: config);

    [Fact]
    public Task A_platform_that_a_view_loads_asks_instead() => new AnalyzerTest<GateAlwaysOpenAnalyzer>
    {
        Sources = { Source("", Relies) },
        OutputKind = OutputKind.ConsoleApplication,
        AdditionalFiles = { ("wwwroot/index.html", "<script id=\"Cookiebot\" src=\"https://consent.cookiebot.com/uc.js\" data-cbid=\"1\"></script>") },
    }.RunAsync();

    [Fact]
    public Task Of_a_library_nobody_knows() => new AnalyzerTest<GateAlwaysOpenAnalyzer> { Sources = { Source("", Relies) } }.RunAsync();

    [Fact]
    public Task Top_level_statements() => Verify.AnalyzerAsync<GateAlwaysOpenAnalyzer>("""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http.Features;
        var app = WebApplication.Create(args);
        app.{|CNS3001:UseCookiePolicy()|};
        app.MapGet("/", (Microsoft.AspNetCore.Http.HttpContext c) => c.Features.Get<ITrackingConsentFeature>()?.CanTrack);
        app.Run();
        """);

    [Theory]
    [InlineData("services.Configure<CookiePolicyOptions>(o => {|CNS3001:o.CheckConsentNeeded = _ => false|}); app.UseCookiePolicy();", "CheckConsentNeeded is always false")]
    [InlineData("app.{|CNS3001:UseCookiePolicy()|};", "CheckConsentNeeded is never set")]
    public Task Message_says_why(string startUp, string reason) => new AnalyzerTest<GateAlwaysOpenAnalyzer> { Sources = { Source(startUp, Relies) }, OutputKind = OutputKind.ConsoleApplication }
        .Expect("CNS3001", message: $"The code relies on ITrackingConsentFeature, and {reason}, so that every visitor counts as having consented; set CheckConsentNeeded = _ => true and call UseCookiePolicy()")
        .RunAsync();

    private static Task Run(string startUp, string code, string? config = null) => new AnalyzerTest<GateAlwaysOpenAnalyzer>
    {
        Sources = { Source(startUp, code) },
        OutputKind = OutputKind.ConsoleApplication,
        Config = config ?? "",
    }.RunAsync();

    private static string Source(string startUp, string code) => $$"""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.Features;
        using Microsoft.Extensions.DependencyInjection;
        class Program
        {
            static void Main() { }
            void Start(IServiceCollection services, IApplicationBuilder app) { {{startUp}} }
            {{code}}
        }
        """;
}
