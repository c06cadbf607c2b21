using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>CNS3007: the site takes consents, and nothing in it takes one back.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConsentNeverWithdrawnAnalyzer() : DecisionAnalyzer(Descriptors.CNS3007_ConsentNeverWithdrawn)
{
    private protected override void Conclude(CompilationAnalysisContext context, ConsentContext consent, IReadOnlyList<ConsentDecision> written)
    {
        // Where the gate is always open nobody is asked: CNS3001 says so.
        if (written.FirstOrDefault(d => d.Kind == DecisionKind.Grant && (d.Door is not (DecisionDoor.Feature or DecisionDoor.Script) || consent.Policy.OpenGate is null)) is not { } grant) return;
        // What can write a no can take a yes back.
        if (consent.Decisions.All(context.CancellationToken).Any(d => d.Kind != DecisionKind.Grant) || consent.Scripts.MayRewrite(grant.Cookie)) return;
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3007_ConsentNeverWithdrawn, grant.Location, grant.Name));
    }
}
