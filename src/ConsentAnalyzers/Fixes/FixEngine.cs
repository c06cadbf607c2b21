using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Fixes;

/// <summary>Knows every fixer. Editors, Fix All and the tool ask here, so that all three make the same edits.</summary>
internal static class FixEngine
{
    private static readonly ImmutableDictionary<string, ImmutableArray<Fixer>> Fixers = CookieFixers.All.Concat(MarkupFixers.All).Concat(MechanismFixers.All).Concat(ServerFixers.All)
        .SelectMany(fixer => fixer.Rules.Select(rule => (rule.Id, Fixer: fixer))).GroupBy(f => f.Id).ToImmutableDictionary(f => f.Key, f => f.Select(x => x.Fixer).ToImmutableArray());

    /// <summary>The ids of the rules that something mends.</summary>
    public static IEnumerable<string> Rules => Fixers.Keys;

    /// <summary>The ways to mend a finding, the best one first.</summary>
    public static ImmutableArray<Fix> For(Diagnostic finding, Compilation compilation, AnalyzerOptions options, CancellationToken cancellationToken)
    {
        if (!Fixers.TryGetValue(finding.Id, out var fixers)) return [];
        var request = new FixRequest(finding, ConsentContext.Of(compilation, options), cancellationToken);
        var fixes = fixers.SelectMany(fixer => fixer.Fixes(request));
        if (request.Tree is not { } tree || !RazorViews.IsGenerated(tree.FilePath)) return [.. fixes];
        // C# of a view is found in the generated tree, and mended in the view.
        var path = RazorViews.PathOf(tree);
        return path is not null && request.FileAt(path)?.GetText(cancellationToken) is { } text && RazorView.Create(tree, path, text) is { } view ? [.. fixes.Select(fix => InView(fix, path, view)).OfType<Fix>()] : [];
    }

    private static Fix? InView(Fix fix, string path, RazorView view)
    {
        var edits = ImmutableArray.CreateBuilder<FixEdit>(fix.Edits.Length);
        foreach (var edit in fix.Edits)
        {
            if (edit.Path != view.Tree.FilePath) edits.Add(edit);
            else if (view.PlaceOf(new(edit.Start, edit.Length)) is { } place) edits.Add(Moved(edit, place.Start - edit.Start) with { Path = path });
            else return null;
        }
        return fix with { Edits = edits.ToImmutable() };
    }

    private static FixEdit Moved(FixEdit edit, int by) =>
        edit.AroundEnd == 0 ? edit with { Start = edit.Start + by } : edit with { Start = edit.Start + by, AroundStart = edit.AroundStart + by, AroundEnd = edit.AroundEnd + by };
}
