using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Cookies;

/// <summary>CNS1010: a cookie of a known purpose is guarded by a yes/no consent only, in a project that tells several purposes apart.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GeneralConsentForPurposeAnalyzer() : ConsentAnalyzer(Descriptors.CNS1010_GeneralConsentForPurpose)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (consent.Symbols.HasCookies) context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        if (!consent.Cookies.MayWrite(context.Operation)) return;
        foreach (var cookie in consent.Cookies.Judge(context.Operation, context.ContainingSymbol, context.CancellationToken))
        {
            var verdict = cookie.Verdict;
            // What the cookie policy holds back is under no check of the code's, and so no finding here.
            if (verdict.Status != ConsentStatus.Guarded || cookie.Write.Door == CookieDoor.Header || !IsGeneralOnly(verdict) || !consent.Purposes.AreSeveral || !IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) continue;
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.CNS1010_GeneralConsentForPurpose, cookie.Write.Location, verdict.ToProperties(), cookie.Write.DisplayName, cookie.Source, Messages.Describe(verdict.Purpose), consent.Purposes.All.ToText(), verdict.Purpose.ToText()));
        }
    }

    private static bool IsGeneralOnly(Verdict verdict)
    {
        var purpose = verdict.Purpose & ConsentPurposes.Each;
        return purpose != ConsentPurposes.None && (verdict.Consented & ConsentPurposes.Yes) != 0 && (verdict.Consented.OnlyNamed() & purpose) != purpose;
    }
}
