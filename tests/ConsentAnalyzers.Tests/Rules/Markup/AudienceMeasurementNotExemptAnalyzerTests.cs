using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Markup;

public sealed class AudienceMeasurementNotExemptAnalyzerTests
{
    private const string Track = "_paq.push(['trackPageView']); (function(){var u='//stats.example.com/';_paq.push(['setTrackerUrl', u+'matomo.php']);var g=document.createElement('script');g.src=u+'matomo.js';document.head.appendChild(g);})();";
    private const string Declared = "<!-- consent-exempt CNS2009 AudienceMeasurement: our own server, IP addresses masked -->";
    private const string Timeout = "_paq.push(['setVisitorCookieTimeout', '33696000']);";

    [Theory]
    [InlineData("{|CNS2009:<script>|}var _paq = window._paq = window._paq || []; " + Track + "</script>")]
    [InlineData("{|CNS2009:<script src=\"/matomo/matomo.js\">|}</script>")]
    [InlineData("{|CNS2009:<script>|}_paq.push(['requireConsent']); _paq.push(['setConsentGiven']); " + Track + "</script>")]
    [InlineData("{|CNS2009:<script>|}function later() { _paq.push(['requireConsent']); } " + Track + "</script>")]
    [InlineData("{|CNS2009:<script>|}" + Timeout + Track + "</script>")]
    [InlineData("<script>_paq.push(['requireConsent']); " + Track + "</script>")]
    [InlineData("<script>_paq.push(['requireCookieConsent']); " + Track + "</script>")]
    [InlineData("<script>_paq.push(['disableCookies']); " + Track + "</script>")]
    [InlineData("<script>_paq.push(['disableCookies']);</script><script>" + Track + "</script>")]
    [InlineData("<script>_paq.push(['requireConsent']); if (consent.analytics === true) { _paq.push(['setConsentGiven']); } " + Track + "</script>")]
    [InlineData("<script type=\"text/plain\" data-cookieconsent=\"statistics\">" + Track + "</script>")]
    [InlineData("<script>if (consent.analytics === true) { " + Track + " }</script>")]
    [InlineData("<script>_paq.push(['trackEvent', 'a', 'b']);</script>")]
    [InlineData("{|CNS2009:<script data-cookieconsent=\"statistics\" src=\"/matomo/matomo.js\">|}</script>")]
    public Task Live_or_waiting(string html) => Html(html);

    [Theory]
    [InlineData(Declared + "<script>" + Timeout + Track + "</script>")]
    [InlineData(Declared + "<script>_paq.push(['setVisitorCookieTimeout', 33696000]); " + Track + "</script>")]
    [InlineData(Declared + "<script>_paq.push(['setVisitorCookieTimeout', seconds]); " + Track + "</script>")]
    [InlineData(Declared + "<script>_paq.push(['disableCookies']); " + Track + "</script>")]
    [InlineData(Declared + "<script src=\"/matomo/matomo.js\"></script>")] // Its configuration is elsewhere.
    [InlineData("<!-- consent-exempt CNS2002 AudienceMeasurement: our own server -->" + "<script>" + Timeout + Track + "</script>")]
    [InlineData("<!-- consent-exempt CNS2009: we were told so --><script>" + Track + "</script>")]
    [InlineData(Declared + "{|CNS2009:<script>|}" + Track + "</script>")]
    [InlineData("<!-- consent-exempt CNS2002 AudienceMeasurement: our own server -->{|CNS2009:<script>|}" + Track + "</script>")]
    [InlineData(Declared + "{|CNS2009:<script>|}_paq.push(['setVisitorCookieTimeout', '63072000']); " + Track + "</script>")]
    [InlineData(Declared + "{|CNS2009:<script>|}" + Timeout + "_paq.push(['setUserId', 'a']); " + Track + "</script>")]
    [InlineData(Declared + "{|CNS2009:<script>|}" + Timeout + "_paq.push(['enableCrossDomainLinking']); " + Track + "</script>")]
    [InlineData(Declared + "{|CNS2009:<script>|}" + Timeout + "_paq.push(['trackEcommerceOrder', '1', 2]); " + Track + "</script>")]
    [InlineData(Declared + "{|CNS2009:<script>|}" + Timeout + "_paq.push(['HeatmapSessionRecording::enable']); " + Track + "</script>")]
    [InlineData(Declared + "{|CNS2009:<script>|}_paq.push(['disableCookies']); _paq.push(['setUserId', 'a']); " + Track + "</script>")]
    [InlineData(Declared + "<script>_paq.push(['requireConsent']); _paq.push(['setUserId', 'a']); " + Track + "</script>")]
    public Task Declared_exempt(string html) => Html(html);

    // The comment stands before the first part, the finding would stand on the loader.
    [Theory]
    [InlineData(Declared + "<script>" + Timeout + "_paq.push(['trackPageView']);</script><script src=\"/matomo/matomo.js\"></script>")]
    [InlineData("<script>" + Timeout + "_paq.push(['trackPageView']);</script>" + Declared + "<script src=\"/matomo/matomo.js\"></script>")]
    [InlineData(Declared + "<script>_paq.push(['trackPageView']);</script>{|CNS2009:<script src=\"/matomo/matomo.js\">|}</script>")]
    public Task Declared_exempt_in_parts(string html) => Html(html);

    [Theory]
    [InlineData("{|#0:<script>|}" + Track + "</script>", "Matomo measures before the visitor has consented: none of requireConsent, requireCookieConsent, disableCookies is called; make it wait for consent, or complete what its exemption needs")]
    [InlineData(Declared + "{|#0:<script>|}" + Track + "</script>", "Matomo measures before the visitor has consented: setVisitorCookieTimeout is not called, and the default lifetime is renewed at each visit; make it wait for consent, or complete what its exemption needs")]
    [InlineData(Declared + "<script>_paq.push(['trackPageView']);</script>{|#0:<script src=\"/matomo/matomo.js\">|}</script>", "Matomo measures before the visitor has consented: setVisitorCookieTimeout is not called, and the default lifetime is renewed at each visit; make it wait for consent, or complete what its exemption needs")]
    [InlineData(Declared + "{|#0:<script>|}" + Timeout + "_paq.push(['setUserId', 'a']); " + Track + "</script>", "Matomo measures before the visitor has consented: setUserId is called, which no exemption covers; make it wait for consent, or complete what its exemption needs")]
    public Task Message(string html, string message) => new AnalyzerTest<AudienceMeasurementNotExemptAnalyzer> { AdditionalFiles = { ("index.html", html) } }.Expect("CNS2009", at: 0, message: message, properties: [("status", "ungated")]).RunAsync();

    [Fact]
    public Task The_maximum_is_configured() => new AnalyzerTest<AudienceMeasurementNotExemptAnalyzer>
    {
        AdditionalFiles = { ("index.html", Declared + "{|#0:<script>|}" + Timeout + Track + "</script>") },
        Config = "consent_analyzers.max_cookie_lifetime = 6 months",
    }.Expect("CNS2009", at: 0).RunAsync();

    private static Task Html(string html) => new AnalyzerTest<AudienceMeasurementNotExemptAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();
}
