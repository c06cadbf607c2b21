using System.Text;
using ConsentAnalyzers.Fixes;

namespace ConsentAnalyzers.Tool.Reporting;

/// <summary>The changes of a file as a unified diff that <c>git apply</c> takes: carriage returns and a missing last line end included. Where the changes are is known, so nothing is searched.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <param name="edits">By place, none overlapping.</param>
    public static string Write(string path, string oldText, string newText, IReadOnlyList<FixEdit> edits)
    {
        var (old, @new) = (Lines(oldText), Lines(newText));
        var diff = new StringBuilder($"--- a/{path}\n+++ b/{path}\n");
        foreach (var hunk in Hunks(Blocks(oldText, old, edits), old, @new))
            WriteHunk(diff, hunk, old, @new);
        return diff.ToString();
    }

    /// <summary>Changed lines: from <paramref name="Old"/> on <paramref name="OldCount"/> of them become <paramref name="NewCount"/>, from <paramref name="New"/> on.</summary>
    private readonly record struct Block(int Old, int OldCount, int New, int NewCount)
    {
        public int OldEnd => Old + OldCount;
    }

    // The lines that edits touch; edits on one line are one block.
    private static IEnumerable<Block> Blocks(string oldText, List<string> old, IReadOnlyList<FixEdit> edits)
    {
        var starts = new List<int> { 0 };
        foreach (var line in old)
            starts.Add(starts[^1] + line.Length);
        var moved = 0;
        for (var i = 0; i < edits.Count;)
        {
            var first = LineOf(edits[i].Start);
            var last = LineOf(edits[i].End);
            var text = new StringBuilder();
            var at = starts[first];
            for (; i < edits.Count && LineOf(edits[i].Start) <= last; i++)
            {
                text.Append(oldText, at, edits[i].Start - at).Append(edits[i].NewText);
                at = edits[i].End;
                last = Math.Max(last, LineOf(at));
            }

            text.Append(oldText, at, starts[Math.Min(last + 1, old.Count)] - at);
            var count = Math.Min(last + 1, old.Count) - first;
            var written = Lines(text.ToString()).Count;
            yield return new Block(first, count, first + moved, written);
            moved += written - count;
        }

        // Behind a last line without an end one is still on it.
        int LineOf(int position)
        {
            var line = starts.BinarySearch(position) is >= 0 and var exact ? exact : ~starts.BinarySearch(position) - 1;
            return line == old.Count && line > 0 && !old[^1].EndsWith('\n') ? line - 1 : line;
        }
    }

    private static IEnumerable<List<Block>> Hunks(IEnumerable<Block> blocks, List<string> old, List<string> @new)
    {
        var hunk = new List<Block>();
        foreach (var block in blocks.Select(block => Trimmed(block, old, @new)).Where(block => block.OldCount + block.NewCount > 0))
        {
            if (hunk.Count > 0 && block.Old - hunk[^1].OldEnd > 2 * Context)
            {
                yield return hunk;
                hunk = [];
            }

            hunk.Add(block);
        }

        if (hunk.Count > 0)
            yield return hunk;
    }

    // Without the lines at its edges that stay what they are.
    private static Block Trimmed(Block block, List<string> old, List<string> @new)
    {
        var (head, tail, shared) = (0, 0, Math.Min(block.OldCount, block.NewCount));
        while (head < shared && old[block.Old + head] == @new[block.New + head])
            head++;
        while (tail < shared - head && old[block.OldEnd - 1 - tail] == @new[block.New + block.NewCount - 1 - tail])
            tail++;
        return new Block(block.Old + head, block.OldCount - head - tail, block.New + head, block.NewCount - head - tail);
    }

    private static void WriteHunk(StringBuilder diff, List<Block> hunk, List<string> old, List<string> @new)
    {
        var start = Math.Max(0, hunk[0].Old - Context);
        var end = Math.Min(old.Count, hunk[^1].OldEnd + Context);
        var newStart = hunk[0].New - (hunk[0].Old - start);
        var newCount = end - start + hunk.Sum(block => block.NewCount - block.OldCount);
        diff.Append($"@@ -{Range(start, end - start)} +{Range(newStart, newCount)} @@\n");
        var at = start;
        foreach (var block in hunk)
        {
            Append(' ', old, at, block.Old - at);
            Append('-', old, block.Old, block.OldCount);
            Append('+', @new, block.New, block.NewCount);
            at = block.OldEnd;
        }

        Append(' ', old, at, end - at);

        void Append(char sign, List<string> lines, int from, int count)
        {
            foreach (var line in lines.GetRange(from, count))
                diff.Append(sign).Append(line).Append(line.EndsWith('\n') ? "" : "\n\\ No newline at end of file\n");
        }
    }

    // An empty range stands behind the line before it.
    private static string Range(int start, int count) => count == 0 ? $"{start},0" : $"{start + 1},{count}";

    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var found ? found + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }
}
