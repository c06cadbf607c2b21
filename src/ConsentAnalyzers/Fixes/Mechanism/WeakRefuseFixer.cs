using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.Mechanism;

/// <summary>CNS3011: the refusal takes over the classes and the style of the acceptance beside it.</summary>
internal sealed class WeakRefuseFixer() : Fixer(Descriptors.CNS3011_WeakRefuse)
{
    private static readonly string[] Look = ["class", "style"];

    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request.File is not { } file || request.Consent.Banners.Page(file, request.CancellationToken) is not { } page) yield break;
        if (request.Finding.AdditionalLocations is not [var other, ..] || ElementAt(request.Span, page.Document) is not { } refuse || ElementAt(other.SourceSpan, page.Document) is not { } accept) yield break;
        // What is hidden stays hidden, whatever it looks like; what is no button does not become one without a class that makes it one.
        if (refuse.Name != accept.Name || accept["class"] is not { Length: > 0 } || IsHidden(refuse, page, request)) yield break;
        var edits = Look.Select(name => Copy(name, accept, refuse, page.Document, request)).ToList();
        if (edits.TrueForAll(e => e.IsSafe)) yield return new("weight", Messages.Localizable("Fix_SameWeight"), [.. edits.SelectMany(e => e.Edits)]);
    }

    private static MarkupElement? ElementAt(TextSpan startTag, MarkupDocument document) => document.Elements.FirstOrDefault(e => e.StartTag == startTag);

    private static bool IsHidden(MarkupElement refuse, BannerPage page, FixRequest request) =>
        page.Banners(request.CancellationToken).Any(b => b.Controls.FirstOrDefault(c => ReferenceEquals(c.Element, refuse)) is { } control && new ControlLooks(b, page.Document).Of(control).IsHidden);

    private static (bool IsSafe, IEnumerable<FixEdit> Edits) Copy(string name, MarkupElement from, MarkupElement to, MarkupDocument document, FixRequest request)
    {
        if (from[name] == to[name]) return (true, []);
        // C# in a class may say something else of each.
        if (new[] { from[name], to[name] }.Any(v => v?.IndexOf(MarkupDocument.CSharp) >= 0)) return (false, []);
        if (to.Attributes.FirstOrDefault(a => a.Name == name) is { Name: not null } attribute)
        {
            if (document.PlaceOf(attribute) is not { } start) return (false, []);
            return (true, [from[name] is { } value ? request.Replace(new TextSpan(start, attribute.Value.Length), value) : request.Replace(AttributeSpan.Of(attribute, to, document), "")]);
        }
        return (true, [request.Insert(to.StartTag.Start + 1 + to.Name.Length, $" {name}=\"{from[name]}\"")]);
    }
}
