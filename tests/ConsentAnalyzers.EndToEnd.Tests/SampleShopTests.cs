namespace ConsentAnalyzers.EndToEnd.Tests;

/// <summary>The sample shop says of each wrong place which rule finds it; the tool and a user's build must say the same, and nothing else.</summary>
public sealed class SampleShopTests(PackedProducts products)
{
    private static readonly SampleSite Shop = new("docs/samples/Boutique");

    [Fact]
    public async Task The_audit_finds_every_wrong_place_and_nothing_else()
    {
        using var run = await ToolRun.AuditAsync(products, Repository.Root, Shop.Path, [("COLUMNS", "210")]);

        Assert.True(run.Result.ExitCode == 1, run.Result.All);
        // Run with COLUMNS=210 and without a terminal, to write it again.
        var printed = run.Result.Output.Split('\n').Select(line => line.TrimEnd()).ToHashSet();
        Assert.All(QuotedInReadme(), line => Assert.Contains(line, printed));
        Assert.Equal(Shop.WrongPlaces, Shop.Places(run.Findings()));
    }

    [Fact]
    public async Task A_copy_elsewhere_builds_with_the_packed_package()
    {
        using var site = new Site(products, "Boutique", withDependencies: true);
        Shop.CopyTo(site.Folder);

        // A build prints no suggestions.
        var (result, diagnostics) = await site.BuildAsync($"-p:ConsentAnalyzersVersion={products.Version}", "-p:ConsentAnalyzersMode=AllWarnings");

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal(Shop.WrongPlaces, Shop.Places(diagnostics.Where(d => d.Id.StartsWith("CNS", StringComparison.Ordinal)).Select(d => $"{d.Id} {d.Path}:{d.Line}:{d.Column}")));
    }

    /// <remarks>That the mended shop stores nothing before the choice is a test of the browser's.</remarks>
    [Fact]
    public async Task After_the_fix_only_what_the_readme_leaves_to_a_person_breaks_a_strict_build()
    {
        using var site = new Site(products, "Boutique", withDependencies: true);
        Shop.CopyTo(site.Folder);
        (string, string)[] version = [("ConsentAnalyzersVersion", products.Version)];

        var result = await Command.RunAsync(products.Tool, site.Folder, version, "fix", ".", "--purpose", "last_product=Personalisation", "--purpose", "came_from=Analytics", "--purpose", "Google Maps=Functional");
        var (_, diagnostics) = await site.BuildAsync($"-p:ConsentAnalyzersVersion={products.Version}", "-p:ConsentAnalyzersMode=Strict");

        Assert.True(result.ExitCode == 1, result.All);
        Assert.Contains("30 findings fixed in 19 files · 5 left for you", result.Output, StringComparison.Ordinal);
        var left = LeftToAPerson();
        Assert.Equal(5, left.Count);
        Assert.Equal(left.Select(line => line.Rule).Order(StringComparer.Ordinal), diagnostics.Where(d => d.Severity == "error").Select(d => d.Id).Order(StringComparer.Ordinal));
        Assert.All(left, line => Assert.Contains($"WRONG {line.Name}: {line.Rule}", string.Concat(Shop.Files.Select(File.ReadAllText)), StringComparison.Ordinal));
        // The findings left are no errors when they are set aside.
        var rest = string.Concat(left.Select(line => $"dotnet_diagnostic.{line.Rule}.severity = suggestion\n"));
        site.Write(".globalconfig", "is_global = true\n" + rest);
        Assert.Equal(0, (await site.BuildAsync($"-p:ConsentAnalyzersVersion={products.Version}", "-p:ConsentAnalyzersMode=Strict")).Result.ExitCode);
    }

    private static List<(string Name, string Rule)> LeftToAPerson() => [.. File.ReadLines(Path.Combine(Shop.Folder, "README.md"))
        .SkipWhile(line => line != "## Mend it").TakeWhile(line => line != "## The mistake it makes").Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Split('|')).Select(cells => (cells[1].Trim(' ', '`'), cells[2].Trim()))];

    [Fact]
    public void The_readme_names_every_place()
    {
        var readme = File.ReadAllText(Path.Combine(Shop.Folder, "README.md"));
        Assert.All(Shop.Names, name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }

    /// <summary>What the README shows of the audit, without the line that names the version.</summary>
    private static IEnumerable<string> QuotedInReadme()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "README.md")).SkipWhile(line => !line.EndsWith("· auditing", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line != "```").ToList();
        Assert.NotEmpty(lines);
        return lines.Where(line => line is not ("" or "[…]"));
    }
}
