using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Server;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Cookies;

/// <summary>CNS1009: a cookie, a tag or a call of a tracker's server API is guarded, but for other purposes than its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConsentForAnotherPurposeAnalyzer() : ConsentAnalyzer(Descriptors.CNS1009_ConsentForAnotherPurpose)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        context.RegisterAdditionalFileAction(file =>
        {
            foreach (var tag in consent.Tags.Judge(file.AdditionalFile, file.CancellationToken))
            {
                if (tag.Verdict.Status == ConsentStatus.Mismatched) file.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1009_ConsentForAnotherPurpose, tag.Location, tag.Others, tag.Verdict.ToProperties(), Arguments(tag.Verdict.Element, tag.Verdict.Provider, tag.Verdict)));
            }
            foreach (var stored in consent.Tags.JudgeStorage(file.AdditionalFile, file.CancellationToken))
            {
                if (stored.Verdict.Status == ConsentStatus.Mismatched) file.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1009_ConsentForAnotherPurpose, stored.Location, stored.Verdict.ToProperties(), Arguments(stored.Verdict.Name, stored.Verdict.Provider, stored.Verdict)));
            }
        });
        if (!consent.Symbols.HasCookies) return;
        context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.Invocation);
        context.RegisterOperationAction(operation => AnalyzeEmitted(operation, consent), EmittedTagJudge.Kinds);
        if (ServerTrackerJudge.IsWorthwhile(consent)) context.RegisterOperationAction(operation => AnalyzeServer(operation, consent), OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        if (!consent.Cookies.MayWrite(context.Operation)) return;
        foreach (var cookie in consent.Cookies.Judge(context.Operation, context.ContainingSymbol, context.CancellationToken))
        {
            // A raw header is CNS1003's.
            if (cookie.Verdict.Status != ConsentStatus.Mismatched || cookie.Write.Door == CookieDoor.Header || !IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) continue;
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1009_ConsentForAnotherPurpose, cookie.Write.Location, cookie.Verdict.ToProperties(), Arguments(cookie.Write.DisplayName, cookie.Source, cookie.Verdict)));
        }
    }

    private static void AnalyzeEmitted(OperationAnalysisContext context, ConsentContext consent)
    {
        foreach (var tag in consent.EmittedTags.Judge(context.Operation, context.CancellationToken))
        {
            if (tag.Verdict.Status == ConsentStatus.Mismatched && IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1009_ConsentForAnotherPurpose, tag.Location, tag.Verdict.ToProperties(), Arguments(tag.Verdict.Element, tag.Verdict.Provider, tag.Verdict)));
        }
    }

    private static void AnalyzeServer(OperationAnalysisContext context, ConsentContext consent)
    {
        if (consent.ServerTrackers.Judge((IInvocationOperation)context.Operation, context.CancellationToken) is not { Verdict: { Status: ConsentStatus.Mismatched } verdict } call || !IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) return;
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1009_ConsentForAnotherPurpose, call.Location, verdict.ToProperties(), Arguments(verdict.Element, verdict.Provider, verdict)));
    }

    private static object[] Arguments(string name, string provider, Verdict verdict) => [name, provider, Messages.Describe(verdict.Purpose), verdict.Consented.ToText(), verdict.Purpose.ToText()];
}
