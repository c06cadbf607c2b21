using System.Security;

namespace ConsentAnalyzers.EndToEnd.Tests;

internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Only the packed folder as a source, and a package folder of its own: nothing but what was packed can be restored, and, of a fallback, what the repository itself has restored.</summary>
    public static string NuGetConfig(string source, string packageFolder, string? fallback = null) => $"""
        <configuration>
          <packageSources>
            <clear />
            <add key="packed" value="{SecurityElement.Escape(source)}" />
          </packageSources>
          <fallbackPackageFolders>
            <clear />
            {(fallback is null ? "" : $"""<add key="restored" value="{SecurityElement.Escape(fallback)}" />""")}
          </fallbackPackageFolders>
          <config>
            <add key="globalPackagesFolder" value="{SecurityElement.Escape(packageFolder)}" />
          </config>
        </configuration>
        """;

    /// <summary>Where NuGet has put what the repository's projects depend on.</summary>
    public static string RestoredPackages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder ? folder : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ConsentAnalyzers.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The end-to-end tests pack the repository's projects: run them from a build output below ConsentAnalyzers.sln.");
    }
}
