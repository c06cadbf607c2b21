using ConsentAnalyzers.Rules.Cookies;

namespace ConsentAnalyzers.Tests.Rules.Cookies;

public sealed class ExemptionContradictsAnalyzerTests
{
    private const string Tag = "<script async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>";

    [Theory]
    // The ground where one name or none is given, else the name.
    [InlineData("[ConsentExempt({|CNS1007:Ground.Session|}, \"_ga\")] void M(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\");")]
    [InlineData("[ConsentExempt(Ground.Session, \"promo\", {|CNS1007:\"_ga\"|}, {|CNS1007:Names.Meta|})] void M(HttpResponse r) { }")]
    [InlineData("[ConsentExempt({|CNS1007:\"Cart\"|}, \"__Host-_ga\")] void M(HttpResponse r) { }")]
    [InlineData("[ConsentExempt({|CNS1007:Ground.Session|}, \"_ga_*\")] void M(HttpResponse r) { }")]
    [InlineData("[ConsentExempt({|CNS1007:Ground.Session|})] void M(HttpResponse r) { r.Cookies.Append(\"promo\", \"x\"); r.Cookies.Append(\"_ga\", \"x\"); r.Cookies.Append(\"_fbp\", \"x\"); }")]
    [InlineData("[ConsentExempt({|CNS1007:Ground.Session|}, \"_g*\")] void M(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\");")]
    [InlineData("[ConsentExempt(Ground.Session, {|CNS1007:\"_g*\"|}, \"x\")] void M(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\");")]
    [InlineData("[ConsentExempt({|CNS1007:Ground.Session|})] class D { void M(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\"); }")]
    [InlineData("[ConsentExempt({|CNS1007:Ground.Session|})] int M(HttpResponse r) { Action a = () => r.Cookies.Append(\"_ga\", \"x\"); a(); return 1; }")]
    [InlineData("[ConsentExempt({|CNS1007:Ground.Session|})] int P { get { Response.Cookies.Append(\"_ga\", \"x\"); return 1; } }")]
    [InlineData("[ConsentExempt({|CNS1007:Ground.Preferences|})] const string Name = \"_ga\"; void M(HttpResponse r) => r.Cookies.Append(Name, \"x\");")]
    [InlineData("[ConsentExempt({|CNS1007:Ground.Preferences|})] static readonly string Name = \"_g\" + \"a\";")]
    [InlineData("[ConsentExempt({|CNS1007:Ground.Preferences|})] static string Name => \"_ga\";")]
    [InlineData("[ConsentExempt({|CNS1007:Ground.Session|}, \"_pk_id.1\")] void M(HttpResponse r) { }")]
    [InlineData("void M(HttpResponse r) { F(); [ConsentExempt({|CNS1007:Ground.Session|})] void F() => r.Cookies.Append(\"_ga\", \"x\"); }")]
    [InlineData("[ConsentExempt({|CNS1007:Ground.Session|}, \"_ga\", Justification = \"we like it\"), ConsentExempt({|CNS1007:Ground.Cart|}, \"_fbp\")] void M(HttpResponse r) { }")]
    [InlineData("[ConsentExempt({|CNS1007:Ground.Session|})] void M(HttpResponse r) => Jar.Set(r, \"_ga\");")]
    public Task Attributes(string members) => Verify.AnalyzerAsync<ExemptionContradictsAnalyzer>(Code(members));

    [Theory]
    [InlineData("[ConsentExempt(Ground.Session, \"promo\")] void M(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\");")]
    [InlineData("[ConsentExempt(Ground.AudienceMeasurement, \"_pk_*\")] void M(HttpResponse r) => r.Cookies.Append(\"_pk_id.1\", \"x\");")]
    [InlineData("[ConsentExempt(Ground.AudienceMeasurement)] void M(HttpResponse r) => r.Cookies.Append(\"_pk_id.1\", \"x\");")]
    [InlineData("[ConsentExempt(\"Audience\", \"atuserid\")] void M(HttpResponse r) { }")]
    [InlineData("[ConsentExempt(Ground.Security, \"_GRECAPTCHA\")] void M(HttpResponse r) { }")]
    [InlineData("[ConsentExempt(Ground.Session, \"fr\", \"uid\")] void M(HttpResponse r) { }")]
    [InlineData("[ConsentExempt(\"Whatever\", \"_ga\")] void M(HttpResponse r) { }")] // CNS1008
    [InlineData("[ConsentExempt(Ground.Session)] void M(HttpResponse r) => r.Cookies.Delete(\"_ga\");")]
    [InlineData("[ConsentExempt(Ground.Session)] void M(HttpResponse r, string name) => r.Cookies.Append(name, \"x\");")]
    [InlineData("[Exempt(Ground.Session, \"_ga\")] void M(HttpResponse r) { } class ExemptAttribute(Ground g, string n) : Attribute { public Ground G => g; public string N => n; }")]
    public Task Silent_attributes(string members) => Verify.AnalyzerAsync<ExemptionContradictsAnalyzer>(Code(members));

    [Fact]
    public Task On_the_assembly() => Verify.AnalyzerAsync<ExemptionContradictsAnalyzer>("[assembly: ConsentExempt({|CNS1007:Ground.Session|}, \"_ga\")] [assembly: ConsentExempt(Ground.Session)]" + Code("void M(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\");"));

    [Fact]
    public Task The_message_says_what_is_known_and_what_to_do() => new AnalyzerTest<ExemptionContradictsAnalyzer> { Sources = { Code("[ConsentExempt({|CNS1007:Ground.Session|}, \"_ga\")] void M(HttpResponse r) { }") } }
        .Expect("CNS1007", message: "'_ga' is declared exempt (Session) and is known to need consent (Google Analytics, audience measurement), so that the exemption is void; remove the exemption and ask for consent for Analytics")
        .RunAsync();

    [Fact]
    public Task The_message_for_Matomo_names_the_ground_that_would_hold() => new AnalyzerTest<ExemptionContradictsAnalyzer> { Sources = { Code("[ConsentExempt({|CNS1007:Ground.Session|}, \"_pk_id.1\")] void M(HttpResponse r) { }") } }
        .Expect("CNS1007", message: "'_pk_id.1' is declared exempt (Session) and is known to need consent (Matomo, audience measurement), so that the exemption is void; declare AudienceMeasurement if the tool is configured as the exemption asks, else remove the exemption and ask for consent for Analytics")
        .RunAsync();

    [Theory]
    [InlineData("_ga:Session", "{|CNS1007:{|CNS1002:Append(\"_ga\", \"x\")|}|}")]
    [InlineData("_ga", "{|CNS1007:{|CNS1002:Append(\"_ga\", \"x\")|}|}")]
    [InlineData("_*:Session", "{|CNS1007:{|CNS1002:Append(\"_ga\", \"x\")|}|}")]
    [InlineData("_pk_*:Audience", "Append(\"_pk_id.1\", \"x\")")]
    [InlineData("_pk_*:Session", "{|CNS1007:{|CNS1002:Append(\"_pk_id.1\", \"x\")|}|}")]
    [InlineData("promo", "Append(\"promo\", \"x\")")]
    [InlineData("promo:Decoration", "{|CNS1001:Append(\"promo\", \"x\")|}")]
    [InlineData("promo:Session, _ga:Cart", "Append(\"promo\", \"x\")")]
    public Task Configuration(string exempt, string write) => new AnalyzerTest(new ExemptionContradictsAnalyzer(), new CookieWithoutConsentAnalyzer())
    {
        Config = "consent_analyzers.exempt_cookies = " + exempt,
        Sources = { Code($"void M(HttpResponse r) {{ r.Cookies.{write}; r.Cookies.Delete(\"_ga\"); }}") },
    }.RunAsync();

    [Fact]
    public Task Configuration_without_a_ground_is_named_so() => new AnalyzerTest<ExemptionContradictsAnalyzer>
    {
        Config = "consent_analyzers.exempt_cookies = _fbp",
        Sources = { Code("void M(HttpResponse r) => r.Cookies.{|CNS1007:Append(\"_fbp\", \"x\")|};") },
    }.Expect(
        "CNS1007",
        message: "'_fbp' is declared exempt (without a ground) and is known to need consent (Meta Pixel, advertising), so that the exemption is void; remove the exemption and ask for consent for Advertising",
        properties: [("name", "_fbp"), ("status", "ungated")]).RunAsync();

    [Theory]
    [InlineData("{|CNS1007:cookie,_ga,Session|}")]
    [InlineData("cookie,cart,Cart\n{|CNS1007:storage,_ga,Session|}")]
    [InlineData("{|CNS1007:tracker,Google Analytics,AudienceMeasurement|}")]
    [InlineData("{|CNS1007:tracker,static.hotjar.com,Session|}")]
    [InlineData("{|CNS1007:cookie,_pk_id.*,Session|}")]
    [InlineData("cookie,_pk_id.*,Audience")]
    [InlineData("cookie,_ga,Analytics")]
    [InlineData("tracker,YouTube,Preferences")]
    [InlineData("tracker,Matomo,AudienceMeasurement")]
    [InlineData("tracker,Our own,Session")]
    [InlineData("transfer,Google Analytics,Session")]
    [InlineData("cookie,_ga,Decoration")]
    public Task Rows(string rows) => new AnalyzerTest(new ExemptionContradictsAnalyzer(), new CookieWithoutConsentAnalyzer())
    {
        Sources = { Code("void M(HttpResponse r) => r.Cookies.Append(\"cart\", \"x\");") },
        AdditionalFiles = { ("consent-register.csv", "kind,name,purpose\n" + rows) },
    }.RunAsync();

    [Theory]
    [InlineData("{|CNS1007:@* consent-exempt CNS2001 Preferences: we like it *@|}\n{|CNS2001:<script async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\">|}</script>")]
    [InlineData("{|CNS1007:<!-- consent-exempt CNS2001 Session: we like it -->|}{|CNS2001:<script async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\">|}</script>")]
    [InlineData("@* consent-exempt CNS2001: we were told so *@\n" + Tag)]
    [InlineData("@* consent-exempt CNS2001 Audience: our own *@\n<script src=\"/matomo/matomo.js\"></script>")]
    [InlineData("@* consent-exempt CNS2004 Preferences: the visitor asked for the film *@\n<iframe src=\"https://www.youtube.com/embed/0000000000A\"></iframe>")]
    [InlineData("@* consent-exempt CNS2001 Preferences: nothing here *@\n<script src=\"/site.js\"></script>")]
    public Task Comments(string view) => new AnalyzerTest(new ExemptionContradictsAnalyzer(), new ConsentAnalyzers.Rules.Markup.TrackerScriptWithoutConsentAnalyzer()) { Views = { ("Pages/Index.cshtml", "@page\n" + view) } }.RunAsync();

    [Fact]
    public Task A_component_declares_it_at_its_top() => new AnalyzerTest<ExemptionContradictsAnalyzer>
    {
        Sources = { Code("") },
        Views = { ("Shop.razor", "@attribute [ConsentExempt({|CNS1007:Ground.Session|}, \"_ga\")]\n<p></p>") },
    }.RunAsync();

    [Theory]
    [InlineData("class C { [ConsentExempt] void M() { } }")]
    [InlineData("class C { [ConsentExempt(] void M() { } }")]
    [InlineData("class C { [ConsentExempt(Nothing.There, \"_ga\")] void M(Microsoft.AspNetCore.Http.HttpResponse r) => r.Cookies.Append(\"_ga\" }")]
    [InlineData("[ConsentExempt(1, \"_ga\")]")]
    [InlineData("class ConsentExemptAttribute(object g, params string[]? n) : System.Attribute { public object G => g; } class C { [ConsentExempt(null, null)] void M() { } }")]
    public Task Odd_code(string code) => new AnalyzerTest<ExemptionContradictsAnalyzer> { CompilerErrorsAllowed = true, Sources = { code } }.RunAsync();

    private static string Code(string members) => $$"""
        enum Ground { Session, Cart, Security, Preferences, AudienceMeasurement }
        [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
        class ConsentExemptAttribute : Attribute { public ConsentExemptAttribute(object ground, params string[] names) { } public string? Justification { get; set; } }
        static class Names { public const string Meta = "_fbp"; }
        static class Jar { public static void Set(HttpResponse r, string name) => r.Cookies.Append(name, "x"); }
        class C { HttpResponse Response => null!; {{members}} }
        """;
}
