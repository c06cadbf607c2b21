using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsentAnalyzers.Fixes;
using ConsentAnalyzers.Rules.Diagnostics;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.CodeFixes;

/// <summary>The fixes of a finding in a project of a workspace.</summary>
internal static class FindingFixes
{
    public static async Task<ImmutableArray<Fix>> OfAsync(Diagnostic finding, Project project, CancellationToken cancellationToken)
    {
        // The edits of a listed fix travel with it. One that needs a decision changes nothing, but is there: dotnet format asks the first finding only whether there is anything to do.
        if (finding.Properties.TryGetValue(FixListAnalyzer.Fixes, out var written) && written is not null) return [new Fix(Listed, Descriptors.CNS9003_FixList.Title, [.. FixFormat.Read(written).FirstOrDefault(f => f.Key.IndexOf(':') < 0)?.Edits ?? []])];
        return await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is { } compilation ? FixEngine.For(finding, compilation, project.AnalyzerOptions, cancellationToken) : [];
    }

    // dotnet format repeats the first action's key for all.
    private const string Listed = "listed";
}
