using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Markup;

public sealed class LateBlockerAnalyzerTests
{
    private const string Cookiebot = "<script src=\"https://consent.cookiebot.com/uc.js\" data-cbid=\"0\" data-blockingmode=\"auto\">";
    private const string Tracker = "<script src=\"https://www.clarity.ms/tag/abc\">";

    [Theory]
    [InlineData(Cookiebot + "</script>")]
    [InlineData("<meta charset=\"utf-8\"><script type=\"application/ld+json\">{}</script>" + Cookiebot + "</script><script src=\"/js/site.js\"></script>")]
    [InlineData("<script>window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments);} gtag('consent', 'default', { analytics_storage: 'denied' });</script>" + Cookiebot + "</script>")]
    [InlineData("<script src=\"/js/site.js\"></script>{|CNS2008:" + Cookiebot + "|}</script>")]
    [InlineData(Tracker + "</script>{|CNS2008:" + Cookiebot + "|}</script>")]
    [InlineData("<script>fbq('init', '1');</script>{|CNS2008:" + Cookiebot + "|}</script>")]
    [InlineData("{|CNS2008:<script async src=\"https://consent.cookiebot.com/uc.js\" data-blockingmode=\"auto\">|}</script>")]
    [InlineData("{|CNS2008:<script defer src=\"https://consent.cookiebot.com/uc.js\" data-blockingmode=\"AUTO\">|}</script>")]
    [InlineData("{|CNS2008:<script type=\"module\" src=\"https://cmp.osano.com/a/b/osano.js\">|}</script>")]
    [InlineData("<script src=\"https://cmp.osano.com/a/b/osano.js\"></script>")]
    [InlineData("{|CNS2008:<script async src=\"https://app.termly.io/resource-blocker/0?autoBlock=on\">|}</script>")]
    [InlineData("<script async src=\"https://app.termly.io/resource-blocker/0?autoBlock=off\"></script>")]
    [InlineData("<script async src=\"https://consent.cookiebot.com/uc.js\" data-cbid=\"0\"></script>")]
    [InlineData("<script async src=\"https://consent.cookiebot.com/uc.js\" data-blockingmode=\"manual\"></script>")]
    [InlineData("<!-- consent-exempt CNS2008: nothing tracks before it --><script async src=\"https://consent.cookiebot.com/uc.js\" data-blockingmode=\"auto\"></script>")]
    [InlineData("<!-- <script async src=\"https://consent.cookiebot.com/uc.js\" data-blockingmode=\"auto\"></script> -->")]
    [InlineData("<script async src=\"/js/site.js\"></script>")]
    public Task In_html(string html) => new AnalyzerTest<LateBlockerAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();

    [Theory]
    [InlineData(Cookiebot + "</script>" + Tracker + "</script>")]
    [InlineData("{|CNS2001:" + Tracker + "|}</script>" + Cookiebot + "</script>")]
    [InlineData("<script async src=\"https://consent.cookiebot.com/uc.js\" data-blockingmode=\"auto\"></script>{|CNS2001:" + Tracker + "|}</script>")]
    [InlineData(Cookiebot + "</script><noscript>{|CNS2001:" + Tracker + "|}</script></noscript>")]
    [InlineData(Cookiebot + "</script><template>" + Tracker + "</script></template>")]
    public Task What_works_holds_what_follows(string html) => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();

    private const string Head = "<!DOCTYPE html><html><head>";
    private const string Body = "</head><body>@RenderBody()</body></html>";

    [Theory]
    [InlineData(true, Head + Cookiebot + "</script>" + Body, "")]
    [InlineData(false, Head + Cookiebot + "</script>" + Body, "<noscript>")]
    [InlineData(false, Head + Cookiebot + "</script>" + Body, "<html>")]
    [InlineData(false, Head + "<script src=\"/js/site.js\"></script>" + Cookiebot + "</script>" + Body, "")]
    [InlineData(false, Head + "@await RenderSectionAsync(\"Head\", false)" + Cookiebot + "</script>" + Body, "")]
    [InlineData(false, Head + Body, "")]
    [InlineData(false, Cookiebot + "</script>@RenderBody()", "")]
    [InlineData(false, Head + Cookiebot + "</script>" + Body, "", Head + Body)]
    [InlineData(true, Head + Cookiebot + "</script>" + Body, "", Head + Cookiebot + "</script>" + Body)]
    public Task A_blocker_in_every_layout_holds_the_views(bool isHeld, string layout, string around, string other = "") => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer>
    {
        Views =
        {
            ("Views/Shared/_Layout.cshtml", layout),
            ("Views/Shared/_Other.cshtml", other),
            ("Views/Home/Index.cshtml", "<p></p>\n" + around + (isHeld ? Tracker : "{|CNS2001:" + Tracker + "|}") + "</script>" + around.Replace("<", "</")),
        },
    }.RunAsync();

    [Fact]
    public Task A_blocker_in_the_layout_does_not_hold_what_is_released() => new AnalyzerTest<OpenGateAnalyzer>
    {
        Views = { ("Views/Shared/_Layout.cshtml", Head + Cookiebot + "</script>" + Body), ("Views/Home/Index.cshtml", "{|CNS2007:<script data-cookieconsent=\"ignore\" src=\"https://www.clarity.ms/tag/abc\">|}</script>") },
    }.RunAsync();

    [Theory]
    [InlineData("<script src=\"/js/site.js\"></script>{|#0:" + Cookiebot + "|}</script>", "Cookiebot blocks trackers by itself, but other scripts run before it; move it up, before every other script")]
    [InlineData("{|#0:<script async src=\"https://cmp.osano.com/a/b/osano.js\">|}</script>", "Osano blocks trackers by itself, but the browser does not wait for it; remove async and defer")]
    [InlineData("<script src=\"/js/site.js\"></script>{|#0:<script async src=\"https://cmp.osano.com/a/b/osano.js\">|}</script>", "Osano blocks trackers by itself, but other scripts run before it and the browser does not wait for it; make it the first script and remove async and defer")]
    public Task Message(string html, string message) => new AnalyzerTest<LateBlockerAnalyzer> { AdditionalFiles = { ("index.html", html) } }.Expect("CNS2008", at: 0, message: message).RunAsync();
}
