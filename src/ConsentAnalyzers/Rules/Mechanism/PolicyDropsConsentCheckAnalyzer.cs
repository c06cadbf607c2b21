using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>CNS3002: <c>UseCookiePolicy(new CookiePolicyOptions { … })</c> replaces the options that are configured, and the consent check with them (dotnet/aspnetcore#20845).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PolicyDropsConsentCheckAnalyzer() : ConsentAnalyzer(Descriptors.CNS3002_PolicyDropsConsentCheck)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (!consent.Symbols.HasCookies || consent.Options.SkipsTests) return;
        context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        if (((IInvocationOperation)context.Operation).TargetMethod.Name != "UseCookiePolicy" || context.Operation.Syntax != consent.Policy.DropsCheck || !IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) return;
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3002_PolicyDropsConsentCheck, context.Operation.Syntax.PlaceOfUse(), [consent.Policy.AsksForConsent?.GetLocation() ?? Location.None]));
    }
}
