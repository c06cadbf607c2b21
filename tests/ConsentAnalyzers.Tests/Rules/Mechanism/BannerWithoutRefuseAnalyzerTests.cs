using ConsentAnalyzers.Rules.Mechanism;

namespace ConsentAnalyzers.Tests.Rules.Mechanism;

public sealed class BannerWithoutRefuseAnalyzerTests
{
    private const string Bar = "<div class=\"cookie-bar\">";

    [Theory]
    [InlineData("{|CNS3010:<div id=\"cookieConsent\" class=\"alert alert-info fixed-bottom\" role=\"alert\">|}Use this space to summarize your privacy and cookie use policy. <a href=\"/Privacy\">Learn More</a><button type=\"button\" class=\"accept-policy close\" data-cookie-string=\"x\" aria-label=\"Close\"><span aria-hidden=\"true\">Accept</span></button></div>")]
    [InlineData("{|CNS3010:<form action=\"/consent\" method=\"post\">|}<p>We use cookies to measure our audience.</p><button>Accept all</button><a class=\"btn\" href=\"/choices\">Customise</a></form>")]
    [InlineData("{|CNS3010:<dialog>|}<p>Ce site dépose des cookies publicitaires.</p><button>Tout accepter</button><button>Param&eacute;trer</button></dialog>")]
    [InlineData("{|CNS3010:<div style=\"position: fixed; bottom: 0\">|}<p>Diese Website verwendet Cookies zur Analyse.</p><button>Alle akzeptieren</button><a href=\"/datenschutz\">Mehr erfahren</a></div>")]
    [InlineData("{|CNS3010:<section class=\"fixed bottom-0 bg-white\">|}<p>Utilizamos cookies de terceros.</p><a role=\"button\" href=\"#\">Aceptar todas</a></section>")]
    [InlineData("{|CNS3010:<aside role=\"dialog\">|}<p>Questo sito usa cookie di profilazione.</p><input type=\"submit\" value=\"Accetta tutti\"></aside>")]
    [InlineData("{|CNS3010:<div class=\"modal\">|}<p>Wij gebruiken cookies voor statistieken.</p><button>Alles accepteren</button><button>Instellingen</button></div>")]
    [InlineData("{|CNS3010:<div class=\"toast\">|}<p>Este site usa cookies de publicidade.</p><button>Aceitar todos</button></div>")]
    [InlineData("{|CNS3010:<div id=\"gdpr\">|}<p>By continuing to use this site you agree to our use of cookies.</p><button>OK</button></div>")]
    [InlineData("{|CNS3010:<div class=\"app-cookie-banner\">|}<p>We use cookies.</p><button id=\"button-accept-cookies\">&#10003;</button></div>")]
    [InlineData("{|CNS3010:" + Bar + "|}<p>We use cookies for ads.</p><button>Accept</button><button>Settings</button></div><div id=\"settings\" class=\"modal\"><h2>Cookie settings</h2><button>Reject all</button><button>Save</button></div>")]
    [InlineData("{|CNS3010:" + Bar + "|}<p>We use cookies for ads.</p><button class=\"btn-close\" aria-label=\"Close\"></button><button>Accept</button></div>")]
    [InlineData("{|CNS3010:" + Bar + "|}<p>We use <a class=\"link--no-visited-state\" href=\"/d\">cookies to collect information</a>.</p><button>Accept all cookies</button><a role=\"button\" href=\"/s\">Set cookie preferences</a></div>")]
    [InlineData("<body class=\"has-cookie-banner\"><p>Hello</p>{|CNS3010:" + Bar + "|}<p>We use cookies</p><div><a class=\"button\" href=\"#\">I agree</a></div></div></body>")]
    public Task Accept_and_no_refuse(string html) => new AnalyzerTest<BannerWithoutRefuseAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();

    [Theory]
    [InlineData(Bar + "<p>We use cookies.</p><button>Accept</button><button>Decline</button></div>")]
    [InlineData(Bar + "<p>We use cookies.</p><button>Accept</button><a href=\"/refuse\">Continue without accepting</a></div>")]
    [InlineData(Bar + "<p>We use cookies.</p><button>Accept all</button><button>Only necessary</button></div>")]
    [InlineData(Bar + "<p>We use cookies.</p><button>Accept all</button><button>Use essential cookies only</button></div>")]
    [InlineData(Bar + "<p>Nous utilisons des cookies.</p><form><button>Tout accepter</button></form><form><input type=\"submit\" value=\"Tout refuser\"></form></div>")]
    [InlineData(Bar + "<p>Wir nutzen Cookies.</p><button>Alle akzeptieren</button><button>Nur notwendige</button></div>")]
    [InlineData(Bar + "<p>Usamos cookies.</p><button>Aceptar</button><button>Rechazar todas</button></div>")]
    [InlineData(Bar + "<p>Usiamo i cookie.</p><button>Accetta</button><button>Rifiuta</button></div>")]
    [InlineData(Bar + "<p>Wij gebruiken cookies.</p><button>Accepteren</button><button>Weigeren</button></div>")]
    [InlineData(Bar + "<p>Usamos cookies.</p><button>Aceitar</button><button>Não aceitar</button></div>")]
    [InlineData(Bar + "<p>We'd like to use analytics cookies.</p><a class=\"button\" href=\"/c?consent=false\">Do not use analytics cookies</a><a class=\"button\" href=\"/c?consent=true\">I'm OK with analytics cookies</a></div>")]
    [InlineData(Bar + "<p>We use cookies.</p><button data-accept=\"true\">Accept</button><button data-accept=\"false\">&#10005;</button></div>")]
    [InlineData(Bar + "<p>We use cookies.</p><label><input type=\"checkbox\" name=\"a\">Analytics</label><button>Save my choices</button><button>Accept all</button></div>")]
    [InlineData(Bar + "<p>We only use essential cookies.</p><button>Accept</button></div>")]
    [InlineData(Bar + "<p>We use cookies to keep you signed in.</p><button>OK</button></div>")]
    [InlineData(Bar + "<p>We use cookies.</p><button>Hide</button></div>")]
    [InlineData(Bar + "<p>Cookies</p><button name=\"consent\" value=\"yes\">Accept</button><button name=\"consent\" value=\"no\">&times;</button></div>")]
    [InlineData(Bar + "<p>You have consented to cookies.</p><button>Revoke Cookie Consent</button></div>")]
    [InlineData(Bar + "<p>Cookies</p><a href=\"/consent\">Cookie consent</a></div>")]
    [InlineData(Bar + "<p>We use cookies. To refuse them, click <a href=\"/no\">here</a>.</p><button>Accept</button></div>")]
    [InlineData("<form action=\"/register\"><p>Read our terms and our cookie policy.</p><button>Accept and register</button></form>")]
    [InlineData("<form action=\"/invitation\"><p>Ann invites you.</p><button>Accept</button></form><p>We use cookies.</p>")]
    [InlineData("<div><p>We use cookies.</p><button>Accept</button></div>")]
    [InlineData("<pre><div class=\"cookie-bar\"><p>We use cookies</p><button>Accept</button></div></pre>")]
    [InlineData("<!-- <div class=\"cookie-bar\"><p>We use cookies</p><button>Accept</button></div> -->")]
    [InlineData("<template><div class=\"cookie-bar\"><p>We use cookies</p><button>Accept</button></div></template>")]
    [InlineData("<!-- consent-exempt CNS3010: the refusal is drawn by a script -->" + Bar + "<p>We use cookies.</p><button>Accept</button></div>")]
    [InlineData("<script src=\"https://consent.cookiebot.com/uc.js\" data-cbid=\"0\"></script>" + Bar + "<p>We use cookies.</p><button>Accept</button></div>")]
    [InlineData("<div class=\"modal\"><h2>Cookie settings</h2><p>Cookies help us.</p><a href=\"/cookies\">View cookies</a><button>Close</button></div>")]
    [InlineData("")]
    public Task Silent_in_html(string html) => new AnalyzerTest<BannerWithoutRefuseAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();

    // The template of ASP.NET Core 2.1 to 2.2, which projects still copy.
    private const string OldTemplate = """
        @using Microsoft.AspNetCore.Http.Features
        @{
            var consentFeature = Context.Features.Get<ITrackingConsentFeature>();
            var showBanner = !consentFeature?.CanTrack ?? false;
            var cookieString = consentFeature?.CreateConsentCookie();
        }
        @if (showBanner)
        {
            {|#0:<div id="cookieConsent" class="alert alert-info alert-dismissible fade show" role="alert">|}
                Use this space to summarize your privacy and cookie use policy. <a asp-controller="Home" asp-action="Privacy">Learn More</a>.
                <button type="button" class="accept-policy close" data-dismiss="alert" aria-label="Close" data-cookie-string="@cookieString">
                    <span aria-hidden="true">Accept</span>
                </button>
            </div>
        }
        """;

    [Fact]
    public Task The_old_template() => new AnalyzerTest<BannerWithoutRefuseAnalyzer> { Views = { ("Views/Shared/_CookieConsentPartial.cshtml", OldTemplate) } }
        .Expect("CNS3010", at: 0, message: "The banner offers 'Accept' and no Refuse at the same level, so refusing is not as simple as accepting; add a Refuse button beside it, of the same weight").RunAsync();

    [Theory]
    [InlineData("Views/Home/Privacy.cshtml")]
    [InlineData("Pages/CookiePolicy.cshtml")]
    [InlineData("Views/Docs/Sample.cshtml")]
    public Task A_policy_shows_what_a_banner_looks_like(string path) => new AnalyzerTest<BannerWithoutRefuseAnalyzer> { Views = { (path, Bar + "<p>We use cookies.</p><button>Accept</button></div>") } }.RunAsync();

    private static string Resx(params (string Key, string Value)[] entries) => "<root>" + string.Concat(entries.Select(e => $"<data name=\"{e.Key}\"><value>{e.Value}</value></data>")) + "</root>";

    private const string Localised = "@inject Microsoft.Extensions.Localization.IStringLocalizer<Program> L\n{0}<div id=\"cookie-banner\">{1}<p>@L[\"Banner.Text\"]</p><button>@L[\"Banner.First\"]</button><button>@L[\"Banner.Second\"]</button></div>";
    private const string Program = "public class Program { public static void Main() { } }";

    [Theory]
    [InlineData(true, "Accept all", "Settings")]
    [InlineData(true, "Tout accepter", "Personnaliser")]
    [InlineData(false, "Accept all", "Reject all")]
    [InlineData(false, "Tout accepter", "Tout refuser")]
    [InlineData(false, "A", "B")]
    public Task Texts_come_from_resources(bool isReported, string first, string second) => new AnalyzerTest<BannerWithoutRefuseAnalyzer>
    {
        Sources = { ("Program.cs", Program) },
        Views = { ("Views/Shared/_Banner.cshtml", string.Format(System.Globalization.CultureInfo.InvariantCulture, Localised, isReported ? "{|CNS3010:" : "", isReported ? "|}" : "")) },
        AdditionalFiles = { ("Resources/Shared.resx", Resx(("Banner.Text", "We use cookies"), ("Banner.First", first), ("Banner.Second", second))) },
    }.RunAsync();

    [Theory]
    [InlineData("{|CNS3010:<div id=\"cookie-banner\">|}<p>@L[\"We use cookies\"]</p><button>@L[\"Accept\"]</button><a href=\"/p\">@L[\"Learn more\"]</a></div>")]
    [InlineData("<div id=\"cookie-banner\"><p>@L[\"We use cookies\"]</p><button>@L[\"Accept\"]</button><button>@L[\"Decline\"]</button></div>")]
    [InlineData("<div id=\"cookie-banner\"><p>@L[\"We use cookies\"]</p><button>@L[\"Cookie.Accept\"]</button><button>@L[\"Cookie.Refuse\"]</button></div>")]
    [InlineData("<div id=\"cookie-banner\"><p>Cookies</p><button>Accept</button><button>@(DateTime.Now.Year > 1 ? \"Reject\" : \"Refuser\")</button></div>")]
    [InlineData("<div id=\"cookie-banner\"><p>Cookies</p><button>Accept</button>@await Html.PartialAsync(\"_Refuse\")</div>")]
    [InlineData("<div id=\"cookie-banner\"><p>Cookies</p><button>Accept</button><partial name=\"_Refuse\" /></div>")]
    [InlineData("<div id=\"cookie-banner\"><p>Cookies</p><button>Accept</button><vc:refuse-button></vc:refuse-button></div>")]
    public Task In_a_view(string view) => new AnalyzerTest<BannerWithoutRefuseAnalyzer>
    {
        Sources = { ("Program.cs", Program) },
        Views = { ("Views/Shared/_Banner.cshtml", "@inject Microsoft.Extensions.Localization.IStringLocalizer<Program> L\n" + view) },
    }.RunAsync();

    [Theory]
    [InlineData("{|CNS3010:<div class=\"cookie-consent-bar\">|}<p>We use cookies.</p><PushButton>Accept all</PushButton><PushButton>Settings</PushButton></div>")]
    [InlineData("<div class=\"cookie-consent-bar\"><p>We use cookies.</p><PushButton>Only necessary</PushButton><PushButton>Accept all</PushButton></div>")]
    [InlineData("<div class=\"cookie-consent-bar\"><p>We use cookies.</p><PushButton>Accept all</PushButton><Choices /></div>")]
    public Task In_a_component(string view) => new AnalyzerTest<BannerWithoutRefuseAnalyzer>
    {
        Views = { ("PushButton.razor", "<button>@Text</button>\n@code { [Microsoft.AspNetCore.Components.Parameter] public Microsoft.AspNetCore.Components.RenderFragment? ChildContent { get; set; } string Text = \"\"; }"), ("Choices.razor", "<p></p>"), ("Banner.razor", view) },
    }.RunAsync();

    [Fact]
    public Task A_declared_platform_shows_its_own_banner() => new AnalyzerTest<BannerWithoutRefuseAnalyzer>
    {
        Config = "consent_analyzers.external_cmp = Axeptio",
        AdditionalFiles = { ("index.html", Bar + "<p>We use cookies.</p><button>Accept</button></div>") },
    }.RunAsync();

    [Fact]
    public Task Without_a_generated_tree() => new AnalyzerTest<BannerWithoutRefuseAnalyzer>
    {
        AdditionalFiles = { ("Views/_Banner.cshtml", "@if (show) { {|CNS3010:<div class=\"cookie-bar\">|}<p>@T[\"We use cookies\"]</p><button>@T[\"Accept\"]</button></div> }") },
    }.RunAsync();
}
