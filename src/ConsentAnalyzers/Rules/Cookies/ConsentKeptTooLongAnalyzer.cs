using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Cookies;

/// <summary>CNS1005: the visitor's choice is kept longer than the maximum for a choice: a hand-written consent cookie, the framework's, or the framework's default of 365 days.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConsentKeptTooLongAnalyzer() : ConsentAnalyzer(Descriptors.CNS1005_ConsentKeptTooLong)
{
    // CookiePolicyOptions: ConsentCookie.Expiration is 365 days (facts/aspnetcore.md, "Defaults").
    private static readonly CookieLifetime FrameworkDefault = new(LifetimeKind.Lasting, 0, System.TimeSpan.FromDays(365));

    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (consent.Options.SkipsTests) return;
        context.RegisterAdditionalFileAction(file => AnalyzeScripts(file, consent));
        if (!consent.Symbols.HasCookies) return;
        context.RegisterOperationAction(operation => AnalyzeWrite(operation, consent), OperationKind.Invocation, OperationKind.SimpleAssignment, OperationKind.CompoundAssignment);
        context.RegisterOperationAction(operation => AnalyzePolicy(operation, consent), OperationKind.SimpleAssignment);
    }

    // What a script writes itself, and what it tells a consent platform.
    private static void AnalyzeScripts(AdditionalFileAnalysisContext context, ConsentContext consent)
    {
        foreach (var found in consent.Tags.JudgeLifetimes(context.AdditionalFile, context.CancellationToken))
        {
            if (found.IsChoice) context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1005_ConsentKeptTooLong, found.Location, found.Cookie, found.Lifetime, found.Limit));
        }
    }

    private static void AnalyzeWrite(OperationAnalysisContext context, ConsentContext consent)
    {
        if (!consent.Cookies.MayWrite(context.Operation) || !IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) return;
        foreach (var write in CookieWrite.Of(context.Operation, consent))
        {
            if (consent.Choices.TooLong(write, context.ContainingSymbol) is { Syntax: { } place } found && consent.Choices.Owns(place, write)) Report(context, place, write.DisplayName, found.Lifetime, consent);
        }
    }

    private static void AnalyzePolicy(OperationAnalysisContext context, ConsentContext consent)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property.Name: var property } || !IsReportable(assignment.Syntax, context.IsGeneratedCode)) return;
        switch (property)
        {
            case "Expiration" or "MaxAge" when consent.Choices.IsOnConsentCookie(assignment):
                var lifetime = LifetimeEvaluator.Evaluate(assignment.Value, consent.Values);
                if (IsTooLong(lifetime, assignment.Syntax, consent)) Report(context, assignment.Syntax, FrameworkCookie, lifetime, consent);
                break;
            case "Lifetime" when assignment.Target is IPropertyReferenceOperation { Property.ContainingType: { Name: "ConsentOptions", ContainingNamespace.Name: "AspNetCore" } }:
                var kept = LifetimeEvaluator.Evaluate(assignment.Value, consent.Values);
                if (IsTooLong(kept, assignment.Syntax, consent)) Report(context, assignment.Syntax, HelperCookie, kept, consent);
                break;
            case "CheckConsentNeeded" when assignment.Syntax == consent.Policy.AsksForConsent && consent.Options.Global.ExternalCmp is null && consent.Policy.KeepsDefaultConsentLifetime && IsTooLong(FrameworkDefault, assignment.Syntax, consent):
                Report(context, assignment.Syntax, FrameworkCookie, FrameworkDefault, consent);
                break;
        }
    }

    private const string FrameworkCookie = ".AspNet.Consent";

    private const string HelperCookie = "__Host-consent";

    private static bool IsTooLong(CookieLifetime lifetime, SyntaxNode place, ConsentContext consent) => lifetime.Exceeds(consent.Options.For(place.SyntaxTree).MaxConsentLifetime);

    private static void Report(OperationAnalysisContext context, SyntaxNode place, string cookie, CookieLifetime lifetime, ConsentContext consent) =>
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1005_ConsentKeptTooLong, place.GetLocation(), cookie, lifetime, consent.Options.For(place.SyntaxTree).MaxConsentLifetime));
}
