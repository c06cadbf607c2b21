using System.Collections.Generic;

namespace ConsentAnalyzers.Fixes.Markup;

/// <summary>The tags that load or start a tracker, CNS2001 to CNS2005, CNS2010 and CNS2014: held back.</summary>
internal sealed class TagFixer() : Fixer(
    Descriptors.CNS2001_TrackerScriptWithoutConsent,
    Descriptors.CNS2002_TrackerSnippetWithoutConsent,
    Descriptors.CNS2003_TagManagerWithoutConsent,
    Descriptors.CNS2004_EmbedWithoutConsent,
    Descriptors.CNS2005_TrackingPixelWithoutConsent,
    Descriptors.CNS2010_AdvancedConsentMode,
    Descriptors.CNS2014_DisputedResource)
{
    public override IEnumerable<Fix> Fixes(FixRequest request) =>
        request.Document is { } document && GateFixes.TagOf(request) is { } tag ? new GateFixes(request, document).For(tag) : [];
}
