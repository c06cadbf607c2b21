using ConsentAnalyzers.Rules.Cookies;

namespace ConsentAnalyzers.Tests.Rules.Cookies;

public sealed class GeneralConsentForPurposeAnalyzerTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.Features;

        """;

    private const string Writes = "class Writes { void M(HttpResponse r, ITrackingConsentFeature feature) { if (feature.CanTrack) r.Cookies.Append(\"_ga\", \"x\"); } }\n";

    private const string Reported = "class Writes { void M(HttpResponse r, ITrackingConsentFeature feature) { if (feature.CanTrack) r.Cookies.{|CNS1010:Append(\"_ga\", \"x\")|}; } }\n";

    private const string Attributes = """
        enum Purpose { Necessary, Analytics, Advertising }
        class RequiresConsentAttribute(params object[] purposes) : Attribute { public object[] P => purposes; }
        class ConsentGuardAttribute(params object[] purposes) : Attribute { public object[] P => purposes; }

        """;

    [Theory]
    [InlineData("interface IConsent { bool Allows(Purpose purpose); }")]
    [InlineData("interface IConsent { Task<bool> AllowsAsync(Purpose? purpose); }")]
    [InlineData("interface IConsentService { ConsentState Get(Purpose purpose); } enum ConsentState { Accepted, Refused }")]
    [InlineData("interface IChoice { [ConsentGuard] bool Yes(Purpose purpose); }")]
    [InlineData("interface IConsent { bool Allows(string purpose); } class D { bool A(IConsent c, IConsent consent) => consent.Allows(\"marketing\") && consent.Allows(\"statistics\"); }")]
    [InlineData("interface IConsent { bool Analytics { get; } bool Marketing { get; } }")]
    [InlineData("record CookieConsent(bool Analytics, bool Social);")]
    [InlineData("class CookiePreferences { public bool? Statistics { get; set; } public bool Advertising { get; set; } }")]
    [InlineData("class D { bool HasAnalyticsConsent() => true; Task<bool> HasMarketingConsent() => null!; }")]
    [InlineData("class D { void M(bool analyticsConsent, bool marketingConsent) { } }")]
    [InlineData("class D { [RequiresConsent(Purpose.Analytics)] void M() { } [RequiresConsent(\"Advertising\")] void N() { } }")]
    [InlineData("class D { [RequiresConsent(Purpose.Analytics, Purpose.Advertising)] void M() { } }")]
    [InlineData("class D { [ConsentGuard(\"Analytics|SocialMedia\")] bool M() => true; }")]
    public Task Reports_where_several_purposes_are_told_apart(string declared) => Verify.AnalyzerAsync<GeneralConsentForPurposeAnalyzer>(Usings + Attributes + Reported + declared);

    [Theory]
    [InlineData("")]
    [InlineData("class Catalogue { Purpose Of(string name) => Purpose.Analytics; Purpose Other => Purpose.Advertising; }")]
    [InlineData("interface IConsent { bool Allows(Needs purpose); } enum Needs { Necessary, Analytics }")]
    [InlineData("interface IConsent { bool Analytics { get; } bool Statistics { get; } }")]
    [InlineData("class D { [RequiresConsent(Purpose.Analytics)] void M() { } bool HasAnalyticsConsent() => true; }")]
    [InlineData("class D { [RequiresConsent] void M() { } [ConsentGuard] bool N() => true; }")]
    [InlineData("class TrackingOptions { public bool Analytics { get; set; } public bool Marketing { get; set; } }")]
    [InlineData("class Report { public bool Statistics { get; set; } public bool Advertising { get; set; } }")]
    [InlineData("class D { void Log(string category) { } void M() { Log(\"marketing\"); Log(\"analytics\"); } }")]
    public Task IsSilent_in_a_project_of_one_purpose(string declared) => Verify.AnalyzerAsync<GeneralConsentForPurposeAnalyzer>(Usings + Attributes + Writes + declared);

    private const string Several = "interface IConsent { bool Allows(Purpose purpose); }\n";

    [Theory]
    [InlineData("if (feature.CanTrack) r.Cookies.{|CNS1010:Append(\"_fbp\", \"x\")|};")]
    [InlineData("if (!feature.HasConsent) return; r.Cookies.{|CNS1010:Append(\"_fbp\", \"x\")|};")]
    [InlineData("if (r.HttpContext.Request.Cookies[\"cookie_consent\"] == \"yes\") r.Cookies.{|CNS1010:Append(\"_fbp\", \"x\")|};")]
    [InlineData("if (feature.CanTrack && consent.Allows(Purpose.Analytics)) r.Cookies.{|CNS1010:Append(\"_fbp\", \"x\")|};")]
    [InlineData("if (feature.CanTrack && consent.Allows(Purpose.Advertising)) r.Cookies.Append(\"_fbp\", \"x\");")]
    [InlineData("if (feature.CanTrack) if (consent.Allows(Purpose.Advertising)) r.Cookies.Append(\"_fbp\", \"x\");")]
    [InlineData("if (feature.CanTrack || consent.Allows(Purpose.Advertising)) r.Cookies.Append(\"_fbp\", \"x\");")]
    [InlineData("if (consent.Allows(Purpose.Advertising)) r.Cookies.Append(\"_fbp\", \"x\");")]
    [InlineData("if (feature.CanTrack) r.Cookies.Append(\"promo\", \"x\");")]
    [InlineData("if (feature.CanTrack) r.Cookies.Append(\"cart_id\", \"x\");")]
    [InlineData("r.Cookies.Append(\"_fbp\", \"x\");")]
    public Task A_check_for_the_purpose_itself_is_enough(string statement) =>
        Verify.AnalyzerAsync<GeneralConsentForPurposeAnalyzer>(Usings + Attributes + Several + $"class C {{ void M(HttpResponse r, IConsent consent, ITrackingConsentFeature feature) {{ {statement} }} }}");

    [Theory]
    [InlineData("consent_analyzers.guards = D.A:Analytics, D.B:Advertising", true)]
    [InlineData("consent_analyzers.guard_names = measured:Analytics, advertised:Advertising", true)]
    [InlineData("consent_analyzers.guards = D.A:Analytics, D.B", false)]
    [InlineData("consent_analyzers.guard_names = measured, advertised", false)]
    public Task Configuration_names_purposes(string config, bool isReported) => new AnalyzerTest<GeneralConsentForPurposeAnalyzer> { Sources = { Usings + (isReported ? Reported : Writes) }, Config = config }.RunAsync();

    [Fact]
    public Task What_the_policy_holds_back_is_under_no_check() => new AnalyzerTest<GeneralConsentForPurposeAnalyzer>
    {
        Sources = { Usings + Attributes + Several + "class C { void M(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\"); }" },
        Config = "consent_analyzers.cookie_policy = enforced",
    }.RunAsync();

    [Fact]
    public Task Purposes_of_views_count() => new AnalyzerTest<GeneralConsentForPurposeAnalyzer>
    {
        Sources = { Usings + "public interface IConsent { bool Allows(string purpose); }\n" + Reported },
        Views = { ("Views/Home/Index.cshtml", "@inject IConsent Consent\n@if (Consent.Allows(\"marketing\")) { <p>a</p> }\n@if (Consent.Allows(\"analytics\")) { <p>b</p> }") },
    }.RunAsync();

    [Fact]
    public Task Message_names_the_purposes() => new AnalyzerTest<GeneralConsentForPurposeAnalyzer> { Sources = { Usings + Attributes + Several + Reported } }
        .Expect(
            "CNS1010",
            message: "Cookie '_ga' (Google Analytics, audience measurement) is guarded by a yes/no consent, and this project tells several purposes apart (Analytics, Advertising); check the consent for Analytics",
            severity: Microsoft.CodeAnalysis.DiagnosticSeverity.Info,
            properties: [("status", "guarded"), ("by", "consent check (any purpose)")])
        .RunAsync();

    [Theory]
    [InlineData("class C { bool HasConsent( ")]
    [InlineData("enum Purpose { Analytics, = } interface IConsent { bool Allows(Purpose); bool ( }")]
    public Task Half_typed_code_is_no_crash(string source) => new AnalyzerTest<GeneralConsentForPurposeAnalyzer> { Sources = { Usings + Writes, source }, CompilerErrorsAllowed = true }.RunAsync();
}
