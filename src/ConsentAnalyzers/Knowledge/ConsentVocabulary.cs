using System;
using System.Collections.Generic;
using ConsentAnalyzers.Consent;

namespace ConsentAnalyzers.Knowledge;

/// <summary>What a name or a text says about consent.</summary>
internal enum ConsentTone
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>That it was given: <c>accepted</c>.</summary>
    Grant,

    /// <summary>That it was refused: <c>denied</c>.</summary>
    Deny,

    /// <summary>That there is, or was, a choice to make: <c>pending</c>.</summary>
    Open,
}

/// <summary>The words with which scripts ask for consent. Facts: <c>consent-words.tsv</c>; purposes of category words: <c>cmp-gates.tsv</c>.</summary>
internal sealed class ConsentVocabulary
{
    private const int MostTokens = 32;

    private static readonly Lazy<ConsentVocabulary> Data = new(() => new ConsentVocabulary(TsvTable.Load("consent-words.tsv")));

    private readonly Dictionary<string, SpanMap<Phrase[]>> phrases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SpanMap<ConsentPurposes>> exact = new(StringComparer.Ordinal);
    private readonly List<(string Start, ConsentPurposes Meaning)> callbackFamilies = [];

    internal ConsentVocabulary(TsvTable table)
    {
        var words = new Dictionary<string, List<Phrase>>(StringComparer.Ordinal);
        var whole = new Dictionary<string, List<KeyValuePair<string, ConsentPurposes>>>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var kind = row.Required("kind");
            var word = row.Required("word");
            row.Required("source");
            if (!seen.Add(kind + " " + word)) throw row.Error("word", word, "stands twice");
            var meaning = Meaning(row);
            switch (kind)
            {
                case "callback" when word.EndsWith(".*", StringComparison.Ordinal):
                    callbackFamilies.Add((word.Substring(0, word.Length - 1), meaning));
                    break;
                case "path" or "callback" or "entry" or "event" or "page" or "click" or "purpose":
                    if (!whole.TryGetValue(kind, out var list)) whole.Add(kind, list = []);
                    list.Add(new KeyValuePair<string, ConsentPurposes>(word, meaning));
                    break;
                case "source" or "object" or "permit" or "grant" or "deny" or "open" or "void" or "reader" or "accept" or "reject":
                    if (!words.TryGetValue(kind, out var group)) words.Add(kind, group = []);
                    var parts = new List<string>();
                    foreach (var (start, length) in NameTokens.Split(word.AsSpan())) parts.Add(word.Substring(start, length));
                    if (parts.Count == 0) throw row.Error("word", word, "has no word");
                    group.Add(new Phrase([.. parts]));
                    break;
                default:
                    throw row.Error("kind", kind, "is not known");
            }
        }
        foreach (var pair in words) phrases.Add(pair.Key, SpanMap.Group(pair.Value, p => p.Words[0], ignoreCase: true));
        foreach (var pair in whole) exact.Add(pair.Key, new SpanMap<ConsentPurposes>(pair.Value, ignoreCase: pair.Key is "purpose" or "event"));
    }

    public static ConsentVocabulary Default => Data.Value;

    public bool IsSource(string name) => Has("source", name) || (Has("permit", name) && (Has("object", name) || PurposesIn(name) != ConsentPurposes.None));

    public bool IsVoid(string name) => Has("void", name);

    public bool IsReader(string name) => Has("reader", name);

    /// <summary>Whether the text describes the control that gives consent: <c>#accept-cookies</c>, <c>acceptBtn</c>.</summary>
    public bool IsAcceptControl(string text) => Has("accept", text) && !Has("reject", text);

    public bool IsPageEvent(string name) => Exact("page", name) != null;

    public bool IsClickEvent(string name) => Exact("click", name) != null;

    public ConsentTone Tone(string text) =>
        Has("deny", text) ? ConsentTone.Deny
        : Has("open", text) ? ConsentTone.Open
        : Has("grant", text) || Has("permit", text) ? ConsentTone.Grant
        : ConsentTone.None;

    /// <summary>The purposes that a word or a name's words name, without <see cref="ConsentPurposes.Any"/>.</summary>
    public ConsentPurposes PurposesIn(string name)
    {
        if (Purpose(name.AsSpan()) is { } whole) return whole & ConsentPurposes.Each;
        var purposes = ConsentPurposes.None;
        foreach (var (start, length) in NameTokens.Split(name.AsSpan()))
        {
            if (Purpose(name.AsSpan(start, length)) is { } purpose) purposes |= purpose;
        }
        return purposes & ConsentPurposes.Each;
    }

    private ConsentPurposes? Purpose(ReadOnlySpan<char> word) => exact["purpose"].TryGet(word, out var purpose) ? purpose : null;

    /// <summary>The value of a consent platform: <c>Cookiebot.consent</c>.</summary>
    public bool IsPlatformValue(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
        {
            if (exact["path"].TryGet(path.AsSpan(0, end), out _)) return true;
        }
        return false;
    }

    /// <summary>Under what the functions given to a call, or assigned to a path, run; <c>null</c> for a call that is none of a consent platform's.</summary>
    public ConsentPurposes? Callback(string path)
    {
        if (Exact("callback", path) is { } meaning) return meaning;
        foreach (var (start, family) in callbackFamilies)
        {
            if (path.StartsWith(start, StringComparison.Ordinal)) return family;
        }
        return null;
    }

    /// <summary>Under what a platform calls a function of this name.</summary>
    public ConsentPurposes? Entry(string name) => Exact("entry", name);

    /// <summary>What an event tells: a platform's, or one whose name says so (<c>consent:granted</c>).</summary>
    public ConsentPurposes Event(string name)
    {
        if (Exact("event", name) is { } meaning) return meaning;
        if (!IsSource(name) || Tone(name) != ConsentTone.Grant) return ConsentPurposes.None;
        return PurposesIn(name) is var purposes and not ConsentPurposes.None ? purposes | ConsentPurposes.Any : ConsentPurposes.General;
    }

    private ConsentPurposes? Exact(string kind, string word) => exact[kind].TryGet(word.AsSpan(), out var meaning) ? meaning : null;

    private bool Has(string kind, string name) => Has(phrases[kind], name.AsSpan(), atCase: true) || Has(phrases[kind], name.AsSpan(), atCase: false);

    private static bool Has(SpanMap<Phrase[]> map, ReadOnlySpan<char> name, bool atCase)
    {
        Span<(int Start, int Length)> parts = stackalloc (int, int)[MostTokens];
        var count = 0;
        foreach (var part in NameTokens.Split(name, atCase))
        {
            parts[count++] = part;
            if (count == MostTokens) break;
        }
        for (var i = 0; i < count; i++)
        {
            if (!map.TryGet(name.Slice(parts[i].Start, parts[i].Length), out var candidates)) continue;
            foreach (var candidate in candidates)
            {
                if (candidate.Matches(name, parts.Slice(i, count - i))) return true;
            }
        }
        return false;
    }

    private static ConsentPurposes Meaning(TsvRow row)
    {
        switch (row["meaning"])
        {
            case "": return ConsentPurposes.None;
            case "yes": return ConsentPurposes.General;
            case "any": return ConsentPurposes.Any;
        }
        var purposes = ConsentPurposes.None;
        foreach (var name in row.List("meaning", '+'))
        {
            purposes |= ConsentWords.TryParsePurpose(name, out var purpose) ? purpose : throw row.Error("meaning", name, "is no purpose");
        }
        return purposes;
    }

    private sealed class Phrase(string[] words)
    {
        public string[] Words { get; } = words;

        public bool Matches(ReadOnlySpan<char> name, ReadOnlySpan<(int Start, int Length)> parts)
        {
            if (parts.Length < Words.Length) return false;
            for (var i = 1; i < Words.Length; i++)
            {
                if (!name.Slice(parts[i].Start, parts[i].Length).Equals(Words[i].AsSpan(), StringComparison.OrdinalIgnoreCase)) return false;
            }
            return true;
        }
    }
}
