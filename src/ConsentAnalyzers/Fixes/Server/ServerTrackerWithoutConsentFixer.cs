using System.Collections.Generic;
using ConsentAnalyzers.Fixes.CSharp;

namespace ConsentAnalyzers.Fixes.Server;

/// <summary>CNS4001: an <c>if</c> around the call.</summary>
internal sealed class ServerTrackerWithoutConsentFixer() : Fixer(Descriptors.CNS4001_ServerTrackerWithoutConsent)
{
    public override IEnumerable<Fix> Fixes(FixRequest request) => Gates.Around(request.Node, request);
}
