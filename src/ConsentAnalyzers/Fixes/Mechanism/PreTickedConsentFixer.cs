using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.Mechanism;

/// <summary>CNS3012: the box starts without a tick.</summary>
internal sealed class PreTickedConsentFixer() : Fixer(Descriptors.CNS3012_PreTickedConsent)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request.File is not { } file || request.Consent.Banners.Page(file, request.CancellationToken) is not { Document: var document }) yield break;
        if (document.Elements.FirstOrDefault(e => e.StartTag == request.Span) is not { } box || Untick(box, document, request) is not { } edit) yield break;
        yield return new("untick", Messages.Localizable("Fix_Untick"), [edit]);
    }

    private static FixEdit? Untick(MarkupElement box, MarkupDocument document, FixRequest request)
    {
        foreach (var attribute in box.Attributes)
        {
            var isPlain = attribute.Value.IndexOf(MarkupDocument.CSharp) < 0 && !document.Written(attribute).Contains("@");
            switch (attribute.Name)
            {
                case "checked" when isPlain: return request.Replace(AttributeSpan.Of(attribute, box, document), "");
                case "aria-checked" or "value" or "ischecked" when attribute.Value.Trim() == "true" && document.PlaceOf(attribute) is { } start: return request.Replace(new TextSpan(start, attribute.Value.Length), "false");
            }
        }
        return null;
    }
}
