using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>CNS3008: a consent is withdrawn, and cookies that the register knows stay on the device.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WithdrawalLeavesCookiesAnalyzer() : DecisionAnalyzer(Descriptors.CNS3008_WithdrawalLeavesCookies)
{
    private const int MostNames = 3;

    private protected override void Conclude(CompilationAnalysisContext context, ConsentContext consent, IReadOnlyList<ConsentDecision> written)
    {
        if (!consent.Register.IsPresent || written.FirstOrDefault(d => d.Kind == DecisionKind.Withdrawal && d.Cookie != ConsentDecision.AnyCookie) is not { } withdrawal) return;
        var left = new CookieLeftovers(consent, context.CancellationToken).Find();
        if (left.Count == 0) return;
        var names = string.Join(", ", left.Take(MostNames).Select(r => r.Name)) + (left.Count > MostNames ? ", …" : "");
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3008_WithdrawalLeavesCookies, withdrawal.Location, [left[0].Location], withdrawal.Name, names));
    }
}
