using System.Collections.Immutable;
using ConsentAnalyzers.Rules.Markup;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Tests.Rules.Markup;

/// <summary>What the markup rules say of third parties that third-party-web alone knows.</summary>
public sealed class ThirdPartyFallbackTests
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> MarkupRules = [.. Documentation.Rules.Analyzers.Where(a => a.GetType().Namespace == typeof(TagAnalyzer).Namespace)];

    [Theory]
    // ad, analytics, tag-manager
    [InlineData("{|CNS2001:<script async src=\"https://cdn.pendo.io/agent/static/1/pendo.js\">|}</script>")]
    [InlineData("{|CNS2001:<script src=//c.amazon-adsystem.com/aax2/apstag.js>|}</script>")]
    [InlineData("{|CNS2001:<script src=\"https://nexus.ensighten.com/x/Bootstrap.js\">|}</script>")]
    [InlineData("{|CNS2001:<script>|}var s = document.createElement('script'); s.src = 'https://cdn.pendo.io/agent.js'; document.head.appendChild(s);</script>")]
    [InlineData("{|CNS2001:<script>|}document.write(unescape('%3Cscript src=\"https://static.getclicky.com/js\"%3E%3C/script%3E'));</script>")]
    [InlineData("{|CNS2004:<iframe src=\"https://ads.pubmatic.com/AdServer/js/user_sync.html\">|}</iframe>")]
    [InlineData("{|CNS2004:<link rel=\"stylesheet\" href=\"https://cdn.inspectlet.com/a.css\">|}")]
    [InlineData("{|CNS2005:<img src=\"https://ib.adnxs.com/seg?add=1\" width=\"1\" height=\"1\">|}")]
    [InlineData("<noscript>{|CNS2005:<img src=\"https://in.getclicky.com/1ns.gif\">|}</noscript>")]
    // the others
    [InlineData("{|CNS2014:<script src=\"https://load.sumo.com/\">|}</script>")]
    [InlineData("{|CNS2014:<script src=\"//code.jivosite.com/widget/1\" async>|}</script>")]
    [InlineData("{|CNS2014:<script src=\"https://vk.com/js/api/openapi.js\">|}</script>")]
    [InlineData("{|CNS2014:<iframe src=\"https://www.surveymonkey.com/r/1\">|}</iframe>")]
    [InlineData("{|CNS2014:<script src=\"https://rum-static.pingdom.net/pa-1.js\">|}</script>")]
    // pictures, links, hints
    [InlineData("<img src=\"https://64.media.tumblr.com/a.jpg\"><img src=\"https://ads.pubmatic.com/logo.png\"><div style=\"background: url(https://64.media.tumblr.com/a.jpg)\"></div>")]
    [InlineData("<a href=\"https://cdn.pendo.io/\">them</a><link rel=\"preconnect\" href=\"https://cdn.pendo.io\"><link rel=\"dns-prefetch\" href=\"//ib.adnxs.com\">")]
    [InlineData("<meta http-equiv=\"Content-Security-Policy\" content=\"script-src https://cdn.pendo.io\"><form action=\"https://forms.aweber.com/x\"></form>")]
    [InlineData("<script src=\"/cdn.pendo.io/x.js\"></script><script src=\"~/lib/pendo.io/x.js\"></script><script>var a = 'https://cdn.pendo.io/x';</script>")]
    // held
    [InlineData("<script type=\"text/plain\" data-cookieconsent=\"statistics\" src=\"https://cdn.pendo.io/agent.js\"></script>")]
    [InlineData("<!-- consent-exempt CNS2001: shown on the screens of our own shop only --><script src=\"https://cdn.pendo.io/agent.js\"></script>")]
    [InlineData("<!-- consent-exempt CNS2014 Functional: asked for --><template><script src=\"https://load.sumo.com/\"></script></template>")]
    public Task In_html(string html) => new AnalyzerTest(MarkupRules) { AdditionalFiles = { ("index.html", html) } }.RunAsync();

    [Theory]
    [InlineData("cdn.jsdelivr.net")]
    [InlineData("ajax.googleapis.com")]
    [InlineData("fonts.gstatic.com")]
    [InlineData("js.stripe.com")]
    [InlineData("cdn.auth0.com")]
    [InlineData("dev-1.okta.com")]
    [InlineData("code.jquery.com")]
    [InlineData("unpkg.com")]
    [InlineData("maxcdn.bootstrapcdn.com")]
    [InlineData("ajax.aspnetcdn.com")]
    [InlineData("www.microsoft.com")]
    [InlineData("s.yimg.com")]
    [InlineData("cdn.jwplayer.com")]
    [InlineData("cmp.inmobi.com")]
    [InlineData("gdpr.privacymanager.io")]
    [InlineData("shop.net.pl")]
    public Task Innocent_hosts_are_silent(string host) =>
        In_html($"<script src=\"https://{host}/x.js\"></script><iframe src=\"https://{host}/x\"></iframe><link rel=\"stylesheet\" href=\"https://{host}/x.css\"><img width=1 height=1 src=\"https://{host}/x.gif\"><noscript><img src=\"//{host}/x.gif\"></noscript>");

    [Fact]
    public Task Cloudflare_insights_stays_disputed() => In_html("{|CNS2014:<script defer src=\"https://static.cloudflareinsights.com/beacon.min.js\">|}</script>");

    [Fact]
    public Task The_hosts_of_one_entity_are_one_finding() => new AnalyzerTest(MarkupRules)
    {
        AdditionalFiles = { ("index.html", "{|#0:<script src=\"https://openx.net/a.js\">|}</script><p></p>{|#1:<script src=\"https://x.openxcdn.net/b.js\">|}</script>") },
    }.Expect("CNS2001", at: 0, message: "OpenX (advertising) is loaded before the visitor has consented; hold the script back until there is consent for Advertising", properties: [("provider", "OpenX"), ("purpose", "Advertising"), ("address", "https://openx.net/a.js")], additional: [1]).RunAsync();

    [Fact]
    public Task A_configured_host_comes_first() => new AnalyzerTest(MarkupRules)
    {
        Config = "consent_analyzers.tracker_hosts = cdn.pendo.io:Functional:Help desk",
        AdditionalFiles = { ("index.html", "{|#0:<script src=\"https://cdn.pendo.io/a.js\">|}</script>") },
    }.Expect("CNS2001", at: 0, properties: [("provider", "Help desk"), ("purpose", "Functional")]).RunAsync();

    [Fact]
    public Task The_register_decides_by_the_entity() => new AnalyzerTest(MarkupRules)
    {
        AdditionalFiles =
        {
            ("index.html", "<script src=\"//code.jivosite.com/widget/1\"></script>"),
            ("consent-register.csv", "kind,name,provider,purpose,lifetime,description,policy,source,reviewed\ntracker,Jivochat,Jivochat,Preferences,session,Chat after a click,https://example.org,code,\n"),
        },
    }.RunAsync();

    [Fact]
    public Task An_exemption_does_not_contradict_a_category() => new AnalyzerTest([.. MarkupRules, new ConsentAnalyzers.Rules.Cookies.ExemptionContradictsAnalyzer()])
    {
        AdditionalFiles = { ("index.html", "<!-- consent-exempt CNS2001 AudienceMeasurement: counts nobody twice --><script src=\"https://cdn.pendo.io/a.js\"></script>") },
    }.RunAsync();

    [Theory]
    [InlineData("{|CNS2001:<script src=\"https://cdn.pendo.io/@(Model)/a.js\">|}</script>")]
    [InlineData("{|CNS2001:<script src=\"//@(Model).pendo.io/a.js\">|}</script>")]
    [InlineData("@if (feature?.CanTrack == true) { <script src=\"https://cdn.pendo.io/a.js\"></script> }")]
    public Task In_a_view(string view) => new AnalyzerTest(MarkupRules)
    {
        Views = { ("Views/Home/Index.cshtml", "@model string\n@{ var feature = Context.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>(); }\n" + view) },
    }.RunAsync();
}
