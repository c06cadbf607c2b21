namespace ConsentAnalyzers.EndToEnd.Tests;

/// <summary><c>consent fix</c>, installed, on sites it has never seen.</summary>
public sealed class ToolFixTests(PackedProducts products)
{
    private const string Mended = """
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        app.MapGet("/visit", (HttpContext context) =>
        {
            // how often
            context.Response.Cookies.Append("visits", "1", new CookieOptions { MaxAge = TimeSpan.FromDays(390) });
            context.Response.Cookies.Append("_ga", "1", new CookieOptions { Secure = true });
        });
        app.Run();
        """;

    [Fact]
    public async Task A_dry_run_shows_a_diff_that_git_takes_and_writes_nothing()
    {
        using var site = Wrong();
        var before = site.Snapshot();

        var shown = await FixAsync(site, "--dry-run");

        Assert.True(shown.ExitCode == 1, shown.All);
        Assert.Equal(before, site.Snapshot());
        Assert.DoesNotContain('\u001b', shown.Output);
        Assert.Contains("2 findings would be fixed in 1 file", shown.Output, StringComparison.Ordinal);
        site.Write("../fix.diff", string.Join('\n', shown.Output.Split('\n').SkipWhile(line => !line.StartsWith("--- a/", StringComparison.Ordinal)).TakeWhile(line => line.Length > 0)) + "\n");
        var applied = await Command.RunAsync("git", site.Folder, [], "apply", "../fix.diff");
        Assert.True(applied.ExitCode == 0, applied.All);
        Assert.Contains("FromDays(390)", site.Read("Program.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_be_mended_is_and_the_second_time_changes_nothing()
    {
        using var site = Wrong();

        var first = await FixAsync(site);

        // The cookies themselves: nobody has said what 'visits' is for, and there is nothing in the site that could hold '_ga' back.
        Assert.True(first.ExitCode == 1, first.All);
        Assert.Equal(Mended.ReplaceLineEndings("\n"), site.Read("Program.cs"));
        Assert.Contains("2 findings fixed in 1 file · 2 left for you", first.Output, StringComparison.Ordinal);
        var before = site.Snapshot();
        var second = await FixAsync(site);
        Assert.Contains("0 findings fixed", second.Output, StringComparison.Ordinal);
        Assert.Equal(before, site.Snapshot());
        Assert.Equal(0, (await site.BuildAsync()).Result.ExitCode);
    }

    [Fact]
    public async Task One_rule_can_be_asked_for()
    {
        using var site = Wrong();

        var result = await FixAsync(site, "--rule", "CNS1004");

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Contains("FromDays(390)", site.Read("Program.cs"), StringComparison.Ordinal);
        Assert.Contains("IsEssential", site.Read("Program.cs"), StringComparison.Ordinal);
        Assert.Contains("of rules that were not named", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_ends_and_byte_order_mark_stay()
    {
        using var site = Wrong();
        var file = Path.Combine(site.Folder, "Program.cs");
        File.WriteAllText(file, site.Read("Program.cs").ReplaceLineEndings("\r\n"), new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        await FixAsync(site);

        Assert.Equal([0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(Mended.ReplaceLineEndings("\r\n"))], File.ReadAllBytes(file));
    }

    [Fact]
    public async Task A_decision_is_taken_when_it_is_told_and_what_meant_nothing_is_said()
    {
        using var site = Wrong();

        var result = await FixAsync(site, "--purpose", "visits=Analytics", "--exempt", "teme=Preferences");

        Assert.Contains("--exempt teme=Preferences: nothing that was found is called so.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uncommitted_changes_are_not_mixed_with_the_fixes()
    {
        using var site = Wrong();
        await GitAsync(site, "init", "--quiet");
        await GitAsync(site, "add", ".");
        await GitAsync(site, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "-m", "x");
        site.Write("notes.txt", "mine");
        var before = site.Snapshot();

        var refused = await FixAsync(site);

        Assert.True(refused.ExitCode == 2, refused.All);
        Assert.Contains("There are uncommitted changes", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("?? notes.txt", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before, site.Snapshot());
        Assert.Contains("2 findings fixed", (await FixAsync(site, "--force")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_leaves_every_file_as_it_is()
    {
        using var site = Wrong();
        File.SetAttributes(Path.Combine(site.Folder, "Program.cs"), FileAttributes.ReadOnly);
        var before = site.Snapshot();

        var result = await FixAsync(site);

        Assert.True(result.ExitCode == 2, result.All);
        Assert.Contains("None was changed.", result.Errors, StringComparison.Ordinal);
        Assert.Equal(before, site.Snapshot());
        File.SetAttributes(Path.Combine(site.Folder, "Program.cs"), FileAttributes.Normal);
    }

    [Fact]
    public async Task A_site_that_no_longer_builds_gets_every_file_back()
    {
        using var site = Wrong();
        // Stands for whatever a fix may break.
        site.Write("Site.csproj", Site.Project().Replace("</Project>", """
              <Target Name="Guard" BeforeTargets="CoreCompile">
                <Error Text="mended" Code="SITE1" Condition="$([System.IO.File]::ReadAllText('$(MSBuildProjectDirectory)/Program.cs').Contains('390'))" />
              </Target>
            </Project>
            """));
        var before = site.Snapshot();

        var result = await FixAsync(site);

        Assert.True(result.ExitCode == 2, result.All);
        Assert.Contains("every file is as it was", result.Errors, StringComparison.Ordinal);
        Assert.Contains("SITE1", result.Errors, StringComparison.Ordinal);
        Assert.Equal(before, site.Snapshot());
    }

    [Theory]
    [InlineData("'CNS4' is no rule", "--rule", "CNS4")]
    [InlineData("'Statistics' is none of", "--purpose", "visits=Statistics")]
    public async Task A_wrong_option_is_said(string problem, params string[] arguments)
    {
        using var site = Wrong();

        var result = await FixAsync(site, arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(problem, result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task French_is_spoken()
    {
        using var site = Wrong();

        var result = await FixAsync(site, "--dry-run", "--lang", "fr");

        Assert.Contains("2 constats seraient corrigés dans 1 fichier", result.Output, StringComparison.Ordinal);
        Assert.Contains("Retirer IsEssential", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dotnet_format_mends_C_sharp_and_Razor()
    {
        using var site = Site.Wrong(products, items: Site.PackageReference(products))
            .Write(".globalconfig", "is_global = true\ndotnet_diagnostic.CNS9003.severity = suggestion\n")
            .Write("Pages/Index.cshtml", "@page\n@{\n    Response.Cookies.Append(\"_gid\", \"1\", new CookieOptions { IsEssential = true, MaxAge = TimeSpan.FromDays(730) });\n}\n<h1>Shop</h1>\n");

        var result = await Command.DotnetAsync(site.Folder, "format", "analyzers", "--diagnostics", "CNS9003", "--severity", "info");

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Contains("new CookieOptions { MaxAge = TimeSpan.FromDays(390) }", site.Read("Pages/Index.cshtml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_baseline_sets_aside_what_there_is_and_fails_on_what_comes()
    {
        using var site = Wrong();

        var written = await Command.RunAsync(products.Tool, site.Folder, [], "audit", "--write-baseline");
        Assert.True(written.ExitCode == 0, written.All);
        Assert.Contains("4 findings are known from now on", written.Output, StringComparison.Ordinal);

        using (var known = await ToolRun.AuditAsync(products, site.Folder))
        {
            Assert.True(known.Result.ExitCode == 0, known.Result.All);
            Assert.Contains("4 known findings set aside (consent-baseline.json)", known.Result.Output, StringComparison.Ordinal);
            Assert.Equal("Known findings", known.Html.QuerySelectorAll("#findings h2").Last().TextContent);
        }

        site.Write("Program.cs", site.Read("Program.cs").Replace("app.Run();", "app.MapGet(\"/more\", (HttpContext context) => context.Response.Cookies.Append(\"_fbp\", \"1\"));\napp.Run();"));
        using var more = await ToolRun.AuditAsync(products, site.Folder);
        Assert.True(more.Result.ExitCode == 1, more.Result.All);
        Assert.Contains("1 finding (1 warning)", more.Result.Output, StringComparison.Ordinal);
    }

    private Site Wrong() => new Site(products)
        .Write("Site.csproj", Site.Project())
        .Write(".gitignore", "bin/\nobj/\n")
        .Write("Program.cs", Mended.Replace("FromDays(390)", "FromDays(730)").Replace("{ Secure", "{ IsEssential = true, Secure"));

    private Task<CommandResult> FixAsync(Site site, params string[] arguments) => Command.RunAsync(products.Tool, site.Folder, [], ["fix", .. arguments]);

    private static async Task GitAsync(Site site, params string[] arguments)
    {
        var result = await Command.RunAsync("git", site.Folder, [], arguments);
        Assert.True(result.ExitCode == 0, result.All);
    }
}
