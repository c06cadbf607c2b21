using System.Collections.Generic;
using ConsentAnalyzers.Fixes.CSharp;

namespace ConsentAnalyzers.Fixes.Server;

/// <summary>CNS2013: an <c>if</c> around the call of JavaScript.</summary>
internal sealed class InteropTrackerFixer() : Fixer(Descriptors.CNS2013_InteropTracker)
{
    public override IEnumerable<Fix> Fixes(FixRequest request) => Gates.Around(request.Node, request);
}
