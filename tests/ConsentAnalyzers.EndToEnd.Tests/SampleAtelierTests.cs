namespace ConsentAnalyzers.EndToEnd.Tests;

/// <summary>The older sample sites, without the helper package: each wrong place is found by the tool and by a user's build, and nothing else is.</summary>
public sealed class SampleAtelierTests(PackedProducts products)
{
    private static readonly SampleSite Atelier = new("docs/samples/Atelier");

    [Fact]
    public async Task The_audit_finds_every_wrong_place_and_nothing_else()
    {
        using var run = await ToolRun.AuditAsync(products, Repository.Root, Atelier.Path);

        Assert.True(run.Result.ExitCode == 1, run.Result.All);
        Assert.Equal(Atelier.WrongPlaces, Atelier.Places(run.Findings()));
        // Each rule has one place, and the README its row.
        Assert.Equal(Atelier.WrongPlaces.Count, Atelier.WrongPlaces.Select(p => p.Split(' ')[0]).Distinct().Count());
    }

    [Theory]
    [InlineData("Workshop")]
    [InlineData("Courses")]
    [InlineData("Archive")]
    public async Task A_copy_elsewhere_builds_with_the_packed_package(string project)
    {
        using var site = new Site(products, "Atelier", withDependencies: true);
        Atelier.CopyTo(site.Folder);

        var (result, diagnostics) = await site.BuildAsync(project, $"-p:ConsentAnalyzersVersion={products.Version}", "-p:ConsentAnalyzersMode=AllWarnings");

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal(
            Atelier.WrongPlaces.Where(p => p.Contains($" {project}/", StringComparison.Ordinal)),
            Atelier.Places(diagnostics.Where(d => d.Id.StartsWith("CNS", StringComparison.Ordinal)).Select(d => $"{d.Id} {d.Path}:{d.Line}:{d.Column}")));
    }

    [Fact]
    public void The_readme_names_every_place()
    {
        var readme = File.ReadAllText(Path.Combine(Atelier.Folder, "README.md"));
        Assert.All(Atelier.Names, name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }
}
