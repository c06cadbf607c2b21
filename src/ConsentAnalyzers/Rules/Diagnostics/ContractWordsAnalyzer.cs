using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Diagnostics;

/// <summary>CNS9001: a purpose in <c>[RequiresConsent]</c> or <c>[ConsentGuard]</c> that is no word of the vocabulary, and so gives nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractWordsAnalyzer() : ConsentAnalyzer(Descriptors.CNS9001_WrongConfiguration)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent) =>
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.Attribute);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (attribute.ArgumentList is not { } arguments || ContractOf(attribute) is not { } contract || !IsReportable(attribute, context.IsGeneratedCode)) return;
        foreach (var argument in arguments.Arguments.Where(a => a.NameEquals is not { } name || name.Name.Identifier.ValueText.StartsWith("Purpose", System.StringComparison.Ordinal)))
        {
            foreach (var (place, word) in Words(argument.Expression, context.SemanticModel, context.CancellationToken))
            {
                ConsentWords.ParsePurposes(word, out var unknown);
                if (unknown is not null) context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS9001_WrongConfiguration, place.GetLocation(), contract, unknown, "no purpose"));
            }
        }
    }

    private static string? ContractOf(AttributeSyntax attribute) => attribute.Name.LastName() switch
    {
        "RequiresConsent" or ConsentAttributes.RequiresName => "RequiresConsent",
        "ConsentGuard" or ConsentAttributes.GuardName => "ConsentGuard",
        _ => null,
    };

    // The words of an argument where they stand: texts, enum members, and several of them.
    private static IEnumerable<(ExpressionSyntax Place, string Word)> Words(ExpressionSyntax expression, SemanticModel model, System.Threading.CancellationToken cancellationToken)
    {
        var parts = expression switch
        {
            ParenthesizedExpressionSyntax parenthesized => [parenthesized.Expression],
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.BitwiseOrExpression } flags => [flags.Left, flags.Right],
            CollectionExpressionSyntax collection => collection.Elements.OfType<ExpressionElementSyntax>().Select(e => e.Expression),
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
            ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
            _ => (IEnumerable<ExpressionSyntax>?)null,
        };
        if (parts is not null) return parts.SelectMany(p => Words(p, model, cancellationToken));
        if (model.GetSymbolInfo(expression, cancellationToken).Symbol is IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } member) return [(expression, member.Name)];
        return model.GetConstantValue(expression, cancellationToken) is { HasValue: true, Value: string text } ? [(expression, text)] : [];
    }
}
