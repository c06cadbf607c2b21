using Microsoft.CodeAnalysis;
using Xunit.Sdk;

namespace ConsentAnalyzers.Tests.Verifiers;

/// <summary>The verifier passes what is right, and, above all, fails what is wrong and says so.</summary>
public sealed class VerifierTests
{
    private const string Marked = "class C { void Bad(int x = 0) { } void M() { {|TOY001:Bad()|}; } }";
    private const string Unmarked = "class C { void Bad(int x = 0) { } void M() { Bad(); } }";

    [Fact]
    public Task Nothing_expected_nothing_reported() => Verify.AnalyzerAsync<CallToy>("class C { void Good() => Good(); }");

    [Fact]
    public Task Marks_with_and_without_an_id_nested_and_empty() => new AnalyzerTest<CallToy>
    {
        Sources =
        {
            "class C { int Bad(int x) => x; int M() => [|Bad({|TOY001:Bad(1)|})|]; }",
            ("Folder/Other.cs", Marked.Replace("class C", "class D")),
        },
    }.RunAsync();

    [Fact]
    public Task Two_rules_on_one_span() => new AnalyzerTest<TagToy>
    {
        AdditionalFiles = { ("wwwroot/index.html", "<p>\r\n  {|TOY003:{|TOY002:<toy a>|}|} text {|TOY002:{|TOY003:<toy>|}|}\r\n</p>") },
        Config = "dotnet_diagnostic.TOY003.severity = error",
    }.RunAsync();

    [Fact]
    public Task A_rule_that_is_off_by_default_stays_off() => new AnalyzerTest<TagToy> { AdditionalFiles = { ("a.html", "{|TOY002:<toy>|}") } }.RunAsync();

    [Fact]
    public Task Views_and_pages_and_components() => new AnalyzerTest(new CallToy(), new TagToy())
    {
        Sources = { ("Toy.cs", "public static class Toy { public static string Bad(int x) => \"\"; }") },
        Views =
        {
            ("Views/_ViewImports.cshtml", "@using System.Text\n@addTagHelper *, Microsoft.AspNetCore.Mvc.TagHelpers\n"),
            ("Views/Home/Index.cshtml", "@model string\r\n<h1>\u00e9 @Toy.{|TOY001:Bad(1)|}</h1>\r\n@if (Model is null)\r\n{\r\n    {|TOY002:<toy>|}</toy>\r\n    var x = Toy.{|TOY001:Bad(2)|}; <a asp-action=\"Index\">@x</a>\r\n}\r\n@section Foot { @Toy.{|TOY001:Bad(3)|} }"),
            ("Pages/About.cshtml", "@page\n@{\n    Layout = Toy.{|TOY001:Bad(4)|};\n}\n@functions { string F() => Toy.{|TOY001:Bad(5)|}; }\n"),
            ("Components/_Imports.razor", "@using Microsoft.AspNetCore.Components.Web\n"),
            ("Components/Shelf.razor", "<div>{|TOY002:<toy class=\"@Toy.{|TOY001:Bad(6)|}\" @onclick=\"F\">|}</toy></div>\n@code {\n    void F() => Toy.{|TOY001:Bad(7)|};\n}\n"),
        },
    }.RunAsync();

    [Fact]
    public Task A_view_that_no_generator_knows() => new AnalyzerTest<TagToy> { AdditionalFiles = { ("Views/Old.cshtml", "@if (x) { {|TOY002:<toy>|} }"), ("Views/Unreadable.cshtml", null) } }.RunAsync();

    [Fact]
    public Task A_view_typed_since_the_generator_ran() => new AnalyzerTest(new CallToy(), new TagToy())
    {
        Sources = { "public static class Toy { public static string Bad() => \"\"; }" },
        Views = { ("A.razor", "@Toy.{|TOY001:Bad()|} {|TOY002:<toy>|} @Toy.Bad()") },
        StaleViews = { ("A.razor", "@Toy.Bad()") },
    }.RunAsync();

    [Fact]
    public void Says_why_there_is_no_Razor_generator()
    {
        Assert.Equal((null, true), (SdkRazor.Load(null).Generator, SdkRazor.Load(null).Reason.StartsWith("no .NET ")));
        var (generator, reason) = SdkRazor.Load(AppContext.BaseDirectory);
        Assert.Null(generator);
        Assert.EndsWith("Microsoft.CodeAnalysis.Razor.Compiler.dll does not exist", reason);
    }

    [Fact]
    public Task Keys_for_the_project_and_by_section() => new AnalyzerTest<TagToy>
    {
        AdditionalFiles = { ("a.html", "{|TOY002:<toy>|}"), ("b.htm", "{|TOY003:{|TOY002:<toy>|}|}"), ("c.cshtml", "{|TOY002:<toy>|}") },
        Config = """
            toys = allowed
            dotnet_diagnostic.TOY003.severity = warning
            [*.htm]
            toys = forbidden
            [*.{html,cshtml}]
            toys = allowed
            """,
    }.RunAsync();

    [Fact]
    public async Task Severities_come_from_the_configuration_as_under_the_compiler()
    {
        await new AnalyzerTest<CallToy> { Sources = { Marked }, Config = "[*.cs]\ndotnet_diagnostic.TOY001.severity = error" }.Expect("TOY001", severity: DiagnosticSeverity.Error).RunAsync();
        await new AnalyzerTest<CallToy> { Sources = { Unmarked }, Config = "[*.cs]\ndotnet_diagnostic.TOY001.severity = none" }.RunAsync();

        // A section reaches sources and not what is generated from views; a key for the whole project reaches both.
        var (toy, view) = (("Toy.cs", "public static class Toy { public static string Bad() => \"\"; }"), ("A.razor", "@Toy.{|TOY001:Bad()|}"));
        await new AnalyzerTest<CallToy> { Sources = { toy }, Views = { view }, Config = "[*]\ndotnet_diagnostic.TOY001.severity = error" }.Expect("TOY001", severity: DiagnosticSeverity.Warning).RunAsync();
        await new AnalyzerTest<CallToy> { Sources = { toy }, Views = { view }, Config = "dotnet_diagnostic.TOY001.severity = suggestion" }.Expect("TOY001", severity: DiagnosticSeverity.Info).RunAsync();
    }

    [Fact]
    public Task Message_properties_and_further_places() => new AnalyzerTest<CallToy>
    {
        Sources = { "class C { int Bad(int x, int y) => x; int M() => {|#0:Bad({|#1:10|}, {|#2:20|})|} + {|TOY001:Bad(1, 2)|}; }" },
    }.Expect("TOY001", at: 0, message: "Call of 'Bad' with 2 arguments", properties: [("count", "2"), ("vendor", null)], additional: [1, 2]).RunAsync();

    [Fact]
    public async Task What_the_project_is()
    {
        await new AnalyzerTest<ProjectToy> { Sources = { "class C;" } }.Expect("TOY004", message: "HttpContext, DynamicallyLinkedLibrary, no property").RunAsync();
        await new AnalyzerTest<ProjectToy> { Sources = { "WebApplication.Create().Run();" }, BuildProperties = { ["Toys"] = "many" } }.Expect("TOY004", message: "HttpContext, ConsoleApplication, many").RunAsync();
        await new AnalyzerTest<ProjectToy> { Sources = { "class C { static void Main() { } }" }, AspNetCore = false, OutputKind = OutputKind.WindowsApplication }.Expect("TOY004", message: "no HttpContext, WindowsApplication, no property").RunAsync();
    }

    [Fact]
    public Task Libraries_without_their_source() => new AnalyzerTest<CallToy>
    {
        References = { TestReferences.Library("Toys", "public class Toy { public void Bad() { } }") },
        Sources = { "class C { void M(Toy toy) => toy.{|TOY001:Bad()|}; }" },
    }.RunAsync();

    [Fact]
    public async Task Half_typed_code()
    {
        await Verify.AnalyzerAsync<CallToy>("class C { void Bad() { } void M() { [|Bad()|] {|CS1002:}|} }");
        await new AnalyzerTest<CallToy> { Sources = { "class C { void M() { {|TOY001:Bad()|} }" }, CompilerErrorsAllowed = true }.RunAsync();
        await new AnalyzerTest<TagToy> { Views = { ("A.razor", "@if (true) { {|TOY002:<toy>|}") }, CompilerErrorsAllowed = true }.RunAsync();
    }

    [Fact]
    public Task A_text_taken_as_it_is() => new AnalyzerTest<TagToy> { AdditionalFiles = { ("a.html", "[|{|<to>", MarkupOptions.None) } }.RunAsync();

    [Fact]
    public Task Pragmas_of_the_test_itself() => new AnalyzerTest<CallToy>
    {
        Sources = { "class C { void Bad() { }\n#pragma warning disable TOY001\nvoid M() => Bad();\n#pragma warning restore\nvoid N() => [|Bad()|]; }" },
        SkipPragmaCheck = true,
    }.RunAsync();

    [Fact]
    public Task Fails_when_a_diagnostic_is_missing() => new AnalyzerTest<CallToy> { Sources = { "class C { void M() { {|TOY001:M()|}; } }" } }
        .FailsAsync("1 expected, 0 reported", "Expected, not reported:\n  Test0.cs(1,22,1,25): Warning TOY001", "marked as reported:\nclass C { void M() { M(); } }");

    [Fact]
    public Task Fails_on_one_diagnostic_too_many() => new AnalyzerTest<CallToy> { Sources = { Unmarked } }
        .FailsAsync("0 expected, 1 reported", "Reported, not expected:\n  Test0.cs(1,46,1,51): Warning TOY001: Call of 'Bad' with 0 arguments", "void M() { {|TOY001:Bad()|}; }");

    [Fact]
    public Task Fails_when_one_is_expected_twice() => new AnalyzerTest<CallToy> { Sources = { Marked.Replace("{|TOY001:Bad()|}", "{|TOY001:[|Bad()|]|}") } }.FailsAsync("2 expected, 1 reported");

    [Fact]
    public Task Fails_one_column_away() => new AnalyzerTest<CallToy> { Sources = { Marked.Replace("Bad()|};", "Bad();|}") } }
        .FailsAsync("Expected, not reported:\n  Test0.cs(1,46,1,52)", "Reported, not expected:\n  Test0.cs(1,46,1,51)");

    [Fact]
    public Task Fails_on_another_id() => new AnalyzerTest(new CallToy(), new TagToy()) { Sources = { Marked.Replace("TOY001", "TOY002") } }
        .FailsAsync("Info TOY002", "Warning TOY001");

    [Fact]
    public async Task Fails_on_an_id_that_no_rule_has()
    {
        await new AnalyzerTest<CallToy> { Sources = { Marked.Replace("TOY001", "TOY009") } }.FailsAsync("Expected, not reported:\n  Test0.cs(1,46,1,51): TOY009");
        await new AnalyzerTest<CallToy> { Sources = { Marked.Replace("TOY001", "TOY009") }, CompilerErrorsAllowed = true }.FailsAsync("No analyzer here has these rules", "TOY009");
    }

    [Fact]
    public Task Fails_on_another_severity() => new AnalyzerTest<CallToy> { Sources = { Marked } }.Expect("TOY001", severity: DiagnosticSeverity.Error)
        .FailsAsync("severity Error expected, was Warning");

    [Fact]
    public Task Fails_on_another_message() => new AnalyzerTest<CallToy> { Sources = { Marked } }.Expect("TOY001", message: "Call of 'Good'")
        .FailsAsync("expected: Call of 'Good'\n", "was:      Call of 'Bad' with 0 arguments");

    [Fact]
    public Task Fails_on_other_properties() => new AnalyzerTest<CallToy> { Sources = { Marked } }.Expect("TOY001", properties: [("count", "1"), ("vendor", "Toys Inc.")])
        .FailsAsync("property count = 1 expected, was 0", "property vendor = Toys Inc. expected, was (none)");

    [Fact]
    public Task Fails_on_other_further_places() => new AnalyzerTest<CallToy> { Sources = { "class C { int Bad(int x) => x; int M() => {|#0:[|Bad({|#1:10|})|]|}; }" } }.Expect("TOY001", at: 0, additional: [0])
        .FailsAsync("additional locations Test0.cs(1,43,1,50) expected, were Test0.cs(1,47,1,49)");

    [Fact]
    public Task Fails_when_it_is_not_clear_which_is_meant() => new AnalyzerTest<CallToy> { Sources = { Marked, Marked.Replace("class C", "class D") } }.Expect("TOY001", message: "?").FailsAsync("may mean 2 places");

    [Fact]
    public Task Fails_when_a_numbered_place_is_not_marked() => new AnalyzerTest<CallToy> { Sources = { Marked } }.Expect("TOY001", at: 3).FailsAsync("{|#3:…|} is marked 0 times");

    [Fact]
    public Task Fails_when_a_diagnostic_without_a_place_is_missing() => new AnalyzerTest<CallToy> { Sources = { "class C;" } }.Expect("TOY001").FailsAsync("no location: Warning TOY001");

    [Fact]
    public async Task Fails_when_the_input_does_not_compile()
    {
        await new AnalyzerTest<CallToy> { Sources = { "class C { Missing x; }" } }.FailsAsync("The compiler: 0 expected, 1 reported", "Test0.cs(1,11,1,18): Error CS0246", "{|CS0246:Missing|}");
        await new AnalyzerTest<CallToy> { Views = { ("Views/A.cshtml", "<p>\n@Missing.Thing\n</p>") } }.FailsAsync("Views/A.cshtml(2,2,2,9): Error CS0103");
        await new AnalyzerTest<CallToy> { Views = { ("Views/A.cshtml", "<p>\n@{ \n</p>") } }.FailsAsync("Error RZ");
        await new AnalyzerTest<CallToy> { Sources = { "class C { Microsoft.AspNetCore.Http.HttpContext? c; }" }, AspNetCore = false }.FailsAsync("CS0234");
        await Assert.ThrowsAnyAsync<XunitException>(() => Task.FromResult(TestReferences.Library("Broken", "class")));
    }

    [Fact]
    public Task Fails_when_an_expected_compiler_error_is_missing() => new AnalyzerTest<CallToy> { Sources = { "class C { {|CS0246:C|}? x; }" } }.FailsAsync("The compiler: 1 expected, 0 reported");

    [Fact]
    public Task Fails_when_an_analyzer_throws() => new AnalyzerTest(new CallToy(Fault.Throws)) { Sources = { Unmarked } }
        .FailsAsync("An analyzer threw", "InvalidOperationException: the toy broke", "at ConsentAnalyzers.Tests.Verifiers.CallToy.Analyze");

    [Fact]
    public Task Fails_when_the_result_depends_on_the_order() => new AnalyzerTest(new CallToy(Fault.ReportsTheFirstFileOnly)) { Sources = { Marked, Unmarked.Replace("class C", "class D") } }
        .FailsAsync("The result depends on the order", "Concurrently:\n  Test0.cs", "reverse order:\n  Test1.cs");

    [Fact]
    public Task Fails_when_a_pragma_does_not_silence() => new AnalyzerTest(new CallToy(Fault.IgnoresPragmas)) { Sources = { Marked } }.FailsAsync("Still reported under #pragma warning disable TOY001", "TOY001: Call of 'Bad'");

    [Fact]
    public Task Fails_when_generated_code_is_reported() => new AnalyzerTest(new CallToy(Fault.ReportsInGeneratedCode)) { Sources = { Marked } }.FailsAsync("Still reported under // <auto-generated/>", "TOY001: Call of 'Bad'");

    [Fact]
    public Task Fails_when_a_message_does_not_format() => new AnalyzerTest(new CallToy(Fault.ForgetsMessageArguments)) { Sources = { Marked } }.FailsAsync("The message of TOY001 does not format", "Call of '{0}'");

    [Fact]
    public Task Fails_when_a_message_does_not_format_in_French() => new AnalyzerTest(new CallToy(Fault.DoesNotSpeakFrench)) { Sources = { Marked } }.FailsAsync("The message of TOY001 does not format (French): Appel de '{0}'");

    [Fact]
    public Task Fails_when_a_further_place_is_nowhere() => new AnalyzerTest(new CallToy(Fault.LosesAFurtherPlace)) { Sources = { Marked } }.FailsAsync("additional location 1: 'elsewhere.cs' is no file of the test");

    [Fact]
    public Task Fails_when_a_view_is_a_line_off() => new AnalyzerTest(new TagToy(Fault.LosesALine)) { Views = { ("Views/A.cshtml", "<p></p>\n{|TOY002:<toy>|}") } }
        .FailsAsync("text span [8..13) is not its line span (1,1,1,6)");

    [Fact]
    public Task Fails_when_a_mark_in_a_view_is_a_line_off() => new AnalyzerTest<TagToy> { Views = { ("Views/A.cshtml", "{|TOY002:<br />|}\n<toy>") } }
        .FailsAsync("Expected, not reported:\n  Views/A.cshtml(1,1,1,7)", "Reported, not expected:\n  Views/A.cshtml(2,1,2,6)");

    [Fact]
    public Task Fails_when_a_file_is_not_there() => new AnalyzerTest(new TagToy(Fault.NamesAFileThatIsNotThere)) { AdditionalFiles = { ("a.html", "<toy>") } }.FailsAsync("'elsewhere.html' is no file of the test");

    [Theory]
    [InlineData("class C { {|TOY001:int x; }", "'|}' is missing")]
    [InlineData("class C { int x|}; }", "'|}' closes nothing")]
    [InlineData("class C { [|int x|}; }", "'|}' closes nothing")]
    [InlineData("class C { {|int x|}; }", "without an id")]
    public async Task Fails_on_wrong_marks(string source, string reason)
    {
        var failure = await Assert.ThrowsAnyAsync<XunitException>(() => Verify.AnalyzerAsync<CallToy>("\n" + source));
        Assert.Contains("Markup error in Test0.cs, line 2: ", failure.Message);
        Assert.Contains(reason, failure.Message);
    }

    [Fact]
    public Task Fails_on_a_mark_without_id_when_there_are_two_rules() => new AnalyzerTest<TagToy> { AdditionalFiles = { ("a.html", "[|<toy>|]") } }.FailsAsync("wants an analyzer with one rule, and there are 2");

    [Fact]
    public Task Fails_on_two_inputs_with_one_path() => new AnalyzerTest<CallToy> { Sources = { ("A.cs", ""), ("A.cs", "") } }.FailsAsync("Two inputs have the path");

    [Fact]
    public Task Fails_on_a_configuration_that_cannot_be_read() => new AnalyzerTest<CallToy> { Sources = { "class C;" }, Config = "[*.cs]\ndotnet_diagnostic.TOY001.severity = loud" }.FailsAsync("The configuration is wrong", "loud");
}

internal static class FailingTest
{
    /// <summary>Passes when the test fails and its report holds every one of <paramref name="parts"/>.</summary>
    public static async Task FailsAsync(this AnalyzerTest test, params string[] parts)
    {
        var failure = await Assert.ThrowsAnyAsync<XunitException>(test.RunAsync);
        foreach (var part in parts) Assert.True(failure.Message.Contains(part), $"The report does not say: {part}\nIt says: {failure.Message}");
    }
}
