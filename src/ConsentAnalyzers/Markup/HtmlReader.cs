using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Markup;

/// <summary>The only code that touches AngleSharp. It runs its tokenizer, and nests elements as Razor does: by the tags as written.</summary>
/// <remarks>
/// A tree built by the HTML rules would move elements (a <c>div</c> in a <c>p</c>, a form in a table), and would make everything after
/// <c>&lt;partial name="x" /&gt;</c> its child.
/// </remarks>
internal static class HtmlReader
{
    // HTML Living Standard, section 13.1.2: elements that have no end tag.
    private static readonly HashSet<string> Void = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

    public static ImmutableArray<MarkupElement> Read(string markup, CancellationToken cancellationToken)
    {
        using var source = new TextSource(markup);
        using var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        var elements = ImmutableArray.CreateBuilder<MarkupElement>();
        var open = new List<(MarkupElement Element, int Index)>();
        // How often a name is open: a stray end tag must not search all that is.
        var openNames = new Dictionary<string, int>(StringComparer.Ordinal);
        // The text of the script or style sheet that is open comes in pieces.
        var (raw, rawStart) = (new StringBuilder(), 0);
        while (tokenizer.Get() is { Type: not HtmlTokenType.EndOfFile } token)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (token.Type != HtmlTokenType.Character) CloseRaw();
            switch (token.Type)
            {
                case HtmlTokenType.StartTag when token is HtmlTagToken tag:
                    var element = new MarkupElement(
                        tag.Name,
                        TextSpan.FromBounds(tag.Position.Index, tokenizer.Position),
                        [.. tag.Attributes.Select(a => new MarkupAttribute(a.Name, a.Value, a.Position.Index))],
                        open.Count > 0 ? open[open.Count - 1].Element : null);
                    elements.Add(element);
                    if (tag.IsSelfClosing || Void.Contains(tag.Name)) break;
                    open.Add((element, elements.Count - 1));
                    openNames[tag.Name] = openNames.TryGetValue(tag.Name, out var more) ? more + 1 : 1;
                    tokenizer.State = ContentOf(tag.Name);
                    break;
                case HtmlTokenType.EndTag when openNames.TryGetValue(token.Name, out var count) && count > 0:
                    for (var isClosed = false; !isClosed; open.RemoveAt(open.Count - 1))
                    {
                        var name = open[open.Count - 1].Element.Name;
                        open[open.Count - 1].Element.Close(token.Position.Index);
                        openNames[name]--;
                        isClosed = name == token.Name;
                    }
                    break;
                case HtmlTokenType.Character when open.Count > 0 && open[open.Count - 1].Element.Name is "script" or "style":
                    if (raw.Length == 0) rawStart = token.Position.Index;
                    raw.Append(token.Data);
                    break;
            }
        }
        CloseRaw();
        foreach (var (element, _) in open) element.Close(markup.Length);
        return elements.ToImmutable();

        void CloseRaw()
        {
            if (raw.Length == 0) return;
            var (element, index) = open[open.Count - 1];
            elements[index] = element with { Text = raw.ToString(), TextStart = rawStart };
            open[open.Count - 1] = (elements[index], index);
            raw.Clear();
        }
    }

    private static HtmlParseMode ContentOf(string name) => name switch
    {
        "script" => HtmlParseMode.Script,
        "style" or "iframe" or "xmp" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
        "textarea" or "title" => HtmlParseMode.RCData,
        "plaintext" => HtmlParseMode.Plaintext,
        _ => HtmlParseMode.PCData,
    };
}
