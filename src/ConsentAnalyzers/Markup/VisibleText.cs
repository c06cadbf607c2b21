using System;
using System.Collections.Generic;
using System.Net;
using System.Text;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Markup;

/// <summary>What the visitor reads in a span of a view: no tags, entities decoded, resources looked up.</summary>
internal sealed class VisibleText
{
    /// <summary>Where a block of text begins or ends: no sentence goes on there.</summary>
    public const char BlockEnd = '\u2029';

    private const int LongestEntity = 12;

    // Elements inside a sentence.
    private static readonly HashSet<string> Inline = ["a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "em", "font", "i", "label", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "text"];

    private readonly MarkupDocument _document;
    private readonly BannerTexts _texts;
    private readonly StringBuilder _read = new();
    private readonly List<TextSpan> _places = [];

    // Where in the view stands what is only known at run time, in order.
    private readonly List<int> _unknown = [];
    private FoldedText? _folded;
    private bool? _isAboutTrackers;

    private VisibleText(MarkupDocument document, BannerTexts texts) => (_document, _texts) = (document, texts);

    public string Text { get; private set; } = "";

    public FoldedText Folded => _folded ??= FoldedText.Of(Text);

    /// <summary>Whether some of it is only known at run time.</summary>
    public bool HasUnknown { get; private set; }

    public bool IsAboutTrackers => _isAboutTrackers ??= BannerWords.Default.IsAboutTrackers(Folded);

    public static VisibleText Of(MarkupDocument document, TextSpan span, BannerTexts texts, CancellationToken cancellationToken)
    {
        var visible = new VisibleText(document, texts);
        visible.Read(span, cancellationToken);
        visible.Text = visible._read.ToString();
        visible.HasUnknown = visible._unknown.Count > 0;
        return visible;
    }

    /// <summary>The text of a part, which may have no places of its own: each character of a view is read once, however many elements hold it.</summary>
    /// <param name="shorterThan">What is as long is not asked for.</param>
    public VisibleText? Part(TextSpan span, int shorterThan, CancellationToken cancellationToken)
    {
        var start = FirstPlaceAt(span.Start);
        // Inside something that the whole passes over, a template: read by itself.
        if (start > 0 && _places[start - 1].End > span.Start) return Of(_document, span, _texts, cancellationToken) is var apart && apart.Text.Length < shorterThan ? apart : null;
        var end = FirstPlaceAt(span.End);
        if (end - start >= shorterThan) return null;
        var unknown = _unknown.BinarySearch(span.Start) is var found && found < 0 ? ~found : found;
        return new VisibleText(_document, _texts) { Text = Text.Substring(start, end - start), HasUnknown = unknown < _unknown.Count && _unknown[unknown] < span.End };
    }

    /// <summary>Where characters of the text stand in the view.</summary>
    public TextSpan PlaceOf(int start, int end) => TextSpan.FromBounds(_places[start].Start, Math.Max(_places[start].End, _places[end - 1].End));

    private int FirstPlaceAt(int position)
    {
        var (low, high) = (0, _places.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_places[middle].Start < position) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private void Read(TextSpan span, CancellationToken cancellationToken)
    {
        var markup = _document.Markup;
        var next = _document.FirstElementAt(span.Start);
        for (var at = span.Start; at < span.End;)
        {
            if (markup[at] == '<')
            {
                cancellationToken.ThrowIfCancellationRequested();
                while (next < _document.Elements.Length && _document.Elements[next].StartTag.Start < at) next++;
                var end = EndOfTag(at, next);
                if (end > at)
                {
                    // Words of two elements are two words.
                    Add(IsInline(at) ? ' ' : BlockEnd, TextSpan.FromBounds(at, end));
                    at = end;
                    continue;
                }
            }
            if (markup[at] == MarkupDocument.CSharp) at = AddCSharp(at, span.End);
            else if (markup[at] == '&') at = AddEntity(at, span.End);
            else if (IsTransition(at)) at++;
            else Add(markup[at], new(at++, 1));
        }
    }

    // "@" and "@(" belong to the expression behind them.
    private bool IsTransition(int at) => _document.Markup[at] is '@' or '(' && at + 1 < _document.Markup.Length
        && (_document.Markup[at + 1] == MarkupDocument.CSharp || (_document.Markup[at] == '@' && _document.Markup[at + 1] == '(' && at + 2 < _document.Markup.Length && _document.Markup[at + 2] == MarkupDocument.CSharp));

    private bool IsInline(int at)
    {
        var markup = _document.Markup;
        var start = at + 1 < markup.Length && markup[at + 1] == '/' ? at + 2 : at + 1;
        var end = start;
        while (end < markup.Length && char.IsLetterOrDigit(markup[end])) end++;
        return Inline.Contains(markup.Substring(start, end - start).ToLowerInvariant()) || (start < markup.Length && markup[start] == '!');
    }

    private int EndOfTag(int at, int next)
    {
        var markup = _document.Markup;
        if (next < _document.Elements.Length && _document.Elements[next] is var element && element.StartTag.Start == at)
        {
            return element.Name is "script" or "style" or "template" or "svg" or "noscript" ? Math.Max(element.ContentEnd, element.StartTag.End) : element.StartTag.End;
        }
        var isComment = string.CompareOrdinal(markup, at, "<!--", 0, 4) == 0;
        if (!isComment && (at + 1 >= markup.Length || markup[at + 1] is not ('/' or '!'))) return at;
        var end = markup.IndexOf(isComment ? "-->" : ">", at, StringComparison.Ordinal);
        return end < 0 ? markup.Length : end + (isComment ? 3 : 1);
    }

    private int AddEntity(int at, int end)
    {
        var markup = _document.Markup;
        var semicolon = markup.IndexOf(';', at, Math.Min(LongestEntity, end - at));
        if (semicolon < 0)
        {
            Add('&', new(at, 1));
            return at + 1;
        }
        foreach (var c in WebUtility.HtmlDecode(markup.Substring(at, semicolon + 1 - at))) Add(c, TextSpan.FromBounds(at, semicolon + 1));
        return semicolon + 1;
    }

    private int AddCSharp(int at, int end)
    {
        var stop = at;
        while (stop < end && _document.Markup[stop] == MarkupDocument.CSharp) stop++;
        if (_texts.Of(_document, TextSpan.FromBounds(at, stop)) is { } known)
        {
            foreach (var c in known) Add(c, TextSpan.FromBounds(at, stop));
        }
        else
        {
            _unknown.Add(at);
        }
        return stop < end && _document.Markup[stop] == ')' && at > 0 && _document.Markup[at - 1] == '(' ? stop + 1 : stop;
    }

    private void Add(char c, TextSpan place)
    {
        _read.Append(c);
        _places.Add(place);
    }
}
