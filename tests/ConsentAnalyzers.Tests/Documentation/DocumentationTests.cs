using ConsentAnalyzers.Configuration;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests.Documentation;

/// <summary>The pages say what the code does. Where they do not, the failure prints the text that is expected.</summary>
public sealed class DocumentationTests
{
    private const string Guide = "docs/guides/configuration.md";

    private static readonly string Presets = Path.Combine(Repository.Root, "src/ConsentAnalyzers/buildTransitive/presets");

    public static TheoryData<string> RuleIds => [.. Rules.All.Select(rule => rule.Id)];

    public static TheoryData<string> Examples => [.. Blocks(Example.IsChecked)];

    public static TheoryData<string> FixedExamples => [.. Blocks(Example.IsFixed)];

    public static TheoryData<string> Configurations => [.. Blocks(block => block.Language == "ini")];

    public static TheoryData<string> Registers => [.. Blocks(block => block.Language == "csv")];

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Each_rule_has_its_page_in_both_languages(string id)
    {
        var rule = Rules.All.Single(r => r.Id == id);
        None(PageLanguage.All.SelectMany(language => Drift.OfPage(rule, language, Repository.TryRead(language.PageOf(id)))));
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void A_translated_page_shows_the_same_code(string id)
    {
        var (english, french) = (PageLanguage.English.PageOf(id), PageLanguage.French.PageOf(id));
        if (!Repository.Exists(english) || !Repository.Exists(french)) return; // The test above says so.
        None(Drift.OfTranslation(french, Repository.MarkdownFiles[english], Repository.MarkdownFiles[french]));
    }

    [Fact]
    public void Each_page_has_its_rule() =>
        None(PageLanguage.All.SelectMany(language => Drift.OfPages(language.Folder, Directory.GetFiles(Path.Combine(Repository.Root, language.Folder)), Rules.All.Select(rule => rule.Id))));

    [Fact]
    public void Help_links_lead_to_the_pages() => None(Drift.OfHelpLinks(Rules.All));

    [Fact]
    public void The_readme_lists_every_rule() => None(Drift.OfTable(Repository.Read("README.md"), Rules.All));

    [Fact]
    public void Quoted_output_has_the_messages_of_today() => None(Repository.MarkdownFiles.SelectMany(file => Drift.OfQuotedMessages(file.Key, file.Value, Rules.All)));

    [Fact]
    public void The_release_files_list_every_rule() =>
        None(Drift.OfReleases(Repository.Read("src/ConsentAnalyzers/AnalyzerReleases.Shipped.md") + "\n" + Repository.Read("src/ConsentAnalyzers/AnalyzerReleases.Unshipped.md"), Rules.All));

    [Fact]
    public void Each_preset_names_every_rule() =>
        None(Directory.GetFiles(Presets, "*.globalconfig").SelectMany(file => Drift.OfPreset(Path.GetFileName(file), File.ReadAllText(file), Rules.All)));

    [Fact]
    public void Every_relative_link_leads_somewhere() =>
        None(Repository.MarkdownFiles.SelectMany(file => Drift.OfLinks(file.Key, file.Value, Repository.MarkdownFiles, Repository.Exists)));

    [Fact]
    public void Every_key_is_documented() => None(Drift.OfKeys(Guide, Repository.MarkdownFiles[Guide], ConsentSettings.Keys));

    [Fact]
    public void No_page_names_a_key_that_does_not_exist() =>
        None(from file in Repository.MarkdownFiles
             from key in Drift.MentionedKeys(file.Value).Except(ConsentSettings.Keys)
             select $"{file.Key} mentions {key}");

    [Fact]
    public void The_inventory_lists_every_property()
    {
        var guide = Repository.Read("docs/guides/inventory.md");
        var verdict = new Verdict(ConsentStatus.Ungated, "", "", "", ConsentPurposes.None, ExemptionGround.None, "", "", "", "");
        None(verdict.ToProperties().Keys.Order(StringComparer.Ordinal).Where(key => !guide.Contains($"\n| `{key}` | ", StringComparison.Ordinal)).Select(key => $"docs/guides/inventory.md must have a row\n| `{key}` | …"));
        Assert.Contains($"\nSchema version: {Verdict.Schema}\n", guide.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mode_is_documented()
    {
        var guide = Repository.Read(Guide);
        var modes = Directory.GetFiles(Presets, "*.globalconfig").Select(Path.GetFileNameWithoutExtension).Append("Default");
        None(modes.Where(mode => !guide.Contains($"\n| `{mode}` | ", StringComparison.Ordinal)).Select(mode => $"{Guide} must have a row\n| `{mode}` | …"));
    }

    [Fact]
    public void Every_ground_is_documented()
    {
        var guide = Repository.Read("docs/guides/exemptions.md");
        None(Enum.GetNames<ExemptionGround>().Where(ground => ground != nameof(ExemptionGround.None) && !guide.Contains($"\n| `{ground}`", StringComparison.Ordinal)).Select(ground => $"docs/guides/exemptions.md must have a row\n| `{ground}` | …"));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Examples_do_what_they_say(string place)
    {
        var helper = Example.IsHelperPage(place.Split(':')[0]);
        var shared = Repository.MarkdownFiles.Where(file => Example.IsHelperPage(file.Key) == helper).SelectMany(file => file.Value.Blocks).Where(Example.IsShared)
            .Concat(Repository.MarkdownFiles[place[..place.LastIndexOf(':')]].Blocks.Where(Example.IsPagesRegister));
        None((await Example.ProblemsAsync(At(place), shared, switchedOn: Rules.All.FirstOrDefault(rule => !rule.IsEnabledByDefault && place.Contains(rule.Id, StringComparison.Ordinal))?.Id, usesHelper: helper)).Select(problem => $"{place}: {problem}"));
    }

    [Theory]
    [MemberData(nameof(FixedExamples))]
    public async Task Fixed_examples_are_what_the_fix_makes_of_the_wrong_one(string place)
    {
        var (path, block) = (place.Split(':')[0], At(place));
        var wrong = Repository.MarkdownFiles[path].Blocks.First(b => b.Language == block.Language && b.Is("wrong"));
        var shared = Repository.MarkdownFiles.Where(file => !Example.IsHelperPage(file.Key)).SelectMany(file => file.Value.Blocks).Where(Example.IsShared).Concat(Repository.MarkdownFiles[path].Blocks.Where(Example.IsPagesRegister));
        var (text, problem) = await Example.FixedAsync(wrong, Path.GetFileNameWithoutExtension(path), block.FixKey!, shared);
        Assert.True(text == block.Text, text is null ? $"{place}: {problem}" : $"{place} must show:\n{text}");
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Each_rule_with_a_fix_shows_one_or_says_when_it_is_offered(string id)
    {
        if (!FixEngine.Rules.Contains(id) || !Repository.MarkdownFiles.TryGetValue(PageLanguage.English.PageOf(id), out var page)) return;
        Assert.True(page.Blocks.Any(Example.IsFixed) || page.Text.Split("\n## How to fix\n")[^1].Split("\n## ")[0].Contains("fix", StringComparison.Ordinal), $"{id} has a fix, and its page neither shows one (```csharp fixed=key) nor speaks of it");
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task Configurations_can_be_used(string place) => None((await Example.ConfigurationProblemsAsync(At(place))).Select(problem => $"{place}: {problem}"));

    [Theory]
    [MemberData(nameof(Registers))]
    public async Task Registers_do_what_they_say(string place) => None((await Example.RegisterProblemsAsync(At(place))).Select(problem => $"{place}: {problem}"));

    [Fact]
    public void Every_block_of_CSharp_parses() =>
        None(from place in Blocks(block => block.Language == "csharp") from problem in Example.SyntaxProblems(At(place)) select $"{place}: {problem}");

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Each_rule_has_an_example_that_it_reports(string id)
    {
        // A missing library is no code.
        if (id == "CNS9002" || !Repository.MarkdownFiles.TryGetValue(PageLanguage.English.PageOf(id), out var page)) return;
        Assert.Contains(page.Blocks, block => Example.IsChecked(block) && block.Is("wrong") && Example.Expected(block.Text).Any(e => e.Id == id));
    }

    [Fact]
    public void Nothing_is_called_compliant() =>
        None(from file in Repository.MarkdownFiles
             where file.Key.StartsWith("docs/", StringComparison.Ordinal) || !file.Key.Contains('/')
             from word in new[] { "compliant", "compliance", "conforme", "RGPD-ready", "GDPR-ready" }
             where file.Value.Text.Contains(word, StringComparison.OrdinalIgnoreCase)
             select $"{file.Key} says '{word}': the analyzers find defects, they judge no site");

    private static IEnumerable<string> Blocks(Func<CodeBlock, bool> wanted) =>
        from file in Repository.MarkdownFiles
        where file.Key.StartsWith("docs/", StringComparison.Ordinal) || !file.Key.Contains('/') || Example.IsHelperPage(file.Key)
        where !file.Key.StartsWith("docs/fr/", StringComparison.Ordinal) // The same code, see above.
        from block in file.Value.Blocks
        where wanted(block)
        select $"{file.Key}:{block.Line}";

    private static CodeBlock At(string place) => place.Split(':') is [var path, var line] ? Repository.MarkdownFiles[path].Blocks.Single(b => b.Line == int.Parse(line)) : throw new ArgumentException(place);

    private static void None(IEnumerable<string> problems)
    {
        var all = problems.ToList();
        if (all.Count > 0) Assert.Fail(string.Join("\n\n", all));
    }
}
