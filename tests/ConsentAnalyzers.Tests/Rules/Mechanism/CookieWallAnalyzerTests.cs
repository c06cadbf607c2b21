using ConsentAnalyzers.Rules.Mechanism;

namespace ConsentAnalyzers.Tests.Rules.Mechanism;

public sealed class CookieWallAnalyzerTests
{
    private static AnalyzerTest Program(string middleware) => new AnalyzerTest<CookieWallAnalyzer>
    {
        Sources =
        {
            ("Program.cs", "using Microsoft.AspNetCore.Builder;\nusing Microsoft.AspNetCore.Http;\nusing Microsoft.AspNetCore.Http.Features;\nusing Microsoft.Extensions.DependencyInjection;\nvar app = WebApplication.CreateBuilder().Build();\n" + middleware + "\napp.Run();\npublic interface IConsent { bool HasConsent { get; } bool CanTrack(); }\n"),
        },
    };

    private const string Feature = "var consent = context.Features.Get<ITrackingConsentFeature>();\n";

    [Theory]
    [InlineData("app.Use(async (context, next) => { " + Feature + " if (consent?.CanTrack != true && !context.Request.Path.StartsWithSegments(\"/consent\")) { {|CNS3015:context.Response.Redirect(\"/consent\")|}; return; } await next(); });")]
    [InlineData("app.Use(async (context, next) => { " + Feature + " if (!(consent?.CanTrack ?? false)) { {|CNS3015:context.Response.StatusCode = 403|}; return; } await next(); });")]
    [InlineData("app.Use(async (context, next) => { var ok = context.RequestServices.GetRequiredService<IConsent>().HasConsent; if (!ok && context.Request.Path != \"/consent\") { {|CNS3015:context.Response.Redirect(\"/consent\")|}; return; } await next(context); });")]
    [InlineData("app.Use(async (context, next) => { " + Feature + " if (consent is { } && !consent.CanTrack) { context.Response.Redirect(\"/consent\"); return; } await next(); });")]
    public Task A_middleware_turns_everyone_away(string middleware) => Program(middleware).RunAsync();

    [Theory]
    [InlineData("app.Use(async (context, next) => { " + Feature + " if (consent?.CanTrack != true && context.Request.Path.StartsWithSegments(\"/films\")) { context.Response.Redirect(\"/consent\"); return; } await next(); });")]
    [InlineData("app.Use(async (context, next) => { " + Feature + " if (consent?.CanTrack != true && !context.Request.Path.StartsWithSegments(\"/consent\") && !context.Request.Path.StartsWithSegments(\"/subscribe\")) { context.Response.Redirect(\"/consent\"); return; } await next(); });")]
    [InlineData("app.Use(async (context, next) => { " + Feature + " if (consent?.CanTrack != true && context.User.Identity?.IsAuthenticated != true) { context.Response.Redirect(\"/consent\"); return; } await next(); });")]
    [InlineData("app.Use(async (context, next) => { if (!context.Request.Cookies.ContainsKey(\"consent\")) { context.Response.Redirect(\"/consent\"); return; } await next(); });")]
    [InlineData("app.Use(async (context, next) => { if (context.User.Identity?.IsAuthenticated != true) { context.Response.Redirect(\"/login\"); return; } await next(); });")]
    [InlineData("app.Use(async (context, next) => { " + Feature + " if (consent?.CanTrack == true) { context.Response.Redirect(\"/\"); return; } await next(); });")]
    [InlineData("app.Use(async (context, next) => { " + Feature + " if (consent?.CanTrack != true) { context.Response.StatusCode = 200; } await next(); });")]
    [InlineData("app.UseWhen(c => c.Request.Path.StartsWithSegments(\"/films\"), films => films.Use(async (context, next) => { " + Feature + " if (consent?.CanTrack != true) { context.Response.Redirect(\"/consent\"); return; } await next(); }));")]
    [InlineData("app.MapGet(\"/films\", (HttpContext context) => { " + Feature + " if (consent?.CanTrack != true) { context.Response.Redirect(\"/consent\"); return; } });")]
    [InlineData("app.Use(async (context, next) => { " + Feature + " if (context.Request.Path == \"/films\") { if (consent?.CanTrack != true) { context.Response.Redirect(\"/consent\"); return; } } await next(); });")]
    public Task Some_pages_or_another_way_in(string middleware) => Program(middleware).RunAsync();

    [Theory]
    [InlineData("app.Use(async (context, next) => { " + Feature + " if (!context.Request.Path.StartsWithSegments(\"/films\")) { await next(); return; } if (consent?.CanTrack != true) { context.Response.Redirect(\"/consent\"); return; } await next(); });")]
    [InlineData("app.Use(async (context, next) => { " + Feature + " if (context.Request.Path.StartsWithSegments(\"/consent\")) { await next(); return; } if (consent?.CanTrack != true) { {|CNS3015:context.Response.Redirect(\"/consent\")|}; return; } await next(); });")]
    public Task Who_leaves_before(string middleware) => Program(middleware).RunAsync();

    private const string Ask = "var consent = context.HttpContext.Features.Get<ITrackingConsentFeature>(); ";
    private const string Global = "builder.Services.AddControllersWithViews(options => options.Filters.Add<Gate>());";

    private static Task Filter(string registration, string type) => new AnalyzerTest<CookieWallAnalyzer>
    {
        Sources =
        {
            ("Program.cs", "using Microsoft.AspNetCore.Builder;\nusing Microsoft.Extensions.DependencyInjection;\nvar builder = WebApplication.CreateBuilder();\n" + registration + "\nbuilder.Build().Run();\n"),
            ("Gate.cs", "using Microsoft.AspNetCore.Http;\nusing Microsoft.AspNetCore.Http.Features;\nusing Microsoft.AspNetCore.Mvc;\nusing Microsoft.AspNetCore.Mvc.Filters;\npublic class ConsentController : Controller { }\n" + type),
        },
    }.RunAsync();

    [Theory]
    [InlineData(Global, "class Gate : IActionFilter { public void OnActionExecuted(ActionExecutedContext context) { } public void OnActionExecuting(ActionExecutingContext context) { " + Ask + "if (consent?.CanTrack != true && !context.HttpContext.Request.Path.StartsWithSegments(\"/consent\")) {|CNS3015:context.Result = new RedirectResult(\"/consent\")|}; } }")]
    [InlineData("builder.Services.AddMvc(o => { o.Filters.Add(new Gate()); });", "class Gate : IAsyncAuthorizationFilter { public Task OnAuthorizationAsync(AuthorizationFilterContext context) { " + Ask + "if (consent?.HasConsent != true) { {|CNS3015:context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden)|}; } return Task.CompletedTask; } }")]
    [InlineData("builder.Services.AddMvc(o => o.Filters.Add(typeof(Gate)));", "class Gate : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext context) { " + Ask + "if (context.Controller is ConsentController) return; if (!(consent?.CanTrack ?? false)) { {|CNS3015:context.Result = new RedirectToActionResult(\"Index\", \"Consent\", null)|}; return; } base.OnActionExecuting(context); } }")]
    [InlineData("builder.Services.AddRazorPages().AddMvcOptions(o => o.Filters.Add<Gate>());", "class Gate : IAsyncPageFilter { public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask; public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next) { " + Ask + "if (consent?.CanTrack != true && context.HttpContext.Request.Path != \"/Consent\") { {|CNS3015:context.Result = new RedirectToPageResult(\"/Consent\")|}; return; } await next(); } }")]
    public Task A_filter_before_all_pages(string registration, string type) => Filter(registration, type);

    [Theory]
    // Of some controllers, by an attribute.
    [InlineData("builder.Services.AddControllersWithViews();", "[Gate] public class FilmsController : Controller { } class Gate : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext context) { " + Ask + "if (consent?.CanTrack != true) context.Result = new RedirectResult(\"/consent\"); } }")]
    // Some pages, other visitors, another question.
    [InlineData(Global, "class Gate : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext context) { " + Ask + "if (consent?.CanTrack != true && context.HttpContext.Request.Path.StartsWithSegments(\"/films\")) context.Result = new RedirectResult(\"/consent\"); } }")]
    [InlineData(Global, "class Gate : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext context) { " + Ask + "if (context.ActionDescriptor.DisplayName != \"Films\") return; if (consent?.CanTrack != true) context.Result = new RedirectResult(\"/consent\"); } }")]
    [InlineData(Global, "class Gate : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext context) { " + Ask + "if (context.HttpContext.User.Identity?.IsAuthenticated == true) return; if (consent?.CanTrack != true) context.Result = new RedirectResult(\"/consent\"); } }")]
    [InlineData(Global, "class Gate : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext context) { if (context.HttpContext.User.Identity?.IsAuthenticated != true) context.Result = new RedirectResult(\"/login\"); } }")]
    [InlineData(Global, "class Gate : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext context) { if (!context.HttpContext.Request.Cookies.ContainsKey(\"consent\")) context.Result = new RedirectResult(\"/consent\"); } }")]
    // An alternative, a page all the same, a second thought.
    [InlineData(Global, "class Gate : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext context) { " + Ask + "if (consent?.CanTrack != true && !context.HttpContext.Request.Path.StartsWithSegments(\"/subscribe\")) context.Result = new RedirectResult(\"/consent-or-subscribe\"); } }")]
    [InlineData(Global, "class Gate : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext context) { " + Ask + "if (consent?.CanTrack != true) context.Result = new ViewResult { ViewName = \"WithoutFilms\" }; } }")]
    [InlineData(Global, "class Gate : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext context) { " + Ask + "if (consent?.CanTrack != true) context.Result = new RedirectResult(\"/consent\"); if (context.Controller is ConsentController) context.Result = null; } }")]
    [InlineData(Global, "class Gate : ActionFilterAttribute { public override void OnActionExecuting(ActionExecutingContext context) { " + Ask + "if (consent?.CanTrack == true) context.Result = new RedirectResult(\"/\"); } }")]
    public Task A_filter_that_lets_in(string registration, string type) => Filter(registration, type);

    private const string Head = "@inject IVisitor Consent\n<html><body><p>Cookies</p>\n";

    [Theory]
    [InlineData("@if (Consent.HasConsent)\n{\n    @{|CNS3015:RenderBody|}()\n}\nelse\n{\n    <p>This site needs cookies.</p>\n}")]
    [InlineData("@if (Consent.HasConsent)\n{\n    @RenderBody()\n}\nelse\n{\n    {|CNS3015:<form class=\"cookie-banner\" action=\"/consent\">|}<p>This site needs cookies.</p><button>Accept</button></form>\n}")]
    [InlineData("@if (Consent.HasConsent)\n{\n    @RenderBody()\n}\nelse\n{\n    <form class=\"cookie-banner\" action=\"/consent\"><p>This site needs cookies.</p><button>Accept</button><a href=\"/subscribe\">Subscribe instead</a></form>\n}")]
    [InlineData("@if (!Consent.HasConsent)\n{\n    <p>This site uses cookies.</p>\n}\n@RenderBody()")]
    [InlineData("@if (Consent.HasConsent)\n{\n    @RenderBody()\n}\nelse\n{\n    <p>Without cookies</p>\n    @RenderBody()\n}")]
    [InlineData("@if (Consent.HasConsent)\n{\n    <script></script>\n}\n@RenderBody()")]
    [InlineData("@RenderBody()")]
    public Task A_layout(string body) => new AnalyzerTest<CookieWallAnalyzer>
    {
        Sources = { ("Consent.cs", "public interface IVisitor { bool HasConsent { get; } }") },
        Views = { ("Views/Shared/_Layout.cshtml", Head + body + "\n</body></html>") },
    }.RunAsync();

    [Fact]
    public Task A_component_layout() => new AnalyzerTest<CookieWallAnalyzer>
    {
        Sources = { ("Consent.cs", "public interface IVisitor { bool HasConsent { get; } }") },
        Views = { ("MainLayout.razor", "@inherits Microsoft.AspNetCore.Components.LayoutComponentBase\n@inject IVisitor Consent\n@if (Consent.HasConsent)\n{\n    @{|CNS3015:Body|}\n}\nelse\n{\n    <p>We need your cookies.</p>\n}") },
    }.RunAsync();

    [Fact]
    public Task The_body_of_something_else() => new AnalyzerTest<CookieWallAnalyzer>
    {
        Sources = { ("Consent.cs", "public interface IVisitor { bool HasConsent { get; } string Body { get; } }") },
        Views = { ("Mail.razor", "@inject IVisitor Consent\n@if (Consent.HasConsent)\n{\n    <p>cookies @Consent.Body</p>\n}") },
    }.RunAsync();
}
