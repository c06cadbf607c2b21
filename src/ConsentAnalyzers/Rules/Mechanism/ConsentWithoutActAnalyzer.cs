using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>CNS3006: consent is given where nobody acts: under GET, in middleware, a filter, a constructor, a component that starts, a script that a page loads.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConsentWithoutActAnalyzer() : ConsentAnalyzer(Descriptors.CNS3006_ConsentWithoutAct)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        context.RegisterAdditionalFileAction(file =>
        {
            foreach (var (place, name) in consent.Tags.JudgeGrants(file.AdditionalFile, file.CancellationToken)) file.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3006_ConsentWithoutAct, place, name, Messages.Localizable("CNS3006_Load")));
        });
        if (!consent.Symbols.HasCookies || consent.Options.SkipsTests) return;
        context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.Invocation, OperationKind.SimpleAssignment, OperationKind.CompoundAssignment);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        if (!consent.Decisions.IsCandidate(context.Operation) || !IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) return;
        foreach (var decision in consent.Decisions.Of(context.Operation, context.ContainingSymbol))
        {
            if (!decision.MayGrant || decision.Door == DecisionDoor.Script || consent.Decisions.GrantingPaths(decision, context.CancellationToken).FirstOrDefault(p => p.Kind == ActKind.NoAct) is not { } path) continue;
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.CNS3006_ConsentWithoutAct, decision.Location, path.Via is { } via ? [via.PlaceOfUse()] : null, decision.Name, Messages.Localizable("CNS3006_" + path.Where, path.HandlerName)));
        }
    }
}
