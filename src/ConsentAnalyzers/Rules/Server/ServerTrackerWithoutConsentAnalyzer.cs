using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Server;

/// <summary>CNS4001: the server feeds a tracker while it handles a request, and no consent check stands before it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ServerTrackerWithoutConsentAnalyzer() : ConsentAnalyzer(Descriptors.CNS4001_ServerTrackerWithoutConsent)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (!ServerTrackerJudge.IsWorthwhile(consent)) return;
        context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        if (consent.ServerTrackers.Judge((IInvocationOperation)context.Operation, context.CancellationToken) is not { Verdict.Status: ConsentStatus.Ungated } call || !IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) return;
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS4001_ServerTrackerWithoutConsent, call.Location, call.Verdict.ToProperties(), call.Tracker.Vendor, Messages.Describe(call.Tracker.Purpose), call.Tracker.Purpose.ToText()));
    }
}
