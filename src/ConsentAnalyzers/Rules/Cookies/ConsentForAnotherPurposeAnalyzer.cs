using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Cookies;

/// <summary>CNS1009: a cookie or tag is guarded, but for other purposes than its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConsentForAnotherPurposeAnalyzer : ConsentAnalyzer
{
    /// <summary>Creates the analyzer.</summary>
    public ConsentForAnotherPurposeAnalyzer()
        : base(Descriptors.CNS1009_ConsentForAnotherPurpose)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        context.RegisterAdditionalFileAction(file =>
        {
            foreach (var tag in consent.Tags.Judge(file.AdditionalFile, file.CancellationToken))
            {
                if (tag.Verdict.Status == ConsentStatus.Mismatched) file.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1009_ConsentForAnotherPurpose, tag.Location, tag.Others, tag.Verdict.ToProperties(), Arguments(tag.Verdict.Element, tag.Verdict)));
            }
        });
        if (consent.Symbols.HasCookies) context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (!consent.Cookies.MayWrite(invocation)) return;
        foreach (var cookie in consent.Cookies.Judge(invocation, context.ContainingSymbol, context.CancellationToken))
        {
            if (cookie.Verdict.Status != ConsentStatus.Mismatched || !IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) continue;
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1009_ConsentForAnotherPurpose, cookie.Write.Location, cookie.Verdict.ToProperties(), Arguments(cookie.Write.DisplayName, cookie.Verdict)));
        }
    }

    private static object[] Arguments(string name, Verdict verdict) => [name, verdict.Provider, Messages.Describe(verdict.Purpose), verdict.Consented.ToText(), verdict.Purpose.ToText()];
}
