using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Cookies;

/// <summary>CNS1011: session or TempData are needed, and the enforced cookie policy holds their cookies back until the visitor consents.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SessionHeldByPolicyAnalyzer() : ConsentAnalyzer(Descriptors.CNS1011_SessionHeldByPolicy)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (!consent.Symbols.HasCookies || consent.Options.SkipsTests) return;
        context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.SimpleAssignment);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        if (context.Operation is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "CheckConsentNeeded" } } assignment || assignment.Syntax != consent.Policy.AsksForConsent || !consent.Policy.IsEnforced || !IsReportable(assignment.Syntax, context.IsGeneratedCode)) return;
        if (consent.Policy.LosesSession) Report("Session", "SessionOptions");
        if (consent.Policy.LosesTempData) Report("TempData", "CookieTempDataProviderOptions");

        void Report(string lost, string options) =>
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1011_SessionHeldByPolicy, assignment.Syntax.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add("options", options), Messages.Localizable("CNS1011_" + lost), options));
    }
}
