using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Markup;

/// <summary>Sentences that take going on for a consent, in a banner or right beside one.</summary>
internal sealed class ImpliedConsent(MarkupDocument document, BannerReader reader)
{
    private const int MostSentences = 20;
    private const int MostLevels = 3;
    private const int LongestSentence = 600;
    private const char BlockEnd = VisibleText.BlockEnd;

    /// <summary>Each sentence with the element that holds it.</summary>
    public IEnumerable<(TextSpan Place, string Text, MarkupElement Element)> Sentences(CancellationToken cancellationToken)
    {
        var found = new List<(TextSpan, string, MarkupElement)>();
        if (reader.IsPolicyPage) return found;
        var all = reader.Whole(cancellationToken);
        for (var (at, count) = (BannerWords.Default.IndexOf("implied", all.Folded), 0); at >= 0 && count < MostSentences; at = BannerWords.Default.IndexOf("implied", all.Folded, at + 1), count++)
        {
            var (start, end) = SentenceAround(all.Text, all.Folded.OriginOf(at + 1));
            if (end <= start || end - start > LongestSentence) continue;
            var place = all.PlaceOf(start, end);
            if (found.Count > 0 && found[found.Count - 1].Item1 == place) continue;
            var sentence = all.Text.Substring(start, end - start);
            if (ElementAround(place.Start) is { IsInert: false } element && SaysYes(FoldedText.Of(sentence)) && IsAtBanner(element, FoldedText.Of(sentence), cancellationToken)) found.Add((place, OneLine(sentence), element));
        }
        return found;
    }

    // "By continuing without accepting" refuses.
    private static bool SaysYes(FoldedText sentence) => BannerWords.Default.Has("agree", sentence) && !BannerWords.Default.Has("refusal", sentence);

    private bool IsAtBanner(MarkupElement element, FoldedText sentence, CancellationToken cancellationToken)
    {
        if (reader.IsContainer(element, cancellationToken) && Speaks(element)) return true;
        if (reader.ContainerOf(element, cancellationToken) is { } around) return Speaks(around);
        if (!BannerWords.Default.IsAboutTrackers(sentence)) return false;
        var (inside, level) = (element, 0);
        for (; level < MostLevels; level++, inside = inside.Parent!)
        {
            if (Neighbours(inside).Any(n => reader.IsNamed(n))) return true;
            if (inside.Parent is null or { Name: "body" or "main" or "html" }) return false;
        }
        return false;

        // A form or an alert that just mentions its terms asks for no cookies.
        bool Speaks(MarkupElement container) => BannerWords.Default.IsAboutTrackers(sentence) || (reader.IsNamed(container) && (BannerWords.Default.Has("subject", sentence) || reader.TextOf(container, cancellationToken) is { } text && BannerWords.Default.Has("subject", text.Folded)));
    }

    private IEnumerable<MarkupElement> Neighbours(MarkupElement element)
    {
        var siblings = document.Elements.Where(e => ReferenceEquals(e.Parent, element.Parent)).ToList();
        var at = siblings.FindIndex(e => ReferenceEquals(e, element));
        if (at > 0) yield return siblings[at - 1];
        if (at >= 0 && at + 1 < siblings.Count) yield return siblings[at + 1];
    }

    private MarkupElement? ElementAround(int position)
    {
        for (var i = document.FirstElementAt(position) - 1; i >= 0; i--)
        {
            // Elements stand before what is in them.
            if (document.Elements[i] is var element && element.StartTag.End <= position && position < element.ContentEnd) return element;
        }
        return null;
    }

    private static (int Start, int End) SentenceAround(string text, int at)
    {
        var start = at;
        while (start > 0 && !EndsSentence(text, start - 1)) start--;
        var end = at;
        while (end < text.Length && !EndsSentence(text, end)) end++;
        if (end < text.Length && text[end] != BlockEnd) end++;
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] == BlockEnd)) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        return (start, end);
    }

    private static bool EndsSentence(string text, int at) => text[at] == BlockEnd || (text[at] is '.' or '!' or '?' && (at + 1 >= text.Length || char.IsWhiteSpace(text[at + 1]) || text[at + 1] == BlockEnd));

    private static string OneLine(string text) => string.Join(" ", text.Split([' ', '\t', '\r', '\n', BlockEnd], StringSplitOptions.RemoveEmptyEntries));
}
