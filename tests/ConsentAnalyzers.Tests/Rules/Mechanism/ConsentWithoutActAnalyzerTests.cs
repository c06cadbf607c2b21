using ConsentAnalyzers.Rules.Mechanism;

namespace ConsentAnalyzers.Tests.Rules.Mechanism;

public sealed class ConsentWithoutActAnalyzerTests
{
    private const string Usings = """
        using Microsoft.AspNetCore.Components;
        using Microsoft.AspNetCore.Http.Features;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;
        using Microsoft.AspNetCore.Mvc.RazorPages;

        """;

    private const string Grant = "HttpContext.Features.Get<ITrackingConsentFeature>()!.{|CNS3006:GrantConsent()|};";
    private const string Granted = "HttpContext.Features.Get<ITrackingConsentFeature>()!.GrantConsent();";
    private const string Write = "Response.Cookies.{|CNS3006:Append(\"cookie_consent\", \"yes\")|};";
    private const string Written = "Response.Cookies.Append(\"cookie_consent\", \"yes\");";

    [Theory]
    [InlineData("{|CNS3006:localStorage.setItem('cookieConsent', 'true')|};")]
    [InlineData("{|CNS3006:window.localStorage.setItem('cookieConsent', 'accepted')|};")]
    [InlineData("{|CNS3006:localStorage.cookieConsent = 'true'|};")]
    [InlineData("{|CNS3006:document.cookie = 'cookie_consent=yes; path=/; max-age=15552000'|};")]
    [InlineData("{|CNS3006:Cookies.set('cookie_consent', 'accepted', { expires: 180 })|};")]
    [InlineData("try { {|CNS3006:localStorage.setItem('cookieConsent', 'true')|}; } catch (e) { }")]
    [InlineData("{|CNS3006:OneTrust.AllowAll()|};")]
    [InlineData("{|CNS3006:Cookiebot.submitCustomConsent(true, true, true)|};")]
    [InlineData("{|CNS3006:CookieConsent.acceptCategory('all')|};")]
    public Task A_script_that_runs_when_the_page_loads(string script) => Script("index.html", $"<html><body><script>{script}</script></body></html>");

    [Theory]
    // By an act, or by whatever calls the function.
    [InlineData("document.getElementById('accept').addEventListener('click', () => localStorage.setItem('cookieConsent', 'true'));")]
    [InlineData("function accept() { localStorage.setItem('cookieConsent', 'true'); }")]
    [InlineData("function accept() { OneTrust.AllowAll(); } accept();")]
    [InlineData("document.getElementById('b').onclick = function () { CookieConsent.acceptCategory('all'); };")]
    // Under a condition: renewed, migrated, a region, a parameter.
    [InlineData("if (localStorage.getItem('old_consent') === 'true') localStorage.setItem('cookieConsent', 'true');")]
    [InlineData("if (!needsConsent) { OneTrust.AllowAll(); }")]
    [InlineData("isInside || OneTrust.AllowAll();")]
    [InlineData("agreed && localStorage.setItem('cookieConsent', 'true');")]
    [InlineData("agreed ? localStorage.setItem('cookieConsent', 'true') : 0;")]
    [InlineData("for (const key of keys) { localStorage.setItem('cookieConsent', 'true'); }")]
    [InlineData("switch (answer) { case 1: localStorage.setItem('cookieConsent', 'true'); }")]
    [InlineData("try { read(); } catch (e) { localStorage.setItem('cookieConsent', 'true'); }")]
    // A no, a deletion, a value that nobody can tell, and other things that are remembered.
    [InlineData("localStorage.setItem('cookieConsent', 'false');")]
    [InlineData("localStorage.setItem('cookieConsent', answer);")]
    [InlineData("localStorage.setItem('cookieConsentShown', 'true');")]
    [InlineData("localStorage.setItem('theme', 'true');")]
    [InlineData("document.cookie = 'cookie_consent=yes; expires=Thu, 01 Jan 1970 00:00:00 GMT';")]
    [InlineData("document.cookie = 'cookie_consent=' + answer;")]
    [InlineData("localStorage.removeItem('cookieConsent');")]
    [InlineData("Cookiebot.submitCustomConsent(false, false, false);")]
    [InlineData("CookieConsent.acceptCategory([]);")]
    [InlineData("OneTrust.RejectAll();")]
    [InlineData("/* consent-exempt CNS3006: an intranet, agreed to in writing */\nOneTrust.AllowAll();")]
    public Task A_script_that_waits_or_says_no(string script) => Script("index.html", $"<html><body><script>{script}</script></body></html>");

    [Theory]
    // What the answer to a form shows, and what other views decide about.
    [InlineData("Views/Consent/Accepted.cshtml", "<script>localStorage.setItem('cookieConsent', 'true');</script>")]
    [InlineData("Views/Shared/_Remember.cshtml", "<script>localStorage.setItem('cookieConsent', 'true');</script>")]
    [InlineData("Views/Home/Index.cshtml", "@if (Context.Request.Query.ContainsKey(\"x\"))\n{\n    <script>localStorage.setItem('cookieConsent', 'true');</script>\n}")]
    [InlineData("Views/Home/Index.cshtml", "<script type=\"text/plain\">localStorage.setItem('cookieConsent', 'true');</script>")]
    [InlineData("Views/Home/Index.cshtml", "<button onclick=\"localStorage.setItem('cookieConsent', 'true')\">Accept</button>")]
    [InlineData("Views/Home/Index.cshtml", "<script>{|CNS3006:localStorage.setItem('cookieConsent', 'true')|};</script>")]
    [InlineData("Views/Shared/_Layout.cshtml", "<html><body>@RenderBody()<script>{|CNS3006:OneTrust.AllowAll()|};</script></body></html>")]
    public Task A_view_with_a_script(string path, string view) => Verify.ViewAsync<ConsentWithoutActAnalyzer>(path, view);

    private static Task Script(string path, string text) => new AnalyzerTest<ConsentWithoutActAnalyzer> { AdditionalFiles = { (path, text) } }.RunAsync();

    [Theory]
    [InlineData("[HttpGet] public IActionResult Accept() { " + Grant + " return Ok(); }")]
    [InlineData("[HttpGet(\"/ok\"), HttpPost(\"/ok\")] public IActionResult Accept() { " + Grant + " return Ok(); }")]
    [InlineData("[AcceptVerbs(\"get\", \"post\")] public IActionResult Accept() { " + Grant + " return Ok(); }")]
    [InlineData("public IActionResult Index() { " + Grant + " return View(); }")]
    [InlineData("[HttpGet] public IActionResult Accept() { " + Write + " return Ok(); }")]
    [InlineData("[HttpGet] public IActionResult Accept() { Response.Cookies.{|CNS3006:Append(\"cookieConsent\", true.ToString())|}; return Ok(); }")]
    [InlineData("[HttpGet] public IActionResult Accept() { Response.Cookies.{|CNS3006:Append(\"gdpr\", \"{\\\"analytics\\\":true}\")|}; return Ok(); }")]
    [InlineData("[HttpGet] public IActionResult Accept() { Response.Cookies.{|CNS3006:Append(\"gdpr\", System.Text.Json.JsonSerializer.Serialize(new { Necessary = true, Analytics = true }))|}; return Ok(); }")]
    [InlineData("[HttpGet] public IActionResult Set(bool consent) { Response.Cookies.{|CNS3006:Append(\"cookie_consent\", consent.ToString())|}; return Ok(); }")]
    [InlineData("[HttpGet] public IActionResult Set() { Response.Cookies.{|CNS3006:Append(\"cookie_consent\", Request.Query[\"consent\"].ToString())|}; return Ok(); }")]
    [InlineData("[HttpGet] public IActionResult Set(string answer) { if (answer == \"accept\") " + Write + " return Ok(); }")]
    [InlineData("[HttpGet] public IActionResult Set() { Response.OnStarting(() => { " + Write + " return Task.CompletedTask; }); return Ok(); }")]
    // Through a method of one's own.
    [InlineData("[HttpGet] public IActionResult Accept() { Keep(); return Ok(); } private void Keep() { " + Write + " }")]
    [InlineData("[HttpGet] public IActionResult Accept() { Keep(true); return Ok(); } private void Keep(bool ok) => Response.Cookies.{|CNS3006:Append(\"cookie_consent\", ok ? \"yes\" : \"no\")|};")]
    [InlineData("[HttpGet] public IActionResult Set(bool ok) { Keep(ok); return Ok(); } [HttpPost] public IActionResult Post(bool ok) { Keep(ok); return Ok(); } private void Keep(bool ok) => Response.Cookies.{|CNS3006:Append(\"cookie_consent\", ok ? \"yes\" : \"no\")|};")]
    [InlineData("[HttpGet] public IActionResult Accept() { {|CNS3006:SetCookie(\"cookie_consent\", \"yes\")|}; return Ok(); } private void SetCookie(string name, string value) => Response.Cookies.Append(name, value);")]
    [InlineData("public override void OnActionExecuting(ActionExecutingContext context) { " + Grant + " }")]
    public Task Reports_actions(string members) => Run($"public class ShopController : Controller {{ {members} }}");

    [Theory]
    [InlineData("[HttpPost] public IActionResult Accept() { " + Granted + " return Ok(); }")]
    [InlineData("[HttpPut] public IActionResult Accept() { " + Granted + " return Ok(); }")]
    [InlineData("[HttpDelete] public IActionResult Accept() { " + Granted + " return Ok(); }")]
    [InlineData("[AcceptVerbs(\"POST\")] public IActionResult Accept() { " + Granted + " return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Accept() { " + Written + " return Ok(); }")]
    [InlineData("[NonAction] public void Accept() { " + Granted + " }")]
    // A refusal is no consent.
    [InlineData("[HttpGet] public IActionResult Refuse() { Response.Cookies.Append(\"cookie_consent\", \"no\"); return Ok(); }")]
    [InlineData("[HttpGet] public IActionResult Refuse() { Response.Cookies.Append(\"cookie_consent\", \"false\"); return Ok(); }")]
    [InlineData("[HttpGet] public IActionResult Refuse() { Response.Cookies.Append(\"cookie_consent\", \"rejected\"); return Ok(); }")]
    [InlineData("[HttpGet] public IActionResult Refuse() { Response.Cookies.Append(\"analytics_optout\", \"true\"); return Ok(); }")]
    [InlineData("[HttpGet] public IActionResult Refuse() { Response.Cookies.Append(\"gdpr\", System.Text.Json.JsonSerializer.Serialize(new { Necessary = true, Analytics = false })); return Ok(); }")]
    [InlineData("[HttpGet] public IActionResult Refuse() { Keep(false); return Ok(); } private void Keep(bool ok) => Response.Cookies.Append(\"cookie_consent\", ok ? \"yes\" : \"no\");")]
    [InlineData("[HttpGet] public IActionResult Refuse() { HttpContext.Features.Get<ITrackingConsentFeature>()!.WithdrawConsent(); return Ok(); }")]
    // Not a consent: that the banner was closed.
    [InlineData("[HttpGet] public IActionResult Close() { Response.Cookies.Append(\"cookie_consent_dismissed\", \"true\"); return Ok(); }")]
    // Deleting, renewing, carrying over.
    [InlineData("[HttpGet] public IActionResult Index() { Response.Cookies.Delete(\"cookie_consent\"); return Ok(); }")]
    [InlineData("[HttpGet] public IActionResult Index() { Response.Cookies.Append(\"cookie_consent\", \"yes\", new CookieOptions { Expires = DateTimeOffset.UnixEpoch }); return Ok(); }")]
    [InlineData("[HttpGet] public IActionResult Index() { var feature = HttpContext.Features.Get<ITrackingConsentFeature>(); if (feature?.HasConsent == true) feature.GrantConsent(); return Ok(); }")]
    [InlineData("[HttpGet] public IActionResult Index() { var choice = Request.Cookies[\"cookie_consent\"]; Response.Cookies.Append(\"cookie_consent\", choice!); return Ok(); }")]
    [InlineData("[HttpGet] public IActionResult Index() { if (Request.Cookies[\"cookie_consent\"] == \"yes\") " + Written + " return Ok(); }")]
    [InlineData("[HttpGet] public IActionResult Signal() { Response.Cookies.Append(\"cookie_consent\", \"signal\"); return Ok(); }")]
    // It tells the verbs apart itself.
    [InlineData("public IActionResult Accept() { if (HttpMethods.IsPost(Request.Method)) " + Granted + " return Ok(); }")]
    [InlineData("public IActionResult Accept() { if (Request.Method == \"POST\") " + Granted + " return Ok(); }")]
    // Called from POST handlers only, or by nobody that is known.
    [InlineData("[HttpPost] public IActionResult Accept() { Keep(); return Ok(); } [HttpGet] public IActionResult Index() => View(); private void Keep() { " + Granted + " }")]
    [InlineData("[HttpPost] public IActionResult Accept() => Keep(true); [HttpGet] public IActionResult Refuse() => Keep(false); private IActionResult Keep(bool ok) { Response.Cookies.Append(\"cookie_consent\", ok ? \"yes\" : \"no\"); return Ok(); }")]
    [InlineData("private void Keep() { " + Granted + " }")]
    [InlineData("protected void Keep() { " + Granted + " }")]
    // A cookie that is no choice.
    [InlineData("[HttpGet] public IActionResult Index() { Response.Cookies.Append(\"theme\", \"yes\"); return Ok(); }")]
    public Task Is_silent_in_actions(string members) => Run($"public class ShopController : Controller {{ {members} }}");

    [Theory]
    [InlineData("public void OnGet() { " + Grant + " }")]
    [InlineData("public async Task OnGetAsync() { await Task.Yield(); " + Grant + " }")]
    [InlineData("public IActionResult OnGetAccept() { " + Write + " return Page(); }")]
    [InlineData("public void OnGet(bool? consent) { if (consent.HasValue) Apply(consent); } public void OnPost() => Apply(Consent); [BindProperty] public bool? Consent { get; set; } private void Apply(bool? consent) { if (consent.HasValue) Response.Cookies.{|CNS3006:Append(\".Tutors.Consent\", consent.Value.ToString())|}; }")]
    [InlineData("public Choice(IHttpContextAccessor accessor) { accessor.HttpContext!.Features.Get<ITrackingConsentFeature>()!.{|CNS3006:GrantConsent()|}; }")]
    [InlineData("public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) { " + Grant + " }")]
    public Task Reports_pages(string members) => Run($"public class Choice : PageModel {{ {members} }}");

    [Theory]
    [InlineData("public void OnPost() { " + Granted + " }")]
    [InlineData("public IActionResult OnPostAcceptAsync() { " + Written + " return Page(); }")]
    [InlineData("public void OnGet() { } public void OnPost() => Apply(); public void OnPostFromBanner() => Apply(); private void Apply() { " + Granted + " }")]
    [InlineData("public void OnGet() { if (Request.Cookies.ContainsKey(\"cookie_consent\")) { } } [BindProperty] public bool? Consent { get; set; } public void OnPost() => Response.Cookies.Append(\"cookie_consent\", Consent!.Value.ToString());")]
    public Task Is_silent_in_pages(string members) => Run($"public class Choice : PageModel {{ {members} }}");

    [Theory]
    [InlineData("app.MapGet(\"/ok\", (HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.{|CNS3006:GrantConsent()|});")]
    [InlineData("app.MapGet(\"/ok\", Accept); static void Accept(HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.{|CNS3006:GrantConsent()|};")]
    [InlineData("app.MapMethods(\"/ok\", [\"GET\"], (HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.{|CNS3006:GrantConsent()|});")]
    [InlineData("app.MapFallback((HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.{|CNS3006:GrantConsent()|});")]
    [InlineData("app.Use(async (context, next) => { context.Features.Get<ITrackingConsentFeature>()!.{|CNS3006:GrantConsent()|}; await next(); });")]
    [InlineData("app.Use(next => async context => { context.Features.Get<ITrackingConsentFeature>()!.{|CNS3006:GrantConsent()|}; await next(context); });")]
    [InlineData("app.Run(async context => { context.Response.Cookies.{|CNS3006:Append(\"cookie_consent\", \"yes\")|}; await Task.Yield(); });")]
    public Task Reports_endpoints(string statements) => Run("var app = WebApplication.Create(); " + statements + " app.Run();");

    [Theory]
    [InlineData("app.MapPost(\"/ok\", (HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.GrantConsent());")]
    [InlineData("app.MapPut(\"/ok\", (HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.GrantConsent());")]
    [InlineData("app.MapDelete(\"/ok\", (HttpContext c) => c.Response.Cookies.Delete(\"cookie_consent\"));")]
    [InlineData("app.MapPost(\"/ok\", Accept); static void Accept(HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.GrantConsent();")]
    [InlineData("app.MapGroup(\"/consent\").MapPost(\"/ok\", (HttpContext c) => c.Response.Cookies.Append(\"cookie_consent\", \"yes\"));")]
    [InlineData("app.MapMethods(\"/ok\", [\"POST\"], (HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.GrantConsent());")]
    [InlineData("app.Map(\"/ok\", (HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.GrantConsent());")]
    [InlineData("app.Use(async (context, next) => { if (HttpMethods.IsPost(context.Request.Method)) context.Features.Get<ITrackingConsentFeature>()!.GrantConsent(); await next(); });")]
    [InlineData("app.Use(async (context, next) => { if (context.Request.Headers[\"Sec-GPC\"] == \"1\") context.Response.Cookies.Append(\"cookie_consent\", \"no\"); await next(); });")]
    public Task Is_silent_in_endpoints(string statements) => Run("var app = WebApplication.Create(); " + statements + " app.Run();");

    [Theory]
    [InlineData("class Visits(RequestDelegate next) { public Task InvokeAsync(HttpContext HttpContext) { " + Grant + " return next(HttpContext); } }")]
    [InlineData("class Visits : IMiddleware { public Task InvokeAsync(HttpContext HttpContext, RequestDelegate next) { " + Grant + " return next(HttpContext); } }")]
    [InlineData("class Filter : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext context) => context.HttpContext.Features.Get<ITrackingConsentFeature>()!.{|CNS3006:GrantConsent()|}; }")]
    [InlineData("class Filter : IEndpointFilter { public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) { context.HttpContext.Features.Get<ITrackingConsentFeature>()!.{|CNS3006:GrantConsent()|}; return next(context); } }")]
    [InlineData("class Banner : ViewComponent { public string Invoke() { " + Grant + " return \"\"; } }")]
    [InlineData("class Banner(IHttpContextAccessor accessor) : ComponentBase { protected override void OnInitialized() => accessor.HttpContext!.Features.Get<ITrackingConsentFeature>()!.{|CNS3006:GrantConsent()|}; }")]
    // Through a service.
    [InlineData("interface IChoice { void Keep(bool ok); } class Choice(IHttpContextAccessor accessor) : IChoice { public void Keep(bool ok) => accessor.HttpContext!.Response.Cookies.{|CNS3006:Append(\"cookie_consent\", ok ? \"1\" : \"0\")|}; } class A(IChoice choice) : ControllerBase { [HttpGet] public void X() => choice.Keep(true); }")]
    public Task Reports_elsewhere(string code) => Run(code);

    [Theory]
    [InlineData("class Choice(IHttpContextAccessor accessor) { public void Accept() => accessor.HttpContext!.Features.Get<ITrackingConsentFeature>()!.GrantConsent(); }")]
    [InlineData("interface IChoice { void Keep(bool ok); } class Choice(IHttpContextAccessor accessor) : IChoice { public void Keep(bool ok) => accessor.HttpContext!.Response.Cookies.Append(\"cookie_consent\", ok ? \"1\" : \"0\"); } class A(IChoice choice) : ControllerBase { [HttpPost] public void X() => choice.Keep(true); [HttpGet] public void Y() => choice.Keep(false); }")]
    [InlineData("class Banner(IHttpContextAccessor accessor) : ComponentBase { protected override void OnInitialized() { } void Accept() => accessor.HttpContext!.Features.Get<ITrackingConsentFeature>()!.GrantConsent(); }")]
    [InlineData("class Choices(IHttpContextAccessor accessor) : Microsoft.AspNetCore.SignalR.Hub { public void Accept() => accessor.HttpContext!.Features.Get<ITrackingConsentFeature>()!.GrantConsent(); }")]
    [InlineData("class Own : ITrackingConsentFeature { public bool IsConsentNeeded => true; public bool HasConsent => false; public bool CanTrack => false; public void GrantConsent() { } public void WithdrawConsent() { } public string CreateConsentCookie() => \"\"; }")]
    [InlineData("class Keeper { public void GrantConsent() { } } class A : ControllerBase { [HttpGet] public void X() => new Keeper().GrantConsent(); }")]
    public Task Is_silent_elsewhere(string code) => Run(code);

    [Fact]
    public Task A_call_on_the_way_is_shown() => new AnalyzerTest<ConsentWithoutActAnalyzer>
    {
        Sources =
        {
            Usings + """
            public class ShopController : Controller
            {
                [HttpGet] public IActionResult Accept() { {|#1:Keep()|}; return Ok(); }
                private void Keep() => HttpContext.Features.Get<ITrackingConsentFeature>()!.{|#0:GrantConsent()|};
            }
            """,
        },
    }.Expect("CNS3006", at: 0, additional: [1], message: "Consent is given by GrantConsent() under GET ('Accept'), without an act of the visitor; take the decision in a POST handler or in the handler of a click").RunAsync();

    [Fact]
    public Task The_helpers_decision_under_GET() => new AnalyzerTest<ConsentWithoutActAnalyzer>
    {
        Sources =
        {
            Usings + """
            using ConsentAnalyzers.AspNetCore;
            public class ShopController(IConsentDecisions decisions) : Controller
            {
                [HttpGet] public void A() => decisions.{|CNS3006:Decide(HttpContext, ConsentPurpose.Analytics)|};
                [HttpGet] public void B(string[] yes) => decisions.{|CNS3006:Decide(HttpContext, yes)|};
                [HttpGet] public void C() => decisions.Decide(HttpContext, ConsentPurpose.None);
                [HttpGet] public void D() => decisions.Decide(HttpContext, []);
                [HttpGet] public void E() => decisions.Withdraw(HttpContext);
                [HttpPost] public void F() => decisions.Decide(HttpContext, ConsentPurpose.Analytics);
                [HttpGet] public void G() => Response.AppendCookieIfConsented(ConsentPurpose.Analytics, "_ga", "1");
            }
            """,
        },
        References = { TestReferences.Helper[0], TestReferences.Helper[1] },
    }.RunAsync();

    [Fact]
    public Task A_component_that_starts_and_one_that_is_clicked() => new AnalyzerTest<ConsentWithoutActAnalyzer>
    {
        Views =
        {
            ("Pages/Banner.razor", """
                @using Microsoft.AspNetCore.Http.Features
                @inject IHttpContextAccessor Accessor
                <button @onclick="Accept">Yes</button>
                <button @onclick="() => Keep(true)">Yes</button>
                @code {
                    void Accept() => Accessor.HttpContext!.Features.Get<ITrackingConsentFeature>()!.GrantConsent();
                    void Keep(bool ok) => Accessor.HttpContext!.Response.Cookies.Append("cookie_consent", ok ? "yes" : "no");
                }
                """),
            ("Pages/Start.razor", """
                @using Microsoft.AspNetCore.Http.Features
                @inject IHttpContextAccessor Accessor
                @code {
                    protected override void OnInitialized() => Accept();
                    void Accept() => Accessor.HttpContext!.Features.Get<ITrackingConsentFeature>()!.{|CNS3006:GrantConsent()|};
                }
                """),
            ("Views/Home/Index.cshtml", """
                @using Microsoft.AspNetCore.Http.Features
                @{ Context.Features.Get<ITrackingConsentFeature>()!.{|CNS3006:GrantConsent()|}; }
                """),
        },
    }.RunAsync();

    [Fact]
    public Task An_action_that_a_script_posts_to() => new AnalyzerTest<ConsentWithoutActAnalyzer>
    {
        Sources = { Usings + "public class HomeController : Controller { public IActionResult AcceptCookies() { " + Granted + " return Ok(); } }" },
        Views = { ("Views/Shared/_Banner.cshtml", "<script>$.post('/Home/AcceptCookies');</script>") },
    }.RunAsync();

    [Fact]
    public Task Endless_callers() => Run("class A { void X(ITrackingConsentFeature f) { Y(f); f.GrantConsent(); } void Y(ITrackingConsentFeature f) => X(f); }");

    private static Task Run(string code) => Verify.AnalyzerAsync<ConsentWithoutActAnalyzer>(Usings + code);
}
