using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Markup;

/// <summary>What the server's code does to a tag: every way in which Razor leaves it out, and what only looks like one.</summary>
public sealed class HeldByServerTests
{
    private const string Tag = "<script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>";
    private const string Live = "{|CNS2001:<script src=\"https://static.hotjar.com/c/hotjar-1.js\">|}</script>";

    [Theory]
    [InlineData("@if (Consent.Allows(Purpose.Analytics)) { " + Tag + " }")]
    [InlineData("@if (!Consent.Allows(Purpose.Analytics)) { <p>no</p> } else { " + Tag + " }")]
    [InlineData("@if (Model is null) { <p>no</p> } else if (Consent.Allows(Purpose.Analytics)) { " + Tag + " }")]
    [InlineData("@switch (Consent.Allows(Purpose.Analytics)) { case true: " + Tag + " break; default: break; }")]
    [InlineData("@{ if (!Consent.Allows(Purpose.Analytics)) { return; } }\n" + Tag)]
    [InlineData("@{ if (!Consent.Allows(Purpose.Analytics)) return; }\n<div>" + Tag + "</div>")]
    [InlineData("@{ var ok = Consent.Allows(Purpose.Analytics); }\n@if (ok) { " + Tag + " }")]
    [InlineData("@{ var ok = Consent.Allows(Purpose.Analytics) && Model is not null; }\n@if (ok) { " + Tag + " }")]
    [InlineData("@section Scripts { @if (Consent.Allows(Purpose.Analytics)) { " + Tag + " } }")]
    [InlineData("@if (Consent.Allows(Purpose.Analytics)) { foreach (var i in new[] { 1 }) { " + Tag + " } }")]
    [InlineData("@foreach (var i in new[] { 1 }) { if (!Consent.Allows(Purpose.Analytics)) continue; " + Tag + " }")]
    [InlineData("@while (Consent.Allows(Purpose.Analytics)) { " + Tag + " break; }")]
    [InlineData("@using (Html.BeginForm()) { if (Consent.Allows(Purpose.Analytics)) { " + Tag + " } }")]
    [InlineData("@try { if (Consent.Allows(Purpose.Analytics)) { " + Tag + " } } finally { }")]
    [InlineData("@functions { void Write() { if (Consent.Allows(Purpose.Analytics)) { " + Tag + " } } }\n@{ Write(); }")]
    [InlineData("@{ void Write() { " + Tag + " } }\n@if (Consent.Allows(Purpose.Analytics)) { Write(); }")]
    [InlineData("<environment include=\"Production\">@if (Consent.Allows(Purpose.Analytics)) { " + Tag + " }</environment>")]
    [InlineData("@if (Consent.Allows(Purpose.Analytics)) { <environment exclude=\"Development\">" + Tag + "</environment> }")]
    [InlineData("<script src=\"@(Consent.Allows(Purpose.Analytics) ? \"https://static.hotjar.com/c/hotjar-1.js\" : \"/empty.js\")\"></script>")]
    [InlineData("@* " + Tag + " *@")]
    [InlineData("<!-- " + Tag + " -->")]
    [InlineData("<template>" + Tag + "</template>")]
    [InlineData("<pre>&lt;script src=\"https://static.hotjar.com/c/hotjar-1.js\">&lt;/script></pre>")]
    public Task Held(string view) => Run(view);

    [Theory]
    [InlineData(Live)]
    [InlineData("@if (Model is not null) { " + Live + " }")]
    [InlineData("@if (Consent.Allows(Purpose.Analytics)) { <p>yes</p> } else { " + Live + " }")]
    [InlineData("@if (Consent.Allows(Purpose.Analytics)) { <p>yes</p> }\n" + Live)]
    [InlineData("@if (Consent.Allows(Purpose.Analytics) || Model is not null) { " + Live + " }")]
    [InlineData("@section Scripts { " + Live + " }")]
    [InlineData("@{ var ok = Consent.Allows(Purpose.Analytics); ok = true; }\n@if (ok) { " + Live + " }")]
    [InlineData("<environment exclude=\"Development\">" + Live + "</environment>")]
    [InlineData("@if (User.Identity!.IsAuthenticated) { " + Live + " }")]
    [InlineData("@if (!string.IsNullOrEmpty(Model?.ToString())) { " + Live + " }")]
    [InlineData("@{ void Write() { " + Live + " } }\n@if (Consent.Allows(Purpose.Analytics)) { Write(); }\n@{ Write(); }")]
    [InlineData("@foreach (var i in new[] { 1 }) { " + Live + " }")]
    [InlineData("<consent purpose=\"Analytics\">" + Live + "</consent>")]
    public Task Open(string view) => Run(view);

    [Theory]
    [InlineData("@attribute [RequiresConsent(Purpose.Analytics)]\n", false)]
    [InlineData("@attribute [RequiresConsent(Purpose.Advertising)]\n", true)]
    [InlineData("@attribute [Obsolete]\n", true)]
    public Task Contracts_of_the_page(string directive, bool isLive) => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer>
    {
        Sources = { Service },
        Views = { ("Pages/Index.cshtml", "@page\n" + directive + (isLive && !directive.Contains("Advertising", StringComparison.Ordinal) ? Live : Tag)) },
    }.RunAsync();

    [Theory]
    [InlineData("CanMeasure", false)]
    [InlineData("IsReady", true)]
    public Task Code_behind(string condition, bool isLive) => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer>
    {
        Sources =
        {
            Service,
            """
            using Microsoft.AspNetCore.Components;
            namespace Shop;
            public partial class Index : ComponentBase
            {
                [Inject] public IConsent Consent { get; set; } = null!;
                private bool CanMeasure => Consent.Allows(Purpose.Analytics);
                private bool IsReady { get; set; }
            }
            """,
        },
        Views = { ("Index.razor", $"@namespace Shop\n@if ({condition}) {{ {(isLive ? Live : Tag)} }}") },
    }.RunAsync();

    [Theory]
    [InlineData("[Views/Emails/*.cshtml]\ngenerated_code = true", false)]
    [InlineData("[Views/Emails/*.cshtml]\ngenerated_code = false", true)]
    [InlineData("[Views/Home/*.cshtml]\ngenerated_code = true", true)]
    public Task Templates_of_mails_are_left_out_by_configuration(string config, bool isLive) => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer>
    {
        Views = { ("Views/Emails/Order.cshtml", isLive ? Live : Tag) },
        Config = config,
    }.RunAsync();

    [Fact]
    public Task An_authorized_visitor_has_consented_to_nothing() => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer>
    {
        Sources = { Service, "public class AuthorizeView : Microsoft.AspNetCore.Components.ComponentBase { [Microsoft.AspNetCore.Components.Parameter] public Microsoft.AspNetCore.Components.RenderFragment? ChildContent { get; set; } }" },
        Views = { ("Index.razor", "<AuthorizeView>" + Live + "</AuthorizeView>") },
    }.RunAsync();

    private static Task Run(string view) => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer>
    {
        Sources = { Service },
        Views = { ("Views/Home/Index.cshtml", "@model object\n@inject IConsent Consent\n" + view) },
    }.RunAsync();

    private const string Service = """
        using System;
        public enum Purpose { Analytics, Advertising }
        public interface IConsent { bool Allows(Purpose purpose); }
        [AttributeUsage(AttributeTargets.All)] public class RequiresConsentAttribute(params Purpose[] purposes) : Attribute { public Purpose[] P => purposes; }
        """;
}
