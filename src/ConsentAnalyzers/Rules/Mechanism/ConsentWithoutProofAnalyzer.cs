using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>CNS3009: a consent is taken, and nothing in its flow keeps a proof of it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConsentWithoutProofAnalyzer() : DecisionAnalyzer(Descriptors.CNS3009_ConsentWithoutProof)
{
    private protected override void Conclude(CompilationAnalysisContext context, ConsentContext consent, IReadOnlyList<ConsentDecision> written)
    {
        foreach (var decision in written.Where(d => d.MayGrant && d.Door is DecisionDoor.Feature or DecisionDoor.Cookie))
        {
            // A method that nobody is known to call may be anything.
            if (!consent.Decisions.GrantingPaths(decision, context.CancellationToken).Any() || consent.Records.IsProved(decision, context.CancellationToken)) continue;
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3009_ConsentWithoutProof, decision.Location, decision.Name));
        }
    }
}
