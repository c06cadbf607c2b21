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
