using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsentAnalyzers.Knowledge;

/// <summary>Whether a name speaks of recognising visitors (<c>visitor-words.tsv</c>), by whole words.</summary>
internal sealed class VisitorWords
{
    private static readonly Lazy<VisitorWords> Embedded = new(() => new VisitorWords(TsvTable.Load("visitor-words.tsv")));

    private readonly HashSet<string> _words;

    private VisitorWords(TsvTable table) => _words = new(table.Rows.Select(r => r["word"]), StringComparer.OrdinalIgnoreCase);

    public static VisitorWords Default => Embedded.Value;

    public bool Speak(string name)
    {
        foreach (var (start, length) in NameTokens.Split(name.AsSpan())) if (_words.Contains(name.Substring(start, length))) return true;
        return false;
    }
}
