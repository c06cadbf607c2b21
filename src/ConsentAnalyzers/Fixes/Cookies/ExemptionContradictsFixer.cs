using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Register;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.Cookies;

/// <summary>CNS1007: the exemption that means nothing goes away, or the name in it that it cannot cover; a row of the register gets the purpose.</summary>
internal sealed class ExemptionContradictsFixer() : Fixer(Descriptors.CNS1007_ExemptionContradicts)
{
    public override IEnumerable<Fix> Fixes(FixRequest request) => request.Tree is null ? InRegister(request) : InCode(request);

    private static IEnumerable<Fix> InCode(FixRequest request)
    {
        if (request is not { Model: { } model, Node: { } node } || node.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute || DeclaredExemption.At(attribute, model) is not { } found) yield break;
        var (exemption, targets) = found;
        var span = exemption.Names.Length > 1 ? OneName(node) is { } name ? AttributeRemoval.Of(name) : default : IsVoid(exemption, targets[0], request.Consent) ? AttributeRemoval.Of(attribute) : default;
        if (span.Length > 0) yield return new("remove", Messages.Localizable("Fix_RemoveExemption"), [request.Replace(span, "")]);
    }

    // The name, where it is an argument of its own; the ground stands first.
    private static AttributeArgumentSyntax? OneName(SyntaxNode node) =>
        node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { NameEquals: null } argument && argument.Span == node.Span && argument.Parent is AttributeArgumentListSyntax list && list.Arguments.IndexOf(argument) > 0 ? argument : null;

    // What it rightly exempts beside would be found next.
    private static bool IsVoid(DeclaredExemption exemption, ISymbol target, ConsentContext consent)
    {
        IEnumerable<string?> cookies = target is IFieldSymbol or IPropertySymbol && consent.Reach.ValueOf(target) is { } value ? [value.ToString()]
            : exemption.Names.IsEmpty || exemption.Names[0].EndsWith("*", StringComparison.Ordinal) ? consent.Reach.WritesIn(target).Select(w => w.Name?.ToString()).Where(exemption.Covers)
            : exemption.Names;
        return cookies.All(c => c is not null && Exemptions.Contradicts(exemption.Ground, KnownCookies.Classify(c.AsSpan())));
    }

    // A person says so: what writes the cookie will want a consent check then.
    private static IEnumerable<Fix> InRegister(FixRequest request)
    {
        if (request.File is not { } file || !RegisterFile.IsRegister(file.Path) || RegisterFile.Read(file).Rows.FirstOrDefault(r => r.Location.SourceSpan == request.Span) is not { } row) yield break;
        if (KnownCookies.Classify(row.Name.AsSpan()).Purpose is var purpose && (purpose & ConsentPurposes.Each) == ConsentPurposes.None) yield break;
        var word = string.Join("|", purpose.Split());
        yield return new($"purpose:{word}", Messages.Localizable("Fix_RowPurpose", purpose.ToText()), [request.Replace(row.SpanOf(RegisterColumns.Purpose), word)], Messages.Localizable("Fix_RegisterGroup"));
    }
}
