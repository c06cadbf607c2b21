using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.CSharp;

/// <summary>A name that inserted code needs, and the namespace it comes from.</summary>
/// <param name="Type">A type of the namespace; of an extension method the type that declares it.</param>
internal readonly record struct Import(string Namespace, string Type)
{
    /// <summary>The edits that make names known at a place: nothing for what is known there, through a using, a global one, or the namespace around.</summary>
    public static IEnumerable<FixEdit> Add(IEnumerable<Import> imports, SyntaxNode place, FixRequest request)
    {
        var model = request.Consent.ModelOf(place.SyntaxTree);
        foreach (var needed in imports.Where(i => !i.IsKnown(place.SpanStart, model)).Select(i => i.Namespace).Distinct().OrderBy(n => n, Order))
        {
            if (RazorViews.IsGenerated(place.SyntaxTree.FilePath))
            {
                if (InView(needed, place.SyntaxTree, request) is { } edit) yield return edit;
            }
            else
            {
                yield return InFile(needed, place, request);
            }
        }
    }

    /// <summary>Whether the simple name means another type at a place: then the full one has to be written.</summary>
    public bool IsTaken(int position, SemanticModel model)
    {
        var (type, ns) = (Type, Namespace);
        return model.LookupNamespacesAndTypes(position, name: type).Any(s => NameOf(s.ContainingNamespace) != ns);
    }

    /// <summary>A namespace's full name; empty for the global one.</summary>
    public static string NameOf(INamespaceSymbol? ns) => ns is null or { IsGlobalNamespace: true } ? "" : NameOf(ns.ContainingNamespace) is { Length: > 0 } outer ? outer + "." + ns.Name : ns.Name;

    private bool IsKnown(int position, SemanticModel model)
    {
        var (type, ns) = (Type, Namespace);
        return model.LookupNamespacesAndTypes(position, name: type).Any(s => NameOf(s.ContainingNamespace) == ns);
    }

    // System first, as editors sort.
    private static readonly IComparer<string> Order = Comparer<string>.Create((a, b) => IsSystem(a) != IsSystem(b) ? IsSystem(a) ? -1 : 1 : string.Compare(a, b, StringComparison.OrdinalIgnoreCase));

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);

    private static FixEdit InFile(string ns, SyntaxNode place, FixRequest request)
    {
        var unit = (CompilationUnitSyntax)place.SyntaxTree.GetRoot(request.CancellationToken);
        var layout = CodeLayout.Of(place.SyntaxTree, request);
        var line = $"using {ns};{layout.NewLine}";
        var within = place.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().LastOrDefault(n => n.Usings.Count > 0);
        var usings = unit.Usings.Count > 0 || within is null ? unit.Usings : within.Usings;
        var plain = usings.Where(u => u.StaticKeyword.RawKind == 0 && u.Alias is null && u.GlobalKeyword.RawKind == 0 && u.Name is not null).ToList();
        if (usings.Count > 0 && usings.Any(u => u != usings[0] && HasDirective(u))) return Shared(LineStart(usings[0]), layout.Indent(usings[0].SpanStart) + line);
        if (plain.Count > 0)
        {
            var systemFirst = plain.SkipWhile(u => IsSystem(u.Name!.ToString())).All(u => !IsSystem(u.Name!.ToString()));
            bool Precedes(string a, string b) => systemFirst ? Order.Compare(a, b) < 0 : string.Compare(a, b, StringComparison.OrdinalIgnoreCase) < 0;
            var sorted = plain.Zip(plain.Skip(1), (a, b) => !Precedes(b.Name!.ToString(), a.Name!.ToString())).All(inOrder => inOrder);
            var indent = layout.Indent(plain[0].SpanStart);
            if (sorted && plain.FirstOrDefault(u => Precedes(ns, u.Name!.ToString())) is { } next) return Shared(LineStart(next), indent + line);
            return After(plain[plain.Count - 1], indent);
        }
        if (usings.Count > 0) return usings.LastOrDefault(u => u.GlobalKeyword.RawKind != 0) is { } global ? After(global, "") : Shared(LineStart(usings[0]), line);
        if (unit.Externs.Count > 0) return Shared(unit.Externs.Last().FullSpan.End, layout.NewLine + line);
        return Shared(BehindHeader(unit), line + layout.NewLine);

        FixEdit After(UsingDirectiveSyntax last, string indent) =>
            place.SyntaxTree.GetText().Lines.GetLineFromPosition(last.Span.End) is var at && at.EndIncludingLineBreak > at.End ? Shared(at.EndIncludingLineBreak, indent + line) : Shared(last.Span.End, layout.NewLine + indent + line.TrimEnd());

        FixEdit Shared(int position, string text) => new(place.SyntaxTree.FilePath, position, 0, text, 0, 0, IsShared: true);

        // A comment on a using belongs to it: the new line stands directly before.
        static int LineStart(UsingDirectiveSyntax directive) => directive.SyntaxTree.GetText().Lines.GetLineFromPosition(directive.SpanStart) is var line && line.Start >= directive.FullSpan.Start ? line.Start : directive.SpanStart;

        static bool HasDirective(SyntaxNode node) => node.GetLeadingTrivia().Any(t => t.IsDirective);
    }

    // A licence or a description of the file stays on top; what belongs to the first member stays with it.
    private static int BehindHeader(CompilationUnitSyntax unit)
    {
        var first = unit.GetFirstToken(includeZeroWidth: true);
        var (at, sawComment, emptyLine) = (0, false, true);
        foreach (var trivia in first.LeadingTrivia)
        {
            if (trivia.IsDirective)
            {
                if (trivia.RawKind is (int)SyntaxKind.IfDirectiveTrivia or (int)SyntaxKind.RegionDirectiveTrivia) break;
                (at, sawComment, emptyLine) = (trivia.FullSpan.End, false, true);
            }
            else if (trivia.RawKind == (int)SyntaxKind.EndOfLineTrivia)
            {
                if (emptyLine && sawComment) at = trivia.FullSpan.End;
                emptyLine = true;
            }
            else if (trivia.RawKind != (int)SyntaxKind.WhitespaceTrivia)
            {
                (sawComment, emptyLine) = (true, false);
            }
        }
        // Directly above a namespace stands the licence.
        return sawComment && at == 0 && unit.Members.FirstOrDefault() is BaseNamespaceDeclarationSyntax && !first.LeadingTrivia.Any(t => t.IsDirective) ? first.SpanStart : at;
    }

    private static FixEdit? InView(string ns, SyntaxTree tree, FixRequest request)
    {
        if (RazorViews.PathOf(tree) is not { } path || request.FileAt(path)?.GetText(request.CancellationToken) is not { } text) return null;
        var newLine = text.Lines[0] is var first && first.EndIncludingLineBreak > first.End ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak)) : "\n";
        var position = 0;
        foreach (var line in text.Lines)
        {
            var written = line.ToString();
            if (written.StartsWith("@using ", StringComparison.Ordinal) || written.StartsWith("@page", StringComparison.Ordinal)) position = line.EndIncludingLineBreak;
            else if (written.Length > 0 && written[0] != '@') break;
            else if (written.StartsWith("@{", StringComparison.Ordinal)) break;
        }
        return new FixEdit(path, position, 0, $"@using {ns}{newLine}", 0, 0, IsShared: true);
    }
}
