using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes;

/// <summary>What goes around markup.</summary>
/// <param name="Open">A start tag, or the condition of a block: <c>if (…)</c>.</param>
/// <param name="Close">The end tag; empty for a block.</param>
internal sealed record Wrapping(string Open, string Close)
{
    public bool IsBlock => Close.Length == 0;
}

/// <summary>Puts a gate around a run of markup by insertions alone, so that the gates of neighbours do not stand in each other's way.</summary>
internal sealed class MarkupWrap(MarkupDocument document)
{
    private static readonly Regex Comments = new(@"\A(?>[ \t]*(?:(?:<!--[^\n]*?-->|@\*[^\n]*?\*@)[ \t]*)+)\r?(?:\n|\z)", RegexOptions.CultureInvariant);
    private static readonly Regex Else = new(@"\A\s*else\b", RegexOptions.CultureInvariant);

    private readonly TextLayout _layout = new(document.Text);

    /// <returns><see langword="null"/> where the result would not compile, or would mean something else.</returns>
    public IEnumerable<FixEdit>? Edits(MarkupRun run, Wrapping wrapping)
    {
        var span = run.Span;
        var text = document.Text;
        // What follows @: is markup to the end of the line, whatever it looks like.
        if (text.IndexOf("@:", _layout.LineStart(span.Start), span.Start - _layout.LineStart(span.Start), StringComparison.Ordinal) >= 0 || LeavesLocalsBehind(span)) return null;
        var isInCode = false;
        if (wrapping.IsBlock)
        {
            if (run.IsInCode is not { } known || Else.IsMatch(text.Substring(span.End, Math.Min(200, text.Length - span.End)))) return null;
            isInCode = known;
            // word@if would be taken for an address.
            if (!isInCode && span.Start > 0 && char.IsLetterOrDigit(text[span.Start - 1])) return null;
        }
        return Edits(span, wrapping with { Open = wrapping.IsBlock && !isInCode ? "@" + wrapping.Open : wrapping.Open });
    }

    private IEnumerable<FixEdit> Edits(TextSpan span, Wrapping wrapping)
    {
        // A comment behind the last element belongs to it.
        var end = _layout.IsFirst(span.Start) && Comments.Match(document.Text.Substring(span.End, _layout.NextLine(span.End) - span.End)) is { Success: true } comment ? span.End + comment.Value.TrimEnd().Length : span.End;
        span = TextSpan.FromBounds(span.Start, end);
        if (!_layout.IsFirst(span.Start) || !_layout.IsLast(span.End))
        {
            yield return Insert(span.Start, wrapping.IsBlock ? wrapping.Open + " { " : wrapping.Open, span);
            yield return Insert(span.End, wrapping.IsBlock ? " }" : wrapping.Close, span);
            yield break;
        }
        var line = _layout.NewLine + _layout.Indent(span.Start);
        yield return Insert(span.Start, wrapping.Open + (wrapping.IsBlock ? line + "{" : "") + line + _layout.Unit, span);
        var literals = Literals(span);
        foreach (var start in _layout.LinesIn(span).Where(start => !literals.Any(l => l.Start < start && start < l.End))) yield return Insert(start, _layout.Unit, default);
        yield return Insert(span.End, line + (wrapping.IsBlock ? "}" : wrapping.Close), span);
    }

    private FixEdit Insert(int position, string text, TextSpan around) => new(document.Path, position, 0, text, around.Start, around.End);

    // Where a space more would be another text.
    private List<TextSpan> Literals(TextSpan span)
    {
        var literals = new List<TextSpan>();
        foreach (var element in document.Elements.Where(e => span.Contains(e.StartTag)))
        {
            if (element.Name is "pre" or "textarea") literals.Add(TextSpan.FromBounds(element.StartTag.End, element.ContentEnd));
            foreach (var attribute in element.Attributes.Where(a => a.Value.IndexOf('\n') >= 0))
            {
                if (document.PlaceOf(attribute) is { } start) literals.Add(new(start, attribute.Value.Length + 1));
            }
            if (element is { Name: "script", Text.Length: > 0 }) literals.AddRange(ScriptTokenizer.Tokenize(element.Text).Where(t => t.Kind is ScriptTokenKind.Template or ScriptTokenKind.String).Select(t => new TextSpan(element.TextStart + t.Start, t.Length)));
        }
        if (document.View is { } view) literals.AddRange(view.Tree.GetRoot().DescendantTokens().Where(t => t.Text.IndexOf('\n') >= 0).Select(t => view.PlaceOf(t.Span)).OfType<TextSpan>());
        return literals;
    }

    // @{ var x = 1; } in the markup: in a block nobody behind it would see x.
    private bool LeavesLocalsBehind(TextSpan span)
    {
        if (document.View is not { } view || !view.CSharpSpans.Any(s => span.Contains(s))) return false;
        var root = view.Tree.GetRoot();
        var declared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in root.DescendantNodes())
        {
            var name = node switch
            {
                VariableDeclaratorSyntax variable => variable.Identifier,
                SingleVariableDesignationSyntax designation => designation.Identifier,
                LocalFunctionStatementSyntax function => function.Identifier,
                _ => default,
            };
            if (name.Span.Length > 0 && view.PlaceOf(name.Span) is { } place && span.Contains(place)) declared.Add(name.ValueText);
        }
        return declared.Count > 0 && root.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => declared.Contains(n.Identifier.ValueText) && view.PlaceOf(n.Span) is { } place && !span.Contains(place));
    }
}
