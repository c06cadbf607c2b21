using System.Text.RegularExpressions;
using ConsentAnalyzers.Rules.Markup;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Tests.Rules.Markup;

public sealed class TrackerScriptWithoutConsentAnalyzerTests
{
    [Theory]
    [InlineData("{|CNS2001:<script async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\">|}</script>")]
    [InlineData("{|CNS2001:<script src='//connect.facebook.net/en_US/sdk.js'>|}</script>")]
    [InlineData("{|CNS2001:<SCRIPT DEFER SRC=https://static.hotjar.com/c/hotjar-1.js>|}</SCRIPT>")]
    [InlineData("{|CNS2001:<script\n   src = \"https://www.clarity.ms/tag/abc\"\n   async>|}</script>")]
    [InlineData("{|CNS2001:<script src=`https://www.clarity.ms/tag/abc`>|}</script>")]
    [InlineData("{|CNS2001:<script type=\"module\" src=\"https://www.clarity.ms/tag/abc\">|}</script>")]
    [InlineData("{|CNS2001:<script type=\"text/javascript\" src=\"https://www.clarity.ms/tag/abc\">|}</script>")]
    [InlineData("{|CNS2001:<script data-cookieconsent=\"statistics\" src=\"https://www.clarity.ms/tag/abc\">|}</script>")]
    [InlineData("<partial name=\"x\" />{|CNS2001:<script src=\"https://www.clarity.ms/tag/abc\">|}</script>")]
    [InlineData("<template />{|CNS2001:<script src=\"https://www.clarity.ms/tag/abc\">|}</script>")]
    [InlineData("<environment exclude=\"Development\">{|CNS2001:<script src=\"https://www.clarity.ms/tag/abc\">|}</script></environment>")]
    [InlineData("<noscript>{|CNS2001:<script src=\"https://www.clarity.ms/tag/abc\">|}</script></noscript>")]
    [InlineData("<!-- a --> <p>é€😀</p>\r\n{|CNS2001:<script src=\"https://www.clarity.ms/tag/abc\">|}</script>")]
    [InlineData("<consent purpose=\"Analytics\">{|CNS2001:<script src=\"https://www.clarity.ms/tag/abc\">|}</script></consent>")]
    [InlineData("{|CNS2001:<script type=\"text/plain\" data-cookieconsent=\"necessary\" src=\"https://www.clarity.ms/tag/abc\">|}</script>")]
    public Task Reports_in_html(string html) => Html(html);

    [Theory]
    [InlineData("<script src=\"https://cdn.jsdelivr.net/npm/chart.js\"></script>")]
    [InlineData("<script src=\"~/js/site.js\"></script>")]
    [InlineData("<!-- <script src=\"https://www.clarity.ms/tag/abc\"></script> -->")]
    [InlineData("<!--[if IE]><script src=\"https://www.clarity.ms/tag/abc\"></script><![endif]-->")]
    [InlineData("<template><script src=\"https://www.clarity.ms/tag/abc\"></script></template>")]
    [InlineData("<pre><script src=\"https://www.clarity.ms/tag/abc\"></script></pre>")]
    [InlineData("&lt;script src=\"https://www.clarity.ms/tag/abc\">")]
    [InlineData("<script type=\"text/plain\" data-cookieconsent=\"statistics\" src=\"https://www.clarity.ms/tag/abc\"></script>")]
    [InlineData("<script type=\"text/plain\" src=\"https://www.clarity.ms/tag/abc\"></script>")]
    [InlineData("<script type=\"didomi/javascript\" data-vendor=\"x\" src=\"https://www.clarity.ms/tag/abc\"></script>")]
    [InlineData("<script data-src=\"https://www.clarity.ms/tag/abc\" data-consent=\"analytics\"></script>")]
    [InlineData("<script data-cookieyes=\"cookieyes-analytics\" src=\"https://www.clarity.ms/tag/abc\"></script>")]
    [InlineData("<link rel=\"preconnect\" href=\"https://www.google-analytics.com\"><link rel=\"dns-prefetch\" href=\"//www.googletagmanager.com\">")]
    [InlineData("<a href=\"https://www.facebook.com/shop\">us</a>")]
    [InlineData("<meta http-equiv=\"Content-Security-Policy\" content=\"script-src https://www.googletagmanager.com\">")]
    [InlineData("<script src=\"https://js.stripe.com/v3\"></script>")]
    [InlineData("<script>var s = '<script src=\"https://www.clarity.ms/tag/abc\">';</script>")]
    [InlineData("<script data-cookieconsent=\"ignore\" src=\"https://www.clarity.ms/tag/abc\"></script>")] // CNS2007
    [InlineData("<script src=\"https://analytics.example.com/matomo.js\"></script>")] // CNS2009
    [InlineData("<textarea><script src=\"https://www.clarity.ms/tag/abc\"></script></textarea>")]
    public Task IsSilent_in_html(string html) => Html(html);

    private const string Tag = "<script src=\"https://www.clarity.ms/tag/abc\">";
    private const string Reported = "{|CNS2001:" + Tag + "|}</script>";
    private const string Silent = Tag + "</script>";
    private const string Feature = "@{ var feature = Context.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>(); var ready = DateTime.Now.Hour > 3; }\n";

    [Theory]
    [InlineData(Reported)]
    [InlineData("<p>\n  " + Reported + "\n</p>")]
    [InlineData("@if (ready)\n{\n    " + Reported + "\n}")]
    [InlineData("@if (feature?.CanTrack ?? false)\n{\n    " + Silent + "\n}")]
    [InlineData("@if (feature?.CanTrack ?? false)\n{\n    <p>yes</p>\n}\n" + Reported)]
    [InlineData("@if (feature?.CanTrack ?? false)\n{\n    <p>yes</p>\n}\nelse\n{\n    " + Reported + "\n}")]
    [InlineData("@if (!feature?.CanTrack ?? false)\n{\n    <p>ask</p>\n}\nelse\n{\n    " + Silent + "\n}")]
    [InlineData("@{ var ok = feature?.CanTrack ?? false; }\n@if (ok) { " + Silent + " }")]
    [InlineData("@{ if (!(feature?.CanTrack ?? false)) { return; } }\n" + Silent)]
    [InlineData("@switch (feature?.CanTrack) { case true: " + Silent + " break; default: " + Reported + " break; }")]
    [InlineData("@foreach (var x in new[] { 1 }) { if (feature?.CanTrack == true) { " + Silent + " } }")]
    [InlineData("@if (feature?.CanTrack == true) { <text>a " + Silent + "</text> }")]
    [InlineData("@if (feature?.CanTrack == true) { @:a " + Silent + "\n }")]
    [InlineData("@section Scripts {\n  " + Reported + "\n}")]
    [InlineData("@section Scripts {\n  @if (feature?.CanTrack == true) { " + Silent + " }\n}")]
    [InlineData("@if (feature?.CanTrack == true) { @await RenderAsync(); }\n@functions { async Task<string> RenderAsync() { " + Silent + "\n await Task.Yield(); return \"\"; } }")]
    [InlineData("@functions { async Task RenderAsync() { " + Reported + "\n await Task.Yield(); } }")]
    [InlineData("@* " + Silent + " *@")]
    [InlineData("<!-- " + Silent + " -->\n" + Reported)]
    [InlineData("@{ var s = \"" + "<script src='https://www.clarity.ms/tag/a'>" + "\"; }<p>@s</p>")]
    [InlineData("@{ var list = new List<string>(); }<p>@list.Count</p>" + Reported)]
    [InlineData("<form method=\"post\"><partial name=\"_X\" />" + Reported + "</form>")]
    [InlineData("<environment exclude=\"Development\">@if (feature?.CanTrack == true) { " + Silent + " }</environment>")]
    [InlineData("<environment exclude=\"@(ready ? \"a\" : \"b\")\">" + Reported + "</environment>")]
    [InlineData("<script asp-append-version=\"true\" src=\"~/x.js\"></script>" + Reported)]
    [InlineData("@if (feature?.CanTrack == true) { <script asp-append-version=\"@ready\" src=\"https://www.clarity.ms/tag/abc\"></script> }")]
    [InlineData("@if (ready) { {|CNS2001:<script asp-append-version=\"@ready\" src=\"https://www.clarity.ms/tag/abc\">|}</script> }")]
    [InlineData("@if (ready) { {|CNS2001:<script async src=\"https://www.googletagmanager.com/gtag/js?id=@(ready)\">|}</script> }")]
    [InlineData("@if (feature?.CanTrack == true) { <script async src=\"https://www.googletagmanager.com/gtag/js?id=@(ready)\"></script> }")]
    [InlineData("@{ const string url = \"https://www.clarity.ms/tag/abc\"; }{|CNS2001:<script src=\"@url\">|}</script>")]
    [InlineData("@{ var host = \"www.clarity.ms\"; }{|CNS2001:<script src=\"https://@(host)/tag/abc\">|}</script>")]
    [InlineData("@{ var host = \"cdn.example.com\"; }<script src=\"https://@host/tag/abc\"></script>")]
    [InlineData("@{ var region = DateTime.Now.Hour > 3 ? \"eu\" : \"us\"; }{|CNS2001:<script src=\"//@(region).hotjar.com/c/hotjar-1.js\">|}</script>")]
    [InlineData("@{ var region = DateTime.Now.Hour > 3 ? \"eu\" : \"us\"; }<script src=\"//@(region).example.com/c/hotjar-1.js\"></script>")]
    [InlineData("{|CNS2001:<script asp-src-include=\"~/js/*.js\" src=\"https://www.clarity.ms/tag/abc\">|}</script>")]
    [InlineData("{|CNS2001:<script asp-fallback-src=\"~/a.js\" asp-fallback-test=\"window.a\" src=\"https://www.clarity.ms/tag/abc\">|}</script>")]
    [InlineData("{|CNS2001:<script src=`//www.clarity.ms/tag/abc`>|}</script>")]
    [InlineData("{|CNS2001:<script asp-src=\"https://www.clarity.ms/tag/abc\">|}</script>")]
    [InlineData("{|CNS2001:<script asp-src=\"https://www.clarity.ms/tag/abc\" data-category=\"analytics\">|}</script>")]
    [InlineData("<script src=\"~/lib/clarity.js\"></script><script src=\"@Url.Content(\"~/js/a.js\")\"></script>")]
    [InlineData("@@if (x) { " + Reported + " }")]
    public Task View(string view) => Verify.ViewAsync<TrackerScriptWithoutConsentAnalyzer>("Pages/Index.cshtml", "@page\n@addTagHelper *, Microsoft.AspNetCore.Mvc.TagHelpers\n" + Feature.Replace("Context", "HttpContext") + view);

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public Task Lines_and_columns_are_exact(string newline) => Verify.ViewAsync<TrackerScriptWithoutConsentAnalyzer>("Pages/Index.cshtml", string.Join(newline, [
        "@page", "@* a", " b *@", "<p>é@(1 + 1)</p>", "@if (true)", "{", "    <b>x</b> {|CNS2001:<script", "  src=\"https://www.clarity.ms/tag/abc\">|}</script>", "}", "<p/>"]));

    [Fact]
    public Task Many_views_share_nothing() => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer>
    {
        Views =
        {
            ("Pages/A.cshtml", "@page\n" + Reported),
            ("Pages/B.cshtml", "@page\n@if (HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>()?.CanTrack == true) { " + Silent + " }"),
            ("Pages/C.cshtml", "@page\n<p>nothing here</p>"),
        },
    }.RunAsync();

    [Fact]
    public Task A_group_is_one_finding() => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer>
    {
        AdditionalFiles = { ("index.html", "{|#0:<script async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\">|}</script>\n{|#1:<script>|}window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments);} gtag('js', new Date()); gtag('config', 'G-1');</script>") },
    }.Expect("CNS2001", at: 0, message: "Google Analytics (audience measurement) is loaded before the visitor has consented; hold the script back until there is consent for Analytics", additional: [1], properties: [("kind", "tracker"), ("element", "script"), ("status", "ungated")]).RunAsync();

    // A comment speaks of the tracker: of its snippet and its pixel too, not of another vendor's, and a pixel's comment of the pixel only.
    [Theory]
    [InlineData("<!-- consent-exempt CNS2001: we were told so -->" + Loader + Snippet + "{|CNS2001:<script src=\"https://static.hotjar.com/c/hotjar-1.js\">|}</script>")]
    [InlineData("<!-- consent-exempt CNS2002: we were told so -->" + Snippet + Loader)]
    [InlineData("<!-- consent-exempt CNS2002: we were told so --><script>fbq('init', '1');</script><noscript><img src=\"https://www.facebook.com/tr?id=1&ev=PageView\"></noscript>")]
    [InlineData("{|CNS2002:<script>|}fbq('init', '1');</script><noscript><!-- consent-exempt CNS2005: we were told so --><img src=\"https://www.facebook.com/tr?id=1&ev=PageView\"></noscript>")]
    [InlineData("<!-- consent-exempt CNS2004: the film is the page --><iframe src=\"https://www.youtube.com/embed/a\"></iframe>{|CNS2004:<iframe src=\"https://www.youtube.com/embed/b\">|}</iframe>")]
    public async Task An_exemption_comment_covers_the_group(string html)
    {
        await OfRule<TrackerScriptWithoutConsentAnalyzer>(html, "CNS2001");
        await OfRule<TrackerSnippetWithoutConsentAnalyzer>(html, "CNS2002");
        await OfRule<EmbedWithoutConsentAnalyzer>(html, "CNS2004");
        await OfRule<TrackingPixelWithoutConsentAnalyzer>(html, "CNS2005");
        await OfRule<HalfGateAnalyzer>(html, "CNS2006");
    }

    private const string Loader = "<script async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>";
    private const string Snippet = "<script>window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments);} gtag('js', new Date()); gtag('config', 'G-1');</script>";

    /// <summary>What the other rules would say is taken out of the text.</summary>
    private static Task OfRule<T>(string html, string rule)
        where T : DiagnosticAnalyzer, new() =>
        new AnalyzerTest<T> { AdditionalFiles = { ("index.html", Regex.Replace(html, @"\{\|(CNS\d+):(.*?)\|\}", m => m.Groups[1].Value == rule ? m.Value : m.Groups[2].Value)) } }.RunAsync();

    [Theory]
    [InlineData("@* consent-exempt CNS2001: we were told so *@\n" + Silent, false)]
    [InlineData("<!-- consent-exempt CNS2001 : we were told so -->" + Silent, false)]
    [InlineData("@* consent-exempt CNS2001: we were told so *@ <p></p>" + Reported, true)]
    [InlineData("@* something else *@" + Reported, true)]
    public Task Exemption_comment(string view, bool isReported)
    {
        Assert.Equal(isReported, view.Contains("{|CNS2001:"));
        return Verify.ViewAsync<TrackerScriptWithoutConsentAnalyzer>("Pages/Index.cshtml", "@page\n" + view);
    }

    [Fact]
    public Task A_tag_helper_that_gates() => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer>
    {
        Sources =
        {
            """
            namespace Shop;
            public enum ConsentPurpose { Analytics, Advertising }
            [Microsoft.AspNetCore.Razor.TagHelpers.HtmlTargetElement("consent")]
            public class ConsentTagHelper : Microsoft.AspNetCore.Razor.TagHelpers.TagHelper { public ConsentPurpose Purpose { get; set; } }
            """,
        },
        Views =
        {
            ("Pages/Index.cshtml", $"""
                @page
                @addTagHelper *, Test
                <consent purpose="Analytics">{Silent}</consent>
                <consent purpose="Advertising">{Silent}</consent>
                <p><consent purpose="@Shop.ConsentPurpose.Analytics"><b>{Silent}</b></consent></p>
                """),
        },
    }.RunAsync();

    [Theory]
    [InlineData("{|CNS2001:<HtmlTag Tag=\"script\" src=\"https://www.googletagmanager.com/gtag/js?id=G-1\" />|}")]
    [InlineData("{|CNS2001:<HtmlTag Tag=\"@Kind\" src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></HtmlTag>|}")]
    [InlineData("{|CNS2001:<HtmlTag Tag=\"script\" src=\"@Address\" />|}")]
    [InlineData("<HtmlTag Tag=\"img\" src=\"https://www.googletagmanager.com/gtag/js?id=G-1\" />")]
    [InlineData("<HtmlTag Tag=\"script\" src=\"/js/site.js\" />")]
    [InlineData("<p title=\"script\" data-src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></p>")]
    [InlineData("@if (HasConsent) { <HtmlTag Tag=\"script\" src=\"https://www.googletagmanager.com/gtag/js?id=G-1\" /> }")]
    [InlineData("@if (HasConsent) { <HtmlTag Tag=\"script\" src=\"/js/site.js\" /> } {|CNS2001:<HtmlTag Tag=\"script\" src=\"https://www.googletagmanager.com/gtag/js?id=G-1\" />|}")]
    public Task A_component_that_emits_the_script_it_is_told(string markup) => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer>
    {
        Views =
        {
            ("_Imports.razor", "@using Microsoft.AspNetCore.Components\n@using Test"),
            ("HtmlTag.razor", "@code { [Parameter] public string Tag { get; set; } = \"\"; [Parameter(CaptureUnmatchedValues = true)] public Dictionary<string, object>? Rest { get; set; } }"),
            ("Page.razor", "<h1>Page</h1>\n" + markup.Replace("></HtmlTag>|}", ">|}</HtmlTag>") + "\n@code { bool HasConsent { get; set; } const string Kind = \"script\"; const string Address = \"https://www.googletagmanager.com/gtag/js?id=G-1\"; }"),
        },
    }.RunAsync();

    [Theory]
    [InlineData("{|CNS2001:<html-tag tag=\"script\" src=\"https://www.googletagmanager.com/gtag/js?id=G-1\">|}</html-tag>")]
    [InlineData("@if (feature?.CanTrack == true) { <html-tag tag=\"script\" src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></html-tag> }")]
    [InlineData("<html-other tag=\"script\" src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></html-other>")]
    public Task A_tag_helper_that_emits_the_script_it_is_told(string view) => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer>
    {
        Sources = { "namespace Shop; public class HtmlTagTagHelper : Microsoft.AspNetCore.Razor.TagHelpers.TagHelper { public string Tag { get; set; } = \"\"; public string Src { get; set; } = \"\"; }" },
        Views = { ("Pages/Index.cshtml", "@page\n@addTagHelper *, Test\n" + Feature.Replace("Context", "HttpContext") + view) },
    }.RunAsync();

    [Theory]
    [InlineData("consent_analyzers.tracker_hosts = stats.shop.example:Analytics:Shop stats", "{|CNS2001:<script src=\"https://stats.shop.example/s.js\">|}</script>")]
    [InlineData("[*.html]\nconsent_analyzers.cmp_markers = data-waits", "<script data-waits src=\"https://www.clarity.ms/tag/abc\"></script>")]
    [InlineData("[*.cshtml]\nconsent_analyzers.cmp_markers = data-waits", "{|CNS2001:<script data-waits src=\"https://www.clarity.ms/tag/abc\">|}</script>")]
    [InlineData("consent_analyzers.cmp_markers = data-waits", "<script data-waits src=\"https://www.clarity.ms/tag/abc\"></script>")]
    [InlineData("consent_analyzers.cmp_markers = data-waits=yes", "<script data-waits=\"yes\" src=\"https://www.clarity.ms/tag/abc\"></script>")]
    [InlineData("consent_analyzers.cmp_markers = data-waits=yes", "{|CNS2001:<script data-waits=\"no\" src=\"https://www.clarity.ms/tag/abc\">|}</script>")]
    public Task Configuration(string config, string html) => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer> { AdditionalFiles = { ("index.html", html) }, Config = config }.RunAsync();

    [Theory]
    [InlineData("@if (Model.HasConsent)\n{\n    " + Silent + "\n}")]
    [InlineData("@if (!Model.HasConsent)\n{\n    <p></p>\n}\nelse\n{\n    " + Silent + "\n}")]
    [InlineData("@if (Model.Ready)\n{\n    " + Reported + "\n}")]
    [InlineData("@{ var s = \"<script src='https://www.clarity.ms/tag/abc'>\"; var l = new List<string>(); }\n" + Reported)]
    [InlineData("@if (Model.HasConsent) { if (x) { " + Silent + " } } " + Reported)]
    [InlineData("@functions { string F() => \"<script src='https://www.clarity.ms/tag/abc'>\"; }" + Reported)]
    public Task Without_a_generated_tree_the_text_decides(string view) => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer> { AdditionalFiles = { ("Views/Index.cshtml", view) } }.RunAsync();

    [Fact]
    public Task A_stale_generated_tree_is_not_trusted() => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer>
    {
        Views = { ("Pages/Index.cshtml", "@page\n@if (HttpContext.Request.IsHttps) { <p></p> }\n" + Reported) },
        StaleViews = { ("Pages/Index.cshtml", "@page\n@if (HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>()?.CanTrack == true) { " + Silent + " }") },
    }.RunAsync();

    [Theory]
    [InlineData("@page\n@if (x { " + Silent)]
    [InlineData("@page\n@{ <script")]
    [InlineData("@page\n<script src=\"https://www.clarity.ms/tag/abc\"")]
    [InlineData("@page\n@if (true) { <div> " + Reported)]
    public Task Half_typed_views_are_no_crash(string view) => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer> { Views = { ("Pages/Index.cshtml", view) }, CompilerErrorsAllowed = true }.RunAsync();

    [Fact]
    public Task Files_that_are_no_text_are_no_crash() => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer>
    {
        AdditionalFiles = { ("unreadable.html", null), ("zero.html", ""), ("nul.html", "\0\0<script\0src=\"\0https://example.com/abc\">\uD800\uFFFF", MarkupOptions.None) },
    }.RunAsync();

    [Fact]
    public Task A_5_MB_view_is_read()
    {
        var filler = string.Concat(Enumerable.Repeat("<div class=\"a\"><p>hello</p></div>", 160_000));
        return new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer> { AdditionalFiles = { ("big.html", filler + Reported) } }.RunAsync();
    }

    [Fact]
    public Task Deep_nesting_is_read()
    {
        var open = string.Concat(Enumerable.Repeat("<div>", 10_000));
        return new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer> { AdditionalFiles = { ("deep.html", open + Reported) } }.RunAsync();
    }

    private static Task Html(string html) => new AnalyzerTest<TrackerScriptWithoutConsentAnalyzer> { AdditionalFiles = { ("wwwroot/index.html", html) } }.RunAsync();
}
