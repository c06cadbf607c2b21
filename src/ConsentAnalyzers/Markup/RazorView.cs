using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Markup;

/// <summary>A view or component and the C# that the Razor compiler made of it.</summary>
internal sealed class RazorView
{
    /// <summary>C# of the view: where it stands in the text, and in the generated class.</summary>
    private readonly record struct Segment(TextSpan Span, int Generated);

    // Stands between two literals that no markup joins.
    private const char Break = '\uE001';

    private readonly ImmutableArray<Segment> _segments;
    private readonly MemberDeclarationSyntax? _render;
    private readonly ConcurrentDictionary<MemberDeclarationSyntax, Emitted> _emitted = new();
    private readonly ConcurrentDictionary<(MemberDeclarationSyntax Member, string Name), (List<int> Tags, List<SyntaxNode> Statements)> _tags = new();

    private RazorView(SyntaxTree tree, ImmutableArray<Segment> segments, MemberDeclarationSyntax? render)
    {
        Tree = tree;
        _segments = segments;
        _render = render;
    }

    /// <summary>The generated tree.</summary>
    public SyntaxTree Tree { get; }

    /// <summary>The spans of the view's text that are C#.</summary>
    public IEnumerable<TextSpan> CSharpSpans => _segments.Select(s => s.Span);

    /// <returns><see langword="null"/> when the generated tree was made from another version of the text.</returns>
    public static RazorView? Create(SyntaxTree tree, string path, SourceText text)
    {
        if (IsStale(tree, text)) return null;
        var root = (CSharpSyntaxNode)tree.GetRoot();
        var generated = tree.GetText();
        var segments = ImmutableArray.CreateBuilder<Segment>();
        foreach (var mapping in tree.GetLineMappings())
        {
            if (mapping.IsHidden || mapping.MappedSpan is not { HasMappedPath: true } mapped || mapped.Path != path) continue;
            if (Span(text, mapped.Span) is not { } span) return null;
            var start = generated.Lines[mapping.Span.Start.Line].Start + (mapping.CharacterOffset ?? 0);
            if (!IsAttributeName(root, start)) segments.Add(new(span, start));
        }
        segments.Sort((a, b) => a.Span.Start != b.Span.Start ? a.Span.Start.CompareTo(b.Span.Start) : a.Span.End.CompareTo(b.Span.End));
        var render = root.DescendantNodes(n => n is not MemberDeclarationSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<MethodDeclarationSyntax>()
            .FirstOrDefault(m => m.Identifier.ValueText is "ExecuteAsync" or "BuildRenderTree");
        return new(tree, segments.ToImmutable(), render);
    }

    /// <summary>The place in the generated C# that emits a start tag.</summary>
    /// <param name="markup">The view's text with its C# blanked.</param>
    /// <param name="tagStart">Where the tag's <c>&lt;</c> stands.</param>
    /// <param name="name">The element's name as written.</param>
    /// <returns><see langword="null"/> when the text and the generated code do not agree on how many such tags there are.</returns>
    public SyntaxNode? StatementOf(string markup, int tagStart, string name)
    {
        if (MemberOf(tagStart) is not { } member) return null;
        var (tags, statements) = _tags.GetOrAdd((member, name), key => (
            [.. TagStarts(markup, key.Name).Where(at => MemberOf(at) == key.Member)],
            _emitted.GetOrAdd(key.Member, Emitted.By).Tags(key.Name)));
        var ordinal = tags.BinarySearch(tagStart);
        return ordinal >= 0 && tags.Count == statements.Count ? statements[ordinal] : null;
    }

    /// <summary>Where C# of the generated tree stands in the view.</summary>
    /// <returns><see langword="null"/> for what the author did not write, or not in one piece.</returns>
    public TextSpan? PlaceOf(TextSpan generated)
    {
        foreach (var segment in _segments)
        {
            if (segment.Generated <= generated.Start && generated.End <= segment.Generated + segment.Span.Length) return new TextSpan(segment.Span.Start + generated.Start - segment.Generated, generated.Length);
        }
        return null;
    }

    /// <summary>Where the innermost block around a generated call opens in the view; <see langword="null"/> where the author wrote none.</summary>
    public int? BlockAround(SyntaxNode generated)
    {
        foreach (var node in generated.Ancestors())
        {
            var brace = node switch { BlockSyntax block => block.OpenBraceToken, SwitchStatementSyntax choice => choice.OpenBraceToken, _ => default };
            if (brace.Span.Length > 0 && PlaceOf(brace.Span) is { } place) return place.Start;
        }
        return null;
    }

    /// <summary>The C# expressions in a span of the view's text.</summary>
    public IEnumerable<(TextSpan Span, ExpressionSyntax Code)> ExpressionsIn(TextSpan span)
    {
        var root = Tree.GetRoot();
        for (var i = FirstSegmentAfter(span.Start - 1); i < _segments.Length && _segments[i].Span.End <= span.End; i++)
        {
            var segment = _segments[i];
            var generated = TextSpan.FromBounds(segment.Generated, segment.Generated + segment.Span.Length);
            if (generated.End > root.FullSpan.End || generated.IsEmpty) continue;
            var code = root.FindNode(generated, getInnermostNodeForTie: true).AncestorsAndSelf().OfType<ExpressionSyntax>().TakeWhile(e => generated.Contains(e.Span)).LastOrDefault();
            if (code is not null && code.Span.Length > 0) yield return (segment.Span, code);
        }
    }

    /// <summary>Whether the Razor compiler took this element for a tag helper or component.</summary>
    public bool IsHelper(string name) => Tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => call.Expression switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Begin", Expression: IdentifierNameSyntax { Identifier.ValueText: "__tagHelperScopeManager" } } =>
            call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax tag }, ..] && string.Equals(tag.Token.ValueText, name, StringComparison.OrdinalIgnoreCase),
        MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.ValueText: "OpenComponent", TypeArgumentList.Arguments: [var component] } } =>
            component.ToString() is var type && (type.EndsWith("." + name, StringComparison.Ordinal) || type.EndsWith("::" + name, StringComparison.Ordinal)),
        _ => false,
    });

    // Markup between two pieces of one @functions member is emitted by that member; all other markup by the render method.
    private MemberDeclarationSyntax? MemberOf(int position)
    {
        var next = FirstSegmentAfter(position);
        var before = next > 0 ? MemberAt(Tree.GetRoot(), _segments[next - 1].Generated) : null;
        var after = next < _segments.Length ? MemberAt(Tree.GetRoot(), _segments[next].Generated) : null;
        return before is not null && before == after && before != _render ? before : _render;
    }

    private int FirstSegmentAfter(int position)
    {
        var (low, high) = (0, _segments.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_segments[middle].Span.Start <= position) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static IEnumerable<int> TagStarts(string markup, string name)
    {
        var tag = "<" + name;
        for (var at = markup.IndexOf(tag, StringComparison.Ordinal); at >= 0; at = markup.IndexOf(tag, at + 1, StringComparison.Ordinal))
        {
            if (EndsName(markup, at + tag.Length)) yield return at;
        }
    }

    private static bool EndsName(string text, int at) => at >= text.Length || !(char.IsLetterOrDigit(text[at]) || text[at] is '-' or '_' or '.' or ':');

    private static MemberDeclarationSyntax? MemberAt(SyntaxNode root, int position) =>
        position < root.FullSpan.End ? root.FindToken(position).Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax) : null;

    // A component's parameter is mapped as nameof(Component.Parameter): in the view this is the attribute's name, which is markup.
    private static bool IsAttributeName(SyntaxNode root, int position) =>
        position < root.FullSpan.End && root.FindToken(position).Parent is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } } } };

    private static TextSpan? Span(SourceText text, LinePositionSpan lines)
    {
        if (lines.Start.Line >= text.Lines.Count || lines.End.Line >= text.Lines.Count) return null;
        // Razor writes the position after the last character, and the compiler takes that for the last character itself.
        var (start, end) = (text.Lines[lines.Start.Line].Start + lines.Start.Character, text.Lines[lines.End.Line].Start + lines.End.Character - 1);
        return start <= end && end <= text.Length ? TextSpan.FromBounds(start, end) : null;
    }

    // #pragma checksum "path" "{algorithm}" "hash": an IDE may run the generator only on save.
    private static bool IsStale(SyntaxTree tree, SourceText text)
    {
        var parts = tree.GetText().Lines[0].ToString().Split('"');
        if (parts.Length < 6) return true;
        var algorithm = parts[3].ToUpperInvariant() switch
        {
            "{FF1816EC-AA5E-4D10-87F7-6F4963833460}" => SourceHashAlgorithm.Sha1,
            "{8829D00F-11B8-4213-878B-770E8597AC16}" => SourceHashAlgorithm.Sha256,
            _ => SourceHashAlgorithm.None,
        };
        if (algorithm != text.ChecksumAlgorithm) return false;
        var checksum = text.GetChecksum();
        return !checksum.IsDefault && !string.Equals(string.Concat(checksum.Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture))), parts[5], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The markup that one member writes, in its order, and the call that writes each part.</summary>
    private sealed class Emitted(string text, ImmutableArray<(int Start, SyntaxNode Call)> calls)
    {
        public static Emitted By(MemberDeclarationSyntax member)
        {
            var text = new StringBuilder();
            var calls = ImmutableArray.CreateBuilder<(int, SyntaxNode)>();
            var previousWasLiteral = false;
            foreach (var call in member.DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                var literal = call.Expression switch
                {
                    IdentifierNameSyntax { Identifier.ValueText: "WriteLiteral" } => Literal(call, 0),
                    MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddMarkupContent" } => Literal(call, 1),
                    MemberAccessExpressionSyntax { Name.Identifier.ValueText: "OpenElement" } => "<" + Literal(call, 1),
                    MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.ValueText: "OpenComponent", TypeArgumentList.Arguments: [var component] } } => "<" + component.LastName(),
                    MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Begin", Expression: IdentifierNameSyntax { Identifier.ValueText: "__tagHelperScopeManager" } } => "<" + Literal(call, 0),
                    _ => null,
                };
                // A long literal is written in several calls; any other call in between ends the tag's name.
                if (literal is null || !previousWasLiteral || literal == "<" || call.Expression is not IdentifierNameSyntax) text.Append(Break);
                previousWasLiteral = literal is not null && call.Expression is IdentifierNameSyntax;
                if (literal is null) continue;
                calls.Add((text.Length, call));
                text.Append(literal);
                if (call.Expression is not IdentifierNameSyntax) text.Append(Break);
            }
            return new(text.ToString(), calls.ToImmutable());
        }

        public List<SyntaxNode> Tags(string name) => [.. TagStarts(text, name).Select(CallAt)];

        private SyntaxNode CallAt(int position)
        {
            var (low, high) = (0, calls.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (calls[middle].Start <= position) low = middle + 1;
                else high = middle;
            }
            return calls[low - 1].Call;
        }

        private static string? Literal(InvocationExpressionSyntax call, int argument) =>
            call.ArgumentList.Arguments.Count > argument && call.ArgumentList.Arguments[argument].Expression is LiteralExpressionSyntax literal ? literal.Token.ValueText : null;
    }
}
