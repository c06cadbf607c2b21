using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Markup;

/// <summary>An attribute of a start tag; the name is in lower case, C# in the value stands as <see cref="MarkupDocument.CSharp"/>.</summary>
internal readonly record struct MarkupAttribute(string Name, string Value, int Position);

/// <summary>An element as it stands in the text.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="StartTag">From <c>&lt;</c> to <c>&gt;</c>.</param>
/// <param name="Parent">The element around it; <see langword="null"/> at the top.</param>
/// <param name="Text">The raw content of scripts and styles, and where it starts.</param>
internal sealed record MarkupElement(string Name, TextSpan StartTag, ImmutableArray<MarkupAttribute> Attributes, MarkupElement? Parent, string Text = "", int TextStart = 0)
{
    /// <summary>Whether it stands in something that browsers neither run nor load: a template, or code that is shown.</summary>
    /// <remarks><c>pre</c> and <c>code</c> show code; their content is escaped wherever it comes from an author who knows HTML.</remarks>
    public bool IsInert { get; } = Parent is not null && (Parent.IsInert || Parent.Name is "template" or "pre" or "code" or "textarea");

    /// <summary>Where the content ends: the end tag, or what closes it. For an element without content, the end of its start tag.</summary>
    public int ContentEnd { get; private set; } = StartTag.End;

    /// <summary>Says where the content ends, once the reader is there.</summary>
    public void Close(int end) => ContentEnd = end;

    /// <summary>The elements around this one, from the inside out.</summary>
    public IEnumerable<MarkupElement> Ancestors()
    {
        for (var around = Parent; around is not null; around = around.Parent) yield return around;
    }

    /// <summary>This element and those around it, up to one of them and without it.</summary>
    public IEnumerable<MarkupElement> UpTo(MarkupElement end)
    {
        for (var around = this; around is not null && !ReferenceEquals(around, end); around = around.Parent) yield return around;
    }

    public string? this[string attribute] => Attributes.Where(a => a.Name == attribute).Select(a => a.Value).FirstOrDefault();

    public bool Has(string attribute) => Attributes.Any(a => a.Name == attribute);
}
