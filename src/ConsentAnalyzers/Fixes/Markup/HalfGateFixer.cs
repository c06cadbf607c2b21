using System.Collections.Generic;

namespace ConsentAnalyzers.Fixes.Markup;

/// <summary>CNS2006: the live half is held back as the other half is.</summary>
internal sealed class HalfGateFixer() : Fixer(Descriptors.CNS2006_HalfGate)
{
    public override IEnumerable<Fix> Fixes(FixRequest request) =>
        request.Document is { } document && GateFixes.TagOf(request) is { } tag ? new GateFixes(request, document).For(tag) : [];
}
