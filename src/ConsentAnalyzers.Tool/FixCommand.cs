using ConsentAnalyzers.Tool.Audit;
using ConsentAnalyzers.Tool.Fixing;
using ConsentAnalyzers.Tool.Reporting;

namespace ConsentAnalyzers.Tool;

/// <summary><c>consent fix</c>: find, compile, choose, write, until nothing is left that a machine can mend.</summary>
internal sealed class FixCommand
{
    // A fix may make room for another one that stood in its way; more than a few passes would be a fix that undoes another.
    private const int MostPasses = 5;

    public async Task<int> RunAsync(FixOptions options, CancellationToken cancellation)
    {
        var texts = Texts.For(options.Language);
        var console = new ConsoleReport(texts, texts.Fixing, texts.CouldNotFix);
        return await ExitCode.OfAsync(console, async () =>
        {
            var choices = FixChoices.Parse(options.Purposes, options.Exemptions);
            var target = ProjectDiscovery.Find(options.Path, Directory.GetCurrentDirectory());
            console.WriteTarget(target);
            if (!options.DryRun && !options.Force && await WorkTree.UncommittedAsync(target.Root, cancellation) is [_, ..] uncommitted)
                throw new AuditException("There are uncommitted changes: commit or stash them, so that the fixes can be told from them and undone, or use --force.", uncommitted);

            var report = new FixReport(texts);
            var done = new List<PlannedFix>();
            var written = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            for (var pass = 1; ; pass++)
            {
                var plan = await PlanAsync(target, options, choices, console, written, cancellation);
                if (options.DryRun)
                {
                    report.WriteDiff(plan.Files);
                    report.WriteSummary(plan.Fixes, plan.Left, plan.Files.Count, isDryRun: true, choices.Unused);
                    return plan.Left.Count + plan.Fixes.Count > 0 ? ExitCode.Findings : ExitCode.NothingFound;
                }

                if (plan.Files.Count == 0 || pass > MostPasses)
                {
                    List<LeftFinding> left = [.. plan.Left, .. plan.Fixes.Select(fix => new LeftFinding(fix.Finding, LeftReason.Overlaps))];
                    report.WriteSummary(done, left, written.Count, isDryRun: false, choices.Unused);
                    return left.Exists(item => item.Reason != LeftReason.NotAsked) ? ExitCode.Findings : ExitCode.NothingFound;
                }

                foreach (var file in plan.Files)
                    written.TryAdd(file.File.Path, file.File.Bytes);
                FileWriter.Write([.. plan.Files.Select(file => (file.File.Path, file.File.With(file.NewText)))]);
                done.AddRange(plan.Fixes);
            }
        });
    }

    private static async Task<FixPlan> PlanAsync(AuditTarget target, FixOptions options, FixChoices choices, ConsoleReport console, Dictionary<string, byte[]> written, CancellationToken cancellation)
    {
        var since = DateTime.UtcNow;
        try
        {
            var audit = await SiteAudit.RunAsync(target, new CompilerOptions(options.Configuration, options.Language, options.Verbose ? console.WriteBuildOutput : null, ListFixes: true), console, cancellation);
            return FixPlan.Of(audit, options.Rules, choices, since);
        }
        catch (AuditException e) when (written.Count > 0)
        {
            // The site compiled before: whatever it is, nobody shall be left with it.
            FileWriter.Write([.. written.Select(file => (file.Key, file.Value))]);
            throw new AuditException("The site no longer builds with the fixes, which is a defect of the tool: every file is as it was. Fix fewer rules at once (--rule), and please report it.", [e.Message, .. e.Details]);
        }
    }
}
