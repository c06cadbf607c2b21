using ConsentAnalyzers.Fixes;
using ConsentAnalyzers.Tool.Audit;

namespace ConsentAnalyzers.Tool.Fixing;

/// <summary>Why a finding stays as it is.</summary>
internal enum LeftReason
{
    /// <summary>The rule has no fix, or none that is safe here: its page says what to do.</summary>
    NoFix,

    /// <summary>Only a person can say what it is for.</summary>
    Undecided,

    /// <summary>There are several ways, and none of them is a purpose or a ground: the editor's menu has them.</summary>
    Choice,

    /// <summary>What was said of it (<c>--purpose</c>, <c>--exempt</c>) cannot be done here.</summary>
    NotPossible,

    /// <summary>Another fix changes the same lines.</summary>
    Overlaps,

    /// <summary>The file lies outside of what was named.</summary>
    Outside,

    /// <summary>The file changed while the site was compiled.</summary>
    Changed,

    /// <summary><c>--rule</c> names others.</summary>
    NotAsked,
}

internal sealed record PlannedFix(Finding Finding, WrittenFix Fix);

internal sealed record LeftFinding(Finding Finding, LeftReason Reason);

internal sealed record ChangedFile(SourceFile File, string RelativePath, string NewText, IReadOnlyList<FixEdit> Edits);

/// <summary>What one pass does, and what it leaves.</summary>
internal sealed record FixPlan(IReadOnlyList<PlannedFix> Fixes, IReadOnlyList<LeftFinding> Left, IReadOnlyList<ChangedFile> Files)
{
    /// <param name="rules">The rules whose findings are mended; empty for all.</param>
    /// <param name="since">When the compiler began to read: what was written later is not what it saw.</param>
    public static FixPlan Of(AuditResult audit, IReadOnlyList<string> rules, FixChoices choices, DateTime since)
    {
        var left = new List<LeftFinding>();
        var wanted = new List<PlannedFix>();
        var fixables = audit.Fixables.ToLookup(fixable => Key(fixable.Finding));
        foreach (var finding in audit.Findings)
        {
            if (rules.Count > 0 && !rules.Contains(finding.RuleId, StringComparer.OrdinalIgnoreCase))
                left.Add(new LeftFinding(finding, LeftReason.NotAsked));
            else if (Choose(finding, fixables[Key(finding)].SelectMany(fixable => fixable.Fixes).ToList(), choices, out var reason) is { } fix)
                wanted.Add(new PlannedFix(finding, fix));
            else
                left.Add(new LeftFinding(finding, reason));
        }

        var possible = new List<PlannedFix>();
        foreach (var planned in wanted)
        {
            if (planned.Fix.Edits.Any(edit => !IsBelow(edit.Path, audit.Root)))
                left.Add(new LeftFinding(planned.Finding, LeftReason.Outside));
            else if (planned.Fix.Edits.Any(edit => !File.Exists(edit.Path) || File.GetLastWriteTimeUtc(edit.Path) > since))
                left.Add(new LeftFinding(planned.Finding, LeftReason.Changed));
            else
                possible.Add(planned);
        }

        var changes = FixMerge.Merge(possible.Select(planned => planned.Fix.Edits), out var rejected);
        left.AddRange(rejected.Select(number => new LeftFinding(possible[number].Finding, LeftReason.Overlaps)));
        return new FixPlan(
            [.. possible.Where((_, number) => !rejected.Contains(number))],
            [.. left.OrderBy(item => item.Finding.Place.Path, StringComparer.Ordinal).ThenBy(item => item.Finding.Place.StartLine).ThenBy(item => item.Finding.Place.StartColumn).ThenBy(item => item.Finding.RuleId, StringComparer.Ordinal)],
            [.. changes.OrderBy(change => change.Key, StringComparer.Ordinal).Select(change => Changed(change.Key, change.Value, audit.Root))]);
    }

    private static WrittenFix? Choose(Finding finding, List<WrittenFix> fixes, FixChoices choices, out LeftReason reason)
    {
        if (choices.For(finding) is { } choice)
        {
            reason = LeftReason.NotPossible;
            // What is known needs no choosing: gate is gate for the purpose that the cookie has.
            return fixes.Find(choice.IsDoneBy) ?? (finding.Properties.GetValueOrDefault("purpose") == choice.Word ? fixes.Find(fix => !fix.Key.Contains(':')) : null);
        }

        reason = fixes.Count == 0 ? LeftReason.NoFix : fixes.Exists(FixChoices.CanTake) ? LeftReason.Undecided : LeftReason.Choice;
        return fixes.Find(fix => !fix.Key.Contains(':'));
    }

    private static ChangedFile Changed(string path, IReadOnlyList<FixEdit> edits, string root)
    {
        var file = SourceFile.Read(path);
        if (edits[^1].End > file.Text.Length)
            throw new AuditException($"'{path}' is not what the compiler read: save it as UTF-8, then fix again.");
        return new ChangedFile(file, Path.GetRelativePath(root, path).Replace('\\', '/'), FixMerge.Apply(file.Text, edits), edits);
    }

    private static (string, Place, string) Key(Finding finding) => (finding.RuleId, finding.Place, finding.Properties.GetValueOrDefault("name", ""));

    private static bool IsBelow(string path, string folder) => path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
