using ConsentAnalyzers.Rules.Cookies;
using ConsentAnalyzers.Rules.Diagnostics;
using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Cookies;

public sealed class ExemptionIncompleteAnalyzerTests
{
    private const string Script = "<script async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>";
    private const string Reported = "{|CNS2001:<script async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\">|}</script>";

    [Theory]
    [InlineData("[{|CNS1008:ConsentExempt(Ground.Session, \"promo\")|}] void M(HttpResponse r) => r.Cookies.Append(\"promo\", \"x\");")]
    [InlineData("[{|CNS1008:ConsentExempt(Ground.Session, \"promo\", Justification = \"\")|}] void M(HttpResponse r) => r.Cookies.Append(\"promo\", \"x\");")]
    [InlineData("[{|CNS1008:ConsentExempt(Ground.Session, \"promo\", Justification = \" \\t \")|}] void M(HttpResponse r) => r.Cookies.Append(\"promo\", \"x\");")]
    [InlineData("[{|CNS1008:ConsentExempt(Ground.Session, \"promo\", Justification = null)|}] void M(HttpResponse r) => r.Cookies.Append(\"promo\", \"x\");")]
    [InlineData("[{|CNS1008:ConsentExempt(Ground.Session, \"promo\", Justification = \"TODO: why?\")|}] void M(HttpResponse r) => r.Cookies.Append(\"promo\", \"x\");")]
    [InlineData("[{|CNS1008:ConsentExempt(Ground.Session)|}] const string Name = \"promo\";")]
    [InlineData("[{|CNS1008:ConsentExempt(Ground.Session)|}, ConsentExempt(Ground.Cart, Justification = \"so\")] const string Name = \"promo\", Other = \"x\";")]
    [InlineData("object M() { Delegate d = [{|CNS1008:ConsentExempt(Ground.Session)|}] (HttpContext c) => c.Response.Cookies.Append(\"promo\", \"x\"); return d; }")]
    [InlineData("[{|CNS1008:ConsentExempt(Ground.Session)|}] public C(HttpResponse r) => r.Cookies.Append(\"promo\", \"x\");")]
    [InlineData("void M(HttpResponse r) { F(); [{|CNS1008:ConsentExempt(Ground.Session)|}] void F() => r.Cookies.Append(\"promo\", \"x\"); }")]
    public Task No_justification_and_still_exempt(string members) => Run(members);

    [Theory]
    [InlineData("[ConsentExempt({|CNS1008:\"Decoration\"|}, \"promo\", Justification = \"so\")] void M(HttpResponse r) => r.Cookies.{|CNS1001:Append(\"promo\", \"x\")|};")]
    [InlineData("[ConsentExempt({|CNS1008:Odd.Nice|}, \"promo\")] void M(HttpResponse r) => r.Cookies.{|CNS1001:Append(\"promo\", \"x\")|};")]
    [InlineData("[ConsentExempt({|CNS1008:\"\"|})] void M(HttpResponse r) => r.Cookies.{|CNS1001:Append(\"promo\", \"x\")|};")]
    [InlineData("[ConsentExempt({|CNS1008:\"Decoration\"|}, \"_ga\")] void M(HttpResponse r) => r.Cookies.{|CNS1002:Append(\"_ga\", \"x\")|};")]
    public Task Unknown_grounds_give_nothing(string members) => Run(members);

    [Theory]
    [InlineData("[{|CNS1008:ConsentExempt(Ground.Session, \"wizzard_*\", Justification = \"so\")|}] void M(HttpResponse r) => r.Cookies.{|CNS1001:Append(\"wizard_step\", \"x\")|};")]
    [InlineData("[{|CNS1008:ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")|}] void M(HttpResponse r) { }")]
    [InlineData("[{|CNS1008:ConsentExempt(Ground.Session, Justification = \"so\")|}] void M(HttpResponse r) { r.Redirect(\"/\"); }")]
    [InlineData("[{|CNS1008:ConsentExempt(Ground.Session, \"promo\")|}] void M(HttpResponse r) => Quiet(); static void Quiet() => Console.WriteLine();")] // One report.
    [InlineData("[{|CNS1008:ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")|}] class D { void M(HttpResponse r) => r.Cookies.Delete(\"other\"); }")]
    public Task What_exempts_nothing(string members) => Run(members);

    [Theory]
    [InlineData("[ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")] void M(HttpResponse r) => r.Cookies.Append(\"promo\", \"x\");")]
    [InlineData("[ConsentExempt(Ground.Session, \"pro*\", Justification = \"so\")] void M(HttpResponse r) => r.Cookies.Append(\"promo\", \"x\");")]
    [InlineData("[ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")] class D { void M(HttpResponse r) => r.Cookies.Append(\"promo\", \"x\"); }")]
    // What is written is not told, or told elsewhere.
    [InlineData("[ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")] void M(HttpResponse r, string n) => r.Cookies.{|CNS1001:Append(Get(), \"x\")|}; string Get() => Guid.NewGuid().ToString();")]
    [InlineData("[ConsentExempt(Ground.Session, \"promo_*\", Justification = \"so\")] void M(HttpResponse r, string n) => r.Cookies.{|CNS1001:Append($\"prom{n}\", \"x\")|};")]
    [InlineData("[ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")] void M(HttpResponse r) => Write(r); void Write(HttpResponse r) => r.Cookies.{|CNS1001:Append(\"promo\", \"x\")|};")]
    [InlineData("[ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")] void M(HttpResponse r) => A(r); void A(HttpResponse r) => B(r); void B(HttpResponse r) => Jar.{|CNS1001:Set(r, \"promo\")|};")]
    [InlineData("[ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")] void M(HttpResponse r) => Jar.Set(r, \"promo\");")]
    [InlineData("[ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")] void M(IStore s) => s.Save();")]
    [InlineData("[ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")] abstract class D { protected abstract void M(); void N() => M(); }")]
    [InlineData("[ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")] void M(HttpResponse r) => r.Headers.Append(\"Set-Cookie\", \"promo=1\");")]
    [InlineData("[ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")] void M(CookieBuilder b) => b.Name = Names.Promo;")]
    [InlineData("[ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")] string M() => \"document.cookie = 'x'\";")]
    [InlineData("[ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")] void M(Microsoft.AspNetCore.Builder.SessionOptions o) { o.Cookie.Name = \"x\"; }")]
    [InlineData("[ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")] interface I { void M(); }")]
    [InlineData("[ConsentExempt(Ground.Session, Justification = \"so\")] const string Name = \"unused\";")]
    [InlineData("[ConsentExempt(Ground.Session, Justification = \"so\")] void M(HttpContext c) => c.Session.Set(\"x\", []);")]
    [InlineData("[ConsentExempt(Ground.Session, \".AspNetCore.Session\", Justification = \"so\")] void M(IServiceCollection s) => s.AddSession();")]
    [InlineData("[ConsentExempt(Ground.Session, \".AspNetCore.Cookies\", Justification = \"so\")] Task M(HttpContext c) => Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions.SignInAsync(c, c.User);")]
    [InlineData("} partial class P { [ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")] public partial void M(HttpResponse r); } partial class P { public partial void M(HttpResponse r) => r.Cookies.Append(\"promo\", \"x\");")]
    [InlineData("class B { public void OnGet(HttpResponse r) => r.Cookies.{|CNS1001:Append(\"promo\", \"x\")|}; } [ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")] class D : B { }")]
    [InlineData("object M() { Delegate d = [ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")] (HttpContext c) => c.Response.Cookies.Append(\"promo\", \"x\"); return d; }")]
    public Task Doubt_is_silence(string members) => Run(members);

    [Theory]
    [InlineData("[ConsentExempt({|CNS1007:Ground.Session|}, \"_ga\")] void M(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\");")]
    [InlineData("[ConsentExempt({|CNS1007:Ground.Session|})] const string Name = \"_ga\";")]
    [InlineData("[{|CNS1008:ConsentExempt(Ground.Session, \"promo\", {|CNS1007:\"_ga\"|})|}] void M(HttpResponse r) => r.Cookies.Append(\"promo\", \"x\");")]
    public Task What_is_void_needs_no_reason(string members) => new AnalyzerTest(new ExemptionIncompleteAnalyzer(), new ExemptionContradictsAnalyzer()) { Sources = { Code(members) } }.RunAsync();

    [Fact]
    public Task What_another_assembly_does_is_not_known() => new AnalyzerTest<ExemptionIncompleteAnalyzer>
    {
        References = { TestReferences.Library("Acme.Shared", "public static class Shared { public static void Remember(object response) { } }") },
        Sources = { Code("[ConsentExempt(Ground.Session, \"promo\", Justification = \"so\")] void M(HttpResponse r) => Shared.Remember(r);") },
    }.RunAsync();

    [Fact]
    public Task On_the_assembly_a_name_is_needed() => new AnalyzerTest<ExemptionIncompleteAnalyzer>
    {
        Sources = { "[assembly: {|CNS1008:ConsentExempt(Ground.Session, Justification = \"so\")|}] [assembly: ConsentExempt(Ground.Session, \"anything\", Justification = \"so\")] [assembly: {|CNS1008:ConsentExempt(Ground.Session, \"promo\")|}]" + Code("") },
    }.RunAsync();

    [Fact]
    public Task The_message_asks_for_the_reason() => new AnalyzerTest<ExemptionIncompleteAnalyzer> { Sources = { Code("[{|CNS1008:ConsentExempt(Ground.Session, \"promo\", \"x\")|}] void M(HttpResponse r) => r.Cookies.Append(\"promo\", \"x\");") } }
        .Expect("CNS1008", message: "The exemption of 'promo, x' does not say why the ground Session applies; add Justification = \"…\", so that somebody can check it later")
        .RunAsync();

    [Fact]
    public Task The_message_lists_the_grounds() => new AnalyzerTest<ExemptionIncompleteAnalyzer> { Sources = { Code("[ConsentExempt({|CNS1008:\"Decoration\"|})] void M(HttpResponse r) => r.Cookies.Append(\"promo\", \"x\");") } }
        .Expect("CNS1008", message: "The exemption of 'M' exempts nothing: 'Decoration' is no ground; write one of Session, Authentication, Cart, Security, Preferences, ConsentChoice, LoadBalancing, AudienceMeasurement")
        .RunAsync();

    [Fact]
    public Task A_test_project_is_left_alone() => new AnalyzerTest<ExemptionIncompleteAnalyzer>
    {
        BuildProperties = { ["IsTestProject"] = "true" },
        Sources = { Code("[ConsentExempt(\"Decoration\", \"promo\")] void M(HttpResponse r) => r.Cookies.Append(\"promo\", \"x\");") },
    }.RunAsync();

    [Theory]
    [InlineData("{|CNS1008:@* consent-exempt CNS2001 *@|}\n" + Script)]
    [InlineData("{|CNS1008:<!-- consent-exempt CNS2001: -->|}" + Script)]
    [InlineData("{|CNS1008:@* consent-exempt CNS2001: TODO *@|}" + Script)]
    [InlineData("{|CNS1008:@* consent-exempt CNS2001 Decoration: we like it *@|}" + Reported)]
    [InlineData("{|CNS9001:@* consent-exempt Preferences: we like it *@|}" + Reported)]
    [InlineData("{|CNS9001:@* consent-exempt *@|}" + Reported)]
    [InlineData("{|CNS1008:@* consent-exempt CNS2004: the wrong rule *@|}" + Reported)]
    [InlineData("{|CNS1008:@* consent-exempt CNS2001: nothing here *@|}<script src=\"/site.js\"></script>")]
    [InlineData("@* consent-exempt CNS2001: we were told so *@" + Script)]
    [InlineData("@{ var host = Guid.NewGuid().ToString(); }\n@* consent-exempt CNS2001: the configured host *@<script src=\"https://@host/a.js\"></script>")]
    [InlineData("@* consent-exempt CNS2002: the configured snippet *@<script>@Html.Raw(\"x\")</script>")]
    [InlineData("@addTagHelper *, Test\n@* consent-exempt CNS2004: the player of the house *@<player></player>")]
    [InlineData("@* consent-exempt CNS2008 Audience: judged elsewhere *@<script src=\"/site.js\"></script>")]
    [InlineData("<template>@* consent-exempt CNS2001: waits *@<script src=\"/site.js\"></script></template>")]
    [InlineData("@* consent-exempt CNS2001 Session: CNS1007 says it *@" + Reported)]
    public Task Comments(string view) => new AnalyzerTest(new ExemptionIncompleteAnalyzer(), new TrackerScriptWithoutConsentAnalyzer(), new ConfigurationAnalyzer())
    {
        Sources = { "public class PlayerTagHelper : Microsoft.AspNetCore.Razor.TagHelpers.TagHelper { }" },
        Views = { ("Pages/Index.cshtml", "@page\n" + view) },
    }.RunAsync();

    [Theory]
    [InlineData("class C { [ConsentExempt] void M() { } }")]
    [InlineData("class C { [ConsentExempt(] void M() { } }")]
    [InlineData("class C { [ConsentExempt(Nothing.There, \"_ga\")] void M(Microsoft.AspNetCore.Http.HttpResponse r) => r.Cookies.Append(\"_ga\" }")]
    [InlineData("[ConsentExempt(1, \"_ga\")]")]
    [InlineData("class ConsentExemptAttribute : System.Attribute { } class C { [{|CNS1008:ConsentExempt|}] void M() { } }")]
    [InlineData("class ConsentExemptAttribute(object? g, params string[]? n) : System.Attribute { public object? G => g; public string[]? N => n; } class C { [ConsentExempt({|CNS1008:null|}, null)] void M() { } }")]
    public Task Odd_code(string code) => new AnalyzerTest<ExemptionIncompleteAnalyzer> { CompilerErrorsAllowed = true, Sources = { code } }.RunAsync();

    private static Task Run(string members) => new AnalyzerTest(new ExemptionIncompleteAnalyzer(), new CookieWithoutConsentAnalyzer()) { Sources = { Code(members) } }.RunAsync();

    private static string Code(string members) => $$"""
        enum Ground { Session, Cart, Security, Preferences, AudienceMeasurement }
        enum Odd { Nice }
        [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
        class ConsentExemptAttribute : Attribute { public ConsentExemptAttribute(object ground, params string[] names) { } public string? Justification { get; set; } }
        interface IStore { void Save(); }
        static class Names { public const string Promo = "promo"; }
        static class Jar { public static void Set(HttpResponse r, string name) => r.Cookies.Append(name, "x"); }
        class C { {{members}} }
        """;
}
