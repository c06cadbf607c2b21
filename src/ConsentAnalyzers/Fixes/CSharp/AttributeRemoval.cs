using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.CSharp;

/// <summary>What goes away with an attribute, or with one of its arguments.</summary>
internal static class AttributeRemoval
{
    public static TextSpan Of(AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1) return OfItem(list.Attributes, attribute);
        var whole = Removal.WithLine(list.Span, list);
        // [A] void M(): with the space behind it.
        return whole != list.Span ? whole : TextSpan.FromBounds(list.SpanStart, list.CloseBracketToken.GetNextToken().SpanStart);
    }

    public static TextSpan Of(AttributeArgumentSyntax argument) => OfItem(((AttributeArgumentListSyntax)argument.Parent!).Arguments, argument);

    private static TextSpan OfItem<T>(SeparatedSyntaxList<T> items, T item)
        where T : SyntaxNode
    {
        var index = items.IndexOf(item);
        return index == 0 ? TextSpan.FromBounds(item.SpanStart, items[1].SpanStart) : TextSpan.FromBounds(items.GetSeparators().ElementAt(index - 1).SpanStart, item.Span.End);
    }
}
