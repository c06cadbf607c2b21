using ConsentAnalyzers.Rules.Diagnostics;

namespace ConsentAnalyzers.Tests.Rules.Diagnostics;

public sealed class ContractWordsAnalyzerTests
{
    private const string Attributes = """
        using System;
        [Flags] enum Purpose { None, Analytics, Advertising = 2, Statistics = 4 }
        class RequiresConsentAttribute(params object[] purposes) : Attribute { public object[] P => purposes; public string? PurposeName { get; set; } public string? Note { get; set; } }
        class ConsentGuardAttribute(params string[] purposes) : Attribute { public string[] P => purposes; }
        class OtherAttribute(string text) : Attribute { public string T => text; }
        static class Names { public const string Wrong = "statistics"; public const string Right = "Analytics"; }

        """;

    [Theory]
    [InlineData("[RequiresConsent({|CNS9001:\"Nonsense\"|})] void M() { }")]
    [InlineData("[RequiresConsentAttribute({|CNS9001:\"Analytics, Nonsense\"|})] void M() { }")]
    [InlineData("[RequiresConsent({|CNS9001:Purpose.Statistics|})] void M() { }")]
    [InlineData("[RequiresConsent(Purpose.Analytics | {|CNS9001:Purpose.Statistics|})] void M() { }")]
    [InlineData("[RequiresConsent(Purpose.Analytics, {|CNS9001:Purpose.None|})] void M() { }")]
    [InlineData("[RequiresConsent({|CNS9001:Names.Wrong|})] void M() { }")]
    [InlineData("[RequiresConsent(PurposeName = {|CNS9001:\"what\"|})] void M() { }")]
    [InlineData("[RequiresConsent(new object[] { \"Analytics\", {|CNS9001:\"x\"|} })] void M() { }")]
    [InlineData("[RequiresConsent([\"Analytics\", {|CNS9001:\"x\"|}])] void M() { }")]
    [InlineData("[RequiresConsent({|CNS9001:\"x\"|})] class D { }")]
    [InlineData("[RequiresConsent({|CNS9001:\"x\"|})] int P { get; set; }")]
    [InlineData("[ConsentGuard({|CNS9001:\"x\"|})] bool F() => true;")]
    [InlineData("void M([ConsentGuard({|CNS9001:\"x\"|})] bool ready) { }")]
    [InlineData("Action A() => [RequiresConsent({|CNS9001:\"x\"|})] () => { };")]
    public Task Reports(string member) => Verify.AnalyzerAsync<ContractWordsAnalyzer>(Attributes + $"class C {{ {member} }}");

    [Theory]
    [InlineData("[RequiresConsent] void M() { }")]
    [InlineData("[RequiresConsent(\"analytics\", \"Purpose.Advertising\")] void M() { }")]
    [InlineData("[RequiresConsent(Purpose.Analytics | Purpose.Advertising)] void M() { }")]
    [InlineData("[RequiresConsent(nameof(Purpose.Analytics), Names.Right, \"SocialMedia|Functional\")] void M() { }")]
    [InlineData("[RequiresConsent(\"Personalization\", Note = \"whatever\")] void M() { }")]
    [InlineData("[Other(\"Nonsense\")] void M() { }")]
    [InlineData("[ConsentGuard(\"\")] bool F() => true;")]
    public Task IsSilent(string member) => Verify.AnalyzerAsync<ContractWordsAnalyzer>(Attributes + $"class C {{ {member} }}");

    [Fact]
    public Task Message_says_what_is_used() => new AnalyzerTest<ContractWordsAnalyzer> { Sources = { Attributes + "class C { [RequiresConsent({|CNS9001:\"Nonsense\"|})] void M() { } }" } }
        .Expect("CNS9001", message: "RequiresConsent = 'Nonsense' cannot be used; what is used instead: no purpose")
        .RunAsync();

    [Fact]
    public Task A_component_is_looked_at() => new AnalyzerTest<ContractWordsAnalyzer>
    {
        Sources = { Attributes },
        Views = { ("A.razor", "@attribute [RequiresConsent({|CNS9001:\"Nonsense\"|})]\n<p>hello</p>") },
    }.RunAsync();

    [Theory]
    [InlineData("class C { [RequiresConsent(] void M() { } }")]
    [InlineData("class C { [RequiresConsent(Nothing.Known, 3, null)] void M() { } }")]
    public Task Half_typed_code_is_no_crash(string source) => new AnalyzerTest<ContractWordsAnalyzer> { Sources = { source }, CompilerErrorsAllowed = true, SkipPragmaCheck = true }
        .RunAsync();
}
