using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>CNS3001: the code relies on the framework's consent, and nothing ever asks for it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GateAlwaysOpenAnalyzer() : ConsentAnalyzer(Descriptors.CNS3001_GateAlwaysOpen)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        // Of a library nobody knows which site uses it.
        if (consent.Symbols.TrackingConsentFeature is null || consent.Options.SkipsTests || context.Compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication)) return;
        context.RegisterSyntaxNodeAction(node => Analyze(node, consent), SyntaxKind.SimpleAssignmentExpression, SyntaxKind.InvocationExpression, SyntaxKind.IdentifierName);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, ConsentContext consent)
    {
        if (!IsCandidate(context.Node) || context.Node != consent.Policy.OpenGate || consent.ExternalCmp.IsPresent || !IsReportable(context.Node, context.IsGeneratedCode)) return;
        var reason = context.Node is AssignmentExpressionSyntax ? "NeverAsked" : context.Node is InvocationExpressionSyntax ? "Unset" : "Unused";
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3001_GateAlwaysOpen, context.Node is InvocationExpressionSyntax ? context.Node.PlaceOfUse() : context.Node.GetLocation(), Messages.Localizable("CNS3001_" + reason)));
    }

    // Told from names alone: asked of every identifier.
    private static bool IsCandidate(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left.LastName() == "CheckConsentNeeded",
        InvocationExpressionSyntax invocation => invocation.Expression.LastName() == "UseCookiePolicy",
        IdentifierNameSyntax name => name.Identifier.ValueText == "ITrackingConsentFeature",
        _ => false,
    };
}
