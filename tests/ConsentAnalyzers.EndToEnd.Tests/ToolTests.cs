namespace ConsentAnalyzers.EndToEnd.Tests;

/// <summary>The installed tool on sites it has never seen.</summary>
public sealed class ToolTests(PackedProducts products)
{
    [Fact]
    public async Task Findings_are_listed_reported_and_fail_the_audit()
    {
        using var site = Site.Wrong(products);
        var before = site.Snapshot();

        using var run = await ToolRun.AuditAsync(products, site.Folder);

        Assert.True(run.Result.ExitCode == 1, run.Result.All);
        Assert.Equal(Findings(site), run.Findings());
        Assert.Contains("cookie _ga ungated", run.Inventory());
        Assert.Contains("4 findings (4 warnings) in 3 files · 2 cookies, 2 trackers found", run.Result.Output, StringComparison.Ordinal);
        Assert.Contains("Compiling Site (net10.0)", run.Result.Output, StringComparison.Ordinal);
        Assert.Equal(4, run.Html.QuerySelectorAll("article.finding.warning").Length);
        Assert.Contains("Append(\"_ga\", \"1\")", run.Html.QuerySelectorAll("mark").Select(mark => mark.TextContent));
        Assert.Equal(before, site.Snapshot());
        Assert.DoesNotContain(Path.GetTempPath(), run.Sarif, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_gets_no_colours_and_whole_lines()
    {
        using var site = Site.Wrong(products);

        using var run = await ToolRun.AuditAsync(products, site.Folder);

        Assert.DoesNotContain('\u001b', run.Result.Output);
        var row = Assert.Single(run.Result.Output.Split('\n'), line => line.Contains("CNS1002", StringComparison.Ordinal));
        Assert.Contains("write it under a consent check for Analytics", row, StringComparison.Ordinal);
        Assert.Contains("│ cookie  │ _ga", run.Result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_threshold_and_the_language_are_the_users()
    {
        using var site = Site.Wrong(products);

        using var run = await ToolRun.AuditAsync(products, site.Folder, "Site.csproj", null, "--fail-on", "error", "--lang", "fr");

        Assert.True(run.Result.ExitCode == 0, run.Result.All);
        Assert.Contains("4 constats", run.Result.Output, StringComparison.Ordinal);
        Assert.Contains("consentement", run.Html.QuerySelector("article .message")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("fr", run.Html.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task What_scripts_store_is_found_without_the_package_and_said_in_French()
    {
        using var site = Site.Clean(products).Write("wwwroot/js/site.js", """
            if (hasConsent('analytics')) localStorage.setItem('visitor', '1');
            localStorage.setItem('theme', 'dark');
              document.cookie = '_ga=1; max-age=63072000';
            """);

        using var run = await ToolRun.AuditAsync(products, site.Folder, "Site.csproj", null, "--lang", "fr");

        Assert.Equal(["CNS2011 wwwroot/js/site.js:3:3", "CNS1004 wwwroot/js/site.js:3:21"], run.Findings());
        Assert.Equal(["cookie _ga ungated", "cookie cart exempt", "storage theme exempt", "storage visitor guarded"], run.Inventory().Order(StringComparer.Ordinal));
        var rows = run.Html.QuerySelectorAll("tr").Select(row => row.TextContent).ToList();
        Assert.Contains(rows, row => row.Contains("clé de stockage", StringComparison.Ordinal) && row.Contains("visitor", StringComparison.Ordinal) && row.Contains("vérification du consentement dans le script", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("theme", StringComparison.Ordinal) && row.Contains("illimitée", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_found_is_success_and_no_certificate()
    {
        using var site = Site.Clean(products);

        using var run = await ToolRun.AuditAsync(products, site.Folder);

        Assert.True(run.Result.ExitCode == 0, run.Result.All);
        Assert.Contains("0 findings · 1 cookie, 0 trackers found", run.Result.Output, StringComparison.Ordinal);
        Assert.Contains("never a certificate", run.Result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("complian", run.Result.All, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["cookie cart exempt"], run.Inventory());
    }

    [Fact]
    public async Task Nothing_the_site_sets_breaks_the_audit_or_lets_it_write_into_the_tree()
    {
        using var site = Site.Wrong(products, "my site, café; #1", """
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <WarningsAsErrors>CNS1001;CS1591</WarningsAsErrors>
                <OutputPath>dist/</OutputPath>
                <DocumentationFile>Site.xml</DocumentationFile>
                <ErrorLog>own.sarif</ErrorLog>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
                <CompilerGeneratedFilesOutputPath>Generated</CompilerGeneratedFilesOutputPath>
                <GeneratePackageOnBuild>true</GeneratePackageOnBuild>
                <PackageOutputPath>pkg</PackageOutputPath>
                """)
            .Write("Directory.Build.props", """
                <Project>
                  <PropertyGroup>
                    <BaseIntermediateOutputPath>$(MSBuildThisFileDirectory)build/obj/</BaseIntermediateOutputPath>
                    <RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>
                    <ContinuousIntegrationBuild>true</ContinuousIntegrationBuild>
                    <RunAnalyzersDuringBuild>false</RunAnalyzersDuringBuild>
                  </PropertyGroup>
                </Project>
                """)
            .Write("Directory.Build.rsp", "-bl -warnaserror -fl \"-p:DefineConstants=FROM_RESPONSE_FILE\"")
            .Write("Checked.cs", "#if !FROM_RESPONSE_FILE\n#error The response file's properties are lost.\n#endif\n");
        var before = site.Snapshot();

        using var run = await ToolRun.AuditAsync(products, site.Folder);

        Assert.True(run.Result.ExitCode == 1, run.Result.All);
        Assert.Equal(Findings(site), run.Findings());
        Assert.Equal(before, site.Snapshot());
    }

    [Fact]
    public async Task A_lock_file_is_honoured_and_left_as_it_is()
    {
        using var site = Site.Wrong(products, properties: "<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile><RestoreLockedMode>true</RestoreLockedMode>", items: Site.PackageReference(products))
            .Write("packages.lock.json", """{ "version": 1, "dependencies": { "net10.0": {} } }""");
        var before = site.Snapshot();

        using var run = await ToolRun.AuditAsync(products, site.Folder);

        Assert.Equal(2, run.Result.ExitCode);
        Assert.Contains("NU1004", run.Result.Errors, StringComparison.Ordinal);
        Assert.Equal(before, site.Snapshot());
    }

    [Fact]
    public async Task A_site_with_the_package_has_no_finding_twice_and_keeps_its_settings()
    {
        using var site = Site.Wrong(products, properties: "<ConsentAnalyzersMode>Advisory</ConsentAnalyzersMode>", items: Site.PackageReference(products));

        using var run = await ToolRun.AuditAsync(products, site.Folder);

        Assert.True(run.Result.ExitCode == 0, run.Result.All);
        Assert.Equal(Findings(site), run.Findings());
        Assert.Contains("4 findings (4 suggestions)", run.Result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_without_the_package_can_still_choose_a_preset()
    {
        using var site = Site.Wrong(products, properties: "<ConsentAnalyzersMode>Advisory</ConsentAnalyzersMode>");

        using var run = await ToolRun.AuditAsync(products, site.Folder);

        Assert.Contains("4 findings (4 suggestions)", run.Result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_that_the_site_calls_an_error_is_a_finding_and_what_it_hides_is_said()
    {
        using var site = Site.Wrong(products).Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.CNS1002.severity = error\n");

        using var run = await ToolRun.AuditAsync(products, site.Folder, ".", null, "--fail-on", "error");

        Assert.True(run.Result.ExitCode == 1, run.Result.All);
        Assert.Equal(Findings(site), run.Findings());
        Assert.Contains("1 error, 3 warnings", run.Result.Output, StringComparison.Ordinal);
        Assert.Contains("was not looked at", run.Result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_extension_points_a_site_uses_go_on_working()
    {
        using var site = Site.Wrong(products)
            .Write("before.targets", """<Project><PropertyGroup><Chained>before</Chained></PropertyGroup></Project>""")
            .Write("after.targets", """<Project><Target Name="Show" BeforeTargets="CoreCompile"><Message Importance="high" Text="chained $(Chained)" /></Target></Project>""");
        (string, string)[] environment =
        [
            ("CustomBeforeMicrosoftCommonTargets", Path.Combine(site.Folder, "before.targets")),
            ("CustomAfterDirectoryBuildTargets", Path.Combine(site.Folder, "after.targets")),
        ];

        using var run = await ToolRun.AuditAsync(products, site.Folder, ".", environment, "--verbose");

        Assert.True(run.Result.ExitCode == 1, run.Result.All);
        Assert.Contains("chained before", run.Result.Output, StringComparison.Ordinal);
    }

    /// <summary>What <see cref="Site.Wrong"/> does wrong.</summary>
    private static string[] Findings(Site site)
    {
        return
        [
            At("CNS2004", "Components/Film.razor", "<iframe"),
            At("CNS1001", "Pages/Index.cshtml", "Append("),
            At("CNS2001", "Pages/Index.cshtml", "<script"),
            At("CNS1002", "Program.cs", "Append("),
        ];

        string At(string id, string file, string text)
        {
            var (line, column) = site.Find(file, text);
            return $"{id} {file}:{line}:{column}";
        }
    }
}
