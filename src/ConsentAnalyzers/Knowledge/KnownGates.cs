using System;
using System.Collections.Generic;
using ConsentAnalyzers.Consent;

namespace ConsentAnalyzers.Knowledge;

internal enum GateElement { Any, Script, Frame }

internal enum GateState
{
    /// <summary>The element waits for consent.</summary>
    Held,

    /// <summary>The marker leaves the element live: <c>data-cookieconsent="ignore"</c>.</summary>
    Open,

    /// <summary>The category never waits: <c>necessary</c>.</summary>
    Necessary,
}

/// <summary>What a marker's value says. <see cref="Purposes"/> is <see cref="ConsentPurposes.Any"/> alone when the value names none that is known.</summary>
internal readonly struct GateReading(GateState state, ConsentPurposes purposes)
{
    public GateState State { get; } = state;

    public ConsentPurposes Purposes { get; } = purposes;
}

/// <summary>One way in which an element says that it waits for consent.</summary>
internal sealed class CmpGate
{
    private readonly string value;
    private readonly string[] open;
    private readonly Dictionary<string, ConsentPurposes> categories;
    private readonly Dictionary<string, ConsentPurposes> commonCategories;

    public CmpGate(TsvRow row, Dictionary<string, ConsentPurposes> commonCategories)
    {
        Cmp = row.Required("cmp");
        row.Required("source");
        Element = KnownGates.ReadElement(row);
        Attribute = row.Required("attribute");
        value = row["value"];
        InertTypes = row.List("types");
        RequiresInertType = row.Flag("inert");
        LiveSourceIsGate = row.Flag("live_src");
        open = row.List("open");
        categories = KnownGates.ReadCategories(row);
        this.commonCategories = commonCategories;
        DeferredAttributes = row.List("deferred");
    }

    public string Cmp { get; }

    public GateElement Element { get; }

    public string Attribute { get; }

    /// <summary>Whether the attribute is a list of words (<c>class</c>) of which one must fit.</summary>
    public bool IsWordList => value.Length > 0 && Attribute == "class";

    /// <summary>The inert types that belong to the marker; any inert type holds the script all the same.</summary>
    public IReadOnlyList<string> InertTypes { get; }

    /// <summary>Without an inert type (or with a live <c>src</c>) the marker holds nothing.</summary>
    public bool RequiresInertType { get; }

    /// <summary>The platform intercepts the element even with a live <c>src</c>.</summary>
    public bool LiveSourceIsGate { get; }

    /// <summary>Where the address waits meanwhile.</summary>
    public IReadOnlyList<string> DeferredAttributes { get; }

    /// <summary>Reads the attribute's value; <c>null</c> when it is not this marker's.</summary>
    public GateReading? Read(string text)
    {
        if (IsWordList)
        {
            foreach (var word in text.Split((char[])[' ', '\t', '\r', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (ReadWord(word) is { } reading) return reading;
            }
            return null;
        }
        return ReadWord(text.Trim());
    }

    private GateReading? ReadWord(string word)
    {
        if (value.EndsWith("*", StringComparison.Ordinal))
        {
            var start = value.Substring(0, value.Length - 1);
            if (!word.StartsWith(start, StringComparison.OrdinalIgnoreCase)) return null;
            word = word.Substring(start.Length);
        }
        else if (value.Length > 0)
        {
            return word.Equals(value, StringComparison.OrdinalIgnoreCase) ? new GateReading(GateState.Held, ConsentPurposes.Any) : null;
        }
        foreach (var pattern in open)
        {
            if (pattern.EndsWith("*", StringComparison.Ordinal) ? word.StartsWith(pattern.Substring(0, pattern.Length - 1), StringComparison.OrdinalIgnoreCase) : word.Equals(pattern, StringComparison.OrdinalIgnoreCase))
            {
                return new GateReading(GateState.Open, ConsentPurposes.None);
            }
        }
        var purposes = ConsentPurposes.None;
        var necessary = false;
        var unknown = false;
        // "analytics", "statistics,marketing", "C0002-C0003", "1, 4". A word that holds a dash itself is looked up first.
        if (Lookup(word) is { } whole) Add(whole);
        else
        {
            foreach (var part in word.Split((char[])[',', ' ', '|', ';'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (Lookup(part) is { } known) Add(known);
                else
                {
                    foreach (var piece in part.Split('-'))
                    {
                        if (Lookup(piece) is { } category) Add(category);
                        else unknown = true;
                    }
                }
            }
        }
        if (purposes == ConsentPurposes.None && necessary && !unknown) return new GateReading(GateState.Necessary, ConsentPurposes.None);
        return new GateReading(GateState.Held, purposes | ConsentPurposes.Any);

        void Add(ConsentPurposes category)
        {
            if (category == ConsentPurposes.None) necessary = true;
            else purposes |= category;
        }
    }

    private ConsentPurposes? Lookup(string word) =>
        categories.TryGetValue(word, out var purposes) ? purposes
        : categories.Count == 0 && commonCategories.TryGetValue(word, out purposes) ? purposes
        : null;
}

/// <summary>The markers and loaders of consent platforms. Facts: <c>cmp-gates.tsv</c>, <c>cmp-loaders.tsv</c>.</summary>
internal static class KnownGates
{
    private static readonly Lazy<Tables> Data = new(() => new Tables(TsvTable.Load("cmp-gates.tsv")));
    private static readonly Lazy<HostIndex<CmpLoader>> LoaderData = new(() => ReadLoaders(TsvTable.Load("cmp-loaders.tsv")));

    public static IReadOnlyList<CmpGate> All => Data.Value.Gates;

    /// <summary>Purposes by category word, in any case: <c>statistics</c>, <c>marketing</c>; <see cref="ConsentPurposes.None"/> for the necessary ones; <c>null</c> for an unknown word.</summary>
    public static ConsentPurposes? Category(string word) => Data.Value.Common.TryGetValue(word, out var purposes) ? purposes : null;

    /// <summary>The consent platform whose script the address loads.</summary>
    public static CmpLoader? FindLoader(ReadOnlySpan<char> url) => LoaderData.Value.FindUrl(url);

    internal static HostIndex<CmpLoader> ReadLoaders(TsvTable table) => new(table, row =>
    {
        row.Required("source");
        row.Flag("verified");
        return new CmpLoader(row.Required("cmp"), row["auto_block"]);
    });

    internal static GateElement ReadElement(TsvRow row) => row.OneOf("element", ("any", GateElement.Any), ("script", GateElement.Script), ("frame", GateElement.Frame));

    internal static Dictionary<string, ConsentPurposes> ReadCategories(TsvRow row)
    {
        var categories = new Dictionary<string, ConsentPurposes>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in row.List("categories"))
        {
            var split = pair.IndexOf('=');
            if (split <= 0) throw row.Error("categories", pair, "is not word=purpose");
            var word = pair.Substring(0, split);
            var purposes = ConsentPurposes.None;
            foreach (var name in pair.Substring(split + 1).Split('+'))
            {
                if (name == "necessary") continue;
                purposes |= ConsentWords.TryParsePurpose(name, out var purpose) ? purpose : throw row.Error("categories", pair, "names no purpose");
            }
            if (categories.ContainsKey(word)) throw row.Error("categories", word, "stands twice");
            categories.Add(word, purposes);
        }
        return categories;
    }

    internal sealed class Tables
    {
        public Tables(TsvTable table)
        {
            var gates = new List<CmpGate>();
            foreach (var row in table.Rows)
            {
                if (row["attribute"].Length == 0)
                {
                    foreach (var category in ReadCategories(row)) Common.Add(category.Key, category.Value);
                }
            }
            foreach (var row in table.Rows)
            {
                if (row["attribute"].Length > 0) gates.Add(new CmpGate(row, Common));
            }
            Gates = gates;
        }

        public IReadOnlyList<CmpGate> Gates { get; }

        public Dictionary<string, ConsentPurposes> Common { get; } = new(StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary>A consent platform's script. Never a tracker.</summary>
internal sealed class CmpLoader(string cmp, string autoBlock)
{
    public string Cmp { get; } = cmp;

    /// <summary>What makes it hold live elements by itself: <c>attribute=value</c>, <c>always</c>, or empty when nothing does.</summary>
    public string AutoBlock { get; } = autoBlock;
}
