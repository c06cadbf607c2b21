using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;

namespace ConsentAnalyzers.Fixes.Markup;

/// <summary>The tags that load or start a tracker, CNS2001 to CNS2005, CNS2010 and CNS2014: held back, or declared exempt.</summary>
internal sealed class TagFixer() : Fixer(
    Descriptors.CNS2001_TrackerScriptWithoutConsent,
    Descriptors.CNS2002_TrackerSnippetWithoutConsent,
    Descriptors.CNS2003_TagManagerWithoutConsent,
    Descriptors.CNS2004_EmbedWithoutConsent,
    Descriptors.CNS2005_TrackingPixelWithoutConsent,
    Descriptors.CNS2010_AdvancedConsentMode,
    Descriptors.CNS2014_DisputedResource)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request.Document is not { } document || GateFixes.TagOf(request) is not { } tag) yield break;
        foreach (var gate in new GateFixes(request, document).For(tag)) yield return gate;
        if (document.IsScript || tag.Live.FirstOrDefault(p => p.Element.StartTag == request.Span) is not { } lead) yield break;
        foreach (var ground in ExemptionFixes.Grounds.Where(g => !Exemptions.Contradicts(g, tag.Tracker))) yield return ExemptionFixes.Of(ground, ExemptionFixes.Before(lead.Element, document, request.Finding.Id, ground));
    }
}
