namespace ConsentAnalyzers.Tests.Fixes.Mechanism;

/// <summary>CNS3006 and CNS3007: what gives a consent, and what takes it back. Both change how a site is called, so a person has to choose them.</summary>
public sealed class DecisionFixersTests
{
    private const string Grant = "context.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>()?.GrantConsent()";
    private const string Withdraw = "context.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>()?.WithdrawConsent()";

    [Fact]
    public Task An_endpoint_waits_for_a_post() => Verify.FixAsync("CNS3006", "act:post", Program($"app.MapGet(\"/yes\", (HttpContext context) => {Grant});\napp.MapPost(\"/no\", (HttpContext context) => {Withdraw});"), Program($"app.MapPost(\"/yes\", (HttpContext context) => {Grant});\napp.MapPost(\"/no\", (HttpContext context) => {Withdraw});"));

    [Theory]
    [InlineData("[HttpGet(\"yes\")]", "[HttpPost(\"yes\")]")]
    [InlineData("[HttpGet]", "[HttpPost]")]
    public Task An_action_waits_for_a_post(string get, string post) => Verify.FixAsync("CNS3006", "act:post", Controller(get, ""), Controller(post, ""));

    [Fact]
    public Task An_action_without_a_verb_is_left() => Verify.NoFixAsync("CNS3006", "act:post", Controller("", ""));

    [Fact]
    public Task An_endpoint_withdraws() => Run(
        Program($"app.MapPost(\"/yes\", (HttpContext context) => {Grant});"),
        Program($"app.MapPost(\"/yes\", (HttpContext context) => {Grant});\napp.MapPost(\"/withdraw-consent\", (HttpContext context) => {Withdraw});"));

    [Fact]
    public Task An_endpoint_deletes_the_choice() => Run(
        Program("app.MapPost(\"/yes\", (HttpContext context) => context.Response.Cookies.Append(\"cookie_consent\", \"yes\"));"),
        Program("app.MapPost(\"/yes\", (HttpContext context) => context.Response.Cookies.Append(\"cookie_consent\", \"yes\"));\napp.MapPost(\"/withdraw-consent\", (HttpContext context) => context.Response.Cookies.Delete(\"cookie_consent\"));"));

    [Fact]
    public Task An_action_withdraws() => Run(Controller("[HttpPost]", "") + Start, Controller("[HttpPost]", """


            [HttpPost("withdraw-consent")]
            public IActionResult WithdrawConsent()
            {
                HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>()?.WithdrawConsent();
                return NoContent();
            }
        """) + Start);

    [Fact]
    public Task A_withdrawal_deletes_what_the_register_knows() => Deleted(
        Program("app.MapPost(\"/yes\", (HttpContext context) => { context.Response.Cookies.Append(\"cookie_consent\", \"yes\"); });\napp.MapPost(\"/no\", (HttpContext context) =>\n{\n    context.Response.Cookies.Delete(\"cookie_consent\");\n});"),
        Program("app.MapPost(\"/yes\", (HttpContext context) => { context.Response.Cookies.Append(\"cookie_consent\", \"yes\"); });\napp.MapPost(\"/no\", (HttpContext context) =>\n{\n    context.Response.Cookies.Delete(\"cookie_consent\");\n    context.Response.Cookies.Delete(\"seen\");\n    context.Response.Cookies.Delete(\"shelf\");\n});"));

    [Theory]
    [InlineData("\"yes\"", "\"no\"", "", "new CookieOptions { MaxAge = TimeSpan.FromDays(180) }")]
    [InlineData("\"true\"", "\"false\"", ", new CookieOptions { MaxAge = TimeSpan.FromDays(150), Secure = true }", "new CookieOptions { MaxAge = TimeSpan.FromDays(150), Secure = true }")]
    public Task A_refusal_is_remembered_as_the_yes_is(string yes, string no, string options, string kept) => Remembered(
        Program($"app.MapPost(\"/accept\", (HttpContext context) => context.Response.Cookies.Append(\"cookie_consent\", {yes}{options}));\napp.MapPost(\"/refuse\", (HttpContext context) =>\n{{\n    return Results.Redirect(\"/\");\n}});\napp.MapPost(\"/withdraw\", (HttpContext context) => context.Response.Cookies.Delete(\"cookie_consent\"));"),
        Program($"app.MapPost(\"/accept\", (HttpContext context) => context.Response.Cookies.Append(\"cookie_consent\", {yes}{options}));\napp.MapPost(\"/refuse\", (HttpContext context) =>\n{{\n    context.Response.Cookies.Append(\"cookie_consent\", {no}, {kept});\n    return Results.Redirect(\"/\");\n}});\napp.MapPost(\"/withdraw\", (HttpContext context) => context.Response.Cookies.Delete(\"cookie_consent\"));"));

    [Fact]
    public Task A_yes_without_a_known_no_is_its_authors() => new FixTest("CNS3016", "act:remember")
    {
        Sources = { ("Program.cs", Program("app.MapPost(\"/accept\", (HttpContext context) => context.Response.Cookies.Append(\"cookie_consent\", \"all\"));\napp.MapPost(\"/refuse\", (HttpContext context) =>\n{\n    return Results.Redirect(\"/\");\n});")) },
    }.NothingAsync();

    private static Task Remembered(string before, string after) => new FixTest("CNS3016", "act:remember") { Sources = { ("Program.cs", before) }, Fixed = { ["Program.cs"] = after } }.RunAsync();

    private static Task Deleted(string before, string after) => new FixTest("CNS3008", "delete")
    {
        Sources = { ("Program.cs", before) },
        Fixed = { ["Program.cs"] = after },
        AdditionalFiles = { ("consent-register.csv", "kind,name,provider,purpose,lifetime,description,policy,source,reviewed\ncookie,seen,first party,Analytics,30 days,Pages seen,,code,\ncookie,shelf,first party,Personalisation,30 days,Last shelf,,code,\n") },
    }.RunAsync();

    private static Task Run(string before, string after) => new FixTest("CNS3007", "act:withdraw") { Sources = { ("Program.cs", before) }, Fixed = { ["Program.cs"] = after }, OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication }.RunAsync();

    private const string Start = """

        static class Start
        {
            static void Main(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.Configure<CookiePolicyOptions>(options =>
                {
                    options.CheckConsentNeeded = _ => true;
                    options.ConsentCookie.Expiration = TimeSpan.FromDays(180);
                });
                var app = builder.Build();
                app.UseCookiePolicy();
                app.Run();
            }
        }
        """;

    private static string Program(string endpoints) => $"var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.Configure<CookiePolicyOptions>(options =>\n{{\n    options.CheckConsentNeeded = _ => true;\n    options.ConsentCookie.Expiration = TimeSpan.FromDays(180);\n}});\nvar app = builder.Build();\napp.UseCookiePolicy();\n{endpoints}\napp.Run();\n";

    private static string Controller(string verb, string more) => $$"""
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Http.Features;

        public class ConsentController : Controller
        {
            {{verb}}
            public IActionResult Accept()
            {
                HttpContext.Features.Get<ITrackingConsentFeature>()!.GrantConsent();
                return NoContent();
            }{{more}}
        }

        """;
}
