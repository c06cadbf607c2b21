using System.Text.Json;

namespace ConsentAnalyzers.EndToEnd.Tests;

/// <summary>The packed package, restored into a new site and run by the real compiler.</summary>
public sealed class RealBuildTests(PackedProducts products)
{
    [Fact]
    public async Task Findings_stand_at_their_place_in_C_sharp_views_and_components()
    {
        using var site = Site.Wrong(products, items: Site.PackageReference(products));

        var (result, diagnostics) = await site.BuildAsync();

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal(
            [
                At(site, "Components/Film.razor", "<iframe", "CNS2004"),
                At(site, "Pages/Index.cshtml", "Append(", "CNS1001"),
                At(site, "Pages/Index.cshtml", "<script", "CNS2001"),
                At(site, "Program.cs", "Append(", "CNS1002"),
            ],
            diagnostics.Select(diagnostic => diagnostic.ToString()));
    }

    [Theory]
    [InlineData("Default", 0, 4, 0)]
    [InlineData("Strict", 4, 0, 0)]
    [InlineData("AllWarnings", 0, 4, 0)]
    [InlineData("Advisory", 0, 0, 4)]
    [InlineData("None", 0, 0, 0)]
    public async Task A_preset_is_really_applied_and_names_every_rule(string mode, int errors, int warnings, int notes)
    {
        using var site = Site.Wrong(products, properties: $"<ConsentAnalyzersMode>{mode}</ConsentAnalyzersMode><ErrorLog>log.sarif,version=2.1</ErrorLog>", items: Site.PackageReference(products));

        await site.BuildAsync();

        using var log = JsonDocument.Parse(site.Read("log.sarif"));
        var run = log.RootElement.GetProperty("runs")[0];
        var levels = run.GetProperty("results").EnumerateArray().Where(result => IsOurs(result, "ruleId")).CountBy(result => result.GetProperty("level").GetString()!).ToDictionary();
        Assert.Equal((errors, warnings, notes), (levels.GetValueOrDefault("error"), levels.GetValueOrDefault("warning"), levels.GetValueOrDefault("note")));
        if (mode == "Default")
            return;

        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Where(rule => IsOurs(rule, "id") && IsOn(rule)).Select(rule => rule.GetProperty("id").GetString()!);
        var preset = File.ReadLines(Path.Combine(Repository.Root, "src", "ConsentAnalyzers", "buildTransitive", "presets", mode + ".globalconfig"));
        Assert.Equal(
            rules.Order(StringComparer.Ordinal),
            preset.Where(line => line.StartsWith("dotnet_diagnostic.", StringComparison.Ordinal)).Select(line => line.Split('.')[1]));
    }

    // What is off by default is in no preset.
    private static bool IsOn(JsonElement rule) => !rule.TryGetProperty("defaultConfiguration", out var configuration) || !configuration.TryGetProperty("enabled", out var enabled) || enabled.GetBoolean();

    [Fact]
    public async Task A_severity_of_the_site_wins_over_the_preset()
    {
        using var site = Site.Wrong(products, properties: "<ConsentAnalyzersMode>None</ConsentAnalyzersMode>", items: Site.PackageReference(products))
            .Write(".globalconfig", "is_global = true\ndotnet_diagnostic.CNS1001.severity = warning\n");

        var (_, diagnostics) = await site.BuildAsync();

        var only = Assert.Single(diagnostics);
        Assert.Equal(("CNS1001", "warning"), (only.Id, only.Severity));
    }

    [Fact]
    public async Task An_unknown_preset_is_said_and_the_default_is_used()
    {
        using var site = Site.Wrong(products, properties: "<ConsentAnalyzersMode>Strictest</ConsentAnalyzersMode>", items: Site.PackageReference(products));

        var (result, diagnostics) = await site.BuildAsync();

        Assert.Contains("warning CNS9001: ConsentAnalyzersMode 'Strictest' is unknown", result.Output, StringComparison.Ordinal);
        Assert.Contains(diagnostics, diagnostic => diagnostic is { Id: "CNS1002", Severity: "warning" });
    }

    [Fact]
    public async Task A_test_project_is_left_alone()
    {
        using var site = Site.Wrong(products, properties: "<IsTestProject>true</IsTestProject>", items: Site.PackageReference(products));

        var (result, diagnostics) = await site.BuildAsync();

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Empty(diagnostics);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""<AdditionalFiles Include="consent-register.csv" />""")]
    public async Task The_register_is_given_to_the_rules_once(string items)
    {
        using var site = Site.Wrong(products, items: Site.PackageReference(products) + items).Write("consent-register.csv", "kind,name\n");
        await Command.DotnetAsync(site.Folder, "restore");

        var result = await Command.DotnetAsync(site.Folder, "msbuild", "-getItem:AdditionalFiles");

        using var evaluated = JsonDocument.Parse(result.Output);
        Assert.Single(evaluated.RootElement.GetProperty("Items").GetProperty("AdditionalFiles").EnumerateArray(), item => item.GetProperty("Filename").GetString() == "consent-register");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("<ConsentAnalyzersStaticFiles>false</ConsentAnalyzersStaticFiles>", false)]
    public async Task Static_files_are_read_at_their_place_and_those_of_others_are_not(string properties, bool areRead)
    {
        const string script = "// the site's own\nvar id = 1;\n    document.cookie = '_ga=' + id;\n";
        using var site = Site.Wrong(products, properties: properties, items: Site.PackageReference(products))
            .Write("wwwroot/about.html", "<p>About</p>\n  <script async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>\n")
            .Write("wwwroot/js/site.js", script);
        string[] ofOthers = ["wwwroot/lib/x/x.js", "wwwroot/js/site.min.js", "wwwroot/js/lib/y.js", "wwwroot/node_modules/z/z.js", "wwwroot/dist/all.js", "wwwroot/vendor/v.js", "wwwroot/_framework/blazor.js", "scripts/gulp.js"];
        foreach (var file in ofOthers)
            site.Write(file, script);

        var (result, diagnostics) = await site.BuildAsync();

        Assert.True(result.ExitCode == 0, result.All);
        string[] expected = areRead ? [At(site, "wwwroot/about.html", "<script", "CNS2001"), At(site, "wwwroot/js/site.js", "document", "CNS2011")] : [];
        Assert.Equal(expected, diagnostics.Where(diagnostic => !diagnostic.Path.StartsWith("Pages", StringComparison.Ordinal) && diagnostic.Path is not ("Program.cs" or "Components/Film.razor")).Select(diagnostic => diagnostic.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""<AdditionalFiles Include="wwwroot/**/*.js" /><AdditionalFiles Include="wwwroot/index.html" />""")]
    public async Task A_static_file_is_given_to_the_rules_once(string items)
    {
        using var site = Site.Wrong(products, items: Site.PackageReference(products) + items).Write("wwwroot/js/site.js", "document.cookie = '_ga=1';\n").Write("wwwroot/index.html", "<p>Shop</p>\n");
        await Command.DotnetAsync(site.Folder, "restore");

        var result = await Command.DotnetAsync(site.Folder, "msbuild", "-getItem:AdditionalFiles");

        using var evaluated = JsonDocument.Parse(result.Output);
        var files = evaluated.RootElement.GetProperty("Items").GetProperty("AdditionalFiles").EnumerateArray().Select(item => item.GetProperty("Filename").GetString()!).ToList();
        Assert.Single(files, "site");
        Assert.Single(files, "index");
    }

    [Fact]
    public async Task A_wrong_value_for_static_files_is_said()
    {
        using var site = Site.Wrong(products, properties: "<ConsentAnalyzersStaticFiles>some</ConsentAnalyzersStaticFiles>", items: Site.PackageReference(products));

        var (result, _) = await site.BuildAsync();

        Assert.Contains("warning CNS9001: ConsentAnalyzersStaticFiles 'some' is neither true nor false", result.Output, StringComparison.Ordinal);
    }

    private static string At(Site site, string file, string text, string id)
    {
        var (line, column) = site.Find(file, text);
        return $"{file}({line},{column}): warning {id}";
    }

    private static bool IsOurs(JsonElement element, string idProperty) => element.GetProperty(idProperty).GetString()!.StartsWith("CNS", StringComparison.Ordinal);
}
