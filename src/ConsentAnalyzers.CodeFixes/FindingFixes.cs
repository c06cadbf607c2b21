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
        // The edits of a listed fix travel with it.
        if (finding.Properties.TryGetValue(FixListAnalyzer.Fixes, out var written) && written is not null) return [.. FixFormat.Read(written).Where(f => f.Key.IndexOf(':') < 0).Take(1).Select(f => new Fix(Listed, Descriptors.CNS9003_FixList.Title, [.. f.Edits]))];
        return await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is { } compilation ? FixEngine.For(finding, compilation, project.AnalyzerOptions, cancellationToken) : [];
    }

    // dotnet format repeats the first action's key for all.
    private const string Listed = "listed";
}
