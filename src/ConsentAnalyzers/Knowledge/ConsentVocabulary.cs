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

/// <summary>What the words of one name or text say.</summary>
internal readonly struct ConsentMeaning
{
    [Flags]
    internal enum Words : short
    {
        None = 0,
        Source = 1,
        Object = 2,
        Permit = 4,
        Grant = 8,
        Deny = 16,
        Open = 32,
        Void = 64,
        Reader = 128,
        Accept = 256,
        Reject = 512,
    }

    private readonly Words words;

    internal ConsentMeaning(Words words, ConsentPurposes purposes)
    {
        this.words = words;
        Purposes = purposes;
    }

    /// <summary>The purposes that are named, without <see cref="ConsentPurposes.Any"/>.</summary>
    public ConsentPurposes Purposes { get; }

    /// <summary>Names the visitor's choice: <c>cookieConsent</c>, <c>acceptedCategories</c>, <c>allowAnalytics</c>.</summary>
    public bool IsSource => Has(Words.Source) || (Has(Words.Permit) && (Has(Words.Object) || Purposes != ConsentPurposes.None));

    /// <summary>Is about something else: <c>consentBanner</c>.</summary>
    public bool IsVoid => Has(Words.Void);

    public bool IsReader => Has(Words.Reader);

    /// <summary>Describes the control that gives consent: <c>#accept-cookies</c>, <c>acceptBtn</c>.</summary>
    public bool IsAcceptControl => Has(Words.Accept) && !Has(Words.Reject);

    public ConsentTone Tone =>
        Has(Words.Deny) ? ConsentTone.Deny
        : Has(Words.Open) ? ConsentTone.Open
        : Has(Words.Grant) || Has(Words.Permit) ? ConsentTone.Grant
        : ConsentTone.None;

    private bool Has(Words word) => (words & word) != 0;
}

/// <summary>The words with which scripts ask for consent. Facts: <c>consent-words.tsv</c>; purposes of category words: <c>cmp-gates.tsv</c>.</summary>
internal sealed class ConsentVocabulary
{
    private const int MostTokens = 32;

    private static readonly Lazy<ConsentVocabulary> Data = new(() => new ConsentVocabulary(TsvTable.Load("consent-words.tsv")));

    private readonly SpanMap<Phrase[]> phrases;
    private readonly Dictionary<string, SpanMap<ConsentPurposes>> exact = new(StringComparer.Ordinal);
    private readonly List<(string Start, ConsentPurposes Meaning)> callbackFamilies = [];

    internal ConsentVocabulary(TsvTable table)
    {
        var words = new List<Phrase>();
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
                    var parts = new List<string>();
                    foreach (var (start, length) in NameTokens.Split(word.AsSpan())) parts.Add(word.Substring(start, length));
                    if (parts.Count == 0) throw row.Error("word", word, "has no word");
                    words.Add(new Phrase([.. parts], (ConsentMeaning.Words)Enum.Parse(typeof(ConsentMeaning.Words), kind, ignoreCase: true)));
                    break;
                default:
                    throw row.Error("kind", kind, "is not known");
            }
        }
        phrases = SpanMap.Group(words, p => p.Words[0], ignoreCase: true);
        foreach (var pair in whole) exact.Add(pair.Key, new SpanMap<ConsentPurposes>(pair.Value, ignoreCase: pair.Key is "purpose" or "event"));
    }

    public static ConsentVocabulary Default => Data.Value;

    /// <summary>Reads the words of a name or a short text, in one go.</summary>
    public ConsentMeaning Read(string name)
    {
        var found = Read(name.AsSpan(), atCase: true, out var purposes) | Read(name.AsSpan(), atCase: false, out _);
        if (Purpose(name.AsSpan()) is { } whole) purposes = whole;
        return new ConsentMeaning(found, purposes & ConsentPurposes.Each);
    }

    public bool IsPageEvent(string name) => Exact("page", name) != null;

    public bool IsClickEvent(string name) => Exact("click", name) != null;

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
        var words = Read(name);
        if (!words.IsSource || words.Tone != ConsentTone.Grant) return ConsentPurposes.None;
        return words.Purposes != ConsentPurposes.None ? words.Purposes | ConsentPurposes.Any : ConsentPurposes.General;
    }

    private ConsentPurposes? Exact(string kind, string word) => exact[kind].TryGet(word.AsSpan(), out var meaning) ? meaning : null;

    private ConsentMeaning.Words Read(ReadOnlySpan<char> name, bool atCase, out ConsentPurposes purposes)
    {
        purposes = ConsentPurposes.None;
        Span<(int Start, int Length)> parts = stackalloc (int, int)[MostTokens];
        var count = 0;
        foreach (var part in NameTokens.Split(name, atCase))
        {
            parts[count++] = part;
            if (count == MostTokens) break;
        }
        var found = ConsentMeaning.Words.None;
        for (var i = 0; i < count; i++)
        {
            var word = name.Slice(parts[i].Start, parts[i].Length);
            if (atCase && Purpose(word) is { } purpose) purposes |= purpose;
            if (!phrases.TryGet(word, out var candidates)) continue;
            foreach (var candidate in candidates)
            {
                if (candidate.Matches(name, parts.Slice(i, count - i))) found |= candidate.Kind;
            }
        }
        return found;
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

    private sealed class Phrase(string[] words, ConsentMeaning.Words kind)
    {
        public string[] Words { get; } = words;

        public ConsentMeaning.Words Kind { get; } = kind;

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
