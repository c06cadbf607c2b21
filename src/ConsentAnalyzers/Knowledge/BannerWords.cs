using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Markup;

namespace ConsentAnalyzers.Knowledge;

/// <summary>What a control of a banner does.</summary>
internal enum BannerAct
{
    /// <summary>Nothing that the tables know.</summary>
    None,
    Accept,

    /// <summary>Takes note; an acceptance only where something else says so.</summary>
    Acknowledge,
    Refuse,
    Save,
    Customise,
    Inform,
    Close,
}

/// <summary>The words of consent banners in seven languages (<c>banner-words.tsv</c>).</summary>
internal sealed class BannerWords
{
    // A gap in a control's text says that it is a sentence and no label.
    private const int LongestLabel = 10;

    private static readonly Lazy<BannerWords> Embedded = new(() => new(TsvTable.Load("banner-words.tsv")));

    private readonly Dictionary<string, string[]> _phrases;
    private readonly (string Phrase, string Language)[] _accepts;
    private readonly Dictionary<string, string> _refuseLabels;

    private BannerWords(TsvTable table)
    {
        _accepts = [.. table.Rows.Where(r => r["kind"] == "accept").Select(r => (" " + r["phrase"] + " ", r["language"])).OrderByDescending(a => a.Item1.Length)];
        _refuseLabels = table.Rows.Where(r => r["kind"] == "refuselabel").ToDictionary(r => r["language"], r => r["phrase"], StringComparer.Ordinal);
        _phrases = table.Rows.GroupBy(r => r["kind"]).ToDictionary(g => g.Key, g => g.Select(r => " " + r["phrase"] + " ").Distinct().OrderByDescending(p => p.Length).ToArray(), StringComparer.Ordinal);
    }

    public static BannerWords Default => Embedded.Value;

    /// <summary>Whether a text holds a phrase of a kind.</summary>
    public bool Has(string kind, FoldedText text) => IndexOf(kind, text) >= 0;

    /// <summary>Where the first phrase of a kind stands in the folded text; -1 for none.</summary>
    public int IndexOf(string kind, FoldedText text, int from = 0)
    {
        var first = -1;
        foreach (var phrase in _phrases[kind])
        {
            var at = text.Folded.IndexOf(phrase, from, StringComparison.Ordinal);
            if (at >= 0 && (first < 0 || at < first)) first = at;
        }
        return first;
    }

    /// <summary>What a button that refuses says in the language of a label that accepts; <see langword="null"/> where its language is not known.</summary>
    public string? RefuseLabelFor(FoldedText accept) => Array.Find(_accepts, a => accept.Folded.Contains(a.Phrase)) is { Language: { } language } && _refuseLabels.TryGetValue(language, out var label) ? label : null;

    /// <summary>Whether the text is about trackers, and does not just name a policy.</summary>
    public bool IsAboutTrackers(FoldedText text)
    {
        if (!Has("subject", text)) return false;
        var rest = text.Folded;
        foreach (var policy in _phrases["policy"]) rest = rest.Replace(policy, " ");
        return Has("subject", FoldedText.OfFolded(rest));
    }

    /// <summary>Whether a text speaks of what needs no consent, as <c>essential</c> does and <c>non-essential</c> does not.</summary>
    public bool IsNecessary(FoldedText text)
    {
        for (var at = IndexOf("necessary", text); at >= 0; at = IndexOf("necessary", text, at + 1))
        {
            var before = text.Folded.Substring(0, at + 1);
            if (!_phrases["notnecessary"].Any(p => before.EndsWith(p, StringComparison.Ordinal))) return true;
        }
        return false;
    }

    /// <summary>What a control with this label does.</summary>
    public BannerAct ActOf(FoldedText label)
    {
        if (label.IsEmpty) return BannerAct.None;
        if (Has("refuse", label) || (IsNecessary(label) && label.Words <= LongestLabel)) return BannerAct.Refuse;
        if (Has("save", label)) return BannerAct.Save;
        if (Has("customise", label)) return BannerAct.Customise;
        if (Has("inform", label)) return BannerAct.Inform;
        if (label.Words > LongestLabel) return BannerAct.None;
        return Has("accept", label) ? BannerAct.Accept : Has("acknowledge", label) ? BannerAct.Acknowledge : Has("close", label) || label.Folded.Trim().Length == 0 ? BannerAct.Close : BannerAct.None;
    }
}
