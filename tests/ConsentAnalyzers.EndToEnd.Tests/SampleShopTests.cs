using System.Text.RegularExpressions;

namespace ConsentAnalyzers.EndToEnd.Tests;

/// <summary>The sample shop says of each wrong place which rule finds it; the tool and a user's build must say the same, and nothing else.</summary>
public sealed partial class SampleShopTests(PackedProducts products)
{
    private const string Shop = "docs/samples/Boutique";

    private static readonly string[] BuildOutput = ["bin", "obj"];

    [Fact]
    public async Task The_audit_finds_every_wrong_place_and_nothing_else()
    {
        using var run = await ToolRun.AuditAsync(products, Repository.Root, Shop, [("COLUMNS", "210")]);

        Assert.True(run.Result.ExitCode == 1, run.Result.All);
        // Run with COLUMNS=210 and without a terminal, to write it again.
        var printed = run.Result.Output.Split('\n').Select(line => line.TrimEnd()).ToHashSet();
        Assert.All(QuotedInReadme(), line => Assert.Contains(line, printed));
        Assert.Equal(WrongPlaces(), Places(run.Findings().Select(finding => FindingPlace().Match(finding))));
    }

    [Fact]
    public async Task A_copy_elsewhere_builds_with_the_packed_package()
    {
        using var site = new Site(products, "Boutique", withDependencies: true);
        foreach (var file in SampleFiles())
        {
            var target = Path.Combine(site.Folder, Path.GetRelativePath(Path.Combine(Repository.Root, Shop), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }

        // A build prints no suggestions.
        var (result, diagnostics) = await site.BuildAsync($"-p:ConsentAnalyzersVersion={products.Version}", "-p:ConsentAnalyzersMode=AllWarnings");

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal(WrongPlaces(), Places(diagnostics.Where(d => d.Id.StartsWith("CNS", StringComparison.Ordinal)).Select(d => FindingPlace().Match($"{d.Id} {d.Path}:{d.Line}:{d.Column}"))));
    }

    [Fact]
    public void The_readme_names_every_place()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, Shop, "README.md"));
        foreach (var name in SampleFiles().SelectMany(File.ReadLines).SelectMany(line => Anchor().Matches(line)).Select(match => match.Groups["name"].Value)) Assert.Contains($"`{name}`", readme, StringComparison.Ordinal);
    }

    /// <summary>What the README shows of the audit, without the line that names the version.</summary>
    private static IEnumerable<string> QuotedInReadme()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "README.md")).SkipWhile(line => !line.EndsWith("· auditing", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line != "```").ToList();
        Assert.NotEmpty(lines);
        return lines.Where(line => line is not ("" or "[…]"));
    }

    /// <summary>"RULE file:line of the anchor", for each anchor.</summary>
    private static List<string> WrongPlaces() => [.. SampleFiles()
        .SelectMany(file => File.ReadLines(file).SelectMany((line, i) => Anchor().Matches(line).Where(m => m.Groups["kind"].Value == "WRONG").Select(m => $"{m.Groups["rule"].Value} {Relative(file)}:{i + 1}")))
        .Order(StringComparer.Ordinal)];

    // A finding belongs to the last anchor of its rule before it.
    private static List<string> Places(IEnumerable<Match> findings) => [.. findings.Select(finding =>
    {
        var (rule, file, line) = (finding.Groups["rule"].Value, finding.Groups["file"].Value, int.Parse(finding.Groups["line"].Value));
        var anchor = File.ReadLines(Path.Combine(Repository.Root, Shop, file)).Take(line).Select((text, i) => (Text: text, Line: i + 1)).LastOrDefault(l => Anchor().Match(l.Text) is { Success: true } m && m.Groups["rule"].Value == rule);
        return $"{rule} {file}:{anchor.Line}";
    }).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> SampleFiles() => Directory.EnumerateFiles(Path.Combine(Repository.Root, Shop), "*", SearchOption.AllDirectories)
        .Where(file => !Relative(file).Split('/').Any(BuildOutput.Contains) && !file.EndsWith("README.md", StringComparison.Ordinal));

    private static string Relative(string file) => Path.GetRelativePath(Path.Combine(Repository.Root, Shop), file).Replace('\\', '/');

    [GeneratedRegex(@"(?<kind>WRONG|RIGHT) (?<name>[a-z-]+): (?<rule>CNS\d{4})?")]
    private static partial Regex Anchor();

    [GeneratedRegex(@"^(?<rule>CNS\d{4}) (?<file>.+):(?<line>\d+):\d+$")]
    private static partial Regex FindingPlace();
}
