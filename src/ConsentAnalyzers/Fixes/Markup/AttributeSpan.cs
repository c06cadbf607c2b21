using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes;

/// <summary>Where an attribute stands in its start tag, with the space before it, so that it can go away.</summary>
internal static class AttributeSpan
{
    public static TextSpan Of(MarkupAttribute attribute, MarkupElement element, MarkupDocument document)
    {
        var text = document.Text;
        var start = attribute.Position;
        while (start > element.StartTag.Start && char.IsWhiteSpace(text[start - 1])) start--;
        var end = attribute.Position + attribute.Name.Length;
        if (document.PlaceOf(attribute) is { } value)
        {
            end = value + attribute.Value.Length;
            if (text[value - 1] is '"' or '\'' && end < text.Length && text[end] == text[value - 1]) end++;
        }
        else if (end + 2 < text.Length && text[end] == '=' && text[end + 1] is '"' or '\'' && text[end + 2] == text[end + 1])
        {
            end += 3;
        }
        return TextSpan.FromBounds(start, end);
    }
}
