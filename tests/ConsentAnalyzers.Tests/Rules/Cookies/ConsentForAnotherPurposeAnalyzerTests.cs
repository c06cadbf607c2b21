using ConsentAnalyzers.Rules.Cookies;
using ConsentAnalyzers.Rules.Diagnostics;
using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Cookies;

public sealed class ConsentForAnotherPurposeAnalyzerTests
{
    private const string Service = """
        using System;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.Features;
        public enum Purpose { Necessary, Analytics, Advertising, SocialMedia }
        public interface IConsent { bool Allows(Purpose purpose); }
        class RequiresConsentAttribute(params Purpose[] purposes) : Attribute { public Purpose[] P => purposes; }
        class ConsentExemptAttribute(string ground, params string[] names) : Attribute { public string G => ground; public string[] N => names; }

        """;

    [Theory]
    [InlineData("if (consent.Allows(Purpose.Advertising)) r.Cookies.{|CNS1009:Append(\"_ga\", \"x\")|};")]
    [InlineData("if (consent.Allows(Purpose.Analytics)) r.Cookies.{|CNS1009:Append(\"_fbp\", \"x\")|};")]
    [InlineData("if (consent.Allows(Purpose.Advertising) && consent.Allows(Purpose.SocialMedia)) r.Cookies.{|CNS1009:Append(\"_ga\", \"x\")|};")]
    [InlineData("if (consent.Allows(Purpose.Advertising)) Write(r, \"_ga\");", "static void Write(HttpResponse r, string name) => r.Cookies.Append(name, \"x\");", "{|CNS1009:Write(r, \"_ga\")|}")]
    [InlineData("", "[RequiresConsent(Purpose.Advertising)] void N(HttpResponse r) => r.Cookies.{|CNS1009:Append(\"_ga\", \"x\")|};")]
    [InlineData("if (consent.Allows(Purpose.Advertising)) r.WriteAsync({|CNS1009:\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\"|});")]
    public Task Reports(string statement, string members = "", string? marked = null) => Verify.AnalyzerAsync<ConsentForAnotherPurposeAnalyzer>(Source(marked is null ? statement : statement.Replace("Write(r, \"_ga\")", marked), members));

    [Theory]
    [InlineData("r.Cookies.Append(\"_ga\", \"x\");")]
    [InlineData("if (consent.Allows(Purpose.Analytics)) r.Cookies.Append(\"_ga\", \"x\");")]
    [InlineData("if (consent.Allows(Purpose.Analytics) || consent.Allows(Purpose.Advertising)) r.Cookies.Append(\"_ga\", \"x\");")]
    [InlineData("if (consent.Allows(Purpose.Analytics) && consent.Allows(Purpose.Advertising)) r.Cookies.Append(\"_ga\", \"x\");")]
    [InlineData("if (feature.CanTrack) r.Cookies.Append(\"_ga\", \"x\");")]
    [InlineData("if (feature.CanTrack && consent.Allows(Purpose.Advertising)) r.Cookies.Append(\"_ga\", \"x\");")]
    [InlineData("if (consent.Allows(Purpose.Advertising)) r.Cookies.Append(\"promo\", \"x\");")]
    [InlineData("if (consent.Allows(Purpose.Advertising)) r.Cookies.Append(\"cart_id\", \"x\");")]
    [InlineData("if (consent.Allows(Purpose.Advertising)) r.Cookies.Delete(\"_ga\");")]
    [InlineData("if (consent.Allows(Purpose.Necessary)) r.Cookies.Append(\"_ga\", \"x\");")]
    public Task IsSilent(string statement) => Verify.AnalyzerAsync<ConsentForAnotherPurposeAnalyzer>(Source(statement, ""));

    [Fact]
    public Task The_enforced_policy_holds_the_cookie_back_until_there_is_consent_to_everything() => new AnalyzerTest<ConsentForAnotherPurposeAnalyzer>
    {
        Sources = { Source("if (consent.Allows(Purpose.Advertising)) r.Cookies.Append(\"_ga\", \"x\");", "") },
        Config = "consent_analyzers.cookie_policy = enforced",
    }.RunAsync();

    [Fact]
    public Task Message_names_the_cookie_its_purpose_and_the_one_that_was_checked() => new AnalyzerTest<ConsentForAnotherPurposeAnalyzer> { Sources = { Source("if (consent.Allows(Purpose.Advertising)) r.Cookies.{|CNS1009:Append(\"_ga\", \"x\")|};", "") } }
        .Expect(
            "CNS1009",
            message: "'_ga' (Google Analytics, audience measurement) is guarded by a consent check for Advertising, which is another purpose than its own; check the consent for Analytics",
            properties: [("kind", "cookie"), ("name", "_ga"), ("purpose", "Analytics"), ("status", "mismatched"), ("by", "consent check (Advertising)")])
        .RunAsync();

    [Fact]
    public Task It_is_reported_instead_of_1002() => new AnalyzerTest(new ConsentForAnotherPurposeAnalyzer(), new CookieWithoutConsentAnalyzer())
    {
        Sources = { Source("if (consent.Allows(Purpose.Advertising)) r.Cookies.{|CNS1009:Append(\"_ga\", \"x\")|}; r.Cookies.{|CNS1002:Append(\"_ga\", \"x\")|};", "") },
    }.RunAsync();

    [Fact]
    public Task Tags_held_for_another_purpose_are_reported_instead_of_their_own_rules() => new AnalyzerTest(new ConsentForAnotherPurposeAnalyzer(), new TrackerScriptWithoutConsentAnalyzer(), new EmbedWithoutConsentAnalyzer())
    {
        Sources = { Service },
        Views =
        {
            ("Views/Home/Index.cshtml", """
                @inject IConsent Consent
                @if (Consent.Allows(Purpose.Advertising))
                {
                    {|CNS1009:<script src="https://www.googletagmanager.com/gtag/js?id=G-1">|}</script>
                }
                @if (Consent.Allows(Purpose.Analytics))
                {
                    <script src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
                }
                @if (Consent.Allows(Purpose.Analytics) || Consent.Allows(Purpose.Advertising))
                {
                    {|CNS2001:<script src="https://www.clarity.ms/tag/abc">|}</script>
                }
                """),
        },
    }.Expect("CNS1009", message: "'script' (Google Analytics, audience measurement) is guarded by a consent check for Advertising, which is another purpose than its own; check the consent for Analytics", properties: [("kind", "tracker"), ("status", "mismatched")]).RunAsync();

    [Theory]
    [InlineData("index.html", "{|CNS1009:<script>|}if (consent.marketing === true) { gtag('js', new Date()); gtag('config', 'G-1'); }</script>")]
    [InlineData("index.html", "<script>if (consent.analytics === true) { gtag('js', new Date()); gtag('config', 'G-1'); }</script>")]
    [InlineData("index.html", "<script>_paq.push(['requireConsent']);</script><script>if (consent.marketing === true) { _paq.push(['trackPageView']); }</script>")]
    [InlineData("Other.razor", "@attribute [RequiresConsent(Purpose.Advertising)]\n{|CNS1009:<iframe src=\"https://www.youtube.com/embed/x\">|}</iframe>")]
    [InlineData("Gated.razor", "@inject IConsent Consent\n@if (Consent.Allows(Purpose.Analytics))\n{\n    {|CNS1009:<iframe src=\"https://www.youtube.com/embed/x\">|}</iframe>\n}")]
    [InlineData("Gated.razor", "<ConsentGate Purpose=\"Purpose.Analytics\">{|CNS1009:<iframe src=\"https://www.youtube.com/embed/x\">|}</iframe></ConsentGate>")]
    [InlineData("Gated.razor", "@* consent-exempt CNS2004 Preferences: asked for *@\n<iframe src=\"https://www.youtube.com/embed/x\"></iframe>")]
    public Task In_markup(string path, string markup)
    {
        var test = new AnalyzerTest<ConsentForAnotherPurposeAnalyzer>
        {
            Sources = { Service, "namespace Test; public class ConsentGate : Microsoft.AspNetCore.Components.ComponentBase { [Microsoft.AspNetCore.Components.Parameter] public Purpose Purpose { get; set; } [Microsoft.AspNetCore.Components.Parameter] public Microsoft.AspNetCore.Components.RenderFragment? ChildContent { get; set; } }" },
        };
        (path.EndsWith(".html", StringComparison.Ordinal) ? test.AdditionalFiles : test.Views).Add((path, markup));
        return test.RunAsync();
    }

    [Fact]
    public Task The_inventory_says_so() => new AnalyzerTest<InventoryAnalyzer>
    {
        Sources = { Source("if (consent.Allows(Purpose.Advertising)) r.Cookies.{|CNS9000:Append(\"_ga\", \"x\")|};", "") },
        Config = "dotnet_diagnostic.CNS9000.severity = suggestion",
    }.Expect("CNS9000", properties: [("status", "mismatched"), ("by", "consent check (Advertising)")]).RunAsync();

    private static string Source(string statement, string members) => Service + $$"""
        class C { void M(HttpResponse r, IConsent consent, ITrackingConsentFeature feature) { {{statement}} } {{members}} }
        """;
}
