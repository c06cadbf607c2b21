using ConsentAnalyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests.Fixes.Cookies;

public sealed class CookieWithoutConsentFixerTests
{
    private const string Known = "CNS1002";
    private const string Unknown = "CNS1001";

    [Theory]
    [InlineData("response.Cookies.Append(\"_ga\", \"1\")", "response.AppendCookieIfConsented(ConsentPurpose.Analytics, \"_ga\", \"1\")")]
    [InlineData("response.Cookies.Append(\"_ga\", \"1\", new CookieOptions { Secure = true })", "response.AppendCookieIfConsented(ConsentPurpose.Analytics, \"_ga\", \"1\", new CookieOptions { Secure = true })")]
    [InlineData("response.Cookies.Append(\"_ga\", \"1\", new() { Secure = true })", "response.AppendCookieIfConsented(ConsentPurpose.Analytics, \"_ga\", \"1\", new() { Secure = true })")]
    [InlineData("response.Cookies.Append(\"_ga\", \"1\", null!)", "response.AppendCookieIfConsented(ConsentPurpose.Analytics, \"_ga\", \"1\", null!)")]
    [InlineData("response.Cookies.Append(value: \"1\", key: \"_ga\")", "response.AppendCookieIfConsented(ConsentPurpose.Analytics, value: \"1\", key: \"_ga\")")]
    [InlineData("response.Cookies.Append([new(\"_ga\", \"1\")], new CookieOptions())", "response.AppendCookiesIfConsented(ConsentPurpose.Analytics, [new(\"_ga\", \"1\")], new CookieOptions())")]
    [InlineData("response?.Cookies.Append(\"_ga\", \"1\")", "response?.AppendCookieIfConsented(ConsentPurpose.Analytics, \"_ga\", \"1\")")]
    [InlineData("response.Cookies?.Append(\"_ga\", \"1\")", "response.AppendCookieIfConsented(ConsentPurpose.Analytics, \"_ga\", \"1\")")]
    [InlineData("response\n            .Cookies\n            .Append(\n                \"_ga\",\n                \"1\")", "response\n            .AppendCookieIfConsented(\n                ConsentPurpose.Analytics,\n                \"_ga\",\n                \"1\")")]
    public Task Helper_takes_the_arguments_as_they_are(string write, string gated) => Verify.FixWithHelperAsync(Known, "gate", Method(write), UsingHelper + Method(gated));

    [Fact]
    public Task Helper_in_a_lambda_that_gives_nothing_back() => Verify.FixWithHelperAsync(Known, "gate", """
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/a", (HttpContext context) => context.Response.Cookies.Append("_ga", "1"));
        app.MapGet("/b", (HttpContext context) =>
        {
            context.Response.Cookies.Append("_ga", "1");
            return "b";
        });
        app.Run();
        """, """
        using ConsentAnalyzers.AspNetCore;

        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/a", (HttpContext context) => { context.Response.AppendCookieIfConsented(ConsentPurpose.Analytics, "_ga", "1"); });
        app.MapGet("/b", (HttpContext context) =>
        {
            context.Response.AppendCookieIfConsented(ConsentPurpose.Analytics, "_ga", "1");
            return "b";
        });
        app.Run();
        """);

    [Fact]
    public Task Helper_through_a_variable_is_an_if() => Verify.FixWithHelperAsync(Known, "gate", """
        class C
        {
            void M(HttpContext context)
            {
                var cookies = context.Response.Cookies;
                cookies.Append("_ga", "1");
            }
        }
        """, """
        using ConsentAnalyzers.AspNetCore;

        class C
        {
            void M(HttpContext context)
            {
                var cookies = context.Response.Cookies;
                if (context.Consent().Allows(ConsentPurpose.Analytics))
                {
                    cookies.Append("_ga", "1");
                }
            }
        }
        """);

    [Fact]
    public Task Helper_for_an_unknown_cookie_is_a_choice() => Verify.FixWithHelperAsync(Unknown, "gate:Functional", Method("response.Cookies.Append(\"xyz\", \"1\")"), UsingHelper + Method("response.AppendCookieIfConsented(ConsentPurpose.Functional, \"xyz\", \"1\")"));

    [Fact]
    public Task A_yes_for_everything_is_one_choice() => Verify.FixAsync(Unknown, "gate:Any", Method("response.Cookies.Append(\"xyz\", \"1\")"), "using Microsoft.AspNetCore.Http.Features;\n\n" + Method("response.Cookies.Append(\"xyz\", \"1\")").Replace("        response.Cookies.Append(\"xyz\", \"1\");", "        if (response.HttpContext.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)\n        {\n            response.Cookies.Append(\"xyz\", \"1\");\n        }"));

    [Fact]
    public Task Purpose_of_another_meaning_is_written_in_full() => Verify.FixWithHelperAsync(Known, "gate", """
        enum ConsentPurpose { Marketing }

        class C
        {
            void M(HttpResponse response) => response.Cookies.Append("_ga", "1");
        }
        """, """
        enum ConsentPurpose { Marketing }

        class C
        {
            void M(HttpResponse response) => response.AppendCookieIfConsented(ConsentAnalyzers.AspNetCore.ConsentPurpose.Analytics, "_ga", "1");
        }
        """);

    [Fact]
    public Task Statement() => Verify.FixAsync(Known, "gate", """
        class C
        {
            void M(HttpContext context)
            {
                // Counts visits.
                context.Response.Cookies.Append("_ga", "1"); // for a year

                context.Response.StatusCode = 204;
            }
        }
        """, """
        using Microsoft.AspNetCore.Http.Features;

        class C
        {
            void M(HttpContext context)
            {
                // Counts visits.
                if (context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)
                {
                    context.Response.Cookies.Append("_ga", "1"); // for a year
                }

                context.Response.StatusCode = 204;
            }
        }
        """);

    [Fact]
    public Task Neighbours_share_their_check() => Verify.FixAsync(Known, "gate", """
        class C
        {
            void M(HttpContext context, CookieOptions options)
            {
                context.Response.Cookies.Append("_ga", "1");
                context.Response.Cookies.Append(
                    "_gid",
                    @"a
        b",
                    options);
                context.Response.Cookies.Append("_fbp", "1");
            }
        }
        """, """
        using Microsoft.AspNetCore.Http.Features;

        class C
        {
            void M(HttpContext context, CookieOptions options)
            {
                if (context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)
                {
                    context.Response.Cookies.Append("_ga", "1");
                    context.Response.Cookies.Append(
                        "_gid",
                        @"a
        b",
                        options);
                }
                if (context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)
                {
                    context.Response.Cookies.Append("_fbp", "1");
                }
            }
        }
        """);

    [Theory]
    [InlineData("if (all) context.Response.Cookies.Append(\"_ga\", \"1\");", "if (all) { if (§) { context.Response.Cookies.Append(\"_ga\", \"1\"); } }")]
    [InlineData("if (all)\n            context.Response.Cookies.Append(\"_ga\", \"1\");\n        else\n            all = true;", "if (all)\n        {\n            if (§)\n            {\n                context.Response.Cookies.Append(\"_ga\", \"1\");\n            }\n        }\n        else\n            all = true;")]
    [InlineData("if (all) all = false;\n        else\n            context.Response.Cookies.Append(\"_ga\", \"1\"); // else\n        all = true;", "if (all) all = false;\n        else if (§)\n        {\n            context.Response.Cookies.Append(\"_ga\", \"1\"); // else\n        }\n        all = true;")]
    [InlineData("if (all) all = false;\n        else context.Response.Cookies.Append(\"_ga\", \"1\");", "if (all) all = false;\n        else if (§) { context.Response.Cookies.Append(\"_ga\", \"1\"); }")]
    [InlineData("foreach (var x in \"ab\")\n            context.Response.Cookies.Append(\"_ga\", \"1\");", "foreach (var x in \"ab\")\n        {\n            if (§)\n            {\n                context.Response.Cookies.Append(\"_ga\", \"1\");\n            }\n        }")]
    [InlineData("switch (all)\n        {\n            case true:\n                context.Response.Cookies.Append(\"_ga\", \"1\");\n                break;\n        }", "switch (all)\n        {\n            case true:\n                if (§)\n                {\n                    context.Response.Cookies.Append(\"_ga\", \"1\");\n                }\n                break;\n        }")]
    [InlineData("Action later = () => context.Response.Cookies.Append(\"_ga\", \"1\");", "Action later = () =>\n        {\n            if (§)\n            {\n                context.Response.Cookies.Append(\"_ga\", \"1\");\n            }\n        };")]
    [InlineData("void Local() => context.Response.Cookies.Append(\"_ga\", \"1\");\n        Local();", "void Local()\n        {\n            if (§)\n            {\n                context.Response.Cookies.Append(\"_ga\", \"1\");\n            }\n        }\n        Local();")]
    [InlineData("{ context.Response.Cookies.Append(\"_ga\", \"1\"); }", "{ if (§) { context.Response.Cookies.Append(\"_ga\", \"1\"); } }")]
    public Task Shapes_of_statements(string code, string guarded) => Verify.FixAsync(Known, "gate", Body(code), "using Microsoft.AspNetCore.Http.Features;\n\n" + Body(guarded.Replace("§", "context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false")));

    [Theory]
    [InlineData("void M(HttpResponse response) => response.Cookies.Append(\"_ga\", \"1\");", "void M(HttpResponse response)\n    {\n        if (response.HttpContext.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)\n        {\n            response.Cookies.Append(\"_ga\", \"1\");\n        }\n    }")]
    [InlineData("void M(HttpResponse response)\n        => response.Cookies.Append(\n            \"_ga\",\n            \"1\"); // once", "void M(HttpResponse response)\n    {\n        if (response.HttpContext.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)\n        {\n            response.Cookies.Append(\n                    \"_ga\",\n                    \"1\"); // once\n        }\n    }")]
    [InlineData("HttpContext? x;\n    void M() => x?.Response.Cookies.Append(\"_ga\", \"1\");", "HttpContext? x;\n    void M()\n    {\n        if (x?.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)\n        {\n            x?.Response.Cookies.Append(\"_ga\", \"1\");\n        }\n    }")]
    [InlineData("IHttpContextAccessor accessor = null!;\n    void M(IResponseCookies cookies)\n    {\n        cookies.Append(\"_ga\", \"1\");\n    }", "IHttpContextAccessor accessor = null!;\n    void M(IResponseCookies cookies)\n    {\n        if (accessor.HttpContext?.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)\n        {\n            cookies.Append(\"_ga\", \"1\");\n        }\n    }")]
    public Task Members_and_receivers(string member, string guarded) => Verify.FixAsync(Known, "gate", $"class C\n{{\n    {member}\n}}\n", $"using Microsoft.AspNetCore.Http.Features;\n\nclass C\n{{\n    {guarded}\n}}\n");

    [Fact]
    public Task Controller() => Verify.FixAsync(Known, "gate", """
        using Microsoft.AspNetCore.Mvc;

        public class HomeController : Controller
        {
            public IActionResult Index()
            {
                Response.Cookies.Append("_ga", "1");
                return View();
            }
        }
        """, """
        using Microsoft.AspNetCore.Http.Features;
        using Microsoft.AspNetCore.Mvc;

        public class HomeController : Controller
        {
            public IActionResult Index()
            {
                if (HttpContext.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)
                {
                    Response.Cookies.Append("_ga", "1");
                }
                return View();
            }
        }
        """);

    [Theory]
    [InlineData("class Service(IVisitorConsent consent)", "", "consent.Allows(Purpose.Analytics)")]
    [InlineData("class Service", "    private readonly IVisitorConsent? _consent = null;\n", "_consent?.Allows(Purpose.Analytics) ?? false")]
    [InlineData("class Service", "    public required SiteConsent Consent { get; init; }\n", "Consent.AnalyticsAllowed")]
    public Task What_the_team_has_comes_first(string type, string members, string check) => Verify.FixWithHelperAsync(Known, "gate", Team(type, members, "        cookies.Append(\"_ga\", \"1\");\n"), Team(type, members, $"        if ({check})\n        {{\n            cookies.Append(\"_ga\", \"1\");\n        }}\n"));

    [Fact]
    public Task A_check_that_was_made_before() => Verify.FixAsync(Known, "gate", """
        interface IConsent { [ConsentGuard] bool Allows(string purpose); }
        [AttributeUsage(AttributeTargets.All)] class ConsentGuardAttribute : Attribute;

        class C
        {
            void M(HttpContext context, IConsent consent)
            {
                var ok = consent.Allows("Analytics");
                context.Response.Cookies.Append("_ga", "1");
            }
        }
        """, """
        interface IConsent { [ConsentGuard] bool Allows(string purpose); }
        [AttributeUsage(AttributeTargets.All)] class ConsentGuardAttribute : Attribute;

        class C
        {
            void M(HttpContext context, IConsent consent)
            {
                var ok = consent.Allows("Analytics");
                if (ok)
                {
                    context.Response.Cookies.Append("_ga", "1");
                }
            }
        }
        """);

    [Fact]
    public Task Wrapper_s_call() => Verify.FixAsync(Known, "gate", """
        class C(IResponseCookies cookies, HttpContext context)
        {
            public void Remember(string name, string value) => cookies.Append(name, value);

            void M()
            {
                Remember("_ga", "1");
            }
        }
        """, """
        using Microsoft.AspNetCore.Http.Features;

        class C(IResponseCookies cookies, HttpContext context)
        {
            public void Remember(string name, string value) => cookies.Append(name, value);

            void M()
            {
                if (context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)
                {
                    Remember("_ga", "1");
                }
            }
        }
        """);

    [Fact]
    public Task Early_return() => Verify.FixAsync(Known, "return", """
        class C
        {
            async Task M(HttpContext context)
            {
                await Task.Yield();
                context.Response.Cookies.Append("_ga", "1");
            }
        }
        """, """
        using Microsoft.AspNetCore.Http.Features;

        class C
        {
            async Task M(HttpContext context)
            {
                await Task.Yield();
                if (!(context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false))
                {
                    return;
                }

                context.Response.Cookies.Append("_ga", "1");
            }
        }
        """);

    [Theory]
    [InlineData("context.Response.Cookies.Append(\"_ga\", \"1\");\n        context.Response.StatusCode = 204;")]
    [InlineData("if (all) context.Response.Cookies.Append(\"_ga\", \"1\");")]
    public Task No_early_return(string code) => Verify.NoFixAsync(Known, "return", Body(code));

    [Theory]
    [InlineData("label: context.Response.Cookies.Append(\"_ga\", \"1\");\n        if (all) goto label;")]
    [InlineData("int x;\n        context.Response.Cookies.Append(\"_ga\", (x = 1).ToString());\n        Console.WriteLine(x);")]
    [InlineData("context.Response.Cookies.Append(\"_ga\", int.TryParse(\"1\", out var n) ? \"1\" : \"2\");\n        Console.WriteLine(n);")]
    [InlineData("context.Response.Cookies.Append(\n#if DEBUG\n            \"x\",\n#else\n            \"_ga\",\n#endif\n            \"1\");")]
    public Task What_cannot_be_skipped_is_left(string code) => Verify.NoFixAsync(Known, "gate", Body(code));

    [Fact]
    public Task A_value_that_is_needed_is_left() => Verify.NoFixAsync(Known, "gate", """
        class C(HttpContext context)
        {
            public int Remember(string name, string value) { context.Response.Cookies.Append(name, value); return 1; }

            int M(int kind) => kind switch { 1 => Remember("_ga", "1"), _ => 0 };
        }
        """);

    [Fact]
    public Task No_gate_that_is_always_open() => Verify.NoFixAsync(Known, "gate", """
        var app = WebApplication.CreateBuilder(args).Build();
        app.Use((context, next) =>
        {
            context.Response.Cookies.Append("_ga", "1");
            return next(context);
        });
        app.Run();
        """);

    [Fact]
    public Task Exempt_on_the_member()
    {
        var test = new FixTest(Unknown, "exempt:Cart")
        {
            Sources = { ("Test0.cs", Method("response.Cookies.Append(\"xyz\", \"1\")")) },
            Fixed = { ["Test0.cs"] = UsingHelper + Method("response.Cookies.Append(\"xyz\", \"1\")").Replace("    void M", "    [ConsentExempt(ExemptionGround.Cart, \"xyz\", Justification = \"\")]\n    void M") },
            Wakes = ["CNS1008"],
        };
        test.References.AddRange(TestReferences.Helper);
        return test.RunAsync();
    }

    [Fact]
    public Task Exempt_by_an_attribute_of_the_team_s() => new FixTest(Unknown, "exempt:Security")
    {
        Sources =
        {
            ("Test0.cs", "var app = WebApplication.CreateBuilder(args).Build();\napp.MapGet(\"/\", (HttpContext c) => c.Response.Cookies.Append(\"xyz\", \"1\"));\n"),
            ("Test1.cs", "namespace Shop;\n[AttributeUsage(AttributeTargets.All, AllowMultiple = true)] class ConsentExemptAttribute(string ground, params string[] names) : Attribute { public string? Justification { get; set; } public string Ground => ground; public string[] Names => names; }\n"),
        },
        Fixed = { ["Test0.cs"] = "using Shop;\n\n[assembly: ConsentExempt(\"Security\", \"xyz\", Justification = \"\")]\n\nvar app = WebApplication.CreateBuilder(args).Build();\napp.MapGet(\"/\", (HttpContext c) => c.Response.Cookies.Append(\"xyz\", \"1\"));\n" },
        Wakes = ["CNS1008"],
    }.RunAsync();

    [Fact]
    public Task Not_exempt_against_what_is_known() => Verify.NoFixAsync(Known, "exempt:Cart", Method("response.Cookies.Append(\"_ga\", \"1\")"));

    [Theory]
    [InlineData("kind,name,provider,purpose,lifetime,description,policy,source,reviewed\ncookie,abc,first party,Cart,session,Basket,,code,\n", "cookie,xyz,first party,Cart,30 days,,,code,\n")]
    [InlineData("name;purpose;kind;note\nabc;Cart;cookie;", "\nxyz;Cart;cookie;")]
    public Task Registered(string register, string row) => new FixTest(Unknown, "register:Cart")
    {
        Sources = { ("Test0.cs", Method("response.Cookies.Append(\"xyz\", \"1\", new CookieOptions { MaxAge = TimeSpan.FromDays(30) })")) },
        AdditionalFiles = { ("consent-register.csv", register) },
        Fixed = { ["consent-register.csv"] = register + row },
        Wakes = ["CNS5001", "CNS5004"],
    }.RunAsync();

    [Fact]
    public Task In_a_view() => Verify.FixViewAsync(Known, "gate", "Views/A.cshtml", """
        @page
        @{
            HttpContext.Response.Cookies.Append("_ga", "1");
        }
        <p></p>
        @functions {
            void Count(HttpResponse response) { response.Cookies.Append("_gid", "1"); }
        }
        """, """
        @page
        @using Microsoft.AspNetCore.Http.Features
        @{
            if (HttpContext.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)
            {
                HttpContext.Response.Cookies.Append("_ga", "1");
            }
        }
        <p></p>
        @functions {
            void Count(HttpResponse response) { if (response.HttpContext.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false) { response.Cookies.Append("_gid", "1"); } }
        }
        """);

    private const string UsingHelper = "using ConsentAnalyzers.AspNetCore;\n\n";

    private static string Method(string write) => $$"""
        class C
        {
            void M(HttpResponse response)
            {
                {{write}};
            }
        }
        """;

    private static string Body(string code) => $$"""
        class C
        {
            void M(HttpContext context, bool all)
            {
                {{code}}
            }
        }
        """;

    private static string Team(string type, string members, string body) =>
        "enum Purpose { Analytics, Advertising }\ninterface IVisitorConsent { [ConsentGuard] bool Allows(Purpose purpose); }\nclass SiteConsent { public bool AnalyticsAllowed { get; set; } public bool AdvertisingAllowed { get; set; } }\n[AttributeUsage(AttributeTargets.All)] class ConsentGuardAttribute : Attribute;\n\n"
        + type + "\n{\n" + members + "    void M(IResponseCookies cookies)\n    {\n" + body + "    }\n}\n";
}
