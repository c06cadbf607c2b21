using System.IO.Compression;
using System.Xml.Linq;

namespace ConsentAnalyzers.EndToEnd.Tests;

public sealed class PackageTests(PackedProducts products)
{
    [Fact]
    public void The_analyzers_package_holds_exactly_what_a_compiler_needs()
    {
        Assert.Equal(
            [
                "README.md",
                "THIRD-PARTY-NOTICES.md",
                "analyzers/dotnet/cs/AngleSharp.dll",
                "analyzers/dotnet/cs/ConsentAnalyzers.CodeFixes.dll",
                "analyzers/dotnet/cs/ConsentAnalyzers.dll",
                "analyzers/dotnet/cs/System.Text.Encoding.CodePages.dll",
                "analyzers/dotnet/cs/fr/ConsentAnalyzers.resources.dll",
                "buildTransitive/ConsentAnalyzers.props",
                "buildTransitive/ConsentAnalyzers.targets",
                "buildTransitive/presets/Advisory.globalconfig",
                "buildTransitive/presets/AllWarnings.globalconfig",
                "buildTransitive/presets/None.globalconfig",
                "buildTransitive/presets/Strict.globalconfig",
                "icon.png",
            ],
            Entries("ConsentAnalyzers"));

        var metadata = Metadata("ConsentAnalyzers");
        Assert.Equal("true", Value(metadata, "developmentDependency"));
        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.Equal("icon.png", Value(metadata, "icon"));
        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.Null(Value(metadata, "dependencies"));
    }

    [Fact]
    public void The_tool_package_brings_the_analyzers_and_what_it_injects()
    {
        var entries = Entries("ConsentAnalyzers.Tool");

        // The code fixes are the editors': the compiler loads the analyzers alone.
        foreach (var file in Entries("ConsentAnalyzers").Where(entry => entry.StartsWith("analyzers/", StringComparison.Ordinal) && !entry.EndsWith("CodeFixes.dll", StringComparison.Ordinal)))
            Assert.Contains(file.Replace("analyzers/dotnet/cs/", "tools/net10.0/any/analyzers/"), entries);
        foreach (var file in Entries("ConsentAnalyzers").Where(entry => entry.StartsWith("buildTransitive/", StringComparison.Ordinal)))
            Assert.Contains("tools/net10.0/any/analyzers/" + file, entries);
        Assert.Equal(5, entries.Count(entry => entry.StartsWith("tools/net10.0/any/injected/", StringComparison.Ordinal)));
        Assert.Contains("icon.png", entries);
        Assert.Contains("README.md", entries);
        Assert.Contains("THIRD-PARTY-NOTICES.md", entries);
        Assert.Equal("DotnetTool", Metadata("ConsentAnalyzers.Tool").Descendants().Single(element => element.Name.LocalName == "packageType").Attribute("name")!.Value);
    }

    [Theory]
    [InlineData("ConsentAnalyzers.AspNetCore", "ConsentAnalyzers", "ConsentAnalyzers.AspNetCore.Components", "Microsoft.Data.Sqlite")]
    [InlineData("ConsentAnalyzers.AspNetCore.Components", "Microsoft.AspNetCore.Components.Web")]
    public void A_helper_package_holds_its_documented_assembly_and_depends_on_nothing_else(string id, params string[] dependencies)
    {
        string[] frameworks = ["net10.0", "net8.0"];

        Assert.Equal(["README.md", "THIRD-PARTY-NOTICES.md", "icon.png", .. frameworks.SelectMany(framework => new[] { $"lib/{framework}/{id}.dll", $"lib/{framework}/{id}.xml" })], Entries(id));
        foreach (var framework in frameworks)
        {
            var group = Metadata(id).Descendants().Single(element => element.Name.LocalName == "group" && element.Parent!.Name.LocalName == "dependencies" && element.Attribute("targetFramework")!.Value == framework);
            Assert.Equal(dependencies, group.Elements().Select(element => element.Attribute("id")!.Value).Order(StringComparer.Ordinal));
        }
    }

    private List<string> Entries(string id)
    {
        using var package = ZipFile.OpenRead(products.Package(id));
        return [.. package.Entries.Select(entry => entry.FullName).Where(name => !name.EndsWith(".nuspec", StringComparison.Ordinal) && !IsFormat(name)).Order(StringComparer.Ordinal)];
    }

    // The parts every package has.
    private static bool IsFormat(string entry) => entry is "[Content_Types].xml" || entry.StartsWith("_rels/", StringComparison.Ordinal) || entry.StartsWith("package/", StringComparison.Ordinal);

    private XElement Metadata(string id)
    {
        using var package = ZipFile.OpenRead(products.Package(id));
        using var nuspec = package.GetEntry($"{id}.nuspec")!.Open();
        return XDocument.Load(nuspec).Root!.Elements().Single();
    }

    private static string? Value(XElement metadata, string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
}
