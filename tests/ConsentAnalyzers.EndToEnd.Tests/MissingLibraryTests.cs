namespace ConsentAnalyzers.EndToEnd.Tests;

/// <summary>What other packages' users suffered for years: a library beside the analyzer is missing, or is another one.</summary>
public sealed class MissingLibraryTests(PackedProducts products)
{
    // A compiler that is told of a file which is not there stops; so the item goes with the file.
    private const string WithoutTheItem = """
        <Project>
          <Target Name="Lose" BeforeTargets="CoreCompile">
            <ItemGroup>
              <Analyzer Remove="@(Analyzer)" Condition="'%(Filename)' == 'AngleSharp' and !Exists('%(FullPath)')" />
            </ItemGroup>
          </Target>
        </Project>
        """;

    [Fact]
    public async Task A_missing_library_costs_the_markup_rules_only()
    {
        using var site = await RestoredAsync();
        site.Write("Directory.Build.targets", WithoutTheItem);
        File.Delete(Library(site));

        await OnlyMarkupIsLostAsync(site);
    }

    [Theory]
    [InlineData("0.9.9.0")]
    [InlineData("99.0.0.0")]
    public async Task Another_version_of_the_library_costs_the_markup_rules_only(string version)
    {
        using var site = await RestoredAsync();
        using var fake = new Site(products)
            .Write("AngleSharp.csproj", Site.Project($"<AssemblyVersion>{version}</AssemblyVersion>", sdk: "Microsoft.NET.Sdk", framework: "<TargetFramework>net10.0</TargetFramework>"))
            .Write("Nothing.cs", "namespace AngleSharp; public static class Nothing;");
        var (built, _) = await fake.BuildAsync();
        Assert.True(built.ExitCode == 0, built.All);
        File.Copy(Path.Combine(fake.Folder, "bin", "Debug", "net10.0", "AngleSharp.dll"), Library(site), overwrite: true);

        await OnlyMarkupIsLostAsync(site);
    }

    private async Task<Site> RestoredAsync()
    {
        var site = Site.Wrong(products, items: Site.PackageReference(products));
        var restored = await Command.DotnetAsync(site.Folder, "restore");
        Assert.True(restored.ExitCode == 0, restored.All);
        return site;
    }

    private string Library(Site site) => Path.Combine(site.PackageFolder, "consentanalyzers", products.Version, "analyzers", "dotnet", "cs", "AngleSharp.dll");

    private static async Task OnlyMarkupIsLostAsync(Site site)
    {
        var (result, diagnostics) = await site.BuildAsync("--no-restore");

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Contains(diagnostics, diagnostic => diagnostic is { Id: "CNS1002", Path: "Program.cs" });
        Assert.Contains(diagnostics, diagnostic => diagnostic is { Id: "CNS1001", Path: "Pages/Index.cshtml" });
        Assert.Contains("warning CNS9002", result.Output, StringComparison.Ordinal);
        Assert.Contains("AngleSharp", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("AD0001", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CNS2", result.Output, StringComparison.Ordinal);
    }
}
