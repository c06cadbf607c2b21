using System.Collections.Generic;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.Cookies;

/// <summary>CNS1006: <c>IsEssential = true</c> goes away.</summary>
internal sealed class TrackerMarkedEssentialFixer() : Fixer(Descriptors.CNS1006_TrackerMarkedEssential)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        // Of an unknown identifier nobody but the team can say what it is for.
        if (request.Purpose == ConsentPurposes.None || request.Node is not AssignmentExpressionSyntax assignment) yield break;
        if (Removal.Of(assignment) is { } span) yield return new("remove", Messages.Localizable("Fix_RemoveEssential"), [request.Replace(span, "")]);
    }
}
