using ConsentAnalyzers.Tests.Verifiers;

namespace ConsentAnalyzers.Tests.Fixes.Cookies;

/// <summary>CNS1007 and CNS1008.</summary>
public sealed class ExemptionFixerTests
{
    [Theory]
    [InlineData("    [ConsentExempt(ExemptionGround.Cart, \"_ga\", Justification = \"x\")]\n", "")]
    [InlineData("    [Obsolete, ConsentExempt(ExemptionGround.Cart, \"_ga\", Justification = \"x\")]\n", "    [Obsolete]\n")]
    [InlineData("    [ConsentExempt(ExemptionGround.Cart, Justification = \"x\")]\n", "")]
    public Task Contradiction_goes_away(string attribute, string left) => FixAsync("CNS1007", "remove", Member(attribute, "\"_ga\""), Member(left, "\"_ga\""));

    [Fact]
    public Task Only_the_name_that_contradicts_goes_away() => FixAsync("CNS1007", "remove", Both("\"abc\", \"_ga\""), Both("\"abc\""));

    [Fact]
    public Task What_is_exempt_beside_stays() => Verify.NoFixAsync("CNS1007", "remove", Own + Member("    [ConsentExempt(ExemptionGround.Cart, Justification = \"x\")]\n", "\"_ga\"").Replace("    {\n", "    {\n        response.Cookies.Append(\"xyz\", \"1\");\n"));

    [Fact]
    public Task Row_gets_its_purpose() => new FixTest("CNS1007", "purpose:Analytics")
    {
        Sources = { ("Test0.cs", Member("", "\"_ga\"")) },
        AdditionalFiles = { ("consent-register.csv", "kind,name,provider,purpose,lifetime\ncookie,_ga,Google,Cart,1 year\n") },
        Fixed = { ["consent-register.csv"] = "kind,name,provider,purpose,lifetime\ncookie,_ga,Google,Analytics,1 year\n" },
        Wakes = ["CNS1002", "CNS5001", "CNS5003", "CNS5004"],
    }.RunAsync();

    [Fact]
    public Task Ground_that_does_not_exist() => Verify.FixAsync("CNS1008", "ground:Cart", OwnOfWords + Member("    [ConsentExempt(\"Basket\", \"abc\", Justification = \"x\")]\n", "\"abc\""), OwnOfWords + Member("    [ConsentExempt(\"Cart\", \"abc\", Justification = \"x\")]\n", "\"abc\""));

    [Fact]
    public Task Exemption_of_nothing() => Verify.FixAsync("CNS1008", "remove", Own + "class C\n{\n    [ConsentExempt(ExemptionGround.Cart, \"abc\", Justification = \"x\")]\n    int M(int x) => x;\n}\n", Own + "class C\n{\n    int M(int x) => x;\n}\n");

    [Fact]
    public Task A_reason_is_a_person_s() => Verify.NoFixAsync("CNS1008", "remove", Own + Member("    [ConsentExempt(ExemptionGround.Cart, \"abc\", Justification = \"\")]\n", "\"abc\""));

    private static Task FixAsync(string rule, string key, string before, string after) => Verify.FixAsync(rule, key, Own + before, Own + after);

    private const string Own = "enum ExemptionGround { Cart, Security }\n[AttributeUsage(AttributeTargets.All, AllowMultiple = true)] class ConsentExemptAttribute(ExemptionGround ground, params string[] names) : Attribute { public string? Justification { get; set; } public ExemptionGround Ground => ground; public string[] Names => names; }\n";

    private const string OwnOfWords = "[AttributeUsage(AttributeTargets.All, AllowMultiple = true)] class ConsentExemptAttribute(string ground, params string[] names) : Attribute { public string? Justification { get; set; } public string Ground => ground; public string[] Names => names; }\n";

    private static string Both(string names) => Member($"    [ConsentExempt(ExemptionGround.Cart, {names}, Justification = \"x\")]\n", "\"_ga\"").Replace("    {\n", "    {\n        response.Cookies.Append(\"abc\", \"1\");\n");

    private static string Member(string attribute, string name) => $"class C\n{{\n{attribute}    public void M(HttpResponse response)\n    {{\n        response.Cookies.Append({name}, \"1\");\n    }}\n}}\n";
}
