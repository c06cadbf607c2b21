using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Markup;

public sealed class AdvancedConsentModeAnalyzerTests
{
    private const string Denied = "gtag('consent', 'default', { ad_storage: 'denied', ad_user_data: 'denied', ad_personalization: 'denied', analytics_storage: 'denied' });";
    private const string Loader = "<script async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\">";
    private const string Config = "gtag('js', new Date()); gtag('config', 'G-1');";

    [Theory]
    [InlineData("<script>" + Denied + "</script>{|CNS2010:" + Loader + "|}</script><script>" + Config + "</script>")]
    [InlineData("<script>" + Denied + "</script>{|CNS2010:" + Loader + "|}</script>")]
    [InlineData("{|CNS2010:" + Loader + "|}</script><script>" + Denied + Config + "</script>")]
    [InlineData("{|CNS2010:<script>|}" + Denied + Config + "</script>")]
    [InlineData("<script>" + Denied + " function accept() { gtag('consent', 'update', { analytics_storage: 'granted' }); } document.getElementById('accept-cookies').addEventListener('click', accept);</script>{|CNS2010:" + Loader + "|}</script>")]
    [InlineData("<script>gtag('consent', 'default', { ad_storage: 'denied', analytics_storage: 'denied', security_storage: 'granted', wait_for_update: 500 });</script>{|CNS2010:" + Loader + "|}</script>")]
    [InlineData("<script>" + Denied + "</script>")]
    [InlineData(Loader + "</script><script>" + Config + Denied + "</script>")] // CNS2001: too late
    [InlineData("<script>gtag('consent', 'default', { ad_storage: 'denied' });</script>" + Loader + "</script>")] // CNS2001: nothing denies the measurement
    [InlineData("<script>gtag('consent', 'default', { analytics_storage: state });</script>" + Loader + "</script>")] // CNS2001
    [InlineData("<script>" + Denied + "</script><script type=\"text/plain\" data-cookieconsent=\"statistics\" src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>")]
    [InlineData("<script>" + Denied + "</script><script src=\"https://www.clarity.ms/tag/abc\"></script>")] // CNS2001: another vendor
    [InlineData("<script>" + Denied + "</script><script src=\"https://www.googletagmanager.com/gtm.js?id=GTM-1\"></script>")] // CNS2003
    [InlineData("<script>" + Denied + "</script><!-- consent-exempt CNS2010: decided with the lawyer -->" + Loader + "</script>")]
    [InlineData("{|CNS2010:<script>|}window.uetq = window.uetq || []; uetq.push('consent', 'default', { ad_storage: 'denied' }); uetq.push('pageLoad');</script>")]
    public Task In_html(string html) => new AnalyzerTest<AdvancedConsentModeAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();

    [Theory]
    [InlineData("<script>" + Denied + "</script>\n{|CNS2010:" + Loader + "|}</script>")]
    [InlineData("<script>" + Denied + "</script>\n@if (feature?.CanTrack == true) { " + Loader + "</script><script>" + Config + "</script> }")]
    public Task In_a_view(string view) => Verify.ViewAsync<AdvancedConsentModeAnalyzer>(
        "Pages/Index.cshtml", "@page\n@{ var feature = HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>(); }\n" + view);

    [Fact]
    public Task Message() => new AnalyzerTest<AdvancedConsentModeAnalyzer> { AdditionalFiles = { ("index.html", "<script>" + Denied + "</script>{|#0:" + Loader + "|}</script>{|#1:<script>|}" + Config + "</script>") } }
        .Expect("CNS2010", at: 0, message: "Google Analytics (audience measurement) is contacted before the visitor has chosen, although its consent mode denies by default; hold the tag itself back until there is consent for Analytics", additional: [1], properties: [("status", "ungated")]).RunAsync();
}
