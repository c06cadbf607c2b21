using ConsentAnalyzers.Tool.Audit;
using ConsentAnalyzers.Tool.Reporting;

namespace ConsentAnalyzers.Tool;

/// <summary>Compiles a site with the analyzers and reads what they say.</summary>
internal static class SiteAudit
{
    public static async Task<AuditResult> RunAsync(AuditTarget target, CompilerOptions options, ConsoleReport console, CancellationToken cancellation)
    {
        using var scratch = new Scratch();
        return await console.ShowProgressAsync(async progress =>
        {
            progress.Restoring();
            var compiled = await CompilerRun.ExecuteAsync(target, scratch, options, progress, cancellation);
            progress.Reading();
            return AuditMerge.Merge(target, scratch, compiled);
        }, isVerbose: options.OnOutput is not null);
    }
}
