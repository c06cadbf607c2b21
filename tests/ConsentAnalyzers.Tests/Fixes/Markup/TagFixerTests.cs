namespace ConsentAnalyzers.Tests.Fixes.Markup;

public sealed class TagFixerTests
{
    private const string Key = "gate";
    private const string Service = "namespace Shop; public enum Purpose { Analytics, Advertising, SocialMedia, Functional } public interface IVisitorConsent { bool Allows(Purpose purpose); }";
    private const string Imports = "@using Shop\n@inject IVisitorConsent Consent\n";

    [Fact]
    public Task Loader_snippet_and_noscript_wait_together_under_an_injected_check() => InAView("CNS2001", """
        <head>
            <!-- Google Analytics -->
            <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>

            <script>
                window.dataLayer = window.dataLayer || [];
                function gtag() { dataLayer.push(arguments); }
                gtag('js', new Date());
                gtag('config', 'G-1');
            </script>
            <title>A jug</title>
        </head>
        """, """
        <head>
            <!-- Google Analytics -->
            @if (Consent.Allows(Purpose.Analytics))
            {
                <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>

                <script>
                    window.dataLayer = window.dataLayer || [];
                    function gtag() { dataLayer.push(arguments); }
                    gtag('js', new Date());
                    gtag('config', 'G-1');
                </script>
            }
            <title>A jug</title>
        </head>
        """);

    [Fact]
    public Task Parts_that_stand_apart_wait_each() => InAView("CNS2001", """
        <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
        <h1>A jug</h1>
        <script>
            gtag('config', 'G-1');
        </script>
        """, """
        @if (Consent.Allows(Purpose.Analytics))
        {
            <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
        }
        <h1>A jug</h1>
        @if (Consent.Allows(Purpose.Analytics))
        {
            <script>
                gtag('config', 'G-1');
            </script>
        }
        """);

    [Fact]
    public Task A_noscript_goes_with_its_pixel() => InAView("CNS2002", """
        <script>
            !function(f,b,e,v,n,t,s){n=f.fbq=function(){};t=b.createElement(e);t.src=v;s=b.getElementsByTagName(e)[0];s.parentNode.insertBefore(t,s)}(window,document,'script','https://connect.facebook.net/en_US/fbevents.js');
            fbq('init', '1');
            fbq('track', 'PageView');
        </script>
        <noscript><img height="1" width="1" style="display:none" src="https://www.facebook.com/tr?id=1&ev=PageView&noscript=1" /></noscript>
        <p>Blue.</p>
        """, """
        @if (Consent.Allows(Purpose.Advertising))
        {
            <script>
                !function(f,b,e,v,n,t,s){n=f.fbq=function(){};t=b.createElement(e);t.src=v;s=b.getElementsByTagName(e)[0];s.parentNode.insertBefore(t,s)}(window,document,'script','https://connect.facebook.net/en_US/fbevents.js');
                fbq('init', '1');
                fbq('track', 'PageView');
            </script>
            <noscript><img height="1" width="1" style="display:none" src="https://www.facebook.com/tr?id=1&ev=PageView&noscript=1" /></noscript>
        }
        <p>Blue.</p>
        """);

    [Theory]
    [InlineData("@foreach (var i in new[] { 1, 2 })\n{\n    <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n}\n", "@foreach (var i in new[] { 1, 2 })\n{\n    if (Consent.Allows(Purpose.Analytics))\n    {\n        <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n    }\n}\n")]
    [InlineData("@{\n    <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n}\n", "@{\n    if (Consent.Allows(Purpose.Analytics))\n    {\n        <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n    }\n}\n")]
    [InlineData("@if (ViewData[\"a\"] is not null)\n{\n    <div>\n        <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n    </div>\n}\n", "@if (ViewData[\"a\"] is not null)\n{\n    <div>\n        @if (Consent.Allows(Purpose.Analytics))\n        {\n            <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n        }\n    </div>\n}\n")]
    [InlineData("@if (ViewData[\"a\"] is not null)\n{\n    <text>\n        <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n    </text>\n}\n", "@if (ViewData[\"a\"] is not null)\n{\n    <text>\n        @if (Consent.Allows(Purpose.Analytics))\n        {\n            <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n        }\n    </text>\n}\n")]
    [InlineData("@section Scripts {\n    <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n}\n", "@section Scripts {\n    @if (Consent.Allows(Purpose.Analytics))\n    {\n        <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n    }\n}\n")]
    [InlineData("@section Scripts {\n    @foreach (var i in new[] { 1 })\n    {\n        <script src=\"https://static.hotjar.com/c/hotjar-1.js?x=@i\"></script>\n    }\n}\n", "@section Scripts {\n    @foreach (var i in new[] { 1 })\n    {\n        if (Consent.Allows(Purpose.Analytics))\n        {\n            <script src=\"https://static.hotjar.com/c/hotjar-1.js?x=@i\"></script>\n        }\n    }\n}\n")]
    [InlineData("<div>\n\t<script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n</div>", "<div>\n\t@if (Consent.Allows(Purpose.Analytics))\n\t{\n\t\t<script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n\t}\n</div>")]
    [InlineData("<h1>A</h1>\n<script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>", "<h1>A</h1>\n@if (Consent.Allows(Purpose.Analytics))\n{\n    <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n}")]
    [InlineData("<div><script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script></div>\n", "<div>@if (Consent.Allows(Purpose.Analytics)) { <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script> }</div>\n")]
    [InlineData("<script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script> @* ours *@\n<p></p>", "@if (Consent.Allows(Purpose.Analytics))\n{\n    <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script> @* ours *@\n}\n<p></p>")]
    public Task Wherever_it_stands(string before, string after) => InAView("CNS2001", before, after);

    [Fact]
    public Task Two_vendors_side_by_side_wait_each_for_their_own() => new FixTest("CNS2001", Key)
    {
        Sources = { ("Consent.cs", Service) },
        Views = { ("Views/_ViewImports.cshtml", Imports), ("Views/A.cshtml", """
            <script src="https://static.hotjar.com/c/hotjar-1.js"></script>
            <script src="https://snap.licdn.com/li.lms-analytics/insight.min.js"></script>
            """) },
        Fixed = { ["Views/A.cshtml"] = """
            @if (Consent.Allows(Purpose.Analytics))
            {
                <script src="https://static.hotjar.com/c/hotjar-1.js"></script>
            }
            @if (Consent.Allows(Purpose.Advertising))
            {
                <script src="https://snap.licdn.com/li.lms-analytics/insight.min.js"></script>
            }
            """ },
    }.RunAsync();

    [Fact]
    public Task Two_vendors_side_by_side_in_one_line() => InAView("CNS2001", "<p><script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script><script src=\"https://snap.licdn.com/li.lms-analytics/insight.min.js\"></script></p>",
        "<p>@if (Consent.Allows(Purpose.Analytics)) { <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script> }@if (Consent.Allows(Purpose.Advertising)) { <script src=\"https://snap.licdn.com/li.lms-analytics/insight.min.js\"></script> }</p>");

    [Fact]
    public Task Two_vendors_in_one_script_wait_for_both() => InAView("CNS2002", """
        <script>
            hj('event', 'x');
            (function(h,o,t,j){h.hj=h.hj||function(){};var s=o.createElement('script');s.src=t;o.head.appendChild(s);})(window,document,'https://static.hotjar.com/c/hotjar-1.js');
            fbq('init', '1');
        </script>
        """, """
        @if (Consent.Allows(Purpose.Analytics) && Consent.Allows(Purpose.Advertising))
        {
            <script>
                hj('event', 'x');
                (function(h,o,t,j){h.hj=h.hj||function(){};var s=o.createElement('script');s.src=t;o.head.appendChild(s);})(window,document,'https://static.hotjar.com/c/hotjar-1.js');
                fbq('init', '1');
            </script>
        }
        """);

    [Fact]
    public Task The_lines_of_a_template_literal_stay() => InAView("CNS2002", "<script>\n    fbq('init', `1\n2`);\n    fbq('track', 'x');\n</script>\n", "@if (Consent.Allows(Purpose.Advertising))\n{\n    <script>\n        fbq('init', `1\n2`);\n        fbq('track', 'x');\n    </script>\n}\n");

    [Fact]
    public Task Razor_within_the_snippet() => InAView("CNS2002", """
        @{ var id = "1"; }
        <script>
            fbq('init', '@id');
            @if (ViewData["mail"] is string mail)
            {
                <text>fbq('track', 'Lead', { mail: '@mail', at: '@@x' });</text>
            }
        </script>
        """, """
        @{ var id = "1"; }
        @if (Consent.Allows(Purpose.Advertising))
        {
            <script>
                fbq('init', '@id');
                @if (ViewData["mail"] is string mail)
                {
                    <text>fbq('track', 'Lead', { mail: '@mail', at: '@@x' });</text>
                }
            </script>
        }
        """);

    [Theory]
    // What is declared within is used behind it.
    [InlineData("CNS2002", "<script>\n    @{ var id = \"1\"; }\n    fbq('init', '@id');\n</script>\n<p>@id</p>\n")]
    // Code of the site's own in the same script.
    [InlineData("CNS2002", "<script>\n    $(function () { menu(); });\n    fbq('init', '1');\n</script>\n")]
    [InlineData("CNS2002", "<button onclick=\"\" onload=\"fbq('init', '1')\">x</button>\n")]
    [InlineData("CNS2002", "<script>\n    fbq('init', '1');\n    function ordered() { fbq('track', 'Lead'); }\n</script>\n<a href=\"/\" onclick=\"ordered()\">x</a>\n")]
    // An address, to Razor.
    [InlineData("CNS2004", "<p>film<iframe src=\"https://www.youtube.com/embed/x\"></iframe></p>\n")]
    // else would belong to the gate.
    [InlineData("CNS2001", "<script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\nelse we do not know.\n")]
    [InlineData("CNS2001", "@if (ViewData[\"a\"] is not null)\n{\n    @:<script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n}\n")]
    [InlineData("CNS2004", "<div><object data=\"https://www.youtube.com/embed/x\"><p></object></div>\n")]
    [InlineData("CNS2005", "<div style=\"background: url('https://www.facebook.com/tr?id=1')\">A jug</div>\n")]
    public Task Left_alone(string rule, string view) => new FixTest(rule, Key) { Sources = { ("Consent.cs", Service) }, Views = { ("Views/_ViewImports.cshtml", Imports), ("Views/A.cshtml", view) } }.NothingAsync();

    [Fact]
    public Task The_packages_element_with_its_directive_in_the_imports_once() => WithHelper("CNS2001",
        [("Views/_ViewImports.cshtml", "@using System.Text\n@addTagHelper *, Microsoft.AspNetCore.Mvc.TagHelpers\n@inject IServiceProvider Services\n"), ("Views/A.cshtml", "<script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n"), ("Views/Home/B.cshtml", "<p></p>\n<script src=\"https://snap.licdn.com/li.lms-analytics/insight.min.js\"></script>\n<p></p>")],
        ("Views/_ViewImports.cshtml", "@using System.Text\n@addTagHelper *, Microsoft.AspNetCore.Mvc.TagHelpers\n@addTagHelper *, ConsentAnalyzers.AspNetCore\n@inject IServiceProvider Services\n"),
        ("Views/A.cshtml", "<consent purpose=\"Analytics\">\n    <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n</consent>\n"),
        ("Views/Home/B.cshtml", "<p></p>\n<consent purpose=\"Advertising\">\n    <script src=\"https://snap.licdn.com/li.lms-analytics/insight.min.js\"></script>\n</consent>\n<p></p>"));

    [Fact]
    public Task The_directive_goes_behind_the_last_of_its_kind_whatever_is_commented_out() => WithHelper("CNS2001",
        [("Views/_ViewImports.cshtml", "@using System.Text\n@*@using System.Net*@\n@*\n @using System.Xml\n*@\n\n@addTagHelper \"*, Microsoft.AspNetCore.Mvc.TagHelpers\""), ("Views/A.cshtml", "<script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n")],
        ("Views/_ViewImports.cshtml", "@using System.Text\n@*@using System.Net*@\n@*\n @using System.Xml\n*@\n\n@addTagHelper \"*, Microsoft.AspNetCore.Mvc.TagHelpers\"\n@addTagHelper *, ConsentAnalyzers.AspNetCore"),
        ("Views/A.cshtml", "<consent purpose=\"Analytics\">\n    <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n</consent>\n"));

    [Fact]
    public Task The_packages_element_in_a_view_without_imports() => WithHelper("CNS2004",
        [("Pages/A.cshtml", "@page\n@model string\n\n@foreach (var c in Model)\n{\n    <iframe src=\"https://www.youtube.com/embed/@c\"></iframe>\n}\n")],
        ("Pages/A.cshtml", "@page\n@model string\n@addTagHelper *, ConsentAnalyzers.AspNetCore\n\n@foreach (var c in Model)\n{\n    <consent purpose=\"Functional\">\n        <iframe src=\"https://www.youtube.com/embed/@c\"></iframe>\n    </consent>\n}\n"));

    [Fact]
    public Task The_packages_element_for_two_purposes() => WithHelper("CNS2002",
        [("Views/A.cshtml", "<script>fbq('init', '1'); ttq.load('1'); clarity('set', 'a'); gtag('config', 'G-1');</script>\n")],
        ("Views/A.cshtml", "@using ConsentAnalyzers.AspNetCore\n@addTagHelper *, ConsentAnalyzers.AspNetCore\n<consent purpose=\"@(ConsentPurpose.Analytics | ConsentPurpose.Advertising)\">\n    <script>fbq('init', '1'); ttq.load('1'); clarity('set', 'a'); gtag('config', 'G-1');</script>\n</consent>\n"));

    [Fact]
    public Task The_packages_component() => WithHelper("CNS2001",
        [("_Imports.razor", "@using Microsoft.AspNetCore.Components\n"), ("Pages/A.razor", "<p>Blue</p>\n@if (true)\n{\n    <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n}\n")],
        ("_Imports.razor", "@using Microsoft.AspNetCore.Components\n@using ConsentAnalyzers.AspNetCore\n"),
        ("Pages/A.razor", "<p>Blue</p>\n@if (true)\n{\n    <ConsentGate Purpose=\"ConsentPurpose.Analytics\">\n        <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n    </ConsentGate>\n}\n"));

    [Fact]
    public Task A_check_in_a_component() => new FixTest("CNS2001", Key)
    {
        Sources = { ("Consent.cs", Service) },
        Views = { ("A.razor", "@using Shop\n@inject IVisitorConsent Consent\n\n<p>Blue</p>\n<script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n") },
        Fixed = { ["A.razor"] = "@using Shop\n@inject IVisitorConsent Consent\n\n<p>Blue</p>\n@if (Consent.Allows(Purpose.Analytics))\n{\n    <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n}\n" },
    }.RunAsync();

    [Fact]
    public Task The_check_that_the_view_writes_elsewhere() => new FixTest("CNS2001", Key)
    {
        Views = { ("Views/A.cshtml", """
            @using Microsoft.AspNetCore.Http.Features
            @{
                var feature = Context.Features.Get<ITrackingConsentFeature>();
                var tracks = feature?.CanTrack ?? false;
            }
            @if (tracks && Model is not null)
            {
                <p>Thank you.</p>
            }
            <script src="https://static.hotjar.com/c/hotjar-1.js"></script>
            """) },
        Fixed = { ["Views/A.cshtml"] = """
            @using Microsoft.AspNetCore.Http.Features
            @{
                var feature = Context.Features.Get<ITrackingConsentFeature>();
                var tracks = feature?.CanTrack ?? false;
            }
            @if (tracks && Model is not null)
            {
                <p>Thank you.</p>
            }
            @if (tracks)
            {
                <script src="https://static.hotjar.com/c/hotjar-1.js"></script>
            }
            """ },
    }.RunAsync();

    [Fact]
    public Task The_frameworks_feature_in_a_library() => Verify.FixViewAsync("CNS2001", Key, "Views/A.cshtml",
        "@model string\n<script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n",
        "@model string\n@using Microsoft.AspNetCore.Http.Features\n@if (Context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)\n{\n    <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n}\n");

    [Theory]
    [InlineData("var b = WebApplication.CreateBuilder(args); b.Services.AddControllersWithViews(); b.Build().Run();", false)]
    [InlineData("var b = WebApplication.CreateBuilder(args); b.Services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = _ => true); var a = b.Build(); a.UseCookiePolicy(); a.Run();", true)]
    public async Task The_frameworks_feature_where_it_asks(string program, bool isOffered)
    {
        var test = new FixTest("CNS2003", "gate:Analytics")
        {
            Sources = { ("Program.cs", program) },
            Views = { ("Views/A.cshtml", "<script src=\"https://www.googletagmanager.com/gtm.js?id=GTM-1\"></script>\n") },
            Fixed = { ["Views/A.cshtml"] = "@using Microsoft.AspNetCore.Http.Features\n@if (Context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)\n{\n    <script src=\"https://www.googletagmanager.com/gtm.js?id=GTM-1\"></script>\n}\n" },
        };
        if (isOffered) await test.RunAsync();
        else await test.NothingAsync();
    }

    [Fact]
    public Task Whether_a_disputed_resource_waits_is_for_a_person_to_say() => new FixTest("CNS2014", "gate:Functional")
    {
        Sources = { ("Consent.cs", Service) },
        Views = { ("Views/_ViewImports.cshtml", Imports), ("Views/A.cshtml", "<script src=\"https://www.google.com/recaptcha/api.js\"></script>\n") },
        Fixed = { ["Views/A.cshtml"] = "@if (Consent.Allows(Purpose.Functional))\n{\n    <script src=\"https://www.google.com/recaptcha/api.js\"></script>\n}\n" },
    }.RunAsync();

    [Fact]
    public Task A_partial_of_the_layout_waits_in_the_partial() => new FixTest("CNS2001", Key)
    {
        Sources = { ("Consent.cs", Service) },
        Views =
        {
            ("Views/_ViewImports.cshtml", Imports + "@addTagHelper *, Microsoft.AspNetCore.Mvc.TagHelpers\n"),
            ("Views/Shared/_Layout.cshtml", "<html>\n<body>\n    @RenderBody()\n    <partial name=\"_Stats\" />\n</body>\n</html>\n"),
            ("Views/Shared/_Stats.cshtml", "<script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n"),
        },
        Fixed = { ["Views/Shared/_Stats.cshtml"] = "@if (Consent.Allows(Purpose.Analytics))\n{\n    <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>\n}\n" },
    }.RunAsync();

    [Fact]
    public Task Comments_around_code_are_no_space() => WithHelper("CNS2001",
        [("Views/A.cshtml", "@if (Model is null)\n{\n    <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script> @* one *@\n}\nelse\n{\n    @* two *@\n    <script src=\"https://static.hotjar.com/c/hotjar-2.js\"></script>\n}\n")],
        ("Views/A.cshtml", "@addTagHelper *, ConsentAnalyzers.AspNetCore\n@if (Model is null)\n{\n    <consent purpose=\"Analytics\">\n        <script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script> @* one *@\n    </consent>\n}\nelse\n{\n    @* two *@\n    <consent purpose=\"Analytics\">\n        <script src=\"https://static.hotjar.com/c/hotjar-2.js\"></script>\n    </consent>\n}\n"));

    [Fact]
    public Task Text_of_several_lines_in_the_views_csharp_stays() => InAView("CNS2002", "<script>\n    fbq('init', @Html.Raw(@\"1\n2\"));\n    fbq('track', 'x');\n</script>\n", "@if (Consent.Allows(Purpose.Advertising))\n{\n    <script>\n        fbq('init', @Html.Raw(@\"1\n2\"));\n        fbq('track', 'x');\n    </script>\n}\n");

    private static Task InAView(string rule, string before, string after) => new FixTest(rule, Key)
    {
        Sources = { ("Consent.cs", Service) },
        Views = { ("Views/_ViewImports.cshtml", Imports), ("Views/A.cshtml", before) },
        Fixed = { ["Views/A.cshtml"] = after },
    }.RunAsync();

    private static Task WithHelper(string rule, (string Path, string Text)[] views, params (string Path, string Text)[] mended)
    {
        var test = new FixTest(rule, Key);
        test.References.AddRange(TestReferences.Helper);
        foreach (var (path, text) in views) test.Views.Add((path, text));
        foreach (var (path, text) in mended) test.Fixed.Add(path, text);
        return test.RunAsync();
    }
}
