using ConsentAnalyzers.Rules.Diagnostics;

namespace ConsentAnalyzers.Tests.Rules.Diagnostics;

public sealed class ConfigurationAnalyzerRegisterTests
{
    private const string Header = "kind,name,provider,purpose,lifetime,description,policy,source,reviewed\n";

    [Theory]
    [InlineData("cookie,cart,first party,Cart,30 days,The basket,,code,2026-01-31 Ada")]
    [InlineData("cookie,cart,,,,,,,")]
    [InlineData("COOKIE,cart,,SESSION,Session,,,CODE,")]
    [InlineData("cookie,a,,\"Analytics, Advertising\",,,,,")]
    [InlineData("cookie,a,,Ground.Session,,,,,")]
    [InlineData("cookie,a,,Cart,,,,,\ncookie,a,,Cart,,,,,")]
    [InlineData("cookie,a,,Cart,,,,,,,,")]
    [InlineData(",,,,,,,,\n\n")]
    [InlineData("cookie,a,,Cart,,\"two\nlines\",,,")]
    public Task Silent_rows(string rows) => Run(Header + rows);

    [Theory]
    [InlineData("{|CNS9001:cokie|},a,,Cart,,,,,")]
    [InlineData("{|CNS9001:,a,,Cart,,,,,|}")]
    [InlineData("cookie,a,,{|CNS9001:Decoration|},,,,,")]
    [InlineData("cookie,a,,{|CNS9001:Analytics|Decoration|},,,,,")]
    [InlineData("cookie,a,,{|CNS9001:Session|Analytics|},,,,,")]
    [InlineData("cookie,a,,Cart,{|CNS9001:13|},,,,")]
    [InlineData("cookie,a,,Cart,{|CNS9001:\"thirteen months\"|},,,,")]
    [InlineData("cookie,a,,Cart,,,,{|CNS9001:cms|},")]
    [InlineData("cookie,a,,Cart,,,,,{|CNS9001:31.01.2026 Ada|}")]
    [InlineData("cookie,a,,Cart,,,,,{|CNS9001:2026-02-30|}")]
    [InlineData("{|CNS9001:cookie,a,,Cart|}")]
    [InlineData("cookie,a,,Cart,,,,,,{|CNS9001:more|}")]
    [InlineData("cookie,a,,Cart,,{|CNS9001:\"a\"b|},,,")]
    [InlineData("{|CNS9001:cookie,a,,Cart,,{|CNS9001:\"open|}|}")]
    [InlineData("cookie,a,,Cart,,,,,\ncookie,{|CNS9001:a|},,Session,,,,,")]
    [InlineData("cookie,a,,Cart,1 day,,,,\ncookie,{|CNS9001:a|},,Cart,2 days,,,,")]
    [InlineData("tracker,a,,Cart,,,,,\ntracker,{|CNS9001:A|},,Session,,,,,\ncookie,A,,Analytics,,,,,")]
    [InlineData("cookie,a{|CNS9001:\0|},,Cart,,,,,")]
    public Task Wrong_rows(string rows) => Run(Header + rows);

    [Theory]
    [InlineData("{|CNS9001:|}")]
    [InlineData("{|CNS9001:|}\n\n")]
    [InlineData("{|CNS9001:cookie,cart,first party,Cart|}\ncookie,a,,Cart")]
    [InlineData("{|CNS9001:name,purpose|}\na,Cart")]
    [InlineData("{|CNS9001:kind,name|}\ncookie,a")]
    [InlineData("kind,name,purpose,{|CNS9001:Name|}\ncookie,a,Cart,b")]
    [InlineData("{|CNS9001:{\"kind\": 1, \"name\": 2}|}")]
    public Task Headers(string text) => Run(text);

    [Theory]
    [InlineData("kind;name;purpose\ncookie;a;Cart")]
    [InlineData("\uFEFFname,purpose,kind\ra,Cart,cookie")]
    [InlineData(" Kind , NAME,\"purpose\",,\r\ncookie,a,Cart,,")]
    public Task Silent_headers(string text) => Run(text);

    [Fact]
    public Task A_message_says_where_what_and_what_instead() => new AnalyzerTest<ConfigurationAnalyzer> { AdditionalFiles = { ("Shop/consent-register.csv", Header + "cookie,a,,{|CNS9001:Decoration|},,,,,") } }
        .Expect("CNS9001", message: "Shop/consent-register.csv, line 2, purpose = 'Decoration' cannot be used; what is used instead: no purpose; write a purpose (Analytics, Advertising, SocialMedia, Personalisation, Functional) or one ground")
        .RunAsync();

    [Fact]
    public Task A_missing_header_names_the_columns() => new AnalyzerTest<ConfigurationAnalyzer> { AdditionalFiles = { ("Shop/consent-register.csv", "{|CNS9001:a;b|}") } }
        .Expect("CNS9001", message: "Shop/consent-register.csv, line 1 = 'a;b' cannot be used; what is used instead: an empty register: the first line must name the columns, kind;name;provider;purpose;lifetime;description;policy;source;reviewed")
        .RunAsync();

    [Fact]
    public Task Two_files_that_disagree() => new AnalyzerTest<ConfigurationAnalyzer>
    {
        AdditionalFiles =
        {
            ("A/consent-register.csv", "kind,name,purpose\n{|#0:cookie,a,Cart|}"),
            ("B/consent-register.csv", "kind,name,purpose\ncookie,{|CNS9001:a|},Session"),
        },
    }.Expect("CNS9001", message: "B/consent-register.csv, line 2, name = 'a' cannot be used; what is used instead: the row in line 2 of A/consent-register.csv, which says something else of the same name", additional: [0]).RunAsync();

    [Fact]
    public Task A_file_that_is_no_register_is_not_listed_field_by_field()
    {
        var rows = string.Concat(Enumerable.Range(0, 100).Select(_ => "{|CNS9001:x|},a,,,,,,,\n"));
        return new AnalyzerTest<ConfigurationAnalyzer> { AdditionalFiles = { ("consent-register.csv", Header + rows[..^"{|CNS9001:x|},a,,,,,,,\n".Length] + "{|CNS9001:{|CNS9001:x|}|},a,,,,,,,\n" + string.Concat(Enumerable.Repeat("x,a,,,,,,,\n", 50))) } }.RunAsync();
    }

    [Fact]
    public Task Without_AspNetCore_too() => new AnalyzerTest<ConfigurationAnalyzer> { AspNetCore = false, AdditionalFiles = { ("consent-register.csv", "{|CNS9001:|}") } }.RunAsync();

    private static Task Run(string register) => new AnalyzerTest<ConfigurationAnalyzer> { AdditionalFiles = { ("consent-register.csv", register) } }.RunAsync();
}
