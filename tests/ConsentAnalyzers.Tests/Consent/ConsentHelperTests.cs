using ConsentAnalyzers.Rules.Cookies;
using ConsentAnalyzers.Rules.Diagnostics;
using ConsentAnalyzers.Rules.Markup;
using ConsentAnalyzers.Rules.Mechanism;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Tests.Consent;

/// <summary>What is written with the package ConsentAnalyzers.AspNetCore is known for what it is, compiled against the package itself.</summary>
public sealed class ConsentHelperTests
{
    [Theory]
    [InlineData("if (http.Consent().Allows(ConsentPurpose.Analytics)) http.Response.Cookies.Append(\"_ga\", \"1\");")]
    [InlineData("if (http.Consent().Allows(ConsentPurpose.Analytics | ConsentPurpose.Advertising)) http.Response.Cookies.Append(\"_fbp\", \"1\");")]
    [InlineData("if (http.Consent().Allows(\"analytics\")) http.Response.Cookies.Append(\"_ga\", \"1\");")]
    [InlineData("if (http.Consent().Status(ConsentPurpose.Analytics) == ConsentStatus.Granted) http.Response.Cookies.Append(\"_ga\", \"1\");")]
    [InlineData("if (http.Consent().Status(ConsentPurpose.Analytics) is not ConsentStatus.Granted) return; http.Response.Cookies.Append(\"_ga\", \"1\");")]
    [InlineData("var consent = http.RequestServices.GetRequiredService<IConsent>(); if (!consent.Allows(ConsentPurpose.Analytics)) return; http.Response.Cookies.Append(\"_ga\", \"1\");")]
    [InlineData("if (http.Consent().Allows(\"Recommendations\")) http.Response.Cookies.Append(\"seen\", \"1\");")]
    [InlineData("decisions.Decide(http, ConsentPurpose.Analytics); http.Response.Cookies.Append(\"_ga\", \"1\");")]
    [InlineData("http.Response.AppendCookieIfConsented(ConsentPurpose.Analytics, \"_ga\", \"1\");")]
    [InlineData("http.Response.AppendCookieIfConsented(ConsentPurpose.Analytics, \"_ga\", \"1\", new CookieOptions { MaxAge = TimeSpan.FromDays(390) });")]
    [InlineData("http.Response.AppendCookiesIfConsented(ConsentPurpose.Analytics, [new(\"_ga\", \"1\"), new(\"_gid\", \"2\")], new CookieOptions());")]
    [InlineData("http.Response.AppendCookieIfConsented(purpose: ConsentPurpose.Analytics, value: \"1\", key: \"_ga\");")]
    [InlineData("ConsentHttpResponseExtensions.AppendCookieIfConsented(http.Response, ConsentPurpose.Analytics, \"_ga\", \"1\");")]
    [InlineData("http.Response.AppendCookieIfConsented(\"Analytics\", \"_ga\", \"1\");")]
    [InlineData("http.Response.AppendCookieIfConsented(\"Recommendations\", \"seen\", \"1\");")]
    [InlineData("foreach (var purpose in new[] { ConsentPurpose.Analytics }) http.Response.AppendCookieIfConsented(purpose, \"seen\", \"1\");")]
    [InlineData("if (http.Consent().IsDecided) http.Response.Cookies.{|CNS1002:Append(\"_ga\", \"1\")|};")]
    [InlineData("if (http.Consent().DecidedAt is not null) http.Response.Cookies.{|CNS1002:Append(\"_ga\", \"1\")|};")]
    [InlineData("if (http.Consent().Status(ConsentPurpose.Analytics) != ConsentStatus.Refused) http.Response.Cookies.{|CNS1002:Append(\"_ga\", \"1\")|};")]
    [InlineData("decisions.Withdraw(http); http.Response.Cookies.{|CNS1002:Append(\"_ga\", \"1\")|};")]
    [InlineData("http.Response.{|CNS1009:AppendCookieIfConsented(ConsentPurpose.Functional, \"_ga\", \"1\")|};")]
    [InlineData("if (http.Consent().Allows(ConsentPurpose.Advertising)) http.Response.Cookies.{|CNS1009:Append(\"_ga\", \"1\")|};")]
    [InlineData("http.Response.AppendCookieIfConsented(ConsentPurpose.Analytics, \"_ga\", \"1\", new CookieOptions { {|CNS1004:MaxAge = TimeSpan.FromDays(800)|} });")]
    public Task Cookies(string statements) => RunAsync($$"""
        class Page
        {
            void Run(HttpContext http, IConsentDecisions decisions)
            {
                {{statements}}
            }
        }
        """);

    [Theory]
    [InlineData("app.MapGet(\"/\", (HttpContext http) => http.Response.Cookies.Append(\"_ga\", \"1\")).RequireConsent(ConsentPurpose.Analytics);")]
    [InlineData("app.MapGet(\"/\", (HttpContext http) => { http.Response.Cookies.Append(\"_ga\", \"1\"); }).WithName(\"x\").RequireConsent(ConsentPurpose.Analytics | ConsentPurpose.Functional);")]
    [InlineData("app.MapGroup(\"/g\").RequireConsent(ConsentPurpose.Analytics).MapGet(\"/\", (HttpContext http) => http.Response.Cookies.Append(\"_ga\", \"1\"));")]
    [InlineData("var group = app.MapGroup(\"/g\").RequireConsent(ConsentPurpose.Analytics); group.MapGet(\"/\", (HttpContext http) => http.Response.Cookies.Append(\"_ga\", \"1\"));")]
    [InlineData("app.MapPost(\"/\", Handle).RequireConsent(ConsentPurpose.Analytics); static void Handle(HttpContext http) => http.Response.Cookies.Append(\"_ga\", \"1\");")]
    [InlineData("new X().Run(app); class X { public void Run(WebApplication app) => app.MapPost(\"/\", Handle).RequireConsent(ConsentPurpose.Analytics); private static void Handle(HttpContext http) => http.Response.Cookies.Append(\"_ga\", \"1\"); }")]
    [InlineData("app.MapGet(\"/\", [RequiresConsent(ConsentPurpose.Analytics)] (HttpContext http) => http.Response.Cookies.Append(\"_ga\", \"1\"));")]
    [InlineData("app.MapGet(\"/\", (HttpContext http) => http.Response.Cookies.{|CNS1009:Append(\"_ga\", \"1\")|}).RequireConsent(ConsentPurpose.Advertising);")]
    [InlineData("app.MapGet(\"/\", (HttpContext http) => http.Response.Cookies.{|CNS1002:Append(\"_ga\", \"1\")|}); app.MapGet(\"/x\", () => 1).RequireConsent(ConsentPurpose.Analytics);")]
    [InlineData("app.MapGet(\"/\", (HttpContext http) => http.Response.Cookies.{|CNS1002:Append(\"_ga\", \"1\")|}).RequireHost(\"a\");")]
    [InlineData("app.MapPost(\"/\", Handle).RequireConsent(ConsentPurpose.Analytics); app.MapPut(\"/\", Handle); static void Handle(HttpContext http) => http.Response.Cookies.{|CNS1002:Append(\"_ga\", \"1\")|};")]
    public Task Endpoints(string statements) => RunAsync("var app = WebApplication.Create(); " + (statements.Contains("class ", StringComparison.Ordinal) ? statements : statements + " app.Run();"));

    [Fact]
    public Task A_group_that_names_itself_ends_the_walk() => new AnalyzerTest(Analyzers())
    {
        Sources = { Usings + "var app = WebApplication.Create(); var group = group.MapGroup(\"/g\"); group.MapGet(\"/\", (HttpContext http) => http.Response.Cookies.{|CNS1002:Append(\"_ga\", \"1\")|}); app.Run();" },
        CompilerErrorsAllowed = true,
    }.WithHelper().RunAsync();

    [Theory]
    [InlineData("app.UseConsent();", "http.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false")]
    [InlineData("", "http.Features.Get<{|CNS3001:ITrackingConsentFeature|}>()?.CanTrack ?? false")]
    public Task The_frameworks_feature_is_answered_by_UseConsent(string use, string check) =>
        RunAsync($$"""var app = WebApplication.Create(); {{use}} app.MapGet("/", (HttpContext http) => { if ({{check}}) http.Response.Cookies.Append("seen", "1"); }); app.Run();""");

    [Fact]
    public Task A_platform_that_the_server_reads_asks_the_visitors() => RunAsync("""
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddConsent().From<Cmp>();
        var app = builder.Build();
        app.MapGet("/", (HttpContext http) => http.Features.Get<ITrackingConsentFeature>()!.CanTrack);
        app.Run();
        class Cmp : IConsentSource { public string Name => "Cmp"; public ConsentDecision? Read(HttpContext context) => null; }
        """);

    [Theory]
    [InlineData("TimeSpan.FromDays(180)")]
    [InlineData("{|CNS1005:options.Lifetime = TimeSpan.FromDays(365)|}", true)]
    public Task The_choice_is_kept_six_months(string lifetime, bool whole = false) => RunAsync($$"""
        class Start { void Run(IServiceCollection services) => services.AddConsent(options => {{(whole ? lifetime : "options.Lifetime = " + lifetime)}}); }
        """);

    [Theory]
    [InlineData("builder.Services.AddConsent();", "options.CheckConsentNeeded = _ => true")]
    [InlineData("", "{|CNS1005:options.CheckConsentNeeded = _ => true|}")]
    public Task The_frameworks_own_cookie_lives_no_longer_than_the_choice(string helper, string asks) => RunAsync($$"""
        var builder = WebApplication.CreateBuilder();
        {{helper}}
        builder.Services.Configure<CookiePolicyOptions>(options => {{asks}});
        var app = builder.Build();
        app.UseCookiePolicy();
        app.Run();
        """);

    private const string Film = "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>";
    private const string Found = "{|CNS2004:<iframe src=\"https://www.youtube.com/embed/x\">|}</iframe>";

    [Theory]
    [InlineData("Views/Film.cshtml", "<consent purpose=\"Functional\">" + Film + "</consent>")]
    [InlineData("Views/Film.cshtml", "<consent purpose=\"@(ConsentPurpose.Analytics | ConsentPurpose.Functional)\">" + Film + "</consent>")]
    [InlineData("Views/Film.cshtml", "<consent purpose-name=\"Films\">" + Film + "</consent>")]
    [InlineData("Views/Film.cshtml", "@if (Context.Consent().Allows(ConsentPurpose.Functional)) { " + Film + " }")]
    [InlineData("Views/Film.cshtml", "<consent-fallback purpose=\"Functional\">" + Found + "</consent-fallback>")]
    [InlineData("Views/Film.cshtml", "<consent purpose=\"Functional\"><p>yes</p></consent>" + Found)]
    [InlineData("Film.razor", "<ConsentGate Purpose=\"ConsentPurpose.Functional\">" + Film + "</ConsentGate>")]
    [InlineData("Film.razor", "<ConsentGate Purpose=\"ConsentPurpose.Functional\"><ChildContent>" + Film + "</ChildContent><Refused><p>no</p></Refused></ConsentGate>")]
    [InlineData("Film.razor", "<ConsentGate PurposeName=\"Films\">" + Film + "</ConsentGate>")]
    [InlineData("Film.razor", "<ConsentGate Purpose=\"ConsentPurpose.Functional\"><ChildContent><p>yes</p></ChildContent><Refused><div>" + Found + "</div></Refused></ConsentGate>")]
    [InlineData("Film.razor", "@inject IConsent Consent\n@if (Consent.Allows(ConsentPurpose.Functional)) { " + Film + " }")]
    public Task Views(string path, string view) => new AnalyzerTest(Analyzers())
    {
        Views =
        {
            ("Views/_ViewImports.cshtml", "@using ConsentAnalyzers.AspNetCore\n@using Microsoft.AspNetCore.Http\n@addTagHelper *, ConsentAnalyzers.AspNetCore"),
            ("_Imports.razor", "@using ConsentAnalyzers.AspNetCore"),
            (path, view),
        },
    }.WithHelper().RunAsync();

    private static Task RunAsync(string source) => new AnalyzerTest(Analyzers()) { Sources = { Usings + source } }.WithHelper().RunAsync();

    private const string Usings = """
        using System;
        using System.Threading.Tasks;
        using ConsentAnalyzers.AspNetCore;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.Features;
        using Microsoft.Extensions.DependencyInjection;

        """;

    private static System.Collections.Immutable.ImmutableArray<DiagnosticAnalyzer> Analyzers() =>
    [
        new CookieWithoutConsentAnalyzer(), new ConsentForAnotherPurposeAnalyzer(), new CookieLifetimeAnalyzer(), new ConsentKeptTooLongAnalyzer(), new GateAlwaysOpenAnalyzer(),
        new EmbedWithoutConsentAnalyzer(), new CallWithoutConsentAnalyzer(), new ConfigurationAnalyzer(), new ContractWordsAnalyzer(),
    ];
}

file static class HelperTestExtensions
{
    public static AnalyzerTest WithHelper(this AnalyzerTest test)
    {
        test.References.AddRange(TestReferences.Helper);
        return test;
    }
}
