using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Cookies;

/// <summary>CNS1001, CNS1002: a cookie is written that nothing guards and nothing exempts.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CookieWithoutConsentAnalyzer() : ConsentAnalyzer(Descriptors.CNS1001_UnknownCookieWithoutConsent, Descriptors.CNS1002_KnownCookieWithoutConsent)
{
    private const int MostBareCalls = 10;

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
            context.ReportDiagnostic(Diagnostic.Create(rule, cookie.Write.Location, BareCalls(cookie, consent, context.CancellationToken), cookie.Verdict.ToProperties(), cookie.Write.DisplayName, cookie.Source, Messages.Describe(cookie.Verdict.Purpose), cookie.Verdict.Purpose.ToText()));
        }
    }

    // A private method is guarded by its callers: those that do not are where the check is missing.
    private static IEnumerable<Location> BareCalls(JudgedCookie cookie, ConsentContext consent, CancellationToken cancellationToken) => consent.Flow
        .BareMentions(cookie.Write.Syntax, consent.ModelOf(cookie.Write.Syntax.SyntaxTree), consented => CookieJudge.Covers(consented, cookie.Verdict.Purpose), cancellationToken)
        .Take(MostBareCalls)
        .Select(CallOf);

    private static Location CallOf(SyntaxNode mention)
    {
        var named = mention.Parent is MemberAccessExpressionSyntax access && access.Name == mention ? access : mention;
        return (named.Parent is InvocationExpressionSyntax call && call.Expression == named ? call : named).PlaceOfUse();
    }
}
