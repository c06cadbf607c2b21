namespace ConsentAnalyzers.EndToEnd.Tests;

/// <summary>An audit that cannot run: one sentence that says what to do, exit code 2, no report.</summary>
public sealed class ToolFailureTests(PackedProducts products)
{
    [Fact]
    public async Task A_compile_error_is_shown()
    {
        using var site = Site.Wrong(products).Write("Broken.cs", "public class Broken { Missing Field; }");

        using var run = await ToolRun.AuditAsync(products, site.Folder);

        AssertCouldNotRun(run, "does not build");
        Assert.Contains("Broken.cs(1,23): error CS0246", run.Result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_error_is_shown()
    {
        using var site = Site.Wrong(products, items: """<PackageReference Include="No.Such.Package.Anywhere" Version="1.0.0" />""");

        using var run = await ToolRun.AuditAsync(products, site.Folder);

        AssertCouldNotRun(run, "does not build");
        Assert.Contains("error NU1101", run.Result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty", "no C# project")]
    [InlineData("nowhere", "does not exist")]
    [InlineData("readme.txt", "neither a C# project nor a solution")]
    public async Task A_path_that_is_no_project_is_said(string path, string expected)
    {
        using var site = new Site(products).Write("empty/note.txt", "").Write("readme.txt", "");

        using var run = await ToolRun.AuditAsync(products, site.Folder, path);

        AssertCouldNotRun(run, expected);
        Assert.Single(run.Result.Errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_is_said_before_the_build()
    {
        using var site = Site.Wrong(products).Write("taken", "a file, not a folder");

        var result = await Command.RunAsync(products.Tool, site.Folder, [], "audit", ".", "--output", "taken/report");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("'taken/report' cannot be written", result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.Trim().Split('\n'));
        Assert.DoesNotContain("Restoring", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_temporary_folder_the_compiler_cannot_write_to_is_said()
    {
        using var site = Site.Wrong(products).Write("a,b/keep", "");

        using var run = await ToolRun.AuditAsync(products, site.Folder, ".", [("TMPDIR", Path.Combine(site.Folder, "a,b")), ("TMP", Path.Combine(site.Folder, "a,b"))]);

        AssertCouldNotRun(run, "temporary folder");
    }

    [Fact]
    public async Task A_machine_without_the_SDK_is_said()
    {
        using var site = Site.Wrong(products);
        var runtime = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));

        using var run = await ToolRun.AuditAsync(products, site.Folder, ".", [("PATH", site.Folder), ("DOTNET_ROOT", runtime)]);

        AssertCouldNotRun(run, "'dotnet' was not found");
    }

    [Theory]
    [InlineData("audit", "--fail-on", "everything")]
    [InlineData("audit", "--date", "yesterday")]
    [InlineData("adit")]
    public async Task A_wrong_command_line_is_no_finding(params string[] arguments)
    {
        using var site = Site.Wrong(products);

        var result = await Command.RunAsync(products.Tool, site.Folder, [], arguments);

        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task A_project_that_is_not_ASP_NET_Core_has_nothing_to_audit()
    {
        using var site = new Site(products)
            .Write("Library.csproj", Site.Project(sdk: "Microsoft.NET.Sdk"))
            .Write("Class.cs", "public class Class;");

        using var run = await ToolRun.AuditAsync(products, site.Folder);

        Assert.True(run.Result.ExitCode == 0, run.Result.All);
        Assert.Contains("Library.csproj is not an ASP.NET Core project: there is nothing to audit.", run.Result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_audit_leaves_nothing_behind()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows cannot send Ctrl+C to another process's console.");
        using var site = Site.Wrong(products).Write("../temporary/keep", "");
        var temporary = Path.GetFullPath(Path.Combine(site.Folder, "..", "temporary"));
        var before = site.Snapshot();

        using var audit = Command.Start(products.Tool, site.Folder, [("TMPDIR", temporary)], "audit", "--output", temporary);
        string? line;
        do
            line = await audit.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        while (line?.Contains("Restoring", StringComparison.Ordinal) == false);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await Command.RunAsync("kill", site.Folder, [], "-INT", audit.Id.ToString());
        await audit.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, audit.ExitCode);
        Assert.Empty(Directory.GetDirectories(temporary, "consent-audit-*"));
        Assert.Empty(Directory.GetFiles(temporary, "consent-audit.*"));
        Assert.Equal(before, site.Snapshot());
    }

    private static void AssertCouldNotRun(ToolRun run, string sentence)
    {
        Assert.True(run.Result.ExitCode == 2, run.Result.All);
        Assert.Contains(sentence, run.Result.Errors, StringComparison.Ordinal);
        Assert.StartsWith("The audit could not run.", run.Result.Errors, StringComparison.Ordinal);
        Assert.False(run.HasReports);
    }
}
