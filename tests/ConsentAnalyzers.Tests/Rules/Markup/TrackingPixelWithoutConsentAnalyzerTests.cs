using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Markup;

public sealed class TrackingPixelWithoutConsentAnalyzerTests
{
    private const string Address = "https://www.facebook.com/tr?id=1&ev=PageView&noscript=1";

    [Theory]
    [InlineData("{|CNS2005:<img height=\"1\" width=\"1\" src=\"" + Address + "\">|}")]
    [InlineData("{|CNS2005:<img src=\"" + Address + "\">|}")]
    [InlineData("<noscript>{|CNS2005:<img height=\"1\" width=\"1\" style=\"display:none\" src=\"" + Address + "\"/>|}</noscript>")]
    [InlineData("{|CNS2005:<IMG SRC=//px.ads.linkedin.com/collect/?pid=1&fmt=gif>|}")]
    [InlineData("{|CNS2005:<img src='https://stats.example.com/matomo.php?idsite=1'>|}")]
    [InlineData("{|CNS2005:<img srcset=\"/a.png 1x, " + Address + " 2x\" src=\"/a.png\">|}")]
    [InlineData("<picture>{|CNS2005:<source srcset=\"" + Address + "\">|}<img src=\"/a.png\"></picture>")]
    [InlineData("{|CNS2005:<video poster=\"" + Address + "\">|}</video>")]
    [InlineData("{|CNS2005:<audio poster=\"" + Address + "\">|}</audio>")]
    [InlineData("<svg>{|CNS2005:<image href=\"" + Address + "\" />|}</svg>")]
    [InlineData("{|CNS2005:<image src=\"" + Address + "\">|}")]
    [InlineData("{|CNS2005:<style>|}@import url(\"https://www.google-analytics.com/x.css\");</style>")]
    [InlineData("{|CNS2005:<style>|}@import 'https://www.google-analytics.com/x.css';</style>")]
    [InlineData("{|CNS2005:<style>|}p { color: red } /* a */ .a { background: url( '" + Address + "' ) }</style>")]
    [InlineData("{|CNS2005:<div style=\"background:url(" + Address + ")\">|}</div>")]
    [InlineData("{|CNS2005:<img width=\"1\" height=\"1\" src=\"https://ad.doubleclick.net/unknown\">|}")]
    [InlineData("{|CNS2005:<img style=\"width: 1px; height: 1px\" src=\"https://ad.doubleclick.net/unknown\">|}")]
    [InlineData("<noscript>{|CNS2005:<img src=\"https://ad.doubleclick.net/unknown\">|}</noscript>")]
    [InlineData("{|CNS2005:<img data-cookieconsent=\"marketing\" src=\"" + Address + "\">|}")]
    [InlineData("{|CNS2005:<img class=\"lazy\" data-src=\"" + Address + "\">|}")]
    public Task Reports(string html) => Html(html);

    [Theory]
    [InlineData("<img data-cookieconsent=\"marketing\" data-cookieblock-src=\"" + Address + "\">")]
    [InlineData("<img class=\"optanon-category-C0004\" data-src=\"" + Address + "\">")]
    [InlineData("<img width=\"1\" height=\"1\" src=\"/pixel.gif\">")]
    [InlineData("<img width=\"1\" height=\"1\" src=\"https://cdn.example.com/pixel.gif\">")]
    [InlineData("<img src=\"https://www.facebook.com/images/logo.png\">")]
    [InlineData("<img data-cookieconsent=\"ignore\" src=\"https://ad.doubleclick.net/logo.png\">")]
    [InlineData("<a href=\"" + Address + "\">x</a>")]
    [InlineData("<!-- <img src=\"" + Address + "\"> -->")]
    [InlineData("<template><img src=\"" + Address + "\"></template>")]
    [InlineData("<style>/* @import url(https://www.google-analytics.com/x.css); */ .a { background: url(/a.png) }</style>")]
    [InlineData("<style>@import url(https://fonts.googleapis.com/css2?family=Inter);</style>")]
    [InlineData("<style>@import url(")]
    [InlineData("<div style=\"background: url(\"></div>")]
    [InlineData("<img srcset=\"\" src>")]
    [InlineData("<img srcset=\", ,\">")]
    [InlineData("<video poster></video>")]
    [InlineData("<noscript><iframe src=\"https://www.googletagmanager.com/ns.html?id=GTM-1\"></iframe></noscript>")] // CNS2003
    [InlineData("<img src=\"https://www.gravatar.com/avatar/0\" width=\"1\" height=\"1\">")] // CNS2014
    public Task IsSilent(string html) => Html(html);

    [Theory]
    [InlineData("{|CNS2005:<img src=\"" + Address + "\">|}")]
    [InlineData("@if (feature?.CanTrack == true) { <img src=\"" + Address + "\"> }")]
    [InlineData("@if (feature?.CanTrack == true) { <noscript><img src=\"" + Address + "\"></noscript> }")]
    [InlineData("<noscript>{|CNS2005:<img src=\"https://www.facebook.com/tr?id=@(1 + 1)\">|}</noscript>")]
    [InlineData("@* consent-exempt CNS2005: we were told so *@ <img src=\"" + Address + "\">")]
    public Task In_a_view(string view) => Verify.ViewAsync<TrackingPixelWithoutConsentAnalyzer>(
        "Pages/Index.cshtml", "@page\n@{ var feature = HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>(); }\n" + view);

    [Theory]
    [InlineData("<script>_paq.push(['requireConsent']); _paq.push(['trackPageView']);</script><noscript>{|CNS2005:<img src=\"//stats.example.com/matomo.php?idsite=1\">|}</noscript>")]
    [InlineData("<script>_paq.push(['disableCookies']); _paq.push(['trackPageView']);</script><noscript><img src=\"//stats.example.com/matomo.php?idsite=1\"></noscript>")]
    [InlineData("<script>_paq.push(['trackPageView']);</script><noscript><img src=\"//stats.example.com/matomo.php?idsite=1\"></noscript>")] // CNS2009, once
    [InlineData("<!-- consent-exempt CNS2009 AudienceMeasurement: ours --><script>_paq.push(['setVisitorCookieTimeout', 33696000]); _paq.push(['trackPageView']);</script><noscript><img src=\"//stats.example.com/matomo.php?idsite=1\"></noscript>")]
    public Task A_script_that_waits_holds_no_noscript_pixel(string html) => Html(html);

    [Fact]
    public Task A_pixel_of_a_live_snippet_is_a_place_of_its_finding() => new AnalyzerTest<TrackerSnippetWithoutConsentAnalyzer>
    {
        AdditionalFiles = { ("index.html", "{|#0:<script>|}fbq('init', '1');</script><noscript>{|#1:<img src=\"" + Address + "\">|}</noscript>") },
    }.Expect("CNS2002", at: 0, additional: [1]).RunAsync();

    [Fact]
    public Task A_pixel_beside_a_held_snippet_is_a_finding() => new AnalyzerTest<TrackingPixelWithoutConsentAnalyzer>
    {
        AdditionalFiles = { ("index.html", "<script type=\"text/plain\" data-cookieconsent=\"marketing\">fbq('init', '1');</script><noscript>{|#0:<img src=\"" + Address + "\">|}</noscript>") },
    }.Expect("CNS2005", at: 0, message: "Meta Pixel (advertising) counts the visitor by this image before there is consent; hold the pixel back until there is consent for Advertising, or leave it out", properties: [("kind", "tracker"), ("element", "img"), ("status", "ungated")]).RunAsync();

    private static Task Html(string html) => new AnalyzerTest<TrackingPixelWithoutConsentAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();
}
