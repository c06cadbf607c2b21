using ConsentAnalyzers.Tool.Audit;
using ConsentAnalyzers.Tool.Reporting;

namespace ConsentAnalyzers.Tool;

/// <param name="FailOn">The least severity that fails; null for none.</param>
internal sealed record AuditOptions(string Path, string Output, Level? FailOn, string Language, string Configuration, DateOnly? Date, bool Verbose);

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

            var audit = await SiteAudit.RunAsync(target, new CompilerOptions(options.Configuration, options.Language, options.Verbose ? console.WriteBuildOutput : null), console, cancellation);
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
