using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Register;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Cookies;

/// <summary>CNS1001, CNS1002: a cookie is written that nothing guards and nothing exempts.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CookieWithoutConsentAnalyzer : ConsentAnalyzer
{
    /// <summary>Creates the analyzer.</summary>
    public CookieWithoutConsentAnalyzer()
        : base(Descriptors.CNS1001_UnknownCookieWithoutConsent, Descriptors.CNS1002_KnownCookieWithoutConsent)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (!consent.Symbols.HasCookies) return;
        context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (!consent.Cookies.MayWrite(invocation)) return;
        foreach (var cookie in consent.Cookies.Judge(invocation, context.ContainingSymbol, context.CancellationToken))
        {
            if (cookie.Verdict.Status != ConsentStatus.Ungated || !IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) continue;
            var isKnown = cookie.Verdict.Purpose != ConsentPurposes.None;
            var rule = isKnown ? Descriptors.CNS1002_KnownCookieWithoutConsent : Descriptors.CNS1001_UnknownCookieWithoutConsent;
            // A purpose without a provider comes from the register.
            var provider = cookie.Verdict.Provider.Length > 0 ? cookie.Verdict.Provider : RegisterFile.FileName;
            context.ReportDiagnostic(Diagnostic.Create(rule, cookie.Write.Location, cookie.Verdict.ToProperties(), cookie.Write.DisplayName, provider, Messages.Describe(cookie.Verdict.Purpose), cookie.Verdict.Purpose.ToText()));
        }
    }
}
