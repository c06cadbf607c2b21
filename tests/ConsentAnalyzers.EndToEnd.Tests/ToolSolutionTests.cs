namespace ConsentAnalyzers.EndToEnd.Tests;

/// <summary>More than one project, more than one framework.</summary>
public sealed class ToolSolutionTests(PackedProducts products)
{
    private const string Solution = """
        <Solution>
          <Folder Name="/front/">
            <Project Path="front/Web/Web.csproj" />
          </Folder>
          <Folder Name="/back/">
            <Project Path="back/Web/Web.csproj" />
          </Folder>
          <Project Path="tests/Web.Tests.csproj" />
        </Solution>
        """;

    [Fact]
    public async Task Projects_of_one_name_do_not_overwrite_each_other()
    {
        using var site = TwoProjects().Write("Shop.slnx", Solution);

        using var run = await ToolRun.AuditAsync(products, site.Folder);

        Assert.True(run.Result.ExitCode == 1, run.Result.All);
        Assert.Contains("Shop.slnx", run.Result.Output, StringComparison.Ordinal);
        Assert.Equal(["CNS1002 back/Web/Program.cs:2:67", "CNS1002 front/Web/Program.cs:2:67"], run.Findings());
    }

    [Fact]
    public async Task A_folder_without_a_solution_is_all_the_projects_below()
    {
        using var site = TwoProjects();
        var before = site.Snapshot();

        using var run = await ToolRun.AuditAsync(products, site.Folder);

        Assert.True(run.Result.ExitCode == 1, run.Result.All);
        Assert.Contains(Path.Combine("back", "Web", "Web.csproj"), run.Result.Output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("front", "Web", "Web.csproj"), run.Result.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.Findings().Count);
        Assert.Equal(before, site.Snapshot());
    }

    [Fact]
    public async Task Paths_are_relative_to_the_folder_that_holds_every_project()
    {
        using var site = TwoProjects()
            .Write("front/Web/Web.csproj", Site.Project(items: """<ProjectReference Include="../../shared/Shared.csproj" />"""))
            .Write("shared/Shared.csproj", Site.Project(sdk: "Microsoft.NET.Sdk", items: """<FrameworkReference Include="Microsoft.AspNetCore.App" />"""))
            .Write("shared/Writer.cs", """
                using Microsoft.AspNetCore.Http;
                public static class Writer { public static void Write(HttpContext context) => context.Response.Cookies.Append("_fbp", "1"); }
                """);

        using var run = await ToolRun.AuditAsync(products, site.Folder, "front/Web");

        Assert.True(run.Result.ExitCode == 1, run.Result.All);
        Assert.Equal(["CNS1002 front/Web/Program.cs", "CNS1002 shared/Writer.cs"], run.Findings().Select(finding => finding.Split(':')[0]));
    }

    [Fact]
    public async Task Several_frameworks_give_each_finding_once()
    {
        using var site = Site.Wrong(products).Write("Site.csproj", Site.Project(framework: "<TargetFrameworks>net8.0;net10.0</TargetFrameworks>"));
        // The reference assemblies of another framework come from the user's own sources.
        site.Write("../nuget.config", "<configuration />");
        var restored = await Command.DotnetAsync(site.Folder, "restore", "--artifacts-path", Path.Combine(site.PackageFolder, "probe"));
        if (restored.ExitCode != 0)
            Assert.Skip($"The reference assemblies of net8.0 cannot be restored here: {restored.Output}");

        using var run = await ToolRun.AuditAsync(products, site.Folder);

        Assert.True(run.Result.ExitCode == 1, run.Result.All);
        Assert.Contains("Compiling Site (net8.0)", run.Result.Output, StringComparison.Ordinal);
        Assert.Contains("Compiling Site (net10.0)", run.Result.Output, StringComparison.Ordinal);
        Assert.Equal(4, run.Findings().Count);
        Assert.Equal("Site (net10.0), Site (net8.0)", run.Html.QuerySelector("header dd")!.TextContent);
    }

    private Site TwoProjects()
    {
        const string Program = """
            var app = WebApplication.CreateBuilder(args).Build();
            app.MapGet("/", (HttpContext context) => context.Response.Cookies.Append("_ga", "1"));
            app.Run();
            """;
        return new Site(products)
            .Write("front/Web/Web.csproj", Site.Project())
            .Write("front/Web/Program.cs", Program)
            .Write("back/Web/Web.csproj", Site.Project())
            .Write("back/Web/Program.cs", Program)
            .Write("tests/Web.Tests.csproj", Site.Project("<IsTestProject>true</IsTestProject>"))
            .Write("tests/Program.cs", Program);
    }
}
