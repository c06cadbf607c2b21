using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Markup;

public sealed class OpenGateAnalyzerTests
{
    private const string Address = "src=\"https://www.clarity.ms/tag/abc\"";
    private const string Loader = "<script async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\">";

    [Theory]
    [InlineData("{|CNS2007:<script data-cookieconsent=\"ignore\" " + Address + ">|}</script>")]
    [InlineData("{|CNS2007:<script type=\"text/plain\" data-cookieconsent=\"IGNORE\" " + Address + ">|}</script>")]
    [InlineData("{|CNS2007:<iframe data-cookieconsent=\"ignore\" src=\"https://www.youtube.com/embed/x\">|}</iframe>")]
    [InlineData("{|CNS2007:<script type=\"text/plain\" data-category=\"!analytics\" " + Address + ">|}</script>")]
    [InlineData("{|CNS2007:<script type=\"text/plain\" data-service=\"!clarity\" " + Address + ">|}</script>")]
    [InlineData("{|CNS2007:<script data-borlabs-cookie-script-blocker-ignore " + Address + ">|}</script>")]
    [InlineData("{|CNS2007:<script data-cookieconsent=\"ignore\">|}fbq('init', '1');</script>")]
    [InlineData("<script type=\"text/plain\" data-cookieconsent=\"statistics\" " + Address + "></script>")]
    [InlineData("<script data-cookieconsent=\"statistics\" " + Address + "></script>")] // CNS2001: no gate at all
    [InlineData("<script type=\"text/plain\" data-cookieconsent=\"necessary\" " + Address + "></script>")] // CNS2001
    [InlineData("<img data-cookieconsent=\"ignore\" src=\"https://ad.doubleclick.net/logo.png\">")]
    [InlineData("<script data-cookieconsent=\"ignore\" src=\"/js/site.js\"></script>")]
    [InlineData("<script data-cookieconsent=\"ignore\" src=\"https://www.google.com/recaptcha/api.js\"></script>")] // CNS2014
    [InlineData("<script data-cookieconsent=\"ignore\">var a = 1;</script>")]
    [InlineData("<!-- consent-exempt CNS2007: we were told so --><script data-cookieconsent=\"ignore\" " + Address + "></script>")]
    public Task Markers(string html) => Html(html);

    [Theory]
    [InlineData("{|CNS2007:<script>|}gtag('consent', 'default', { ad_storage: 'granted', analytics_storage: 'granted' });</script>")]
    [InlineData("{|CNS2007:<script>|}gtag('consent', 'default', { ad_storage: 'denied', analytics_storage: 'granted' });</script>")]
    [InlineData("{|CNS2007:<script>|}gtag('consent', 'update', { analytics_storage: 'granted' });</script>")]
    [InlineData("{|CNS2007:<script>|}window.uetq = window.uetq || []; window.uetq.push('consent', 'default', { ad_storage: 'granted' });</script>")]
    [InlineData("<script>gtag('consent', 'default', { ad_storage: 'denied', analytics_storage: 'denied' });</script>")]
    [InlineData("<script>gtag('consent', 'default', { functionality_storage: 'granted', security_storage: 'granted', analytics_storage: 'denied' });</script>")]
    [InlineData("<script>gtag('consent', 'default', { analytics_storage: 'granted', region: ['US'] });</script>")]
    [InlineData("<script>gtag('consent', 'default', { analytics_storage: saved });</script>")]
    [InlineData("<script>if (consent.analytics === true) { gtag('consent', 'update', { analytics_storage: 'granted' }); }</script>")]
    [InlineData("<script>document.getElementById('accept-cookies').addEventListener('click', function () { gtag('consent', 'update', { analytics_storage: 'granted' }); });</script>")]
    [InlineData("<script>function grant() { gtag('consent', 'update', { analytics_storage: 'granted' }); }</script>")]
    [InlineData("<script type=\"text/plain\" data-cookieconsent=\"statistics\">gtag('consent', 'update', { analytics_storage: 'granted' });</script>")]
    [InlineData("<!-- consent-exempt CNS2007: nobody from the EU --><script>gtag('consent', 'default', { analytics_storage: 'granted' });</script>")]
    public Task Consent_mode(string html) => Html(html);

    [Theory]
    [InlineData("{|CNS2007:<script>|}tarteaucitron.init({ \"privacyUrl\": \"\", \"highPrivacy\": false });</script>")]
    [InlineData("{|CNS2007:<script>|}tarteaucitron.init({ highPrivacy: true, serviceDefaultState: true });</script>")]
    [InlineData("<script>tarteaucitron.init({ highPrivacy: true, serviceDefaultState: 'wait' });</script>")]
    [InlineData("{|CNS2007:<script>|}CookieConsent.run({ mode: 'opt-out', categories: { necessary: { readOnly: true } } });</script>")]
    [InlineData("<script>CookieConsent.run({ mode: 'opt-in' });</script>")]
    [InlineData("<script>function start() { CookieConsent.run({ mode: 'opt-out' }); }</script>")]
    [InlineData("{|CNS2007:<script>|}var klaroConfig = { default: true, services: [] };</script>")]
    [InlineData("{|CNS2007:<script>|}klaro.setup({ services: [{ name: 'google-analytics', required: true }] });</script>")]
    [InlineData("{|CNS2007:<script>|}window.klaroConfig = { services: [{ name: 'matomo', title: 'Matomo', optOut: true }] };</script>")]
    [InlineData("<script>var klaroConfig = { services: [{ name: 'session', required: true }, { name: 'matomo', default: false }] };</script>")]
    [InlineData("<script>other.init({ highPrivacy: false });</script>")]
    public Task Platforms(string html) => Html(html);

    [Fact]
    public Task The_loader_beside_a_grant_is_not_reported_again() => new AnalyzerTest<OpenGateAnalyzer>
    {
        AdditionalFiles = { ("index.html", "{|#0:<script>|}gtag('consent', 'default', { ad_storage: 'granted', analytics_storage: 'granted' });</script>{|#1:" + Loader + "|}</script>{|#2:<script>|}gtag('config', 'G-1');</script>") },
    }.Expect("CNS2007", at: 0, message: "gtag('consent', 'default', { ad_storage: 'granted', analytics_storage: 'granted' }) leaves the gate of Google Analytics open before the visitor has chosen, so that nothing waits; use a value that waits for consent", additional: [1, 2], properties: [("status", "ungated"), ("element", "snippet")]).RunAsync();

    [Fact]
    public Task A_marker_is_named() => new AnalyzerTest<OpenGateAnalyzer>
    {
        AdditionalFiles = { ("index.html", "{|#0:<script data-cookieconsent=\"ignore\" " + Address + ">|}</script>") },
    }.Expect("CNS2007", at: 0, message: "data-cookieconsent=\"ignore\" leaves the gate of Microsoft Clarity open before the visitor has chosen, so that nothing waits; use a value that waits for consent").RunAsync();

    [Fact]
    public Task A_platform_is_named() => new AnalyzerTest<OpenGateAnalyzer>
    {
        AdditionalFiles = { ("index.html", "{|#0:<script>|}tarteaucitron.init({ highPrivacy: false });</script>") },
    }.Expect("CNS2007", at: 0, message: "highPrivacy: false leaves the gate of tarteaucitron open before the visitor has chosen, so that nothing waits; use a value that waits for consent").RunAsync();

    [Fact]
    public Task A_tag_manager_beside_a_grant_is_not_reported_again() => new AnalyzerTest<TagManagerWithoutConsentAnalyzer>
    {
        AdditionalFiles = { ("index.html", "<script>gtag('consent', 'default', { analytics_storage: 'granted' });</script><script src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script><script src=\"https://www.googletagmanager.com/gtm.js?id=GTM-1\"></script>") },
    }.RunAsync();

    [Theory]
    [InlineData("@if (feature?.CanTrack == true) { <script data-cookieconsent=\"ignore\" " + Address + "></script> }")]
    [InlineData("@if (feature?.CanTrack == true) { <script>gtag('consent', 'update', { analytics_storage: 'granted' });</script> }")]
    [InlineData("@if (feature is not null) { {|CNS2007:<script>|}gtag('consent', 'update', { analytics_storage: 'granted' });</script> }")]
    public Task In_a_view(string view) => Verify.ViewAsync<OpenGateAnalyzer>(
        "Pages/Index.cshtml", "@page\n@{ var feature = HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>(); }\n" + view);

    private static Task Html(string html) => new AnalyzerTest<OpenGateAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();
}
