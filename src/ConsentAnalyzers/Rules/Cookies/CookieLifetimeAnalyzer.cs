using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Cookies;

/// <summary>CNS1004: a constant lifetime above the maximum, wherever a cookie's lifetime is written.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CookieLifetimeAnalyzer() : ConsentAnalyzer(Descriptors.CNS1004_CookieLivesTooLong)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        context.RegisterAdditionalFileAction(file => AnalyzeScripts(file, consent));
        if (!consent.Symbols.HasCookies) return;
        context.RegisterOperationAction(operation => AnalyzeSetting(operation, consent), OperationKind.SimpleAssignment);
        // What no property sets: the text of a header, and what a wrapper's call hands on.
        context.RegisterOperationAction(operation => AnalyzeWrite(operation, consent), OperationKind.Invocation, OperationKind.SimpleAssignment, OperationKind.CompoundAssignment);
    }

    private static void AnalyzeScripts(AdditionalFileAnalysisContext context, ConsentContext consent)
    {
        foreach (var found in consent.Tags.JudgeLifetimes(context.AdditionalFile, context.CancellationToken))
        {
            if (!found.IsChoice) context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1004_CookieLivesTooLong, found.Location, found.Lifetime, found.Limit));
        }
    }

    private static void AnalyzeSetting(OperationAnalysisContext context, ConsentContext consent)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property.Name: "Expires" or "MaxAge" or "Expiration" or "ExpireTimeSpan" or "ExpiresUtc" } target || !IsLifetime(target, assignment, consent)) return;
        if (!IsReportable(assignment.Syntax, context.IsGeneratedCode)) return;
        var lifetime = LifetimeEvaluator.Evaluate(assignment.Value, consent.Values);
        if (!IsTooLong(lifetime, assignment.Syntax, consent) || IsOverridden(assignment, target, consent) || consent.Choices.Reports(assignment, context.CancellationToken)) return;
        Report(context, assignment.Syntax, lifetime, consent);
    }

    private static void AnalyzeWrite(OperationAnalysisContext context, ConsentContext consent)
    {
        if (!consent.Cookies.MayWrite(context.Operation)) return;
        foreach (var write in CookieWrite.Of(context.Operation, consent))
        {
            var found = write.Settings.Lifetime;
            // A wrapper that is called inside another hands on what is judged at the outer call.
            if ((found.Written ?? found.CallersArgument) is not { } place || write.IsNamedByCaller || !IsTooLong(found.Lifetime, place, consent)) continue;
            if (!IsReportable(context.Operation.Syntax, context.IsGeneratedCode) || consent.Choices.IsChoice(write, context.ContainingSymbol)) continue;
            Report(context, place, found.Lifetime, consent);
        }
    }

    private static void Report(OperationAnalysisContext context, SyntaxNode place, CookieLifetime lifetime, ConsentContext consent) =>
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1004_CookieLivesTooLong, place.GetLocation(), lifetime, consent.Options.For(place.SyntaxTree).MaxCookieLifetime));

    private static bool IsTooLong(CookieLifetime lifetime, SyntaxNode place, ConsentContext consent) =>
        !consent.Options.SkipsTests && lifetime.Exceeds(consent.Options.For(place.SyntaxTree).MaxCookieLifetime);

    private static bool IsLifetime(IPropertyReferenceOperation target, ISimpleAssignmentOperation assignment, ConsentContext consent)
    {
        var (type, symbols) = (target.Property.ContainingType, consent.Symbols);
        return target.Property.Name switch
        {
            "Expires" => symbols.IsCookieOptions(type) || symbols.IsSetCookieHeader(type),
            "MaxAge" => symbols.IsCookieOptions(type) || symbols.IsSetCookieHeader(type) || symbols.IsCookieBuilder(type),
            "Expiration" => symbols.IsCookieBuilder(type),
            "ExpireTimeSpan" => type.Name == "CookieAuthenticationOptions" && consent.Persistence.IsVisible(assignment),
            // A ticket's own end is the cookie's when the cookie outlives the browser.
            _ => type.Name == "AuthenticationProperties" && Siblings(assignment, consent).Any(s => s.Target is IPropertyReferenceOperation { Property.Name: "IsPersistent" } && s.Value.ConstantValue is { HasValue: true, Value: true }),
        };
    }

    // RFC 6265 section 5.3: Max-Age wins over Expires, so that only it counts where it is set beside it.
    private static bool IsOverridden(ISimpleAssignmentOperation assignment, IPropertyReferenceOperation target, ConsentContext consent)
    {
        if (target.Property.Name is not ("Expires" or "Expiration")) return false;
        return Siblings(assignment, consent).Any(s => s.Target is IPropertyReferenceOperation { Property.Name: "MaxAge" } && LifetimeEvaluator.Evaluate(s.Value, consent.Values).Kind is LifetimeKind.Lasting or LifetimeKind.Past or LifetimeKind.Forever);
    }

    // What is set beside it: in the same initializer, on the same variable, on the same receiver (options.Cookie.MaxAge beside options.Cookie.Expiration).
    private static IEnumerable<ISimpleAssignmentOperation> Siblings(ISimpleAssignmentOperation assignment, ConsentContext consent)
    {
        if (assignment.Parent is IObjectOrCollectionInitializerOperation initializer) return initializer.Initializers.OfType<ISimpleAssignmentOperation>().Concat(OfVariable(initializer, consent));
        if (assignment.Syntax is not AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var receiver } } || assignment.Syntax.FirstAncestorOrSelf<BlockSyntax>() is not { } block) return [];
        var sameReceiver = block.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Where(a => a.Left is MemberAccessExpressionSyntax left && SyntaxFactory.AreEquivalent(left.Expression, receiver))
            .Select(a => consent.ModelOf(a.SyntaxTree).GetOperation(a)).OfType<ISimpleAssignmentOperation>();
        var local = (assignment.Target as IPropertyReferenceOperation)?.Instance as ILocalReferenceOperation;
        return local is not null && consent.Origin(local) is IObjectCreationOperation { Initializer: { } created } ? sameReceiver.Concat(created.Initializers.OfType<ISimpleAssignmentOperation>()) : sameReceiver;
    }

    private static IEnumerable<ISimpleAssignmentOperation> OfVariable(IObjectOrCollectionInitializerOperation initializer, ConsentContext consent)
    {
        if (initializer.Syntax.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not { Initializer.Value: BaseObjectCreationExpressionSyntax value } declarator || value != initializer.Syntax.Parent) return [];
        return declarator.FirstAncestorOrSelf<SyntaxNode>(n => n is BlockSyntax or CompilationUnitSyntax) is not { } block ? [] :
            ScopeAssignments.In(block).OfProperties(declarator.Identifier.ValueText).Select(a => consent.ModelOf(a.SyntaxTree).GetOperation(a)).OfType<ISimpleAssignmentOperation>();
    }
}
