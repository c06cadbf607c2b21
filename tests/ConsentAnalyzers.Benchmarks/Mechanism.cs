using System.Text;
using ConsentAnalyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Benchmarks;

/// <summary>The sites whose consent mechanism and server side are analyzed.</summary>
internal static class Mechanism
{
    private const string Usings = "using Microsoft.AspNetCore.Mvc;\nusing Microsoft.AspNetCore.Http.Features;\nusing System.Net.Http.Json;\n";

    /// <summary>A start-up, controllers that take decisions and send things on, and views with banners.</summary>
    public static Input Site(Content content, int controllers, int views)
    {
        var test = new AnalyzerTest { Config = "dotnet_diagnostic.CNS3014.severity = warning", OutputKind = OutputKind.ConsoleApplication };
        test.Sources.Add(("Program.cs", StartUp(content), MarkupOptions.None));
        test.Sources.Add(("Proofs.cs", "public class Proofs { public void Record(string visitor, string choice) => System.IO.File.AppendAllText(\"proofs.csv\", visitor + choice); }\npublic record Letter(string Name, string Email, string Text);\n", MarkupOptions.None));
        for (var i = 0; i < controllers; i++) test.Sources.Add(($"Choice{i}Controller.cs", Controller(i, content), MarkupOptions.None));
        for (var i = 0; i < views; i++) test.Views.Add(($"Views/Choice/Page{i}.cshtml", View(i, content), MarkupOptions.None));
        return new Input(test);
    }

    /// <summary>A static page of banners that are never closed, each in the one before.</summary>
    public static Input NestedBanners(int count)
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<html>\n<body>\n");
        for (var i = 0; i < count; i++) page.Append("<div class=\"cookie-banner\"><p>We use cookies.</p><button>Accept</button><a href=\"#\">Refuse all cookies</a>\n");
        return new(new AnalyzerTest { AdditionalFiles = { ("page.html", page.ToString(), MarkupOptions.None) } });
    }

    // The middleware that stands before the policy writes a cookie of its own.
    private static string StartUp(Content content) => $$"""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddControllersWithViews();
        {{(content == Content.Unrelated ? "builder.Services.Configure<RouteOptions>(options => options.LowercaseUrls = true);" : "builder.Services.Configure<CookiePolicyOptions>(options => { options.CheckConsentNeeded = _ => true; options.ConsentCookie.Expiration = TimeSpan.FromDays(180); });")}}
        var app = builder.Build();
        app.UseStaticFiles();
        {{(content == Content.Reporting ? "app.UseMiddleware<Visits>();" : "")}}
        {{(content == Content.Unrelated ? "app.UseRouting();" : "app.UseCookiePolicy();")}}
        {{(content == Content.Reporting ? "" : "app.UseMiddleware<Visits>();")}}
        app.MapDefaultControllerRoute();
        app.Run();

        public class Visits(RequestDelegate next)
        {
            public Task InvokeAsync(HttpContext context)
            {
                if (context.Request.Query.ContainsKey("visit")) {{(content == Content.Unrelated ? "context.Response.Headers.Append(\"X-Visit\", \"1\");" : "context.Response.Cookies.Append(\"visit\", \"1\");")}}
                return next(context);
            }
        }
        """;

    private static string Controller(int number, Content content)
    {
        var (reports, unrelated) = (content == Content.Reporting, content == Content.Unrelated);
        return $$"""
            {{Usings}}
            public class Choice{{number}}Controller(HttpClient http, Proofs proofs, ILogger<Choice{{number}}Controller> logger) : Controller
            {
                [{{(reports ? "HttpGet" : "HttpPost")}}]
                public IActionResult Accept(string visitor)
                {
                    {{(unrelated ? "HttpContext.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;" : "HttpContext.Features.Get<ITrackingConsentFeature>()!.GrantConsent();")}}
                    {{(reports ? "logger.LogInformation(\"Accepted by {Visitor}\", visitor);" : "proofs.Record(visitor, \"yes\");")}}
                    return RedirectToAction(nameof(Index));
                }

                [HttpPost]
                public IActionResult {{(unrelated ? "Remember" : "Refuse")}}()
                {
                    {{(reports ? "logger.LogInformation(\"Refused\");" : unrelated ? "HttpContext.Session.SetString(\"answer\", \"no\");" : "Response.Cookies.Append(\"cookie_consent\", \"no\", new CookieOptions { MaxAge = TimeSpan.FromDays(180), IsEssential = true });")}}
                    return RedirectToAction(nameof(Index));
                }

                public async Task<IActionResult> Index(string? text)
                {
                    var feature = HttpContext.Features.Get<{{(unrelated ? "ISessionFeature" : "ITrackingConsentFeature")}}>();
                    var mayMeasure = {{(unrelated ? "feature?.Session.IsAvailable == true" : reports ? "feature?.CanTrack ?? true" : "feature?.CanTrack == true")}};
                    logger.LogInformation("Visit from {Address}", {{(reports ? "HttpContext.Connection.RemoteIpAddress" : "HttpContext.Request.Host")}});
                    {{(reports ? "" : "if (mayMeasure) ")}}await http.PostAsJsonAsync("{{(unrelated ? "https://stock.example.org/v1/track" : "https://api.segment.io/v1/track")}}", new { text });
                    return View(mayMeasure);
                }

                [HttpPost]
                public async Task<IActionResult> Write(Letter letter)
                {
                    if (!ModelState.IsValid) return BadRequest();
                    {{(reports ? "await http.PostAsJsonAsync(\"https://hooks.zapier.com/hooks/catch/1/2\", letter);" : "await http.PostAsJsonAsync(\"https://hooks.zapier.com/hooks/catch/1/2\", new { Kind = \"letter\" });")}}
                    return RedirectToAction(nameof(Index));
                }
            }
            """;
    }

    private static string View(int number, Content content) => $$"""
        @{
            ViewData["Title"] = "Page {{number}}";
            var show = Context.Request.Query.ContainsKey("choose");
        }
        <h1>@ViewData["Title"]</h1>
        <p>Our cookies are baked by hand. By continuing you reach the <a href="/shop/{{number}}">shop</a>.</p>
        @if (show)
        {
            <div class="{{(content == Content.Unrelated ? "order-panel" : "cookie-banner")}}" id="panel{{number}}">
                <p>{{content switch { Content.Reporting => "By continuing to browse this site you accept our cookies.", Content.Guarded => "With your consent we measure our audience with cookies.", _ => "With your order we send a box of biscuits, well baked." }}}</p>
                <form method="post" action="/choice">
                    <label><input type="checkbox" name="{{(content == Content.Unrelated ? "gift" : "analytics")}}" {{(content == Content.Reporting ? "checked" : "")}}> {{(content == Content.Unrelated ? "Gift" : "Audience measurement")}}</label>
                    <button type="submit" class="btn btn-primary">{{(content == Content.Unrelated ? "Order" : "Accept all")}}</button>
                </form>
                {{(content == Content.Reporting ? "<p>Thank you.</p>" : "<form method=\"post\" action=\"/refuse\"><button type=\"submit\" class=\"btn btn-primary\">" + (content == Content.Guarded ? "Refuse all" : "Cancel") + "</button></form>")}}
            </div>
        }
        """;
}
