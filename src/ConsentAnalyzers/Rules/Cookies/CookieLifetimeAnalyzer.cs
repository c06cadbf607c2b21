using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Cookies;

/// <summary>CNS1004: a constant lifetime above the maximum, on <c>CookieOptions</c> or <c>CookieBuilder</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CookieLifetimeAnalyzer : ConsentAnalyzer
{
    /// <summary>Creates the analyzer.</summary>
    public CookieLifetimeAnalyzer()
        : base(Descriptors.CNS1004_CookieLivesTooLong)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (consent.Symbols.CookieOptions is null && consent.Symbols.CookieBuilder is null) return;
        context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.SimpleAssignment);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { } property } target || !IsLifetime(property, consent.Symbols)) return;
        if (consent.Options.SkipsTests || !IsReportable(assignment.Syntax, context.IsGeneratedCode)) return;
        var lifetime = LifetimeEvaluator.Evaluate(assignment.Value, consent);
        var limit = consent.Options.For(assignment.Syntax.SyntaxTree).MaxCookieLifetime;
        if (!lifetime.Exceeds(limit) || IsOverridden(assignment, target, consent)) return;
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS1004_CookieLivesTooLong, assignment.Syntax.GetLocation(), lifetime, limit));
    }

    private static bool IsLifetime(IPropertySymbol property, WellKnownSymbols symbols) => property.Name switch
    {
        "Expires" => symbols.IsCookieOptions(property.ContainingType),
        "MaxAge" => symbols.IsCookieOptions(property.ContainingType) || symbols.IsCookieBuilder(property.ContainingType),
        "Expiration" => symbols.IsCookieBuilder(property.ContainingType),
        _ => false,
    };

    // RFC 6265 section 5.3: Max-Age wins over Expires, so that only it counts where it is set beside it.
    private static bool IsOverridden(ISimpleAssignmentOperation assignment, IPropertyReferenceOperation target, ConsentContext consent)
    {
        if (target.Property.Name == "MaxAge") return false;
        var siblings = assignment.Parent is IObjectOrCollectionInitializerOperation initializer
            ? initializer.Initializers.OfType<ISimpleAssignmentOperation>()
            : target.Instance is ILocalReferenceOperation local ? CookieSettingsFound.Of(local, consent).Assignments : OnSameReceiver(assignment, consent);
        return siblings.Any(s => s.Target is IPropertyReferenceOperation { Property.Name: "MaxAge" } && LifetimeEvaluator.Evaluate(s.Value, consent).Kind is LifetimeKind.Lasting or LifetimeKind.Past or LifetimeKind.Forever);
    }

    // options.Cookie.MaxAge beside options.Cookie.Expiration.
    private static IEnumerable<ISimpleAssignmentOperation> OnSameReceiver(ISimpleAssignmentOperation assignment, ConsentContext consent)
    {
        if (assignment.Syntax is not AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var receiver } } || assignment.Syntax.FirstAncestorOrSelf<BlockSyntax>() is not { } block) return [];
        return block.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Where(a => a.Left is MemberAccessExpressionSyntax left && left.Expression.IsEquivalentTo(receiver))
            .Select(a => consent.ModelOf(a.SyntaxTree).GetOperation(a)).OfType<ISimpleAssignmentOperation>();
    }
}
