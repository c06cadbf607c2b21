namespace ConsentAnalyzers.Tool.Audit;

/// <summary>What is audited: a solution, a project, or all the projects below a folder.</summary>
internal sealed record AuditTarget(string Root, IReadOnlyList<string> BuildFiles);

internal static class ProjectDiscovery
{
    private static readonly string[] SolutionExtensions = [".sln", ".slnx"];
    private static readonly string[] NeverSearched = ["bin", "obj", "node_modules", "artifacts"];

    public static AuditTarget Find(string path, string currentDirectory)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, currentDirectory));
        if (File.Exists(full))
        {
            return IsProject(full) || IsSolution(full) || HasExtension(full, ".slnf")
                ? new AuditTarget(Path.GetDirectoryName(full)!, [full])
                : throw new AuditException($"'{path}' is neither a C# project nor a solution: name a .csproj, a .sln, a .slnx, or the folder that holds one.");
        }

        if (!Directory.Exists(full))
            throw new AuditException($"'{path}' does not exist: name a folder, a .csproj, a .sln or a .slnx.");

        return new AuditTarget(full, FindInFolder(full, path));
    }

    private static IReadOnlyList<string> FindInFolder(string folder, string path)
    {
        var files = Sorted(Directory.GetFiles(folder));
        var solutions = files.FindAll(IsSolution);
        if (solutions.Count > 1)
            throw new AuditException($"'{path}' holds several solutions ({string.Join(", ", solutions.Select(Path.GetFileName))}): name the one to audit.");
        if (solutions.Count == 1)
            return solutions;

        var projects = files.FindAll(IsProject);
        if (projects.Count == 0)
            projects = ProjectsBelow(folder);
        return projects.Count > 0
            ? projects
            : throw new AuditException($"There is no C# project in '{path}' or below it: name the folder of an ASP.NET Core project, its .csproj or its solution.");
    }

    private static List<string> ProjectsBelow(string folder)
    {
        var projects = new List<string>();
        foreach (var child in Sorted(Directory.GetDirectories(folder)))
        {
            var name = Path.GetFileName(child);
            var isLink = new DirectoryInfo(child).LinkTarget is not null;
            if (name.StartsWith('.') || isLink || NeverSearched.Contains(name, StringComparer.OrdinalIgnoreCase))
                continue;

            projects.AddRange(Sorted(Directory.GetFiles(child)).FindAll(IsProject));
            projects.AddRange(ProjectsBelow(child));
        }

        return projects;
    }

    private static List<string> Sorted(string[] paths) => [.. paths.Order(StringComparer.Ordinal)];

    private static bool IsProject(string file) => HasExtension(file, ".csproj");

    private static bool IsSolution(string file) => SolutionExtensions.Any(extension => HasExtension(file, extension));

    private static bool HasExtension(string file, string extension) => Path.GetExtension(file).Equals(extension, StringComparison.OrdinalIgnoreCase);
}
