using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;

namespace ConsentAnalyzers.Tests.Fixes.Markup;

/// <summary>What a page with a consent platform gets: the platform's own markers.</summary>
public sealed class MarkerTests
{
    private const string Loader = "<script src=\"https://static.hotjar.com/c/hotjar-1.js\" async></script>\n";
    private const string Cookiebot = "<script src=\"https://consent.cookiebot.com/uc.js\" data-cbid=\"0\"></script>\n";

    [Theory]
    [InlineData(Cookiebot, "<script type=\"text/plain\" data-cookieconsent=\"statistics\" src=\"https://static.hotjar.com/c/hotjar-1.js\" async></script>\n")]
    [InlineData("<script src=\"https://cdn.cookielaw.org/scripttemplates/otSDKStub.js\"></script>\n", "<script type=\"text/plain\" class=\"optanon-category-C0002\" src=\"https://static.hotjar.com/c/hotjar-1.js\" async></script>\n")]
    [InlineData("<script src=\"https://cdn.jsdelivr.net/npm/vanilla-cookieconsent@3.0.1/dist/cookieconsent.umd.js\"></script>\n", "<script type=\"text/plain\" data-category=\"analytics\" src=\"https://static.hotjar.com/c/hotjar-1.js\" async></script>\n")]
    [InlineData("<script src=\"https://cdn.iubenda.com/cs/iubenda_cs.js\"></script>\n", "<script type=\"text/plain\" class=\"_iub_cs_activate\" data-iub-purposes=\"4\" data-suppressedsrc=\"https://static.hotjar.com/c/hotjar-1.js\" async></script>\n")]
    [InlineData("<script>var klaroConfig = { services: [{ name: 'hotjar', default: false }] };</script>\n<script src=\"/js/klaro.js\"></script>\n", "<script type=\"text/plain\" data-type=\"application/javascript\" data-name=\"hotjar\" data-src=\"https://static.hotjar.com/c/hotjar-1.js\" async></script>\n")]
    [InlineData("<script type=\"text/plain\" data-c15t-category=\"marketing\" src=\"https://connect.facebook.net/en_US/fbevents.js\"></script>\n", "<script type=\"text/plain\" data-c15t-category=\"measurement\" src=\"https://static.hotjar.com/c/hotjar-1.js\" async></script>\n")]
    public Task In_html(string platform, string mended) => Html("CNS2001", platform + Loader, platform + mended);

    [Theory]
    // No platform, another version, a service that the configuration does not name.
    [InlineData("")]
    [InlineData("<script src=\"https://cdn.jsdelivr.net/npm/vanilla-cookieconsent/dist/x.js\"></script>\n")]
    [InlineData("<script>var klaroConfig = { services: [{ name: 'matomo' }] };</script>\n<script src=\"/js/klaro.js\"></script>\n")]
    [InlineData("<script src=\"https://sdk.privacy-center.org/0/loader.js\"></script>\n")]
    public Task Not_in_html(string platform) => new FixTest("CNS2001", "gate") { AdditionalFiles = { ("index.html", platform + Loader) } }.NothingAsync();

    [Fact]
    public Task A_group_of_three_with_a_type_and_a_class() => Html("CNS2001", """
        <script src="https://cdn.cookielaw.org/scripttemplates/otSDKStub.js"></script>
        <script async type="text/javascript" class='late' src="https://connect.facebook.net/en_US/fbevents.js"></script>
        <script type=text/javascript>
            fbq('init', '1');
        </script>
        <noscript>
            <img src="https://www.facebook.com/tr?id=1" width="1" height="1">
        </noscript>
        <p>Blue.</p>
        """, """
        <script src="https://cdn.cookielaw.org/scripttemplates/otSDKStub.js"></script>
        <script async type="text/plain" class='late optanon-category-C0004' src="https://connect.facebook.net/en_US/fbevents.js"></script>
        <script class="optanon-category-C0004" type=text/plain>
            fbq('init', '1');
        </script>
        <p>Blue.</p>
        """);

    [Fact]
    public Task A_frame() => Html("CNS2004", "<script src=\"https://consent.cookiefirst.com/x.js\"></script>\n<p><iframe title=\"x\" src=\"https://www.youtube.com/embed/x\"></iframe></p>\n", "<script src=\"https://consent.cookiefirst.com/x.js\"></script>\n<p><iframe data-cookiefirst-category=\"functional\" title=\"x\" data-src=\"https://www.youtube.com/embed/x\"></iframe></p>\n");

    [Fact]
    public Task A_tag_managers_frame_for_those_without_scripts_goes() => new FixTest("CNS2003", "gate:Analytics")
    {
        AdditionalFiles = { ("index.html", Cookiebot + "<script src=\"https://www.googletagmanager.com/gtm.js?id=GTM-1\"></script>\n<body>\n<noscript><iframe src=\"https://www.googletagmanager.com/ns.html?id=GTM-1\"></iframe></noscript>\n</body>\n") },
        Fixed = { ["index.html"] = Cookiebot + "<script type=\"text/plain\" data-cookieconsent=\"statistics\" src=\"https://www.googletagmanager.com/gtm.js?id=GTM-1\"></script>\n<body>\n</body>\n" },
    }.RunAsync();

    [Fact]
    public Task In_a_view_whose_layouts_load_the_platform() => new FixTest("CNS2001", "gate")
    {
        Views = { ("Views/Shared/_Layout.cshtml", "<html><head>\n" + Cookiebot + "</head><body>@RenderBody()</body></html>\n"), ("Views/A.cshtml", "@foreach (var i in new[] { 1 })\n{\n    <script src=\"https://static.hotjar.com/c/hotjar-1.js?@i\"></script>\n}\n") },
        Fixed = { ["Views/A.cshtml"] = "@foreach (var i in new[] { 1 })\n{\n    <script type=\"text/plain\" data-cookieconsent=\"statistics\" src=\"https://static.hotjar.com/c/hotjar-1.js?@i\"></script>\n}\n" },
    }.RunAsync();

    [Theory]
    [InlineData("CNS2001", "<script type=\"module\" src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n")]
    [InlineData("CNS2004", "<link rel=\"stylesheet\" href=\"https://platform.twitter.com/x.css\">\n")]
    [InlineData("CNS2005", "<noscript><p>No script?</p><img src=\"https://www.facebook.com/tr?id=1\"></noscript>\n")]
    [InlineData("CNS2004", "<iframe src=\"https://platform.twitter.com/widgets/x.html\"></iframe>\n")]
    public Task What_the_platform_cannot_hold(string rule, string tag) => new FixTest(rule, "gate") { AdditionalFiles = { ("index.html", Cookiebot + tag) } }.NothingAsync();

    [Theory]
    [InlineData("<script type=\"text/plain\" data-cookieconsent=\"marketing\" src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>\n<script>\n    gtag('config', 'G-1');\n</script>\n", "<script type=\"text/plain\" data-cookieconsent=\"marketing\" src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>\n<script type=\"text/plain\" data-cookieconsent=\"marketing\">\n    gtag('config', 'G-1');\n</script>\n")]
    [InlineData("<script async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>\n<script type=\"text/plain\" class=\"optanon-category-C0002\">\n    gtag('config', 'G-1');\n</script>\n", "<script type=\"text/plain\" class=\"optanon-category-C0002\" async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>\n<script type=\"text/plain\" class=\"optanon-category-C0002\">\n    gtag('config', 'G-1');\n</script>\n")]
    public Task The_other_half_has_the_same_category(string before, string after) => Html("CNS2006", before, after);

    [Fact]
    public Task The_other_half_stands_in_the_same_element() => WithHelper("CNS2006",
        "@addTagHelper *, ConsentAnalyzers.AspNetCore\n<consent purpose=\"@ConsentAnalyzers.AspNetCore.ConsentPurpose.Analytics\">\n    <script async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>\n</consent>\n<p></p>\n<script>\n    gtag('config', 'G-1');\n</script>\n",
        "@addTagHelper *, ConsentAnalyzers.AspNetCore\n<consent purpose=\"@ConsentAnalyzers.AspNetCore.ConsentPurpose.Analytics\">\n    <script async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>\n</consent>\n<p></p>\n<consent purpose=\"@ConsentAnalyzers.AspNetCore.ConsentPurpose.Analytics\">\n    <script>\n        gtag('config', 'G-1');\n    </script>\n</consent>\n");

    [Fact]
    public void Every_marker_that_is_written_is_read_as_a_gate()
    {
        Assert.All(KnownMarkers.All, marker =>
        {
            var attributes = string.Concat(marker.Attributes.Select(a => $" {a.Name}=\"{a.Value.Replace(CmpMarker.Category, marker.Categories.Select(c => c.Word).FirstOrDefault()).Replace(CmpMarker.Service, "x")}\""));
            var name = marker.Element == MarkedElement.Frame ? "iframe" : "script";
            Assert.Contains(KnownGates.All, gate => gate.Cmp == marker.Cmp && gate.Element != (name == "script" ? GateElement.Frame : GateElement.Script) && marker.Attributes.Any(a => a.Name == gate.Attribute));
            Assert.All(marker.Categories, c =>
            {
                var gate = KnownGates.All.Where(g => g.Cmp == marker.Cmp && marker.Attributes.Any(a => a.Name == g.Attribute));
                Assert.Contains(gate, g => marker.Attributes.Any(a => a.Name == g.Attribute && g.Read(a.Value.Replace(CmpMarker.Category, c.Word)) is { State: GateState.Held } read && (read.Purposes & c.Purpose) != ConsentPurposes.None));
            });
            Assert.NotEmpty(attributes);
        });
    }

    private static Task Html(string rule, string before, string after) => new FixTest(rule, "gate") { AdditionalFiles = { ("index.html", before) }, Fixed = { ["index.html"] = after } }.RunAsync();

    private static Task WithHelper(string rule, string before, string after)
    {
        var test = new FixTest(rule, "gate") { Views = { ("Views/A.cshtml", before) }, Fixed = { ["Views/A.cshtml"] = after } };
        test.References.AddRange(TestReferences.Helper);
        return test.RunAsync();
    }
}
