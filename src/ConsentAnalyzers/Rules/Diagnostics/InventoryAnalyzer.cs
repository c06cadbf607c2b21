using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Diagnostics;

/// <summary>CNS9000: every cookie and tracker, whatever is thought of it. Off by default; the <c>consent</c> tool switches it on.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InventoryAnalyzer() : ConsentAnalyzer(Descriptors.CNS9000_Inventory)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        context.RegisterAdditionalFileAction(file =>
        {
            foreach (var tag in consent.Tags.Judge(file.AdditionalFile, file.CancellationToken)) file.ReportDiagnostic(Entry(tag.Location, tag.Verdict, tag.Tracker.Vendor));
            foreach (var stored in consent.Tags.JudgeStorage(file.AdditionalFile, file.CancellationToken)) file.ReportDiagnostic(Entry(stored.Location, stored.Verdict, stored.Verdict.Name.Length > 0 ? stored.Verdict.Name : NameUnknown));
        });
        if (!consent.Symbols.HasCookies) return;
        context.RegisterOperationAction(
            operation =>
            {
                if (!consent.Cookies.MayWrite(operation.Operation)) return;
                foreach (var cookie in consent.Cookies.Judge(operation.Operation, operation.ContainingSymbol, operation.CancellationToken))
                {
                    if (IsReportable(operation.Operation.Syntax, operation.IsGeneratedCode)) operation.ReportDiagnostic(Entry(cookie.Write.Location, cookie.Verdict, cookie.Write.DisplayName));
                }
            },
            OperationKind.Invocation,
            OperationKind.SimpleAssignment,
            OperationKind.CompoundAssignment);
        context.RegisterOperationAction(
            operation =>
            {
                if (!IsReportable(operation.Operation.Syntax, operation.IsGeneratedCode)) return;
                foreach (var tag in consent.EmittedTags.Judge(operation.Operation, operation.CancellationToken)) operation.ReportDiagnostic(Entry(tag.Location, tag.Verdict, tag.Tracker.Vendor));
            },
            EmittedTagJudge.Kinds);
        if (!ServerTrackerJudge.IsWorthwhile(consent)) return;
        context.RegisterOperationAction(
            operation =>
            {
                if (consent.ServerTrackers.Judge((IInvocationOperation)operation.Operation, operation.CancellationToken) is { } call && IsReportable(operation.Operation.Syntax, operation.IsGeneratedCode)) operation.ReportDiagnostic(Entry(call.Location, call.Verdict, call.Tracker.Vendor));
            },
            OperationKind.Invocation);
    }

    private const string NameUnknown = "(name unknown)";

    private static Diagnostic Entry(Location location, Verdict verdict, string name)
    {
        var status = verdict.Status.ToString().ToLowerInvariant();
        return Diagnostic.Create(Descriptors.CNS9000_Inventory, location, verdict.ToProperties(), verdict.Kind, name, verdict.By.Length == 0 ? status : $"{status}, {verdict.By}");
    }
}
