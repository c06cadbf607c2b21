using ConsentAnalyzers.Rules.Mechanism;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests.Rules.Mechanism;

public sealed class ConsentWithoutProofAnalyzerTests
{
    private const string Grant = "HttpContext.Features.Get<ITrackingConsentFeature>()!.{|CNS3009:GrantConsent()|};";
    private const string Granted = "HttpContext.Features.Get<ITrackingConsentFeature>()!.GrantConsent();";

    [Theory]
    [InlineData("[HttpPost] public IActionResult Accept() { " + Grant + " return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Accept() { " + Grant + " logger.LogInformation(\"Consent given\"); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Accept() { Response.Cookies.{|CNS3009:Append(\"cookie_consent\", \"yes\")|}; return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Choose(bool ok) { Response.Cookies.{|CNS3009:Append(\"cookie_consent\", ok.ToString())|}; return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Accept() { Keep(); return Ok(); } void Keep() { " + Grant + " }")]
    // What is recorded elsewhere proves nothing here.
    [InlineData("[HttpPost] public IActionResult Accept() { " + Grant + " return Ok(); } [HttpPost] public IActionResult Order() { db.SaveChanges(); return Ok(); }")]
    // A method that only sounds like it.
    [InlineData("[HttpPost] public IActionResult Accept() { RecordConsent(); " + Grant + " return Ok(); } void RecordConsent() { }")]
    [InlineData("[HttpGet] public IActionResult Accept() { " + Grant + " return Ok(); }")]
    public Task Reports(string members) => Run(members);

    [Theory]
    [InlineData("[HttpPost] public IActionResult Accept() { " + Granted + " db.Choices.Add(new()); db.SaveChanges(); return Ok(); }")]
    [InlineData("[HttpPost] public async Task<IActionResult> Accept() { " + Granted + " await db.SaveChangesAsync(); return Ok(); }")]
    [InlineData("[HttpPost] public async Task<IActionResult> Accept() { " + Granted + " await proofs.RecordAsync(\"x\"); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Accept() { " + Granted + " sink.Take(\"x\"); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Accept() { " + Granted + " external.SaveChoice(); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Accept() { Keep(); db.SaveChanges(); return Ok(); } void Keep() { " + Granted + " }")]
    [InlineData("[HttpPost] public IActionResult Accept() { " + Granted + " Keep(); return Ok(); } void Keep() => db.SaveChanges();")]
    [InlineData("[HttpPost] public IActionResult Accept() { " + Granted + " System.IO.File.AppendAllText(\"proofs.csv\", \"x\"); return Ok(); }")]
    // No consent.
    [InlineData("[HttpPost] public IActionResult Refuse() { Response.Cookies.Append(\"cookie_consent\", \"no\"); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Withdraw() { HttpContext.Features.Get<ITrackingConsentFeature>()!.WithdrawConsent(); return Ok(); }")]
    [InlineData("[HttpPost] public IActionResult Close() { Response.Cookies.Append(\"consent_banner_closed\", \"true\"); return Ok(); }")]
    // Nobody is known to call it; it is renewed.
    [InlineData("protected void Accept() { " + Granted + " }")]
    [InlineData("[HttpPost] public IActionResult Renew() { if (Request.Cookies[\"cookie_consent\"] == \"yes\") Response.Cookies.Append(\"cookie_consent\", \"yes\"); return Ok(); }")]
    public Task IsSilent(string members) => Run(members);

    [Fact]
    public Task Endpoints() => new AnalyzerTest<ConsentWithoutProofAnalyzer>
    {
        Sources =
        {
            """
            using Microsoft.AspNetCore.Http.Features;
            var app = WebApplication.Create(args);
            app.MapPost("/ok", (HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.{|CNS3009:GrantConsent()|});
            app.MapPost("/recorded", async (HttpContext c, IConsentProofStore store) => { c.Features.Get<ITrackingConsentFeature>()!.GrantConsent(); await store.RecordAsync("x"); });
            app.Run();
            interface IConsentProofStore { Task RecordAsync(string proof); }
            """,
        },
    }.RunAsync();

    [Fact]
    public Task The_helper_records_its_own() => new AnalyzerTest<ConsentWithoutProofAnalyzer>
    {
        Sources =
        {
            """
            using ConsentAnalyzers.AspNetCore;
            var app = WebApplication.Create(args);
            app.MapPost("/ok", (HttpContext c, IConsentDecisions decisions) => decisions.Decide(c, ConsentPurpose.Analytics));
            app.MapConsent();
            app.Run();
            """,
        },
        References = { TestReferences.Helper[0], TestReferences.Helper[1] },
    }.RunAsync();

    [Fact]
    public Task Of_a_library_nobody_knows() => new AnalyzerTest<ConsentWithoutProofAnalyzer> { Sources = { Source("[HttpPost] public IActionResult Accept() { " + Granted + " return Ok(); }") }, OutputKind = OutputKind.DynamicallyLinkedLibrary }.RunAsync();

    [Fact]
    public Task Another_platform_asks() => new AnalyzerTest<ConsentWithoutProofAnalyzer>
    {
        Sources = { Source("[HttpPost] public IActionResult Accept() { " + Granted + " return Ok(); }") },
        OutputKind = OutputKind.ConsoleApplication,
        Config = "consent_analyzers.external_cmp = Didomi",
    }.RunAsync();

    [Fact]
    public Task Message_says_what_is_missing() => new AnalyzerTest<ConsentWithoutProofAnalyzer> { Sources = { Source("[HttpPost] public IActionResult Accept() { Response.Cookies.{|#0:Append(\"cookie_consent\", \"yes\")|}; return Ok(); }") }, OutputKind = OutputKind.ConsoleApplication }
        .Expect("CNS3009", at: 0, message: "Consent is given by cookie 'cookie_consent', and no proof of it is recorded; record who, when, the banner version, the choices and the policy version").RunAsync();

    private static Task Run(string members) => new AnalyzerTest<ConsentWithoutProofAnalyzer> { Sources = { Source(members) }, OutputKind = OutputKind.ConsoleApplication, References = { External } }.RunAsync();

    private static readonly MetadataReference External = TestReferences.Library("Elsewhere", "namespace Elsewhere { public class Keeper { public void SaveChoice() { } } }");

    private static string Source(string members) => $$"""
        using Microsoft.AspNetCore.Http.Features;
        using Microsoft.AspNetCore.Mvc;
        class Program { static void Main() { } }
        class ConsentProofAttribute : Attribute { }
        class Database { public List<object> Choices { get; } = []; public int SaveChanges() => 1; public Task<int> SaveChangesAsync() => Task.FromResult(1); }
        interface IConsentProofStore { Task RecordAsync(string proof); }
        [ConsentProof] interface ISink { void Take(string proof); }
        public class ConsentController : Controller
        {
            private Database db => null!;
            private IConsentProofStore proofs => null!;
            private ISink sink => null!;
            private ILogger<ConsentController> logger => null!;
            {{(members.Contains("external", StringComparison.Ordinal) ? "private Elsewhere.Keeper external => null!;" : "")}}
            {{members}}
        }
        """;
}
