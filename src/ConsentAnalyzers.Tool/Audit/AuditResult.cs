using ConsentAnalyzers.Fixes;

namespace ConsentAnalyzers.Tool.Audit;

/// <summary>A severity, in SARIF's words.</summary>
internal enum Level
{
    None,
    Note,
    Warning,
    Error,
}

/// <summary>A rule, as its analyzer describes it.</summary>
internal sealed record RuleInfo(string Id, string Title, string Description, string HelpUri, Level DefaultLevel, bool IsEnabledByDefault);

/// <summary>Where: a path relative to the audited root, with '/'; a line of 0 means the file as a whole.</summary>
internal sealed record Place(string Path, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    /// <summary>Line and column; empty for the file as a whole.</summary>
    public string Position => StartLine == 0 ? "" : $"{StartLine}:{StartColumn}";

    public override string ToString() => StartLine == 0 ? Path : $"{Path}:{Position}";
}

/// <summary>What one analyzer reported at one place. Properties follow <see cref="StoredThing"/>'s contract.</summary>
internal sealed record Finding(
    string RuleId,
    Level Level,
    string Message,
    Place Place,
    IReadOnlyList<Place> RelatedPlaces,
    IReadOnlyDictionary<string, string> Properties,
    Suppression? Suppression);

/// <summary>A finding, and the ways to mend it.</summary>
internal sealed record FixableFinding(Finding Finding, IReadOnlyList<WrittenFix> Fixes)
{
    /// <param name="entry">An entry of the list of fixes: the finding's own place is its first related one.</param>
    public static FixableFinding Of(Finding entry) => new(
        entry with { RuleId = entry.Properties["rule"], Place = entry.RelatedPlaces[0] },
        FixFormat.Read(entry.Properties["fixes"]));
}

/// <summary>A finding that the source itself sets aside, and why if it says so.</summary>
internal sealed record Suppression(string Justification);

/// <summary>One compilation with ASP.NET Core in it: in the others there is nothing to look at.</summary>
internal sealed record AuditedProject(string Path, string TargetFramework);

/// <summary>Everything an audit knows. Ordered: the same site gives the same result.</summary>
internal sealed record AuditResult(
    string Root,
    bool IsComplete,
    string Name,
    IReadOnlyList<AuditedProject> Projects,
    IReadOnlyList<RuleInfo> Rules,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<Finding> Suppressed,
    IReadOnlyList<Finding> InventoryEntries,
    IReadOnlyList<FixableFinding> Fixables)
{
    /// <summary>What the baseline knows: listed, and failing nothing.</summary>
    public IReadOnlyList<Finding> Known { get; init; } = [];

    /// <summary>How many findings of the baseline are no more.</summary>
    public int GoneFromBaseline { get; init; }

    public IReadOnlyList<StoredThing> Inventory { get; } = StoredThing.Group(InventoryEntries);

    public bool IsAspNetCore => Projects.Count > 0;

    public int FileCount => Findings.Select(finding => finding.Place.Path).Distinct().Count();

    public int Count(Level level) => Findings.Count(finding => finding.Level == level);

    public bool FailsOn(Level? threshold) => threshold is { } level && Findings.Any(finding => finding.Level >= level);
}
