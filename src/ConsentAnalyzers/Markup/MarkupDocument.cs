using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Configuration;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Markup;

/// <summary>The markup of one text: its elements with their exact places, and the C# that emits them.</summary>
internal sealed class MarkupDocument
{
    /// <summary>Stands for each character of C# and of comments, so that offsets stay true.</summary>
    public const char CSharp = '\uE000';

    // What a tracker can be loaded by ("<im": img and image). A text without any of these is never parsed.
    private static readonly string[] Candidates = ["<script", "<iframe", "<im", "<link", "<object", "<embed", "<style", "poster=", "url(", "\"script\"", " onclick=", " onload=", " onerror=", " onsubmit=", " onchange="];

    private readonly SourceText _text;
    private readonly string _original;
    private readonly string _markup;
    private readonly RazorOutline? _outline;
    private readonly Lazy<AutoBlocker?> _autoBlocker;
    private readonly Lazy<bool> _isPage;
    private readonly Lazy<RazorOutline> _read;

    private MarkupDocument(string path, SourceText text, string original, string markup, RazorView? view, RazorOutline? outline, ImmutableArray<MarkupElement> elements, ConsentSettings settings, string? libraryProblem)
    {
        Path = path;
        _text = text;
        _original = original;
        _markup = markup;
        View = view;
        _outline = outline;
        Elements = elements;
        Settings = settings;
        LibraryProblem = libraryProblem;
        _autoBlocker = new(() => AutoBlocker.Find(Elements));
        _read = new(() => outline ?? RazorOutline.Read(original));
        _isPage = new(() => Elements.Any(e => e.Name == "html"));
    }

    public string Path { get; }

    /// <summary><see langword="null"/> for plain HTML, and where no generated tree fits the text.</summary>
    public RazorView? View { get; }

    public ImmutableArray<MarkupElement> Elements { get; }

    /// <summary>The text with its C# and comments blanked: offsets are those of the file.</summary>
    public string Markup => _markup;

    /// <summary>The consent platform's script that holds elements back by itself, if the view has one.</summary>
    public AutoBlocker? AutoBlocker => _autoBlocker.Value;

    /// <summary>Whether the text is a whole page or a layout, and not a part of one.</summary>
    public bool IsPage => _isPage.Value;

    /// <summary>The keys that hold for this file.</summary>
    public ConsentSettings Settings { get; }

    /// <summary>Why the text could not be read (CNS9002).</summary>
    public string? LibraryProblem { get; }

    /// <returns><see langword="null"/> when the text holds nothing that could load a tracker.</returns>
    public static MarkupDocument? Read(AdditionalText file, ConsentContext context, CancellationToken cancellationToken) => Read(file, Candidates, context, cancellationToken);

    /// <returns><see langword="null"/> when the text holds none of the <paramref name="candidates"/>.</returns>
    public static MarkupDocument? Read(AdditionalText file, string[] candidates, ConsentContext context, CancellationToken cancellationToken)
    {
        if (context.Options.IsLeftOut(file) || file.GetText(cancellationToken) is not { } text) return null;
        var original = text.ToString();
        if (MarkupFiles.IsScript(file.Path)) return ScriptCandidates.IsIn(original) ? OfScript(file, text, original, context) : null;
        if (!candidates.Any(c => original.IndexOf(c, StringComparison.OrdinalIgnoreCase) >= 0)) return null;
        var view = context.Views.TreeOf(file.Path) is { } tree ? RazorView.Create(tree, file.Path, text) : null;
        var outline = view is null && MarkupFiles.IsRazor(file.Path) ? RazorOutline.Read(original) : null;
        var markup = Blank(original, view?.CSharpSpans ?? outline?.CSharp ?? [], MarkupFiles.IsRazor(file.Path), MarkupFiles.IsComponent(file.Path));
        var elements = MarkupLibrary.TryRead(markup, out var problem, cancellationToken);
        return new(file.Path, text, original, markup, view, outline, elements ?? [], context.Options.For(file), problem);
    }

    /// <summary>Markup that C# puts together: no file, and no C# in it but holes.</summary>
    /// <returns><see langword="null"/> when the text holds nothing that could load a tracker.</returns>
    public static MarkupDocument? OfText(string markup, ConsentSettings settings, CancellationToken cancellationToken) =>
        Candidates.Any(c => markup.IndexOf(c, StringComparison.OrdinalIgnoreCase) >= 0)
            ? new("", SourceText.From(markup), markup, Blank(markup, [], isRazor: false, isComponent: false), null, null, MarkupLibrary.TryRead(Blank(markup, [], isRazor: false, isComponent: false), out var problem, cancellationToken) ?? [], settings, problem)
            : null;

    // A script file is one script that starts with the text.
    private static MarkupDocument OfScript(AdditionalText file, SourceText text, string original, ConsentContext context) =>
        new(file.Path, text, original, original, null, null, [new("script", default, [], null, original)], context.Options.For(file), null);

    /// <summary>Whether the text is a script, and no markup at all.</summary>
    public bool IsScript => MarkupFiles.IsScript(Path);

    public Location LocationOf(TextSpan span) => Location.Create(Path, span, _text.Lines.GetLinePositionSpan(span));

    /// <summary>The attribute's value as the visitor gets it, with the C# in it replaced by what is known of it; unknown C# stays <see cref="CSharp"/>.</summary>
    public string ValueOf(MarkupAttribute attribute, ConsentContext context)
    {
        if (View is null || attribute.Value.IndexOf(CSharp) < 0) return attribute.Value;
        var start = _markup.IndexOf(attribute.Value, attribute.Position + attribute.Name.Length, StringComparison.Ordinal);
        if (start < 0) return attribute.Value;
        var value = new System.Text.StringBuilder();
        var at = start;
        foreach (var (span, code) in View.ExpressionsIn(TextSpan.FromBounds(start, start + attribute.Value.Length)))
        {
            if (context.ModelOf(View.Tree).GetOperation(code) is not { } operation || context.Text(operation) is not { IsComplete: true } known) continue;
            // "@x" and "@(x)": the transition belongs to the expression.
            var from = span.Start > at && _original[span.Start - 1] == '(' ? span.Start - 1 : span.Start;
            if (from > at && _original[from - 1] == '@') from--;
            value.Append(_markup, at, from - at).Append(known.Value);
            at = from < span.Start - 1 && span.End < _original.Length && _original[span.End] == ')' ? span.End + 1 : span.End;
        }
        return value.Append(_markup, at, start + attribute.Value.Length - at).ToString();
    }

    /// <summary>The attribute's value as written, C# included.</summary>
    public string Written(MarkupAttribute attribute)
    {
        var start = attribute.Value.Length == 0 ? -1 : _markup.IndexOf(attribute.Value, attribute.Position + attribute.Name.Length, StringComparison.Ordinal);
        return start < 0 ? attribute.Value : _original.Substring(start, attribute.Value.Length);
    }

    /// <summary>The text as written.</summary>
    public string Text => _original;

    /// <summary>From an element's start tag to the end of its end tag; <see langword="null"/> where the end tag is left out.</summary>
    public TextSpan? WholeOf(MarkupElement element)
    {
        if (IsScript) return null;
        if (RazorOutline.IsVoid(element.Name) || (element.ContentEnd == element.StartTag.End && _original[element.StartTag.End - 2] == '/')) return element.StartTag;
        if (!StartsWith(element.ContentEnd, "</" + element.Name)) return null;
        var end = _original.IndexOf('>', element.ContentEnd);
        return end < 0 ? null : TextSpan.FromBounds(element.StartTag.Start, end + 1);
    }

    /// <summary>Whether C# stands directly around an element, and no markup; <see langword="null"/> where text and generated code say different things.</summary>
    public bool? IsInCode(MarkupElement element)
    {
        if (View is null || StatementOf(element) is not { } statement) return null;
        var start = element.StartTag.Start;
        var isInCode = _read.Value.MarkupInCode.Contains(start);
        // A block that opens within the parent is around the element, whatever the text looks like.
        return View.BlockAround(statement) is { } block && block < start && block > (element.Parent?.StartTag.Start ?? -1) && !isInCode ? null : isInCode;
    }

    /// <summary>The same for a place in the C# of the view: an expression there stands among statements.</summary>
    public bool? IsInCode(int position) => View is null ? null : _read.Value.CSharp.Any(s => s.Start < position && position < s.End);

    /// <summary>A piece of the text as written.</summary>
    public string WrittenIn(TextSpan span) => _original.Substring(span.Start, span.Length);

    /// <summary>Where a word stands in a line of the text, or behind it.</summary>
    public TextSpan? FindWord(string word, int line)
    {
        var start = line < _text.Lines.Count ? _original.IndexOf(word, _text.Lines[line].Start, StringComparison.Ordinal) : -1;
        return start < 0 ? null : new TextSpan(start, word.Length);
    }

    /// <summary>The index of the first element that starts at a place or after it.</summary>
    public int FirstElementAt(int position)
    {
        var (low, high) = (0, Elements.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Elements[middle].StartTag.Start < position) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>The elements inside another.</summary>
    public IEnumerable<MarkupElement> Inside(MarkupElement element)
    {
        for (var i = FirstElementAt(element.StartTag.End); i < Elements.Length && Elements[i].StartTag.Start < element.ContentEnd; i++) yield return Elements[i];
    }

    /// <summary>The generated call that emits an element.</summary>
    public SyntaxNode? StatementOf(MarkupElement element) => View?.StatementOf(_markup, element.StartTag.Start, NameAsWritten(element));

    /// <summary>Whether the element is a tag helper or component, and not just a tag that browsers do not know.</summary>
    public bool IsHelper(MarkupElement element) => View?.IsHelper(NameAsWritten(element)) == true;

    /// <summary>The conditions around a place, told from the text, where no generated C# can be asked.</summary>
    public IEnumerable<RazorBranch> BranchesAround(MarkupElement element) => _outline is null ? [] : _outline.Branches.Where(b => b.Body.Contains(element.StartTag.Start));

    /// <summary>The comment that ends right before an element, with its place.</summary>
    public (string Text, TextSpan Span)? CommentBefore(MarkupElement element)
    {
        if (IsScript) return ScriptComment.Before(_original, element.StartTag.Start);
        var end = element.StartTag.Start;
        while (end > 0 && char.IsWhiteSpace(_original[end - 1])) end--;
        var (open, close) = EndsWith(end, "*@") ? ("@*", "*@") : EndsWith(end, "-->") ? ("<!--", "-->") : ("", "");
        if (open.Length == 0 || end - close.Length <= 0) return null;
        var start = _original.LastIndexOf(open, end - close.Length, StringComparison.Ordinal);
        if (start < 0 || start + open.Length > end - close.Length) return null;
        return (_original.Substring(start + open.Length, end - close.Length - start - open.Length).Trim(), TextSpan.FromBounds(start, end));
    }

    /// <summary>The comment of a script that ends right before a place, or before its line.</summary>
    public (string Text, TextSpan Span)? ScriptCommentBefore(int position) => ScriptComment.Before(_original, position);

    /// <summary>Where an attribute's value stands; <see langword="null"/> where it is written with escapes.</summary>
    public int? PlaceOf(MarkupAttribute attribute)
    {
        var start = attribute.Value.Length == 0 ? -1 : _markup.IndexOf(attribute.Value, attribute.Position + attribute.Name.Length, Math.Min(_markup.Length - attribute.Position - attribute.Name.Length, attribute.Value.Length + 64), StringComparison.Ordinal);
        return start < 0 ? null : start;
    }

    /// <summary>The text right after a start tag: what a button says.</summary>
    public string TextAfter(MarkupElement element)
    {
        var start = element.StartTag.End;
        var end = start >= _markup.Length ? -1 : _markup.IndexOf('<', start, Math.Min(80, _markup.Length - start));
        return end < 0 ? "" : _markup.Substring(start, end - start).Trim();
    }

    private string NameAsWritten(MarkupElement element) => _original.Substring(element.StartTag.Start + 1, Math.Min(element.Name.Length, _original.Length - element.StartTag.Start - 1));

    private bool StartsWith(int start, string text) => string.Compare(_original, start, text, 0, text.Length, StringComparison.OrdinalIgnoreCase) == 0;

    private bool EndsWith(int end, string text) => end >= text.Length && string.CompareOrdinal(_original, end - text.Length, text, 0, text.Length) == 0;

    private static string Blank(string text, IEnumerable<TextSpan> csharp, bool isRazor, bool isComponent)
    {
        var markup = text.ToCharArray();
        foreach (var span in csharp) Fill(span.Start, span.End);
        if (isRazor) BlankComments("@*", "*@");
        // The component compiler drops HTML comments; everywhere else they are emitted, and the HTML reader knows them.
        if (isComponent) BlankComments("<!--", "-->");
        for (var i = 0; i < markup.Length; i++)
        {
            // AngleSharp joins \r\n, and a NUL becomes another character: both would move what follows.
            if (markup[i] is '\r' or '\0') markup[i] = ' ';
        }
        return new string(markup);

        void Fill(int start, int end)
        {
            for (var i = start; i < end && i < markup.Length; i++)
            {
                if (markup[i] is not ('\n' or '\r')) markup[i] = CSharp;
            }
        }

        void BlankComments(string open, string close)
        {
            for (var start = text.IndexOf(open, StringComparison.Ordinal); start >= 0;)
            {
                var isCode = markup[start] == CSharp || (start > 0 && text[start - 1] == '@' && open[0] == '@');
                var end = isCode ? start + 1 : text.IndexOf(close, start + open.Length, StringComparison.Ordinal) is >= 0 and var found ? found + close.Length : text.Length;
                if (!isCode) Fill(start, end);
                start = end < text.Length ? text.IndexOf(open, end, StringComparison.Ordinal) : -1;
            }
        }
    }
}
