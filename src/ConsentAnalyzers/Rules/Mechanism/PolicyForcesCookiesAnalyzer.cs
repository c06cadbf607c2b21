using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>CNS3004: the cookie policy's events send every cookie, or keep cookies from being deleted.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PolicyForcesCookiesAnalyzer() : ConsentAnalyzer(Descriptors.CNS3004_PolicyForcesCookies)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (!consent.Symbols.HasCookies || consent.Options.SkipsTests) return;
        context.RegisterOperationAction(Analyze, OperationKind.SimpleAssignment);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "IssueCookie", ContainingType.Name: var type } } || assignment.Value.ConstantValue is not { HasValue: true, Value: bool issued }) return;
        // Sending a deletion without consent is right: withdrawing needs it.
        var problem = (type, issued) switch
        {
            ("AppendCookieContext", true) => "Forces",
            ("DeleteCookieContext", false) => "Blocks",
            _ => null,
        };
        if (problem is null || CookiePolicyFacts.IsConditional(assignment.Syntax) || !IsReportable(assignment.Syntax, context.IsGeneratedCode)) return;
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3004_PolicyForcesCookies, assignment.Syntax.GetLocation(), Messages.Localizable("CNS3004_" + problem)));
    }
}
