using ConsentAnalyzers.Rules.Cookies;
using ConsentAnalyzers.Rules.Diagnostics;

namespace ConsentAnalyzers.Tests.Rules.Cookies;

/// <summary>What the rules CNS1001 and CNS1002 take from the register.</summary>
public sealed class RegisterExemptionTests
{
    [Theory]
    [InlineData("cookie,promo,Preferences", "Append(\"promo\", \"x\")")]
    [InlineData("cookie,pro*,Cart", "Append(\"promo\", \"x\")")]
    [InlineData("cookie,promo,Cart\ncookie,pro*,Analytics", "Append(\"promo\", \"x\")")]
    [InlineData("cookie,shop_*,Cart", "Append($\"shop_{id}\", \"x\")")]
    [InlineData("cookie,shop_1,Cart", "{|CNS1001:Append($\"shop_{id}\", \"x\")|}")]
    [InlineData("cookie,promo,", "{|CNS1001:Append(\"promo\", \"x\")|}")]
    [InlineData("cookie,Promo,Cart", "{|CNS1001:Append(\"promo\", \"x\")|}")]
    [InlineData("storage,promo,Cart", "{|CNS1001:Append(\"promo\", \"x\")|}")]
    [InlineData("cookie,promo,Decoration", "{|CNS1001:Append(\"promo\", \"x\")|}")]
    [InlineData("cookie,promo,Advertising", "{|CNS1002:Append(\"promo\", \"x\")|}")]
    [InlineData("cookie,cart,Advertising", "{|CNS1002:Append(\"cart\", \"x\")|}")]
    [InlineData("cookie,cart,", "Append(\"cart\", \"x\")")]
    [InlineData("cookie,_ga,Functional", "{|CNS1002:Append(\"_ga\", \"x\")|}")]
    [InlineData("cookie,_ga,Session", "Append(\"_ga\", \"x\")")] // CNS1007 on the row, and only that.
    [InlineData("cookie,_pk_id*,Audience", "Append(\"_pk_id.1\", \"x\")")]
    public Task A_row(string row, string write) => Run("kind,name,purpose\n" + row, $"response.Cookies.{write};");

    [Theory]
    [InlineData("Advertising", "advertisingConsent", "Append(\"promo\", \"x\")")]
    [InlineData("Advertising", "analyticsConsent", "{|CNS1009:Append(\"promo\", \"x\")|}")]
    [InlineData("\"Advertising, Analytics\"", "analyticsConsent", "{|CNS1009:Append(\"promo\", \"x\")|}")]
    [InlineData("\"Advertising, Analytics\"", "analyticsConsent && advertisingConsent", "Append(\"promo\", \"x\")")]
    public Task A_purpose_wants_its_own_guard(string purpose, string condition, string write) => new AnalyzerTest(new CookieWithoutConsentAnalyzer(), new ConsentForAnotherPurposeAnalyzer())
    {
        Sources = { Code("", $"if ({condition}) response.Cookies.{write};") },
        AdditionalFiles = { ("consent-register.csv", "kind,name,purpose\ncookie,promo," + purpose) },
    }.RunAsync();

    [Fact]
    public Task An_attribute_wins_over_a_row() => new AnalyzerTest<CookieWithoutConsentAnalyzer>
    {
        Sources = { Code("[ConsentExempt(\"Cart\", \"promo\", Justification = \"so\")]", "response.Cookies.Append(\"promo\", \"x\");") },
        AdditionalFiles = { ("consent-register.csv", "kind,name,purpose\ncookie,promo,Advertising") },
    }.RunAsync();

    [Theory]
    [InlineData("Acme", "Acme")]
    [InlineData("", "consent-register.csv")]
    public Task The_message_names_the_provider(string provider, string shown) => new AnalyzerTest<CookieWithoutConsentAnalyzer>
    {
        Sources = { Code("", "response.Cookies.{|CNS1002:Append(\"promo\", \"x\")|};") },
        AdditionalFiles = { ("consent-register.csv", "kind,name,purpose,provider\ncookie,promo,Advertising," + provider) },
    }.Expect(
        "CNS1002",
        message: $"Cookie 'promo' ({shown}, advertising) is written before the visitor has consented; write it under a consent check for Advertising",
        properties: [("provider", provider), ("purpose", "Advertising")]).RunAsync();

    [Theory]
    [InlineData("promo", "Cart")]
    [InlineData("cart", "Session")]
    public Task The_inventory_says_by_what(string name, string ground) => new AnalyzerTest<InventoryAnalyzer>
    {
        Config = "dotnet_diagnostic.CNS9000.severity = suggestion",
        Sources = { Code("", $"response.Cookies.{{|CNS9000:Append(\"{name}\", \"x\")|}};") },
        AdditionalFiles = { ("consent-register.csv", $"kind,name,purpose,provider\ncookie,{name},{ground},first party") },
    }.Expect("CNS9000", message: $"cookie '{name}': exempt, register", properties: [("by", "register"), ("ground", ground), ("status", "exempt"), ("provider", "first party"), ("purpose", "")]).RunAsync();

    [Theory]
    [InlineData("[ConsentExempt(\"Cart\", \"shop_1\")]", "{|CNS1001:Append($\"shop_{id}\", \"x\")|}")]
    [InlineData("[ConsentExempt(\"Cart\", \"shop_*\")]", "Append($\"shop_{id}\", \"x\")")]
    [InlineData("[ConsentExempt(\"Session\", \"_GRECAPTCHA\")]", "Append(\"_GRECAPTCHA\", \"x\")")] // Disputed: the team's word counts.
    [InlineData("[ConsentExempt(\"Session\", \"_pk_*\")] [ConsentExempt(\"Audience\", \"_pk_*\")]", "Append(\"_pk_id.1\", \"x\")")]
    public Task Attributes(string attribute, string write) => new AnalyzerTest<CookieWithoutConsentAnalyzer> { Sources = { Code(attribute, $"response.Cookies.{write};") } }.RunAsync();

    [Fact]
    public Task Local_functions_and_lambdas_carry_attributes() => new AnalyzerTest<CookieWithoutConsentAnalyzer>
    {
        Sources = { Code("", "Local(); [ConsentExempt(\"Cart\")] void Local() => response.Cookies.Append(\"promo\", \"x\"); Action a = [ConsentExempt(\"Cart\")] () => response.Cookies.Append(\"promo\", \"x\"); a(); response.Cookies.{|CNS1001:Append(\"promo\", \"x\")|};") },
    }.RunAsync();

    private static Task Run(string register, string statement) => new AnalyzerTest<CookieWithoutConsentAnalyzer>
    {
        Sources = { Code("", statement) },
        AdditionalFiles = { ("consent-register.csv", register) },
    }.RunAsync();

    private static string Code(string attribute, string statement) => $$"""
        [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
        class ConsentExemptAttribute : Attribute { public ConsentExemptAttribute(object ground, params string[] names) { } public string? Justification { get; set; } }
        class C
        {
            {{attribute}}
            void M(HttpResponse response, string id, bool analyticsConsent, bool advertisingConsent) { {{statement}} }
        }
        """;
}
