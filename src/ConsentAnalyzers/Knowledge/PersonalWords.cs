using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsentAnalyzers.Knowledge;

/// <summary>Whether the name of a member or form field speaks of data about a person (<c>personal-words.tsv</c>).</summary>
internal static class PersonalWords
{
    private static readonly Lazy<HashSet<string>> Phrases = new(() => new(TsvTable.Load("personal-words.tsv").Rows.Select(r => r["words"]), StringComparer.OrdinalIgnoreCase));

    private static readonly Lazy<int> Longest = new(() => Phrases.Value.Max(p => p.Split(' ').Length));

    public static bool Speak(string name)
    {
        var words = new List<string>();
        foreach (var (start, length) in NameTokens.Split(name.AsSpan())) words.Add(name.Substring(start, length));
        for (var start = 0; start < words.Count; start++)
        {
            for (var count = 1; count <= Longest.Value && start + count <= words.Count; count++)
            {
                if (Phrases.Value.Contains(string.Join(" ", words.GetRange(start, count)))) return true;
            }
        }
        return false;
    }
}
