using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests.Documentation;

/// <summary>The checks of <see cref="DocumentationTests"/> pass what is right and, above all, fail what is wrong, and print what they expect.</summary>
public sealed class DocumentationTestsCanFail
{
    private static readonly DiagnosticDescriptor Rule = new("CNS7777", new InTwoLanguages("Jam", "Confiture"), "m", "Consent", DiagnosticSeverity.Warning, isEnabledByDefault: true, new InTwoLanguages("Sweet.", "Sucré."), Descriptors.PageAddress + "CNS7777.md");
    private static readonly DiagnosticDescriptor Off = new("CNS9777", "List", "m", "Consent", DiagnosticSeverity.Info, isEnabledByDefault: false, "All.", Descriptors.PageAddress + "CNS9777.md");

    private static readonly string Sections = string.Concat(PageLanguage.English.Sections.Select(section => $"\n## {section}\n\ntext\n"));

    [Fact]
    public void A_page()
    {
        var right = "# CNS7777: Jam\n\n| | |\n|---|---|\n| Id | CNS7777 |\n| Category | Consent |\n| Default severity | Warning |\n| Enabled by default | Yes |\n| Fix | None |\n| Français | [CNS7777](../fr/rules/CNS7777.md) |\n\nSweet.\n" + Sections;
        Assert.Empty(Drift.OfPage(Rule, PageLanguage.English, right));
        Assert.Empty(Drift.OfPage(Rule, PageLanguage.English, right.Replace("\n", "\r\n")));

        Assert.StartsWith("docs/rules/CNS7777.md does not exist. It begins:\n# CNS7777: Jam\n\n| | |", Drift.OfPage(Rule, PageLanguage.English, null).Single());
        Assert.StartsWith("docs/fr/rules/CNS7777.md does not exist. It begins:\n# CNS7777: Confiture\n", Drift.OfPage(Rule, PageLanguage.French, null).Single());
        foreach (var (old, wrong) in new[] { ("Jam", "Jelly"), ("| Warning", "| Error"), ("| Yes", "| No"), ("Sweet.", "Sour."), ("| Consent", "| Kitchen"), ("../fr/rules/CNS7777", "../fr/rules/CNS7778") })
        {
            Assert.StartsWith("docs/rules/CNS7777.md must begin:\n# CNS7777: Jam\n", Drift.OfPage(Rule, PageLanguage.English, right.Replace(old, wrong)).Single());
        }

        Assert.Contains("must have the sections\n  What it flags\n  Why\n", Drift.OfPage(Rule, PageLanguage.English, right.Replace("## Why", "## Wherefore")).Single());
        Assert.Contains("| Enabled by default | No |\n| Fix | None |", Drift.ExpectedHead(Off, PageLanguage.English));
        Assert.Contains("| Gravité par défaut | Avertissement |", Drift.ExpectedHead(Rule, PageLanguage.French));
    }

    [Fact]
    public void A_translation()
    {
        var english = MarkdownFile.Parse("```csharp wrong\na // CNS7777\n```\ntext\n```ini\nx = 1\n```\n");
        Assert.Empty(Drift.OfTranslation("fr.md", english, MarkdownFile.Parse("```csharp wrong\na // CNS7777\n```\ntexte\n```ini\nx = 1\n```\n")));
        Assert.Contains("block 1 must be", Drift.OfTranslation("fr.md", english, MarkdownFile.Parse("```csharp wrong\nb // CNS7777\n```\n```ini\nx = 1\n```\n")).Single());
        Assert.Contains("block 1 must be", Drift.OfTranslation("fr.md", english, MarkdownFile.Parse("```csharp right\na // CNS7777\n```\n```ini\nx = 1\n```\n")).Single());
        Assert.Contains("block 2 must be", Drift.OfTranslation("fr.md", english, MarkdownFile.Parse("```csharp wrong\na // CNS7777\n```\n")).Single());
        Assert.Contains("block 1 is not on", Drift.OfTranslation("fr.md", MarkdownFile.Parse("text"), MarkdownFile.Parse("```ini\nx = 1\n```\n")).Single());
    }

    [Fact]
    public void A_page_without_a_rule() =>
        Assert.Equal(["docs/rules/CNS7778.md describes no rule", "docs/rules/notes.md describes no rule"], Drift.OfPages("docs/rules", ["/x/CNS7777.md", "/x/CNS7778.md", "/x/notes.md"], ["CNS7777"]));

    [Fact]
    public void The_rule_table()
    {
        const string Table = "| Id | Rule | Severity |\n|---|---|---|\n| [CNS7777](docs/rules/CNS7777.md) | Jam | Warning |\n| [CNS9777](docs/rules/CNS9777.md) | List | Off |\n";
        Assert.Empty(Drift.OfTable("# T\n\n" + Table + "\ntext", [Rule, Off]));
        foreach (var wrong in new[] { "", Table.Replace("Jam", "Jelly"), Table.Replace("Off", "Suggestion"), Table.Replace("| [CNS9777](docs/rules/CNS9777.md) | List | Off |\n", ""), Table + "| [CNS9778](docs/rules/CNS9778.md) | More | Off |\n" })
        {
            Assert.Equal("README.md must hold this table:\n" + Table, Drift.OfTable(wrong, [Rule, Off]).Single());
        }
    }

    [Fact]
    public void Quoted_output()
    {
        var jam = new DiagnosticDescriptor("CNS7777", "Jam", "Jar '{0}' ({1}) is open", "Consent", DiagnosticSeverity.Warning, true);
        IEnumerable<string> Problems(string output) => Drift.OfQuotedMessages("a.md", MarkdownFile.Parse($"```\n{output}\n```\n"), [jam]);
        Assert.Empty(Problems("  1:2 warning CNS7777 Jar 'x' (y) is open\nShop.cs(1,2): warning CNS7777: Jar 'z' (y) is open"));
        Assert.Equal("a.md quotes CNS7777:\nJar 'x' is open\nand its message is now:\nJar '{0}' ({1}) is open", Problems("  1:2 warning CNS7777 Jar 'x' is open").Single());
        Assert.Equal("a.md quotes CNS7778, which is no rule", Problems("  1:2 warning CNS7778 Jar 'x' is open").Single());
    }

    [Fact]
    public void The_release_files()
    {
        ImmutableArray<DiagnosticDescriptor> rules = [Rule, Off];
        const string Right = "Rule ID | Category | Severity | Notes\nCNS7777 | Consent | Warning | Jam\nCNS9777 | Consent | Disabled | List\n";
        Assert.Empty(Drift.OfReleases(Right, rules));
        Assert.EndsWith("\nCNS9777 | Consent | Disabled | List", Drift.OfReleases(Right.Replace("Disabled", "Info"), rules).Single());
        Assert.EndsWith("\nCNS7777 | Consent | Warning | Jam", Drift.OfReleases(Right.Replace("Jam", "Jelly"), rules).Single());
        Assert.Contains("does not exist: CNS7778", Drift.OfReleases(Right + "CNS7778 | Consent | Warning | Honey", rules).Single());
    }

    [Fact]
    public void A_preset()
    {
        const string Right = "is_global = true\n\ndotnet_diagnostic.CNS7777.severity = error\n";
        Assert.Empty(Drift.OfPreset("Strict.globalconfig", Right, [Rule, Off]));
        Assert.Equal("Strict.globalconfig must hold the line:\ndotnet_diagnostic.CNS7777.severity = error", Drift.OfPreset("Strict.globalconfig", Right.Replace("CNS7777", "CNS7778"), [Rule, Off]).Single().Replace("…", "error"));
        Assert.Equal("Strict.globalconfig must not name CNS9777, which is off by default", Drift.OfPreset("Strict.globalconfig", Right + "dotnet_diagnostic.CNS9777.severity = error\n", [Rule, Off]).Single());
    }

    [Fact]
    public void A_help_link()
    {
        var elsewhere = new DiagnosticDescriptor("CNS7777", "Jam", "m", "Consent", DiagnosticSeverity.Warning, true, helpLinkUri: Descriptors.PageAddress + "CNS7778.md");
        Assert.Empty(Drift.OfHelpLinks([Rule]));
        Assert.Contains(Descriptors.PageAddress + "CNS7777.md", Drift.OfHelpLinks([elsewhere]).Single());
    }

    [Fact]
    public void Links()
    {
        var files = new Dictionary<string, MarkdownFile>
        {
            ["docs/a.md"] = MarkdownFile.Parse("# One `two` [three](b.md)!\n\n## One\n\n## One\n\n[x](guides/b.md) [y](guides/b.md#it-s-here) [z](#one-1) [w](https://example.org/a) ![i](images/x.png)\n`[not](gone.md)`\n```\n[not](gone.md)\n```\n"),
            ["docs/guides/b.md"] = MarkdownFile.Parse("### It-s here\n\n[back](../a.md#one-two-three)\n[`code`](../gone.md)\n[anchor](../a.md#nowhere)\n[up](../../../x.md)\n[folder](..)\n"),
        };
        bool Exists(string path) => files.ContainsKey(path) || path is "docs/images/x.png" or "docs" or "docs/b.md";
        Assert.Empty(Drift.OfLinks("docs/a.md", files["docs/a.md"], files, Exists));
        Assert.Equal(
            [
                "docs/guides/b.md:4: ../gone.md leads nowhere: docs/gone.md does not exist",
                "docs/guides/b.md:5: ../a.md#nowhere leads nowhere: docs/a.md has no #nowhere. It has #one-two-three, #one, #one-1",
                "docs/guides/b.md:6: ../../../x.md leads nowhere: above the root does not exist",
            ],
            Drift.OfLinks("docs/guides/b.md", files["docs/guides/b.md"], files, Exists));
    }

    [Fact]
    public void Keys()
    {
        ImmutableArray<string> keys = ["consent_analyzers.jam", "consent_analyzers.honey"];
        const string Right = "### `consent_analyzers.jam`\n\n### `consent_analyzers.honey`\n";
        Assert.Empty(Drift.OfKeys("c.md", MarkdownFile.Parse(Right), keys));
        Assert.Empty(Drift.OfKeys("c.md", MarkdownFile.Parse(Right + "```ini wrong\nconsent_analyzers.jelly = 1\n```\n"), keys));
        Assert.Equal("c.md must have the heading:\n### `consent_analyzers.honey`", Drift.OfKeys("c.md", MarkdownFile.Parse("### `consent_analyzers.jam`"), keys).Single());
        Assert.Equal(2, Drift.OfKeys("c.md", MarkdownFile.Parse(Right + "### `consent_analyzers.jelly`"), keys).Count());
        Assert.Equal("c.md mentions a key that does not exist: consent_analyzers.jelly", Drift.OfKeys("c.md", MarkdownFile.Parse(Right + "```ini\nconsent_analyzers.jelly = 1\n```\n"), keys).Single());
    }

    [Fact]
    public async Task Examples_of_CSharp()
    {
        const string Write = "class C { void M(HttpResponse response)\n{\n    response.Cookies.Append(\"_ga\", \"1\");MARK\n} }\n";
        Assert.Empty(await ProblemsAsync("csharp wrong", Write.Replace("MARK", " // CNS1002")));
        Assert.Equal(["line 3 of the block gives CNS1002, and nothing says so"], await ProblemsAsync("csharp right", Write.Replace("MARK", "")));
        Assert.Equal(["a wrong example says where: end the line with // CNS1001 or @* CNS2001 *@", "line 3 of the block gives CNS1002, and nothing says so"], await ProblemsAsync("csharp wrong", Write.Replace("MARK", "")));
        Assert.Equal(["line 3 of the block must give CNS1001", "line 3 of the block gives CNS1002, and nothing says so"], await ProblemsAsync("csharp wrong", Write.Replace("MARK", " // CNS1001")));
        Assert.Equal(["line 3 of the block must give CNS1004"], await ProblemsAsync("csharp wrong", Write.Replace("MARK", " // CNS1002 CNS1004")));
        Assert.Contains("a right example expects nothing", await ProblemsAsync("csharp right", Write.Replace("MARK", " // CNS1002")));
        Assert.StartsWith("does not compile: Example.cs", (await ProblemsAsync("csharp wrong", Write.Replace("MARK", " Gone(); // CNS1002"))).Single().Replace(TestFile.Root, ""));
        Assert.Empty(await ProblemsAsync("csharp wrong", Write.Replace("MARK", " D.Gone(); // CNS1002"), new CodeBlock(1, ["csharp", "file=D.cs"], "static class D { public static void Gone() { } }")));
    }

    [Fact]
    public async Task Examples_of_Razor()
    {
        const string Frame = "<h1>x</h1>\n<iframe src=\"https://www.youtube.com/embed/0\"></iframe>MARK\n";
        Assert.Empty(await ProblemsAsync("razor wrong", Frame.Replace("MARK", " @* CNS2004 *@")));
        Assert.Empty(await ProblemsAsync("razor wrong file=Components/Film.razor", Frame.Replace("MARK", " @* CNS2004 *@")));
        Assert.Equal(["line 2 of the block gives CNS2004, and nothing says so"], await ProblemsAsync("razor right", Frame.Replace("MARK", "")));
        Assert.Equal(["line 2 of the block must give CNS2001"], await ProblemsAsync("razor wrong", Frame.Replace("www.youtube.com", "www.example.org").Replace("MARK", " @* CNS2001 *@")));
        Assert.StartsWith("does not compile:", (await ProblemsAsync("razor right", "@Gone\n")).Single());
    }

    [Fact]
    public async Task Examples_of_the_helper()
    {
        static Task<List<string>> Problems(string info, string text) => Example.ProblemsAsync(new CodeBlock(1, info.Split(' '), text), [], usesHelper: true);
        const string Endpoint = "using ConsentAnalyzers.AspNetCore;\n\napp.MapPost(\"/\", (HttpContext context) => context.Response.Cookies.Append(\"_ga\", \"1\"))MARK;\n";
        Assert.Empty(await Problems("csharp right", Endpoint.Replace("MARK", ".RequireConsent(ConsentPurpose.Analytics)")));
        Assert.Equal(["line 3 of the block gives CNS1002, and nothing says so"], await Problems("csharp right", Endpoint.Replace("MARK", "")));
        Assert.StartsWith("does not compile:", (await Problems("csharp right", Endpoint.Replace("MARK", ".RequireConsents(ConsentPurpose.Analytics)"))).First());
        Assert.StartsWith("does not compile:", (await ProblemsAsync("csharp right", Endpoint.Replace("MARK", ".RequireConsent(ConsentPurpose.Analytics)"))).First());

        const string Film = "<consent purpose=\"Functional\"><iframe src=\"https://www.youtube.com/embed/0\"></iframe></consent>\n";
        Assert.Empty(await Problems("razor right", Film));
        Assert.Equal(["line 1 of the block gives CNS2004, and nothing says so"], await Problems("razor right", Film.Replace("consent ", "consents ").Replace("/consent", "/consents")));
        Assert.StartsWith("does not compile:", (await Problems("razor right", Film.Replace("Functional", "Films"))).First());
    }

    [Fact]
    public async Task Registers()
    {
        Task<List<string>> Problems(string info, string text) => Example.RegisterProblemsAsync(new CodeBlock(1, info.Split(' '), text));
        Assert.Empty(await Problems("csv right", "kind,name,purpose\ncookie,a,Cart\n"));
        Assert.Empty(await Problems("csv wrong", "kind,name,purpose,finding\ncookie,_ga,Cart,CNS1007\n"));
        Assert.Equal(["line 2 of the block gives CNS1007, and nothing says so"], await Problems("csv right", "kind,name,purpose\ncookie,_ga,Cart\n"));
        Assert.Equal(["line 2 of the block must give CNS1007"], await Problems("csv wrong", "kind,name,purpose,finding\ncookie,a,Cart,CNS1007\n"));
        Assert.Contains("there is no row", await Problems("csv right", "kind,name,purpose\n"));
    }

    [Fact]
    public async Task Configurations()
    {
        Task<List<string>> Problems(string info, string text) => Example.ConfigurationProblemsAsync(new CodeBlock(1, info.Split(' '), text));
        Assert.Empty(await Problems("ini", "is_global = true\n\nconsent_analyzers.profile = it\ndotnet_diagnostic.CNS1001.severity = none\n"));
        Assert.Empty(await Problems("ini wrong", "consent_analyzers.profile = xx # CNS9001\nconsent_analyzers.profile = fr\n"));
        Assert.StartsWith("'consent_analyzers.profile = xx' gives consent_analyzers.profile", (await Problems("ini", "consent_analyzers.profile = xx")).Single());
        Assert.Equal("'consent_analyzers.profile = fr # CNS9001' must give CNS9001", (await Problems("ini wrong", "consent_analyzers.profile = fr # CNS9001")).Single());
        Assert.Contains("is not marked so", (await Problems("ini", "consent_analyzers.profile = xx # CNS9001")).Single());
    }

    [Fact]
    public void CSharp_that_does_not_parse()
    {
        IEnumerable<string> Problems(string text) => Example.SyntaxProblems(new CodeBlock(1, ["csharp"], text));
        Assert.Empty(Problems("class C { }"));
        Assert.Empty(Problems("[Fact]\npublic void M() { }"));
        Assert.Empty(Problems("if (a) return;"));
        Assert.StartsWith("does not parse:", Problems("class C {").First());
    }

    private static Task<List<string>> ProblemsAsync(string info, string text, params CodeBlock[] shared) => Example.ProblemsAsync(new CodeBlock(1, info.Split(' '), text), shared);

    private sealed class InTwoLanguages(string english, string french) : LocalizableString
    {
        protected override string GetText(IFormatProvider? formatProvider) => formatProvider is CultureInfo { TwoLetterISOLanguageName: "fr" } ? french : english;

        protected override int GetHash() => english.GetHashCode();

        protected override bool AreEqual(object? other) => ReferenceEquals(this, other);
    }
}
