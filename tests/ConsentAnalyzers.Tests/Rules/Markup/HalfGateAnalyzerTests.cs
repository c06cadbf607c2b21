using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Markup;

public sealed class HalfGateAnalyzerTests
{
    private const string Loader = "https://www.googletagmanager.com/gtag/js?id=G-1";
    private const string Gtag = "window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments);} gtag('js', new Date()); gtag('config', 'G-1');";

    [Theory]
    [InlineData("<script type=\"text/plain\" data-cookieconsent=\"statistics\" src=\"" + Loader + "\"></script>{|CNS2006:<script>|}" + Gtag + "</script>")]
    [InlineData("{|CNS2006:<script async src=\"" + Loader + "\">|}</script><script type=\"text/plain\" data-cookieconsent=\"statistics\">" + Gtag + "</script>")]
    [InlineData("{|CNS2006:<script async src=\"" + Loader + "\">|}</script><script>if (consent.analytics === true) { " + Gtag + " }</script>")]
    [InlineData("<script type=\"text/plain\" data-category=\"analytics\">" + Gtag + "</script>{|CNS2006:<script async src=\"" + Loader + "\">|}</script>")]
    [InlineData("<script type=\"text/plain\" data-category=\"analytics\" src=\"" + Loader + "\"></script><script type=\"text/plain\" data-category=\"analytics\">" + Gtag + "</script>")]
    [InlineData("<script type=\"text/plain\" data-cookieconsent=\"statistics\" src=\"" + Loader + "\"></script>{|CNS2006:<script>|}gtag('consent', 'default', { analytics_storage: 'denied' }); " + Gtag + "</script>")]
    [InlineData("<script>gtag('consent', 'default', { analytics_storage: 'denied' });</script><script async src=\"" + Loader + "\"></script><script type=\"text/plain\" data-cookieconsent=\"statistics\">" + Gtag + "</script>")] // CNS2010
    [InlineData("<script async src=\"" + Loader + "\"></script><script>" + Gtag + "</script>")] // CNS2001
    [InlineData("<script type=\"text/plain\" data-category=\"analytics\" src=\"" + Loader + "\"></script><script async src=\"" + Loader + "\"></script><script>" + Gtag + "</script>")] // CNS2001
    [InlineData("<script type=\"text/plain\" data-category=\"analytics\" src=\"" + Loader + "\"></script><script>gtag('event', 'purchase');</script>")]
    [InlineData("<script type=\"text/plain\" data-category=\"analytics\" src=\"" + Loader + "\"></script><script>fbq('init', '1');</script>")] // CNS2002: another vendor
    [InlineData("<script type=\"text/plain\" data-category=\"ads\" src=\"https://connect.facebook.net/en_US/fbevents.js\"></script><script>(function(){ var t = document.createElement('script'); t.src = 'https://connect.facebook.net/en_US/fbevents.js'; document.head.appendChild(t); })(); fbq('init', '1');</script>")] // CNS2002: it brings its loader
    [InlineData("@* consent-exempt CNS2006: the queue is local *@ <script type=\"text/plain\" data-cookieconsent=\"statistics\" src=\"" + Loader + "\"></script>{|CNS2006:<script>|}" + Gtag + "</script>")]
    [InlineData("<script type=\"text/plain\" data-cookieconsent=\"statistics\" src=\"" + Loader + "\"></script><!-- consent-exempt CNS2006: the queue is local --><script>" + Gtag + "</script>")]
    public Task In_html(string html) => new AnalyzerTest<HalfGateAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();

    [Theory]
    [InlineData("@if (feature?.CanTrack == true) { <script async src=\"" + Loader + "\"></script> } {|CNS2006:<script>|}" + Gtag + "</script>")]
    [InlineData("{|CNS2006:<script async src=\"" + Loader + "\">|}</script>@if (feature?.CanTrack == true) { <script>" + Gtag + "</script> }")]
    [InlineData("@if (feature?.CanTrack == true) { <script async src=\"" + Loader + "\"></script><script>" + Gtag + "</script> }")]
    public Task In_a_view(string view) => Verify.ViewAsync<HalfGateAnalyzer>(
        "Pages/Index.cshtml", "@page\n@{ var feature = HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>(); }\n" + view);

    [Fact]
    public Task The_held_half_is_a_further_place() => new AnalyzerTest<HalfGateAnalyzer>
    {
        AdditionalFiles = { ("index.html", "{|#1:<script type=\"text/plain\" data-cookieconsent=\"statistics\" src=\"" + Loader + "\">|}</script>{|#0:<script>|}" + Gtag + "</script>") },
    }.Expect("CNS2006", at: 0, message: "Google Analytics (audience measurement) is only half held back: this part runs before the visitor has consented, the other one waits; hold both back in the same way", additional: [1], properties: [("status", "ungated")]).RunAsync();
}
