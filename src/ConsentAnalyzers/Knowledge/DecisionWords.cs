using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsentAnalyzers.Knowledge;

/// <summary>What the names around a visitor's decision say (<c>decision-words.tsv</c>), by whole words.</summary>
internal sealed class DecisionWords
{
    private static readonly Lazy<DecisionWords> Embedded = new(() => new DecisionWords(TsvTable.Load("decision-words.tsv")));

    private readonly ILookup<string, string> _roles;

    private DecisionWords(TsvTable table) => _roles = table.Rows.ToLookup(r => r["word"], r => r["role"], StringComparer.OrdinalIgnoreCase);

    public static DecisionWords Default => Embedded.Value;

    /// <summary>Whether a choice cookie of this name remembers something beside the choice: <c>consent_banner_closed</c>.</summary>
    public bool IsRemark(string name) => Has(name, "remark");

    /// <summary>Whether a yes under this name is a refusal: <c>tracking_optout</c>.</summary>
    public bool IsNegative(string name) => Has(name, "negative");

    /// <summary>Whether a handler of this name takes a refusal: <c>DeclineCookies</c>.</summary>
    public bool IsRefusal(string name) => Has(name, "refusal");

    /// <summary>Whether a method of this name may keep a proof: <c>RecordConsent</c>, <c>SaveChangesAsync</c>.</summary>
    public bool MayRecord(string name) => Has(name, "record");

    private bool Has(string name, string role) => Words(name).Any(word => _roles[word].Contains(role));

    private static List<string> Words(string name)
    {
        var words = new List<string>();
        foreach (var (start, length) in NameTokens.Split(name.AsSpan())) words.Add(name.Substring(start, length));
        foreach (var (start, length) in NameTokens.Split(name.AsSpan(), atCase: false)) words.Add(name.Substring(start, length));
        if (words.Any(w => w.Equals("opt", StringComparison.OrdinalIgnoreCase)) && words.Any(w => w.Equals("out", StringComparison.OrdinalIgnoreCase))) words.Add("optout");
        return words;
    }
}
