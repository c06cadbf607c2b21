using ConsentAnalyzers.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Server;

/// <summary>CNS4003: what a visitor filled in goes to a third party, and nothing says what for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndocumentedTransferAnalyzer() : ConsentAnalyzer(Descriptors.CNS4003_UndocumentedTransfer)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        context.RegisterAdditionalFileAction(file =>
        {
            foreach (var transfer in consent.Transfers.Judge(file.AdditionalFile, file.CancellationToken)) file.ReportDiagnostic(Of(transfer));
        });
        if (TransferJudge.IsWorthwhile(consent)) context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        if (consent.Transfers.Judge((IInvocationOperation)context.Operation, context.CancellationToken) is { } transfer && IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) context.ReportDiagnostic(Of(transfer));
    }

    private static Diagnostic Of(Transfer transfer) => Diagnostic.Create(Descriptors.CNS4003_UndocumentedTransfer, transfer.Location, transfer.Verdict.ToProperties(), transfer.Data, transfer.Recipient);
}
