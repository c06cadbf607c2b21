using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.Cookies;

/// <summary>CNS1008: a ground that exists in the place of one that does not; an exemption of nothing goes away. A reason only a person can write.</summary>
internal sealed class ExemptionIncompleteFixer() : Fixer(Descriptors.CNS1008_ExemptionIncomplete)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request is not { Model: { } model, Node: { } node } || node.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute || DeclaredExemption.At(attribute, model) is not { } found) yield break;
        var (exemption, targets) = found;
        if (exemption.Ground == ExemptionGround.None)
        {
            if (node.FirstAncestorOrSelf<AttributeArgumentSyntax>()?.Expression is not { } ground) yield break;
            foreach (var choice in Enum.GetValues(typeof(ExemptionGround)).Cast<ExemptionGround>().Where(g => g != ExemptionGround.None && !exemption.Names.Any(n => Exemptions.Contradicts(g, KnownCookies.Classify(n.AsSpan())))))
            {
                if (Word(ground, choice, model) is { } word) yield return new($"ground:{choice}", Messages.Localizable("Fix_Ground", choice.ToString()), [request.Replace(ground.Span, word)], Messages.Localizable("Fix_GroundGroup"));
            }
        }
        else if (targets[0] is IAssemblySymbol ? exemption.Names.IsEmpty : request.Consent.Reach.IsProvablyIdle(exemption, targets[0]))
        {
            yield return new("remove", Messages.Localizable("Fix_RemoveExemption"), [request.Replace(AttributeRemoval.Of(attribute), "")]);
        }
    }

    private static string? Word(ExpressionSyntax written, ExemptionGround ground, SemanticModel model) => model.GetTypeInfo(written).Type switch
    {
        { SpecialType: SpecialType.System_String } => SymbolDisplay.FormatLiteral(ground.ToString(), quote: true),
        INamedTypeSymbol { TypeKind: TypeKind.Enum } type when written is MemberAccessExpressionSyntax access => type.GetMembers(ground.ToString()).IsEmpty ? null : $"{access.Expression}.{ground}",
        _ => null,
    };
}
