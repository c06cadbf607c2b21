using ConsentAnalyzers.Rules.Mechanism;

namespace ConsentAnalyzers.Tests.Rules.Mechanism;

public sealed class PreTickedConsentAnalyzerTests
{
    private const string Form = "<form action=\"/consent\" id=\"cookie-settings\"><p>Cookies</p>";

    [Theory]
    [InlineData(Form + "<label>{|CNS3012:<input type=\"checkbox\" name=\"a\" checked>|} Audience measurement</label></form>")]
    [InlineData(Form + "{|CNS3012:<input type=\"checkbox\" id=\"analytics\" checked=\"checked\">|}<label for=\"analytics\">Analytics</label></form>")]
    [InlineData(Form + "{|CNS3012:<input type=\"checkbox\" name=\"purpose\" value=\"advertising\" checked=\"true\">|}</form>")]
    [InlineData(Form + "<div><h3>Marketing cookies</h3>{|CNS3012:<input type=\"checkbox\" name=\"m\" checked>|}</div><div><h3>Social media</h3><input type=\"checkbox\" name=\"s\"></div></form>")]
    [InlineData("<dialog><p>Nous utilisons des cookies.</p><label>{|CNS3012:<input type=checkbox checked>|} Publicité personnalisée</label></dialog>")]
    [InlineData("<div role=\"dialog\"><p>Wir nutzen Cookies.</p><label>{|CNS3012:<input type=checkbox checked>|} Statistik</label></div>")]
    [InlineData(Form + "<div><p>Analytics: not strictly necessary.</p>{|CNS3012:<input type=\"checkbox\" name=\"x1\" checked>|}</div></form>")]
    [InlineData(Form + "<label>{|CNS3012:<input type=\"checkbox\" checked disabled>|} Advertising</label></form>")]
    [InlineData(Form + "{|CNS3012:<button role=\"switch\" aria-checked=\"true\" aria-label=\"Statistics\">|}</button></form>")]
    public Task Ticked(string html) => new AnalyzerTest<PreTickedConsentAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();

    [Theory]
    [InlineData(Form + "<label><input type=\"checkbox\" name=\"a\"> Audience measurement</label></form>")]
    [InlineData(Form + "<label><input type=\"checkbox\" checked disabled> Strictly necessary cookies</label></form>")]
    [InlineData(Form + "<label><input type=\"checkbox\" checked> Essential cookies</label></form>")]
    [InlineData(Form + "<div><h3>Strictly Necessary Cookies</h3><label><input type=\"checkbox\" checked disabled><span>Always active</span></label></div></form>")]
    [InlineData(Form + "<label><input type=\"checkbox\" checked disabled> Cookies</label></form>")]
    [InlineData(Form + "<label><input type=\"checkbox\" checked> Remember my choice</label></form>")]
    [InlineData(Form + "<label><input type=\"checkbox\" checked> I refuse advertising</label></form>")]
    [InlineData(Form + "<label><input type=\"radio\" name=\"analytics\" value=\"no\" checked> No analytics</label></form>")]
    [InlineData("<form action=\"/register\"><p>See our cookie policy.</p><label><input type=\"checkbox\" checked> Send me marketing mails</label></form>")]
    [InlineData("<form action=\"/login\"><label><input type=\"checkbox\" checked> Remember me</label></form><p>Cookies</p>")]
    [InlineData("<div><p>Cookies</p><label><input type=\"checkbox\" checked> Statistics</label></div>")]
    [InlineData("<pre>" + Form + "<input type=\"checkbox\" id=\"analytics\" checked></form></pre>")]
    [InlineData("<!-- consent-exempt CNS3012: shown to staff only --><p></p>" + Form + "<!-- consent-exempt CNS3012: shown to staff only --><input type=\"checkbox\" id=\"analytics\" checked></form>")]
    public Task Silent(string html) => new AnalyzerTest<PreTickedConsentAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();

    private const string Model = """
        public class Choices
        {
            public bool Analytics { get; set; } = true;
            public bool Advertising { get; set; }
            public bool Stored { get; set; } = true;
        }
        public interface IConsent { bool Allows(string purpose); }
        public static class Home { public static Choices Show(IConsent consent) => new Choices { Stored = consent.Allows("a") }; }
        """;

    [Theory]
    [InlineData("{|CNS3012:<input type=\"checkbox\" asp-for=\"Analytics\" />|}")]
    [InlineData("{|CNS3012:<input type=\"checkbox\" id=\"analytics\" checked=\"@true\" />|}")]
    [InlineData("{|CNS3012:<input type=\"checkbox\" id=\"analytics\" checked=\"@(true)\" />|}")]
    [InlineData("<input type=\"checkbox\" asp-for=\"Advertising\" />")]
    [InlineData("<input type=\"checkbox\" asp-for=\"Stored\" id=\"analytics\" />")]
    [InlineData("<input type=\"checkbox\" id=\"analytics\" checked=\"@Model.Analytics\" />")]
    [InlineData("<input type=\"checkbox\" name=\"analytics\" checked=\"@Consent.Allows(\"analytics\")\" />")]
    [InlineData("@if (Consent.Allows(\"analytics\")) { <input type=\"checkbox\" id=\"analytics\" checked /> } else { <input type=\"checkbox\" id=\"analytics\" /> }")]
    public Task In_a_view(string box) => new AnalyzerTest<PreTickedConsentAnalyzer>
    {
        Sources = { ("Model.cs", Model) },
        Views = { ("Views/Home/Choices.cshtml", "@addTagHelper *, Microsoft.AspNetCore.Mvc.TagHelpers\n@model Choices\n@inject IConsent Consent\n<form class=\"cookie-settings\"><p>Cookies</p>" + box + "<button>Save</button></form>") },
    }.RunAsync();

    private const string Switch = "@code { [Microsoft.AspNetCore.Components.Parameter] public bool Value { get; set; } [Microsoft.AspNetCore.Components.Parameter] public Microsoft.AspNetCore.Components.EventCallback<bool> ValueChanged { get; set; } [Microsoft.AspNetCore.Components.Parameter] public string Label { get; set; } = \"\"; }";

    [Theory]
    [InlineData("{|CNS3012:<BigSwitch Value=\"true\" Label=\"Analytics\" />|}")]
    [InlineData("{|CNS3012:<BigSwitch Value=\"@true\" Label=\"Analytics\" />|}")]
    [InlineData("{|CNS3012:<BigSwitch @bind-Value=\"_ads\" Label=\"Advertising\" />|}")]
    [InlineData("{|CNS3012:<BigSwitch Value=\"_ads\" Label=\"Advertising\" />|}")]
    [InlineData("<BigSwitch Value=\"true\" Label=\"Necessary cookies\" />")]
    [InlineData("<BigSwitch @bind-Value=\"_none\" Label=\"Advertising\" />")]
    [InlineData("<BigSwitch @bind-Value=\"_loaded\" Label=\"Advertising\" />")]
    [InlineData("<BigSwitch @bind-Value=\"Given\" Label=\"Advertising\" />")]
    [InlineData("{|CNS3012:<input type=\"checkbox\" id=\"ads\" @bind=\"_ads\" />|}")]
    [InlineData("<input type=\"checkbox\" id=\"ads\" @bind=\"_none\" />")]
    public Task In_a_component(string box) => new AnalyzerTest<PreTickedConsentAnalyzer>
    {
        Views =
        {
            ("BigSwitch.razor", Switch),
            ("Choices.razor", "@using Microsoft.AspNetCore.Components.Web\n<form class=\"cookie-settings\"><p>Cookies</p>" + box + "</form>\n@code {\n    bool _ads = true; bool _none; bool _loaded = true;\n    [Microsoft.AspNetCore.Components.Parameter] public bool Given { get; set; } = true;\n    protected override void OnInitialized() => _loaded = DateTime.Now.Year > 2000;\n}") },
    }.RunAsync();

    [Fact]
    public Task Message() => new AnalyzerTest<PreTickedConsentAnalyzer> { AdditionalFiles = { ("index.html", Form + "<label>{|#0:<input type=\"checkbox\" checked>|} Audience  measurement</label></form>") } }
        .Expect("CNS3012", at: 0, message: "The box 'Audience measurement' is ticked before the visitor has chosen, and what somebody left ticked is no consent; leave it unticked").RunAsync();
}
