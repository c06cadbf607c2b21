using System.Collections.Immutable;
using System.Reflection;
using ConsentAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Tests.Rules;

/// <summary>Code is half-typed most of the time. Wherever it stops, and whatever word of it is missing, no rule throws.</summary>
public sealed class HalfTypedCodeTests
{
    private const string Code = """
        using System;
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Text;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Authentication.Cookies;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Html;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.Features;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Rendering;
        using Microsoft.AspNetCore.Razor.TagHelpers;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;
        using Microsoft.JSInterop;
        using Microsoft.Net.Http.Headers;
        [assembly: ConsentExempt(Ground.Session, "sid", Justification = "session")]
        enum Ground { Session, Cart }
        enum Purpose { Analytics, Advertising }
        class ConsentExemptAttribute : Attribute { public ConsentExemptAttribute(Ground ground, params string[] names) { } public string? Justification { get; set; } }
        class RequiresConsentAttribute(params Purpose[] purposes) : Attribute { public Purpose[] P => purposes; }
        interface IConsent { bool Allows(Purpose purpose); bool TryGet(Purpose purpose, out bool granted); }
        static class Start
        {
            static void Add(IServiceCollection services) => services.AddSession(o => o.Cookie.IsEssential = true).Configure<CookiePolicyOptions>(o => { o.CheckConsentNeeded = _ => true; o.ConsentCookie.Expiration = TimeSpan.FromDays(400); });
            static void Use(IApplicationBuilder app) => app.Use(async (c, next) => { c.Response.Cookies.Append("early", "1"); await next(); }).UseCookiePolicy(new CookiePolicyOptions { });
        }
        class Writer(HttpContext context, IConsent consent, IJSRuntime js, ICookieManager manager)
        {
            [RequiresConsent(Purpose.Analytics)] void Measure(string name, int days = 730) => context.Response.Cookies.Append($"_g{name}", Guid.NewGuid().ToString(), new CookieOptions { Expires = DateTimeOffset.UtcNow.AddDays(days), IsEssential = true });
            public async Task All()
            {
                Measure("a");
                if (consent.TryGet(Purpose.Analytics, out var ok) && ok is true) context.Response.Headers.Append("Set-Cookie", $"a={ok}; Max-Age={TimeSpan.FromDays(500).TotalSeconds}");
                context.Response.Headers[HeaderNames.SetCookie] = new SetCookieHeaderValue("a", "b") { MaxAge = TimeSpan.FromDays(4) }.ToString();
                await js.InvokeVoidAsync("gtag", "config", "G-1");
                await js.InvokeVoidAsync("eval", "document.cookie = '_ga=1; max-age=3'");
                manager.AppendResponseCookie(context, "x", "y", new CookieBuilder { Name = "z" }.Build(context));
                var text = new StringBuilder().Append($"<script src='https://static.hotjar.com/{ok}'>").Append("</script>");
                _ = new HtmlString(text.ToString());
                _ = consent switch { { } c when c.Allows(Purpose.Advertising) => context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? true, _ => false };
                try { await Task.Yield(); } catch (Exception e) when (e is not null) { return; } finally { context.Response.Cookies.Delete("_ga"); }
            }
        }
        class Exempt(HttpResponse r) { [ConsentExempt(Ground.Cart)] void M() => r.Cookies.Append("promo", "1"); }
        class Tag : TagHelper { public override void Process(TagHelperContext context, TagHelperOutput output) { output.TagName = "script"; output.Attributes.SetAttribute("src", "https://static.hotjar.com/c.js"); } }
        record Lead(string Email, int Id);
        class Sender(HttpClient http, IHttpClientFactory factory, ILogger<Sender> log) : Controller
        {
            static void Add(IServiceCollection services) => services.AddHttpClient("ga", c => c.BaseAddress = new Uri("https://www.google-analytics.com/")).Services.AddW3CLogging(o => o.FileName = "x");
            [HttpPost] public async Task<IActionResult> Save(Lead lead, string dc)
            {
                var ip = HttpContext.Connection.RemoteIpAddress?.ToString() ?? Request.Headers["X-Forwarded-For"].ToString().Split(',')[0];
                using (log.BeginScope(new Dictionary<string, object?> { ["Ip"] = ip })) log.LogInformation($"{lead.Id} from {ip}");
                await factory.CreateClient("ga").PostAsJsonAsync("mp/collect", new { dc });
                var message = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri("https://graph.facebook.com"), string.Format("/v21.0/{0}/events", dc))) { Content = JsonContent.Create(lead) };
                await http.SendAsync(message);
                var form = new List<KeyValuePair<string, string>>();
                form.Add(new("email", lead.Email));
                await http.PostAsync($"https://{dc}.api.mailchimp.com/3.0", new FormUrlEncodedContent(form));
                return Ok();
            }
        }
        """;

    private static readonly ImmutableArray<DiagnosticAnalyzer> All =
        [.. typeof(ConsentAnalyzer).Assembly.GetTypes().Where(t => t.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null).Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!)];

    [Fact]
    public Task The_whole_of_it_compiles_and_is_full_of_findings() => RunAsync(Code, found =>
    {
        foreach (var rule in (string[])["CNS1002", "CNS1003", "CNS1004", "CNS1005", "CNS1012", "CNS2012", "CNS2013", "CNS4001", "CNS4002", "CNS4003"]) Assert.Contains(rule, found.Select(d => d.Id));
    });

    [Fact]
    public async Task It_may_stop_anywhere()
    {
        for (var length = 700; length < Code.Length; length += 97) await RunAsync(Code[..length]);
    }

    [Fact]
    public async Task Any_word_may_be_missing()
    {
        var tokens = CSharpSyntaxTree.ParseText(Code, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken).DescendantTokens().Where(t => t.SpanStart > 700).ToList();
        for (var i = 0; i < tokens.Count; i += 19) await RunAsync(Code.Remove(tokens[i].SpanStart, tokens[i].Span.Length));
    }

    private static async Task RunAsync(string code, Action<ImmutableArray<Diagnostic>>? check = null)
    {
        var compilation = CSharpCompilation.Create("HalfTyped", [CSharpSyntaxTree.ParseText(code, path: "Half.cs", cancellationToken: TestContext.Current.CancellationToken)], [.. TestReferences.Net, .. TestReferences.AspNetCore], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var found = await compilation.WithAnalyzers(All).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        var thrown = found.FirstOrDefault(d => d.Id == "AD0001");
        Assert.True(thrown is null, $"{thrown?.GetMessage(null)}\nin:\n{code}");
        check?.Invoke(found);
    }
}
