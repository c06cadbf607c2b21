using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Register;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

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
        if (!consent.Cookies.MayWrite(context.Operation)) return;
        foreach (var cookie in consent.Cookies.Judge(context.Operation, context.ContainingSymbol, context.CancellationToken))
        {
            // A raw header is CNS1003's.
            if (cookie.Verdict.Status != ConsentStatus.Ungated || cookie.Write.Door == CookieDoor.Header || !IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) continue;
            var isKnown = cookie.Verdict.Purpose != ConsentPurposes.None;
            var rule = isKnown ? Descriptors.CNS1002_KnownCookieWithoutConsent : Descriptors.CNS1001_UnknownCookieWithoutConsent;
            // A purpose without a provider comes from the register.
            var provider = cookie.Verdict.Provider.Length > 0 ? cookie.Verdict.Provider : RegisterFile.FileName;
            context.ReportDiagnostic(Diagnostic.Create(rule, cookie.Write.Location, cookie.Verdict.ToProperties(), cookie.Write.DisplayName, provider, Messages.Describe(cookie.Verdict.Purpose), cookie.Verdict.Purpose.ToText()));
        }
    }
}
