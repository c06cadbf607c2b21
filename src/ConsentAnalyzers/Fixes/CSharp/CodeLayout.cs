using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.CSharp;

/// <summary>The lines that code stands on, as their author wrote them: those of the file, or of the view that the Razor compiler took the code from.</summary>
internal sealed class CodeLayout
{
    private const string DefaultUnit = "    ";

    private readonly SourceText _text;
    private readonly RazorView? _view;

    private CodeLayout(SyntaxTree tree, SourceText text, RazorView? view)
    {
        Tree = tree;
        _text = text;
        _view = view;
        NewLine = NewLineOf(text);
    }

    public SyntaxTree Tree { get; }

    public string NewLine { get; }

    /// <summary>Whether the code is a view's.</summary>
    public bool IsInView => _view is not null;

    public static CodeLayout Of(SyntaxTree tree, FixRequest request)
    {
        if (RazorViews.IsGenerated(tree.FilePath) && RazorViews.PathOf(tree) is { } path && request.FileAt(path)?.GetText(request.CancellationToken) is { } text && RazorView.Create(tree, path, text) is { } view) return new(tree, text, view);
        return new(tree, tree.GetText(request.CancellationToken), null);
    }

    /// <summary>What stands on the line before a position.</summary>
    public string Before(int position) => PlaceOf(position) is { } at ? _text.ToString(TextSpan.FromBounds(_text.Lines.GetLineFromPosition(at).Start, at)) : "?";

    /// <summary>What stands on the line behind a position.</summary>
    public string After(int position) => PlaceOf(position) is { } at ? _text.ToString(TextSpan.FromBounds(at, _text.Lines.GetLineFromPosition(at).End)) : "?";

    public bool StartsLine(int position) => Before(position).All(char.IsWhiteSpace);

    /// <summary>Whether nothing but a comment follows on the line.</summary>
    public bool EndsLine(int position) => After(position).Trim() is var rest && (rest.Length == 0 || rest.StartsWith("//", StringComparison.Ordinal) || (rest.StartsWith("/*", StringComparison.Ordinal) && rest.IndexOf("*/", StringComparison.Ordinal) == rest.Length - 2));

    /// <summary>Where the line's code ends, with the comment behind it.</summary>
    public int EndOfLine(int position) => position + After(position).TrimEnd().Length;

    /// <summary>The white space that the line of a position begins with.</summary>
    public string Indent(int position)
    {
        var before = Before(position);
        return before.Substring(0, before.Length - before.TrimStart().Length);
    }

    /// <summary>One step of indentation at a node.</summary>
    public string UnitAt(SyntaxNode node)
    {
        var own = Indent(node.SpanStart);
        foreach (var around in node.Ancestors().Where(a => a is BlockSyntax or TypeDeclarationSyntax or MemberDeclarationSyntax or StatementSyntax or SwitchSectionSyntax))
        {
            var outer = Indent(around.SpanStart);
            if (outer.Length < own.Length && own.StartsWith(outer, StringComparison.Ordinal)) return own.Length - outer.Length is 2 or 3 or 4 or 8 || own[outer.Length] == '\t' ? own.Substring(outer.Length, own[outer.Length] == '\t' ? 1 : own.Length - outer.Length) : DefaultUnit;
        }
        return own.IndexOf('\t') >= 0 ? "\t" : DefaultUnit;
    }

    /// <summary>What moves a piece of code to the right: white space at the beginning of each line but its first. What is in a text stays as it is.</summary>
    public IEnumerable<FixEdit> Shift(TextSpan code, string by)
    {
        var text = Tree.GetText();
        var root = Tree.GetRoot();
        for (var number = text.Lines.GetLineFromPosition(code.Start).LineNumber + 1; number < text.Lines.Count && text.Lines[number].Start < code.End; number++)
        {
            var line = text.Lines[number];
            if (line.Span.IsEmpty || string.IsNullOrWhiteSpace(line.ToString()) || IsInText(root.FindToken(line.Start), line.Start)) continue;
            yield return new FixEdit(Tree.FilePath, line.Start, 0, by, code.Start, code.End);
        }
    }

    // The lines of a raw text move together, which leaves it as it is.
    private static bool IsInText(SyntaxToken token, int position) => position > token.SpanStart && position < token.Span.End
        && token.RawKind is (int)SyntaxKind.StringLiteralToken or (int)SyntaxKind.Utf8StringLiteralToken or (int)SyntaxKind.InterpolatedStringTextToken
        && token.Parent?.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>() is not { StringStartToken.RawKind: (int)SyntaxKind.InterpolatedMultiLineRawStringStartToken };

    private int? PlaceOf(int position) => _view is null ? position : _view.PlaceOf(new TextSpan(position, 0))?.Start;

    private static string NewLineOf(SourceText text)
    {
        var first = text.Lines[0];
        return first.EndIncludingLineBreak > first.End ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak)) : "\n";
    }
}
