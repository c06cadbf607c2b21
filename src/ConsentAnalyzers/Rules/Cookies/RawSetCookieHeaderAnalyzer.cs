using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Cookies;

/// <summary>CNS1003: a <c>Set-Cookie</c> header written by hand, which the framework's cookie policy never sees.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RawSetCookieHeaderAnalyzer() : ConsentAnalyzer(Descriptors.CNS1003_RawSetCookieHeader)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (!consent.Symbols.HasHeaders) return;
        context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.Invocation, OperationKind.SimpleAssignment, OperationKind.CompoundAssignment);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        if (!RawSetCookie.IsCandidate(context.Operation)) return;
        foreach (var cookie in consent.Cookies.Judge(context.Operation, context.ContainingSymbol, context.CancellationToken))
        {
            if (cookie.Write.Door != CookieDoor.Header || IsAllowed(cookie.Verdict) || !IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) continue;
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1003_RawSetCookieHeader, cookie.Write.Location, cookie.Verdict.ToProperties(), cookie.Write.DisplayName));
        }
    }

    // A ground that the team declared is its word; a name that merely looks exempt is none.
    private static bool IsAllowed(Verdict verdict) => verdict.Status == ConsentStatus.Guarded || (verdict.Status == ConsentStatus.Exempt && verdict.By != Exemptions.WellKnown);
}
