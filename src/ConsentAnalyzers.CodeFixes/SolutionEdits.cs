using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ConsentAnalyzers.Fixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.CodeFixes;

/// <summary>Writes the edits of fixes into a solution: each file once, in every project that shares it.</summary>
internal static class SolutionEdits
{
    public static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<Fix> fixes, CancellationToken cancellationToken)
    {
        foreach (var file in FixMerge.Merge(fixes.Select(f => (IReadOnlyCollection<FixEdit>)f.Edits), out _))
        {
            var changes = file.Value.Select(e => new TextChange(new TextSpan(e.Start, e.Length), e.NewText));
            foreach (var id in solution.GetDocumentIdsWithFilePath(file.Key))
            {
                if (solution.GetDocument(id) is { } document) solution = solution.WithDocumentText(id, (await document.GetTextAsync(cancellationToken).ConfigureAwait(false)).WithChanges(changes));
                else if (solution.GetAdditionalDocument(id) is { } text) solution = solution.WithAdditionalDocumentText(id, (await text.GetTextAsync(cancellationToken).ConfigureAwait(false)).WithChanges(changes));
            }
        }
        return solution;
    }
}
