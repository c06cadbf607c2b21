using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

/// <summary>A text as phrases are looked for in it: lower case, no accents, one space around each word.</summary>
internal sealed class FoldedText
{
    private readonly List<int>? _origins;

    private FoldedText(string folded, List<int>? origins)
    {
        Folded = folded;
        _origins = origins;
    }

    /// <summary><c> j accepte les cookies </c></summary>
    public string Folded { get; }

    public bool IsEmpty => Folded.Length <= 1;

    public int Words => IsEmpty ? 0 : Folded.Count(c => c == ' ') - 1;

    public static FoldedText OfFolded(string folded) => new(folded, null);

    /// <summary>Where a place of the folded text stands in the text it was made of.</summary>
    public int OriginOf(int folded) => _origins is null || _origins.Count == 0 ? folded : _origins[Math.Min(folded, _origins.Count - 1)];

    public static FoldedText Of(string text)
    {
        var folded = new StringBuilder(" ", text.Length + 2);
        var origins = new List<int>(text.Length + 2) { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x80) Add(text[i], i);
            else if (text[i] == 'ß') AddAll("ss", i);
            else if (text[i] is 'œ' or 'Œ') AddAll("oe", i);
            else if (char.IsSurrogate(text[i])) Add(' ', i);
            else AddAll(text[i].ToString().Normalize(NormalizationForm.FormD), i);
        }
        Add(' ', Math.Max(0, text.Length - 1));
        return new(folded.ToString(), origins);

        void AddAll(string letters, int at)
        {
            foreach (var letter in letters)
            {
                if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark) Add(letter, at);
            }
        }

        void Add(char letter, int at)
        {
            letter = char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ';
            if (letter == ' ' && folded[folded.Length - 1] == ' ') return;
            folded.Append(letter);
            origins.Add(at);
        }
    }

    /// <summary>Names as words: <c>cookieConsent</c>, <c>btn-cookie-accept</c>.</summary>
    public static FoldedText OfNames(IEnumerable<string> names)
    {
        var words = new StringBuilder();
        foreach (var name in names)
        {
            foreach (var (start, length) in NameTokens.Split(name.AsSpan())) words.Append(name, start, length).Append(' ');
            // Names of several things do not make a phrase.
            words.Append("0 ");
        }
        return Of(words.ToString());
    }
}
