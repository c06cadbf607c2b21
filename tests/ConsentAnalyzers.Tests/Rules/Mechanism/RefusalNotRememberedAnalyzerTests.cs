using ConsentAnalyzers.Rules.Mechanism;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests.Rules.Mechanism;

public sealed class RefusalNotRememberedAnalyzerTests
{
    private const string Accept = "[HttpPost] public IActionResult Accept() { HttpContext.Features.Get<ITrackingConsentFeature>()!.GrantConsent(); return Ok(); } ";

    [Theory]
    [InlineData(Accept + "[HttpPost] public IActionResult {|CNS3016:Refuse|}() { HttpContext.Features.Get<ITrackingConsentFeature>()!.WithdrawConsent(); return Ok(); }")]
    [InlineData(Accept + "[HttpPost] public IActionResult {|CNS3016:DeclineCookies|}() => Redirect(\"/\");")]
    [InlineData(Accept + "[HttpPost] public IActionResult {|CNS3016:Reject|}() { logger.LogInformation(\"refused\"); return Done(); } IActionResult Done() => Ok();")]
    [InlineData("[HttpPost] public IActionResult Accept() { Response.Cookies.Append(\"cookie_consent\", \"yes\"); return Ok(); } [HttpPost] public IActionResult {|CNS3016:Refuse|}() { Response.Cookies.Delete(\"cookie_consent\"); return Ok(); }")]
    public Task Reports(string members) => Run(members);

    [Theory]
    [InlineData(Accept + "[HttpPost] public IActionResult Refuse() { Response.Cookies.Append(\"cookie_consent\", \"no\"); return Ok(); }")]
    [InlineData(Accept + "[HttpPost] public IActionResult Refuse() { HttpContext.Features.Get<ITrackingConsentFeature>()!.WithdrawConsent(); Response.Cookies.Append(\"asked\", \"1\"); return Ok(); }")]
    [InlineData(Accept + "[HttpPost] public IActionResult Refuse() { HttpContext.Session.SetString(\"refused\", \"1\"); return Ok(); }")]
    [InlineData(Accept + "[HttpPost] public IActionResult Refuse() { TempData[\"refused\"] = true; return Ok(); }")]
    [InlineData(Accept + "[HttpPost] public IActionResult Refuse() { external.Remember(); return Ok(); }")]
    [InlineData(Accept + "[HttpPost] public IActionResult Refuse() { Keep(); return Ok(); } void Keep() => Response.Cookies.Append(\"asked\", \"1\");")]
    [InlineData("[HttpPost] public IActionResult Accept() => Keep(true); [HttpPost] public IActionResult Refuse() => Keep(false); IActionResult Keep(bool ok) { Response.Cookies.Append(\"cookie_consent\", ok ? \"yes\" : \"no\"); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Refuse() { HttpContext.Features.Get<ITrackingConsentFeature>()!.WithdrawConsent(); return Ok(); }")]
    // No refusal; no handler.
    [InlineData(Accept + "[HttpPost] public IActionResult Withdraw() { HttpContext.Features.Get<ITrackingConsentFeature>()!.WithdrawConsent(); return Ok(); }")]
    [InlineData(Accept + "bool Refuse() => false;")]
    [InlineData(Accept)]
    public Task IsSilent(string members) => Run(members);

    [Fact]
    public Task Endpoints() => new AnalyzerTest<RefusalNotRememberedAnalyzer>
    {
        Sources =
        {
            """
            using Microsoft.AspNetCore.Http.Features;
            var app = WebApplication.Create(args);
            app.MapPost("/consent/accept", (HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.GrantConsent());
            app.MapPost({|CNS3016:"/consent/refuse"|}, (HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.WithdrawConsent());
            app.MapPost("/consent/decline", (HttpContext c) => c.Response.Cookies.Append("asked", "1"));
            app.Run();
            """,
        },
    }.RunAsync();

    [Fact]
    public Task Another_class_refuses_something_else() => new AnalyzerTest<RefusalNotRememberedAnalyzer>
    {
        Sources = { Source(Accept), "using Microsoft.AspNetCore.Mvc; public class InvitationController : Controller { [HttpPost] public IActionResult Decline() => Ok(); }" },
        OutputKind = OutputKind.ConsoleApplication,
    }.RunAsync();

    [Fact]
    public Task A_script_remembers_it() => new AnalyzerTest<RefusalNotRememberedAnalyzer>
    {
        Sources = { Source(Accept + "[HttpPost] public IActionResult Refuse() => Ok();") },
        OutputKind = OutputKind.ConsoleApplication,
        AdditionalFiles = { ("wwwroot/index.html", "<button id=\"refuse\" onclick=\"localStorage.setItem('choice', 'no')\">No</button>") },
    }.RunAsync();

    [Fact]
    public Task Of_a_library_nobody_knows() => new AnalyzerTest<RefusalNotRememberedAnalyzer> { Sources = { Source(Accept + "[HttpPost] public IActionResult Refuse() => Ok();") }, OutputKind = OutputKind.DynamicallyLinkedLibrary }.RunAsync();

    private static Task Run(string members) => new AnalyzerTest<RefusalNotRememberedAnalyzer> { Sources = { Source(members) }, OutputKind = OutputKind.ConsoleApplication, References = { External } }.RunAsync();

    private static readonly MetadataReference External = TestReferences.Library("Elsewhere", "namespace Elsewhere { public class Keeper { public void Remember() { } } }");

    private static string Source(string members) => $$"""
        using Microsoft.AspNetCore.Http.Features;
        using Microsoft.AspNetCore.Mvc;
        class Program { static void Main() { } }
        public class ConsentController : Controller
        {
            private ILogger<ConsentController> logger => null!;
            {{(members.Contains("external", StringComparison.Ordinal) ? "private Elsewhere.Keeper external => null!;" : "")}}
            {{members}}
        }
        """;
}
