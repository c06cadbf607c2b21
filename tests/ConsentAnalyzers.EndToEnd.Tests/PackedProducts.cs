using ConsentAnalyzers.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(PackedProducts))]

namespace ConsentAnalyzers.EndToEnd.Tests;

/// <summary>The packages as a user gets them: packed once a run, under a version of their own so that no cache can lie, and the tool installed from its package.</summary>
public sealed class PackedProducts : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("consent-e2e-").FullName;

    public string Version { get; } = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmssfff}";

    public string Packages => Path.Combine(_folder, "packages");

    public string Tool => Path.Combine(_folder, "tool", OperatingSystem.IsWindows() ? "consent.exe" : "consent");

    public string Package(string id) => Path.Combine(Packages, $"{id}.{Version}.nupkg");

    public async ValueTask InitializeAsync()
    {
        var root = Repository.Root;
        foreach (var project in new[] { "ConsentAnalyzers", "ConsentAnalyzers.AspNetCore.Components", "ConsentAnalyzers.AspNetCore", "ConsentAnalyzers.Tool" })
            await DotnetAsync(root, "pack", $"src/{project}/{project}.csproj", "--configuration", "Release", "--output", Packages, "--artifacts-path", Path.Combine(_folder, "build"), $"-p:Version={Version}");

        var configuration = Path.Combine(_folder, "nuget.config");
        await File.WriteAllTextAsync(configuration, Repository.NuGetConfig(Packages, Path.Combine(_folder, "cache")));
        await DotnetAsync(_folder, "tool", "install", "ConsentAnalyzers.Tool", "--version", Version, "--tool-path", Path.GetDirectoryName(Tool)!, "--configfile", configuration);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task DotnetAsync(string folder, params string[] arguments)
    {
        var result = await Command.DotnetAsync(folder, arguments);
        Assert.True(result.ExitCode == 0, result.All);
    }
}
