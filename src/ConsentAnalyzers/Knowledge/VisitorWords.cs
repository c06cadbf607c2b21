using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsentAnalyzers.Knowledge;

/// <summary>Whether a name speaks of recognising visitors, or of a shop's customers (<c>visitor-words.tsv</c>), by whole words.</summary>
internal sealed class VisitorWords
{
    private static readonly Lazy<VisitorWords> Embedded = new(() => new VisitorWords(TsvTable.Load("visitor-words.tsv")));

    private readonly HashSet<string> _visitor;
    private readonly HashSet<string> _customer;

    private VisitorWords(TsvTable table)
    {
        _visitor = Of("visitor");
        _customer = Of("customer");

        HashSet<string> Of(string role) => new(table.Rows.Where(r => r["role"] == role).Select(r => r["word"]), StringComparer.OrdinalIgnoreCase);
    }

    public static VisitorWords Default => Embedded.Value;

    public bool SpeakOfVisitors(string name) => Speak(_visitor, name);

    public bool SpeakOfCustomers(string name) => Speak(_customer, name);

    private static bool Speak(HashSet<string> words, string name)
    {
        foreach (var (start, length) in NameTokens.Split(name.AsSpan()))
        {
            if (words.Contains(name.Substring(start, length))) return true;
        }
        return false;
    }
}
