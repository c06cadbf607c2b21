namespace ConsentAnalyzers.Tool.Audit;

/// <summary>Makes one ordered result, with relative paths and each finding once, of the logs of all compilations.</summary>
internal static class AuditMerge
{
    public static AuditResult Merge(AuditTarget target, Scratch scratch, CompilerOutput compiled)
    {
        var logs = compiled.Projects.Select(project => (Project: project, Log: ReadLog(project))).ToList();
        var sites = compiled.Projects.Where(project => project.IsAspNetCore).ToList();
        // A project that the site references from elsewhere, and in which nothing is found, makes no path longer.
        var root = logs.Where(log => log.Project.IsAspNetCore && log.Log.Results.Any(finding => IsFinding(finding))).Aggregate(target.Root, (folder, log) => CommonFolder(folder, Path.GetDirectoryName(log.Project.ProjectFile)!));
        var results = new List<Finding>();
        var rules = new SortedDictionary<string, RuleInfo>(StringComparer.Ordinal);
        foreach (var (project, log) in logs)
        {
            results.AddRange(log.Results.Select(finding => finding with
            {
                Place = Relative(finding.Place, project),
                RelatedPlaces = [.. finding.RelatedPlaces.Select(place => Relative(place, project))],
            }));
            foreach (var rule in log.Rules.Where(rule => rule.Id != SarifReader.FixListRule))
                rules.TryAdd(rule.Id, rule);
        }

        var merged = results
            .GroupBy(finding => (finding.RuleId, finding.Place, finding.Message))
            .Select(MergeDuplicates)
            .OrderBy(finding => finding.Place.Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Place.StartLine)
            .ThenBy(finding => finding.Place.StartColumn)
            .ThenBy(finding => finding.RuleId, StringComparer.Ordinal)
            .ThenBy(finding => finding.Message, StringComparer.Ordinal)
            .ToList();
        var findings = merged.Where(IsFinding).ToLookup(finding => finding.Suppression is null);
        return new AuditResult(
            root,
            compiled.IsComplete,
            target.BuildFiles is [var single] ? Path.GetRelativePath(root, single).Replace('\\', '/') : Path.GetFileName(target.Root),
            [.. sites.Select(project => new AuditedProject(RelativePath(project.ProjectFile), project.TargetFramework)).Distinct()],
            [.. rules.Values],
            [.. findings[true]],
            [.. findings[false]],
            [.. merged.Where(finding => finding.RuleId == SarifReader.InventoryRule)],
            [.. results.Where(finding => finding.RuleId == SarifReader.FixListRule).Select(FixableFinding.Of)]);

        Place Relative(Place place, CompiledProject project)
        {
            // A diagnostic about the compilation as a whole belongs to the project's file.
            var file = place.Path.Length == 0 ? project.ProjectFile : Path.GetFullPath(place.Path, Path.GetDirectoryName(project.ProjectFile)!);
            return place with { Path = RelativePath(file) };
        }

        string RelativePath(string file) =>
            file.StartsWith(scratch.Artifacts, StringComparison.Ordinal) ? "generated/" + Path.GetFileName(file) : Path.GetRelativePath(root, file).Replace('\\', '/');
    }

    private static bool IsFinding(Finding finding) => finding.RuleId is not (SarifReader.InventoryRule or SarifReader.FixListRule);

    private static CompilerLog ReadLog(CompiledProject project)
    {
        if (!File.Exists(project.LogFile))
            throw new AuditException($"The compiler wrote no log for {Path.GetFileName(project.ProjectFile)}: make 'dotnet build' work for it, then audit again.");

        using var stream = File.OpenRead(project.LogFile);
        var log = SarifReader.Read(stream);
        return log.LoadProblems.Count == 0 && log.Rules.Any(rule => rule.Id == SarifReader.InventoryRule)
            ? log
            : throw new AuditException($"The compiler of {Path.GetFileName(project.ProjectFile)} did not run the analyzers: build it with the .NET SDK 9.0.300 or newer (see its global.json).", log.LoadProblems);
    }

    /// <summary>The same finding in several frameworks: the most severe counts, and it is set aside only if it is everywhere.</summary>
    private static Finding MergeDuplicates(IEnumerable<Finding> duplicates)
    {
        var all = duplicates.ToList();
        var first = all[0];
        return first with { Level = all.Max(finding => finding.Level), Suppression = all.TrueForAll(finding => finding.Suppression is not null) ? first.Suppression : null };
    }

    private static string CommonFolder(string folder, string other)
    {
        var current = folder;
        while (!IsBelow(other, current))
        {
            if (Path.GetDirectoryName(current) is not { } parent)
                return folder;
            current = parent;
        }

        return current;
    }

    private static bool IsBelow(string path, string folder) =>
        path == folder || path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
