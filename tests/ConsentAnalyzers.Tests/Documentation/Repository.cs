using System.Runtime.CompilerServices;

namespace ConsentAnalyzers.Tests.Documentation;

/// <summary>The repository that these tests were compiled in.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = ["bin", "obj", "artifacts", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts", "StrykerOutput"];

    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static string? TryRead(string path) => File.Exists(Path.Combine(Root, path)) ? Read(path) : null;

    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    /// <summary>The Markdown files, by their path from the root with forward slashes.</summary>
    public static SortedDictionary<string, MarkdownFile> MarkdownFiles { get; } = ReadMarkdownFiles();

    private static SortedDictionary<string, MarkdownFile> ReadMarkdownFiles()
    {
        var files = new SortedDictionary<string, MarkdownFile>(StringComparer.Ordinal);
        Visit(Root);
        return files;

        void Visit(string folder)
        {
            foreach (var file in Directory.GetFiles(folder, "*.md")) files.Add(Path.GetRelativePath(Root, file).Replace('\\', '/'), MarkdownFile.Parse(File.ReadAllText(file)));
            foreach (var nested in Directory.GetDirectories(folder).Where(d => Path.GetFileName(d) is var name && name[0] != '.' && !Skipped.Contains(name))) Visit(nested);
        }
    }

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        // A deterministic build may have mapped the source path to one that does not exist: then the output folder lies in the repository.
        foreach (var start in new[] { Path.GetDirectoryName(thisFile), AppContext.BaseDirectory })
        {
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
            {
                if (File.Exists(Path.Combine(folder, "ConsentAnalyzers.sln"))) return folder;
            }
        }

        throw new DirectoryNotFoundException("ConsentAnalyzers.sln stands neither above the tests' sources nor above their output.");
    }
}
