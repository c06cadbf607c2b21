namespace ConsentAnalyzers.Browser.Tests;

internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>What a project was built into, in this test run's configuration.</summary>
    public static string Output(string project, string assembly)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.Combine(Root, project, "bin", configuration, "net10.0", assembly);
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ConsentAnalyzers.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException("The browser tests start the repository's sites: run them from a build output below ConsentAnalyzers.sln.");
    }
}
