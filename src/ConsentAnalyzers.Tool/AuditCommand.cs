using ConsentAnalyzers.Tool.Audit;
using ConsentAnalyzers.Tool.Reporting;

namespace ConsentAnalyzers.Tool;

/// <param name="Baseline">The file of known findings; null for the one in the audited folder, if it is there.</param>
/// <param name="FailOn">The least severity that fails; null for none.</param>
internal sealed record AuditOptions(string Path, string Output, Level? FailOn, string Language, string Configuration, DateOnly? Date, bool Verbose, string? Baseline = null, bool WriteBaseline = false);

/// <summary><c>consent audit</c>: find, compile, read, render.</summary>
internal sealed class AuditCommand(TimeProvider clock)
{
    public async Task<int> RunAsync(AuditOptions options, CancellationToken cancellation)
    {
        var texts = Texts.For(options.Language);
        var console = new ConsoleReport(texts, texts.Auditing, texts.CouldNotRun);
        return await ExitCode.OfAsync(console, async () =>
        {
            var target = ProjectDiscovery.Find(options.Path, Directory.GetCurrentDirectory());
            var output = new ReportFolder(options.Output);
            console.WriteTarget(target);
            var baselineFile = options.Baseline ?? Path.Combine(target.Root, Baseline.FileName);
            // Read before the build, so that nobody waits for what cannot be used.
            var baseline = !options.WriteBaseline && (options.Baseline is not null || File.Exists(baselineFile)) ? Baseline.Read(baselineFile) : null;

            var audit = await SiteAudit.RunAsync(target, new CompilerOptions(options.Configuration, options.Language, options.Verbose ? console.WriteBuildOutput : null), console, cancellation);
            if (options.WriteBaseline)
            {
                new ReportFolder(Path.GetDirectoryName(Path.GetFullPath(baselineFile))!).Write(Path.GetFileName(baselineFile), Baseline.Write(audit));
                console.WriteBaseline(audit, baselineFile);
                return ExitCode.NothingFound;
            }

            audit = baseline?.Apply(audit) ?? audit;
            var date = options.Date ?? DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
            var written = new[]
            {
                output.Write("consent-audit.sarif", SarifWriter.Write(audit, ToolInfo.Version)),
                output.Write("consent-audit.html", HtmlReport.Write(audit, texts, date)),
            };
            console.WriteResult(audit, written);
            return audit.FailsOn(options.FailOn) ? ExitCode.Findings : ExitCode.NothingFound;
        });
    }
}
