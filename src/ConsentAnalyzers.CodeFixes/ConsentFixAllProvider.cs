using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using ConsentAnalyzers.Fixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ConsentAnalyzers.CodeFixes;

/// <summary>Mends every finding of a document, project or solution in one change.</summary>
/// <remarks>Roslyn's own batch fixer drops insertions that are the same or stand at one place (dotnet/roslyn#59130).</remarks>
internal sealed class ConsentFixAllProvider : FixAllProvider
{
    public static readonly ConsentFixAllProvider Instance = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var fixes = new List<Fix>();
        foreach (var project in ProjectsOf(fixAllContext))
        {
            foreach (var finding in (await FindingsAsync(fixAllContext, project).ConfigureAwait(false)).OrderBy(f => f.Location.GetMappedLineSpan().Path, System.StringComparer.Ordinal).ThenBy(f => f.Location.SourceSpan.Start))
            {
                var offered = await FindingFixes.OfAsync(finding, project, fixAllContext.CancellationToken).ConfigureAwait(false);
                if (offered.FirstOrDefault(f => f.Key == fixAllContext.CodeActionEquivalenceKey) is { } fix) fixes.Add(fix);
            }
        }
        return fixes.Count == 0 ? null : CodeAction.Create(fixes[0].Title.ToString(), cancellation => SolutionEdits.ApplyAsync(fixAllContext.Solution, fixes, cancellation), fixAllContext.CodeActionEquivalenceKey);
    }

    private static IEnumerable<Project> ProjectsOf(FixAllContext context) =>
        context.Scope == FixAllScope.Solution ? context.Solution.Projects.Where(p => p.Language == LanguageNames.CSharp).OrderBy(p => p.FilePath, System.StringComparer.Ordinal) : [context.Project];

    // Findings in markup belong to the project, as far as Roslyn can tell.
    private static async Task<ImmutableArray<Diagnostic>> FindingsAsync(FixAllContext context, Project project) =>
        context is { Scope: FixAllScope.Document, Document: { } document }
            ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
            : await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
}
