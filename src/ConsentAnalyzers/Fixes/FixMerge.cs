using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsentAnalyzers.Fixes;

/// <summary>Puts the edits of many fixes into the files they belong to: insertions nest, what is the same is written once, and a fix that another one stands in the way of is left for the next pass, as a whole.</summary>
internal static class FixMerge
{
    /// <param name="fixes">In the order in which they are to win.</param>
    /// <param name="rejected">The numbers of the fixes that overlap with one before them.</param>
    /// <returns>For each file its edits, by place, none of which overlaps with another; insertions at one place are one edit.</returns>
    public static IReadOnlyDictionary<string, List<FixEdit>> Merge(IEnumerable<IReadOnlyCollection<FixEdit>> fixes, out List<int> rejected)
    {
        var files = new SortedDictionary<string, FileEdits>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        rejected = [];
        var number = -1;
        foreach (var edits in fixes)
        {
            number++;
            // A file that several projects or frameworks share is mended once.
            if (!seen.Add(string.Join("\n", edits.Where(e => !e.IsShared).Select(e => e.ToString())))) continue;
            if (edits.Any(e => files.TryGetValue(e.Path, out var file) && file.IsInTheWay(e)))
            {
                rejected.Add(number);
                continue;
            }
            foreach (var edit in edits)
            {
                if (!files.TryGetValue(edit.Path, out var file)) files.Add(edit.Path, file = new());
                file.Add(edit);
            }
        }
        return files.ToDictionary(f => f.Key, f => f.Value.InOrder());
    }

    /// <summary>The text after its edits.</summary>
    /// <param name="edits">By place, as <see cref="Merge"/> gives them.</param>
    public static string Apply(string text, IReadOnlyList<FixEdit> edits)
    {
        var changed = new System.Text.StringBuilder(text.Length + 256);
        var at = 0;
        foreach (var edit in edits)
        {
            changed.Append(text, at, edit.Start - at).Append(edit.NewText);
            at = edit.End;
        }
        return changed.Append(text, at, text.Length - at).ToString();
    }

    private sealed class FileEdits
    {
        private readonly List<FixEdit> _edits = [];

        public bool IsInTheWay(FixEdit edit) => _edits.Any(other => !(other == edit && edit.IsShared) && Overlap(other, edit));

        public void Add(FixEdit edit)
        {
            if (!edit.IsShared || !_edits.Contains(edit)) _edits.Add(edit);
        }

        public List<FixEdit> InOrder()
        {
            var merged = new List<FixEdit>();
            // The sort is stable, so that what nothing tells apart stays in the order of the findings.
            foreach (var edit in _edits.OrderBy(e => e.Start).ThenBy(e => e.Length > 0).ThenBy(Rank).ThenBy(Size))
            {
                if (merged.Count > 0 && merged[merged.Count - 1] is { Length: 0 } last && last.Start == edit.Start) merged[merged.Count - 1] = edit with { NewText = last.NewText + edit.NewText };
                else merged.Add(edit);
            }
            return merged;
        }

        // Two insertions never overlap; an insertion at the edge of a replacement stands outside it.
        private static bool Overlap(FixEdit a, FixEdit b) =>
            a.Length == 0 && b.Length == 0 ? false
            : a.Length == 0 ? a.Start > b.Start && a.Start < b.End
            : b.Length == 0 ? b.Start > a.Start && b.Start < a.End
            : a.Start < b.End && b.Start < a.End;

        // What closes comes before what opens; what belongs to nothing in between.
        private static int Rank(FixEdit edit) => edit.AroundEnd == edit.Start && edit.AroundStart < edit.Start ? 0 : edit.AroundStart == edit.Start && edit.AroundEnd > edit.Start ? 2 : 1;

        private static int Size(FixEdit edit) => Rank(edit) switch
        {
            0 => edit.AroundEnd - edit.AroundStart,
            2 => edit.AroundStart - edit.AroundEnd,
            _ => 0,
        };
    }
}
