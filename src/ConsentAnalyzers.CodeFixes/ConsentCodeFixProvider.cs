using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using ConsentAnalyzers.Fixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ConsentAnalyzers.CodeFixes;

/// <summary>The door of editors and of <c>dotnet format</c> to <see cref="FixEngine"/>: in C#, views, components, pages and scripts.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConsentCodeFixProvider), DocumentKinds = ["Document", "AdditionalDocument"], DocumentExtensions = [".cs", ".cshtml", ".razor", ".html", ".htm", ".js", ".mjs"])]
[Shared]
public sealed class ConsentCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. FixEngine.Rules.OrderBy(id => id, System.StringComparer.Ordinal), Descriptors.CNS9003_FixList.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => ConsentFixAllProvider.Instance;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var project = context.TextDocument.Project;
        foreach (var finding in context.Diagnostics)
        {
            var fixes = await FindingFixes.OfAsync(finding, project, context.CancellationToken).ConfigureAwait(false);
            foreach (var fix in fixes.Where(f => f.Group is null)) context.RegisterCodeFix(Action(fix), finding);
            foreach (var choices in fixes.Where(f => f.Group is not null).GroupBy(f => f.Group!.ToString()))
            {
                context.RegisterCodeFix(CodeAction.Create(choices.Key, [.. choices.Select(Action)], isInlinable: false), finding);
            }
        }

        CodeAction Action(Fix fix) => CodeAction.Create(fix.Title.ToString(), cancellation => SolutionEdits.ApplyAsync(project.Solution, [fix], cancellation), fix.Key);
    }
}
