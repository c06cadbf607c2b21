using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Markup;

public sealed class TrackerSnippetWithoutConsentAnalyzerTests
{
    private const string Gtag = "window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments);} gtag('js', new Date()); gtag('config', 'G-1');";
    private const string Meta = "!function(f,b,e,v,n,t,s){if(f.fbq)return;n=f.fbq=function(){n.callMethod?n.callMethod.apply(n,arguments):n.queue.push(arguments)};n.queue=[];t=b.createElement(e);t.async=!0;t.src=v;s=b.getElementsByTagName(e)[0];s.parentNode.insertBefore(t,s)}(window,document,'script','https://connect.facebook.net/en_US/fbevents.js'); fbq('init', '1'); fbq('track', 'PageView');";

    [Theory]
    [InlineData("{|CNS2002:<script>|}" + Gtag + "</script>")]
    [InlineData("{|CNS2002:<script>|}" + Meta + "</script>")]
    [InlineData("{|CNS2002:<script>|}" + Meta + "</script><noscript><img height=\"1\" width=\"1\" src=\"https://www.facebook.com/tr?id=1&ev=PageView\"></noscript>")]
    [InlineData("{|CNS2002:<script>|}(function(c,l,a,r,i,t,y){c[a]=c[a]||function(){(c[a].q=c[a].q||[]).push(arguments)};t=l.createElement(r);t.async=1;t.src='https://www.clarity.ms/tag/'+i;y=l.getElementsByTagName(r)[0];y.parentNode.insertBefore(t,y);})(window,document,'clarity','script','abc');</script>")]
    [InlineData("<script>var _paq = window._paq = window._paq || []; _paq.push(['trackPageView']); (function(){var u='//stats.example.com/';_paq.push(['setTrackerUrl', u+'matomo.php']);})();</script>")] // CNS2009
    [InlineData("<script type=\"text/plain\" data-cookieconsent=\"statistics\" async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script><script>" + Gtag + "</script>")] // CNS2006
    [InlineData("<script type=\"text/plain\" data-cookieconsent=\"statistics\">" + Gtag + "</script>")]
    [InlineData("<script>function gtag(){dataLayer.push(arguments);} gtag('consent', 'default', { ad_storage: 'denied', analytics_storage: 'denied' });</script>")]
    [InlineData("<script>if (consent.analytics === true) { " + Gtag + " }</script>")]
    [InlineData("{|CNS2002:<script>|}if (ready === true) { " + Gtag + " }</script>")]
    [InlineData("<script>if (consent.marketing === true) { " + Gtag + " }</script>")]
    [InlineData("<script>document.getElementById('accept-cookies').addEventListener('click', function () { " + Gtag + " });</script>")]
    [InlineData("<script>function loadAnalytics() { " + Gtag + " }</script>")]
    [InlineData("<script>function loadAnalytics() { " + Gtag + " }</script><script>if (hasConsent('analytics')) loadAnalytics();</script>")]
    [InlineData("{|CNS2002:<script>|}function loadAnalytics() { " + Gtag + " }</script><script>loadAnalytics();</script>")]
    [InlineData("{|CNS2002:<script>|}document.getElementById('buy').addEventListener('click', function () { " + Gtag + " });</script>")]
    [InlineData("<script>var _paq = window._paq = window._paq || []; _paq.push(['requireConsent']); _paq.push(['trackPageView']); (function(){var u='//stats.example.com/';_paq.push(['setTrackerUrl', u+'matomo.php']);})();</script>")]
    [InlineData("<script>gtag('event', 'purchase', { value: 3 });</script>")]
    [InlineData("<script type=\"application/ld+json\">{ \"@context\": \"https://schema.org\", \"sameAs\": \"https://www.facebook.com/shop\" }</script>")]
    [InlineData("<script>// gtag('config', 'G-1');\n/* fbq('init', '1') */ var s = \"gtag('config')\";</script>")]
    [InlineData("<pre><script>" + Gtag + "</script></pre>")]
    public Task In_html(string html) => new AnalyzerTest<TrackerSnippetWithoutConsentAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();

    [Theory]
    [InlineData("{|CNS2002:<script>|}" + Gtag + "</script>")]
    [InlineData("@if (feature?.CanTrack == true) { <script>" + Gtag + "</script> }")]
    [InlineData("@if (feature?.CanTrack != true) { {|CNS2002:<script>|}" + Gtag + "</script> }")]
    [InlineData("{|CNS2002:<script>|}gtag('config', '@(1 + 1)');</script>")]
    [InlineData("<script>function load() { " + Gtag + " }</script>@if (feature?.CanTrack == true) { <script>load();</script> }")]
    [InlineData("{|CNS2002:<script>|}function load() { " + Gtag + " }</script>@if (feature is not null) { <script>load();</script> }")]
    public Task In_a_view(string view) => Verify.ViewAsync<TrackerSnippetWithoutConsentAnalyzer>(
        "Pages/Index.cshtml", "@page\n@{ var feature = HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>(); }\n" + view);

    [Fact]
    public Task Message() => new AnalyzerTest<TrackerSnippetWithoutConsentAnalyzer> { AdditionalFiles = { ("index.html", "{|CNS2002:<script>|}" + Meta + "</script>{|#1:<script>|}fbq('init', '2');</script>") } }
        .Expect("CNS2002", message: "Meta Pixel (advertising) is started by this script before the visitor has consented; hold the snippet and its loader back until there is consent for Advertising", properties: [("element", "snippet"), ("address", "https://connect.facebook.net/en_US/fbevents.js")], additional: [1])
        .RunAsync();
}
