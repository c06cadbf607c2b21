namespace ConsentAnalyzers.Browser.Tests;

/// <summary>A copy of the sample shop, mended by <c>consent fix</c> with the answers that only its team could give.</summary>
public sealed class FixedShop : Shop
{
    private readonly DirectoryInfo _sources = Directory.CreateTempSubdirectory("boutique-fixed");

    /// <summary>What a machine can mend is all that is wrong with these pages: the README of the shop names the others.</summary>
    public static readonly string[] Pages = ["/", "/product/jug", "/product/bowl?fbclid=1&gclid=2&utm_source=letter", "/cart/thanks", "/visit", "/letter/7", .. RightPages];

    /// <summary>Outside of the repository the shop would take the package.</summary>
    protected override string[] Properties => [$"-p:ConsentAnalyzersSource={Path.Combine(Repository.Root, "src", "ConsentAnalyzers")}/"];

    protected override async Task<string> SourcesAsync()
    {
        foreach (var file in Directory.EnumerateFiles(Sample, "*", SearchOption.AllDirectories).Where(file => !Path.GetRelativePath(Sample, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")))
        {
            var copy = Path.Combine(_sources.FullName, Path.GetRelativePath(Sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await File.WriteAllLinesAsync(Path.Combine(_sources.FullName, "Directory.Build.rsp"), Properties);
        var output = await DotnetAsync(1, "run", "--project", Path.Combine(Repository.Root, "src", "ConsentAnalyzers.Tool"), "--no-build", "--", "fix", _sources.FullName, "--purpose", "last_product=Personalisation", "--purpose", "came_from=Analytics", "--purpose", "Google Maps=Functional");
        Assert.Contains("30 findings fixed in 19 files · 5 left for you", output, StringComparison.Ordinal);
        return _sources.FullName;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _sources.Delete(recursive: true);
    }
}
