using ConsentAnalyzers.Tool.Audit;
using ConsentAnalyzers.Tool.Reporting;

namespace ConsentAnalyzers.Tool;

internal static class ExitCode
{
    public const int NothingFound = 0;
    public const int Findings = 1;
    public const int CouldNotRun = 2;
    public const int Interrupted = 130;
}

/// <param name="FailOn">The least severity that fails; null for none.</param>
internal sealed record AuditOptions(string Path, string Output, Level? FailOn, string Language, string Configuration, DateOnly? Date, bool Verbose);

/// <summary><c>consent audit</c>: find, compile, read, render.</summary>
internal sealed class AuditCommand(TimeProvider clock)
{
    public async Task<int> RunAsync(AuditOptions options, CancellationToken cancellation)
    {
        var texts = Texts.For(options.Language);
        var console = new ConsoleReport(texts);
        try
        {
            var target = ProjectDiscovery.Find(options.Path, Directory.GetCurrentDirectory());
            var output = new ReportFolder(options.Output);
            console.WriteTarget(target);

            var audit = await AuditAsync(target, options, console, cancellation);
            var date = options.Date ?? DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
            var written = new[]
            {
                output.Write("consent-audit.sarif", SarifWriter.Write(audit, ToolInfo.Version)),
                output.Write("consent-audit.html", HtmlReport.Write(audit, texts, date)),
            };
            console.WriteResult(audit, written);
            return audit.FailsOn(options.FailOn) ? ExitCode.Findings : ExitCode.NothingFound;
        }
        catch (AuditException e)
        {
            console.WriteFailure(e);
            return ExitCode.CouldNotRun;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e)
        {
            // Whatever it is, it must not pass for findings, which is what an unhandled exception's exit code would say.
            console.WriteFailure(new AuditException($"This is a defect of the tool: please report it at {ToolInfo.ProjectUrl}/issues with the lines below.", [e.ToString()]));
            return ExitCode.CouldNotRun;
        }
    }

    private static async Task<AuditResult> AuditAsync(AuditTarget target, AuditOptions options, ConsoleReport console, CancellationToken cancellation)
    {
        using var scratch = new Scratch();
        return await console.ShowProgressAsync(async progress =>
        {
            progress.Restoring();
            var compiler = new CompilerOptions(options.Configuration, options.Language, options.Verbose ? console.WriteBuildOutput : null);
            var compiled = await CompilerRun.ExecuteAsync(target, scratch, compiler, progress, cancellation);
            progress.Reading();
            return AuditMerge.Merge(target, scratch, compiled);
        }, options.Verbose);
    }
}
