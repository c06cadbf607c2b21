namespace ConsentAnalyzers.Tests.Fixes.Markup;

/// <summary>What scripts store, and for how long; exemptions; what a view's C# writes.</summary>
public sealed class ScriptFixerTests
{
    [Theory]
    [InlineData("document.cookie = 'a=1; max-age=63072000; path=/';", "document.cookie = 'a=1; max-age=33696000; path=/';")]
    [InlineData("document.cookie = `a=${id}; Max-Age = 63072000`;", "document.cookie = `a=${id}; Max-Age = 33696000`;")]
    [InlineData("Cookies.set('a', '1', { expires: 730 });", "Cookies.set('a', '1', { expires: 390 });")]
    [InlineData("gtag('config', 'G-1', { cookie_expires: 60 * 60 * 24 * 730 });", "gtag('config', 'G-1', { cookie_expires: 60 * 60 * 24 * 390 });")]
    [InlineData("gtag('config', 'G-1', { cookie_expires: 2 * 365 * 24 * 60 * 60 });", "gtag('config', 'G-1', { cookie_expires: 1 * 365 * 24 * 60 * 60 });")]
    [InlineData("_paq.push(['setVisitorCookieTimeout', '63072000']);", "_paq.push(['setVisitorCookieTimeout', '33696000']);")]
    public Task Shorter(string before, string after) => Html("CNS1004", "shorten", before, after);

    [Fact]
    public Task The_choice_is_kept_for_six_months() => Html("CNS1005", "shorten", "CookieConsent.run({ cookie: { expiresAfterDays: 365 } });", "CookieConsent.run({ cookie: { expiresAfterDays: 180 } });");

    [Fact]
    public Task A_shorter_maximum_of_the_teams_own() => new FixTest("CNS1004", "shorten")
    {
        Config = "[*]\nconsent_analyzers.max_cookie_lifetime = 90 days\n",
        AdditionalFiles = { ("index.html", "<script>\n    Cookies.set('a', '1', { expires: 365 });\n</script>\n") },
        Fixed = { ["index.html"] = "<script>\n    Cookies.set('a', '1', { expires: 90 });\n</script>\n" },
    }.RunAsync();

    [Theory]
    [InlineData("document.cookie = 'a=1; expires=Fri, 31 Dec 9999 23:59:59 GMT';")]
    [InlineData("var d = new Date(); d.setFullYear(d.getFullYear() + 2); document.cookie = 'a=1; expires=' + d.toUTCString();")]
    public Task A_date_is_left(string script) => new FixTest("CNS1004", "shorten") { AdditionalFiles = { ("index.html", $"<script>{script}</script>") } }.NothingAsync();

    [Theory]
    [InlineData("<script>\n    localStorage.setItem('last-jug', '1');\n</script>\n", "<script>\n    // consent-exempt CNS2011 Session:\n    localStorage.setItem('last-jug', '1');\n</script>\n")]
    [InlineData("<script>document.cookie = 'jug=1';</script>\n", "<script>/* consent-exempt CNS2011 Session: */ document.cookie = 'jug=1';</script>\n")]
    [InlineData("<script>\n    if (a) document.cookie = 'jug=1';\n</script>\n", "<script>\n    // consent-exempt CNS2011 Session:\n    if (a) document.cookie = 'jug=1';\n</script>\n")]
    public Task Declared(string before, string after) => new FixTest("CNS2011", "exempt:Session") { AdditionalFiles = { ("index.html", before) }, Fixed = { ["index.html"] = after }, Wakes = ["CNS1008"] }.RunAsync();

    [Fact]
    public Task Declared_in_a_script_file() => new FixTest("CNS2011", "exempt:Session") { AdditionalFiles = { ("wwwroot/a.js", "document.cookie = 'jug=1';\n") }, Fixed = { ["wwwroot/a.js"] = "// consent-exempt CNS2011 Session:\ndocument.cookie = 'jug=1';\n" }, Wakes = ["CNS1008"] }.RunAsync();

    [Theory]
    [InlineData("exempt:Session", "<script>document.cookie = '_ga=1';</script>\n")]
    [InlineData("exempt:Session", "<script>\n    document.cookie = 'jug=1'; localStorage.setItem('last-jug', '1');\n</script>\n")]
    [InlineData("gate", "<script>\n    function f() { if (localStorage.getItem('cookie_consent') === 'accepted') g(); }\n    document.cookie = 'jug=1';\n    f();\n</script>\n")]
    [InlineData("gate", "<script>\n    document.cookie = 'jug=1';\n</script>\n")]
    public Task Left_alone(string key, string html) => new FixTest("CNS2011", key) { AdditionalFiles = { ("index.html", html) } }.NothingAsync();

    [Fact]
    public Task Under_the_check_that_the_script_has() => new FixTest("CNS2011", "gate")
    {
        AdditionalFiles = { ("index.html", "<script>\n    if (localStorage.getItem('cookie_consent') === 'accepted') remember();\n    document.cookie = 'jug=' +\n        Math.random();\n    function remember() { }\n</script>\n") },
        Fixed = { ["index.html"] = "<script>\n    if (localStorage.getItem('cookie_consent') === 'accepted') remember();\n    if (localStorage.getItem('cookie_consent') === 'accepted') {\n        document.cookie = 'jug=' +\n            Math.random();\n    }\n    function remember() { }\n</script>\n" },
    }.RunAsync();

    [Fact]
    public Task A_disputed_resource_is_declared() => new FixTest("CNS2014", "exempt:Security")
    {
        Views = { ("Views/A.cshtml", "@if (true)\n{\n    <script src=\"https://www.google.com/recaptcha/api.js\"></script>\n}\n") },
        Fixed = { ["Views/A.cshtml"] = "@if (true)\n{\n    @* consent-exempt CNS2014 Security: *@\n    <script src=\"https://www.google.com/recaptcha/api.js\"></script>\n}\n" },
        Wakes = ["CNS1008"],
    }.RunAsync();

    [Fact]
    public Task A_tracker_is_not_declared() => new FixTest("CNS2001", "exempt:Security") { AdditionalFiles = { ("index.html", "<script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>") } }.NothingAsync();

    [Theory]
    [InlineData("<p></p>\n@Html.Raw(\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\")\n<p></p>\n", "<p></p>\n@if (Context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)\n{\n    @Html.Raw(\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\")\n}\n<p></p>\n")]
    [InlineData("<p>@(Html.Raw(\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\"))</p>\n", "<p>@if (Context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false) { @(Html.Raw(\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\")) }</p>\n")]
    [InlineData("@if (Model is not null)\n{\n    @Html.Raw(\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\")\n}\n", "@if (Model is not null)\n{\n    if (Context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)\n    {\n        @Html.Raw(\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\")\n    }\n}\n")]
    [InlineData("@if (Model is not null)\n{\n    <p>\n        @Html.Raw(\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\")\n    </p>\n}\n", "@if (Model is not null)\n{\n    <p>\n        @if (Context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)\n        {\n            @Html.Raw(\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\")\n        }\n    </p>\n}\n")]
    [InlineData("@{\n    @Html.Raw(\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\")\n}\n", "@{\n    if (Context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)\n    {\n        @Html.Raw(\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\")\n    }\n}\n")]
    public Task An_expression_waits(string before, string after) => Verify.FixViewAsync("CNS2012", "gate", "Views/A.cshtml", "@using Microsoft.AspNetCore.Http.Features\n" + before, "@using Microsoft.AspNetCore.Http.Features\n" + after);

    [Fact]
    public Task An_expression_waits_in_the_packages_element()
    {
        var test = new FixTest("CNS2012", "gate")
        {
            Views = { ("Views/A.cshtml", "@Html.Raw(\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\")\n") },
            Fixed = { ["Views/A.cshtml"] = "@addTagHelper *, ConsentAnalyzers.AspNetCore\n<consent purpose=\"Analytics\">\n    @Html.Raw(\"<script src='https://static.hotjar.com/c/hotjar-1.js'></script>\")\n</consent>\n" },
        };
        test.References.AddRange(TestReferences.Helper);
        return test.RunAsync();
    }

    private static Task Html(string rule, string key, string before, string after) => new FixTest(rule, key) { AdditionalFiles = { ("index.html", $"<script>\n    {before}\n</script>\n") }, Fixed = { ["index.html"] = $"<script>\n    {after}\n</script>\n" } }.RunAsync();
}
