using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Configuration;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>One <c>[ConsentExempt(ground, "name", Justification = "…")]</c>, matched by simple name in any namespace.</summary>
/// <param name="GroundWord">As it is written, empty where there is none.</param>
/// <param name="Names">The cookies that it names; none stands for all that it stands on.</param>
internal sealed record DeclaredExemption(string GroundWord, ExemptionGround Ground, ImmutableArray<string> Names, string Justification)
{
    private const string Suffix = "Attribute";

    /// <summary>Whether somebody could check the exemption later; a <c>TODO</c> is a promise to say so.</summary>
    public bool IsJustified => Justification.Length > 0 && !Justification.StartsWith("TODO", StringComparison.OrdinalIgnoreCase);

    /// <param name="cookie">A name, or its beginning and <c>*</c>; <see langword="null"/> when nothing of it is known.</param>
    public bool Covers(string? cookie) => Ground != ExemptionGround.None && (Names.IsEmpty || (cookie is not null && Names.Any(n => new ExemptCookie(n, Ground).Matches(cookie))));

    public static IEnumerable<DeclaredExemption> On(ISymbol symbol) => symbol.GetAttributes().Select(Of).OfType<DeclaredExemption>();

    /// <returns><see langword="null"/> for another attribute, and for one that does not compile.</returns>
    public static DeclaredExemption? Of(AttributeData attribute)
    {
        if (attribute.AttributeClass?.Name != ConsentAttributes.ExemptName || attribute.ConstructorArguments.Any(a => a.Kind == TypedConstantKind.Error)) return null;
        var arguments = attribute.ConstructorArguments;
        var word = arguments.IsEmpty ? "" : ConsentAttributes.Words([arguments[0]]).FirstOrDefault() ?? "";
        var ground = ConsentWords.TryParseGround(word, out var parsed) ? parsed : ExemptionGround.None;
        var justification = attribute.NamedArguments.FirstOrDefault(a => a.Key == "Justification").Value is { Kind: TypedConstantKind.Primitive, Value: string text } ? text.Trim() : "";
        return new(word, ground, arguments.IsEmpty ? [] : [.. ConsentAttributes.Words(arguments.RemoveAt(0))], justification);
    }

    /// <summary>Whether an attribute may be one, told from its name alone.</summary>
    public static bool MayBe(AttributeSyntax attribute)
    {
        var name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return name == ConsentAttributes.ExemptName || name + Suffix == ConsentAttributes.ExemptName;
    }

    /// <summary>What an attribute declares, and on what: several fields can share one.</summary>
    public static (DeclaredExemption Exemption, ImmutableArray<ISymbol> Targets)? At(AttributeSyntax attribute, SemanticModel model)
    {
        ImmutableArray<ISymbol> targets = attribute.Parent?.Parent switch
        {
            CompilationUnitSyntax => [model.Compilation.Assembly],
            BaseFieldDeclarationSyntax fields => [.. fields.Declaration.Variables.Select(v => model.GetDeclaredSymbol(v)).OfType<ISymbol>()],
            LocalFunctionStatementSyntax local when model.GetDeclaredSymbol(local) is { } symbol => [symbol],
            AnonymousFunctionExpressionSyntax lambda when model.GetSymbolInfo(lambda).Symbol is { } symbol => [symbol],
            MemberDeclarationSyntax member when model.GetDeclaredSymbol(member) is { } symbol => [symbol],
            AccessorDeclarationSyntax accessor when model.GetDeclaredSymbol(accessor) is { } symbol => [symbol],
            _ => [],
        };
        var data = targets.Take(1).SelectMany(t => t.GetAttributes()).FirstOrDefault(a => a.ApplicationSyntaxReference is { } place && place.SyntaxTree == attribute.SyntaxTree && place.Span == attribute.Span);
        return data is not null && Of(data) is { } exemption ? (exemption, targets) : null;
    }

    /// <summary>Where an attribute names its ground; the attribute where it names none.</summary>
    public static Location GroundIn(AttributeSyntax attribute) => Positional(attribute).FirstOrDefault()?.GetLocation() ?? attribute.GetLocation();

    /// <summary>Where an attribute names a cookie.</summary>
    public static Location NameIn(AttributeSyntax attribute, string name, SemanticModel model) =>
        Positional(attribute).Skip(1).SelectMany(a => a.Expression.DescendantNodesAndSelf().OfType<ExpressionSyntax>()).FirstOrDefault(e => model.GetConstantValue(e) is { HasValue: true, Value: string text } && text == name)?.GetLocation() ?? GroundIn(attribute);

    private static IEnumerable<AttributeArgumentSyntax> Positional(AttributeSyntax attribute) => attribute.ArgumentList?.Arguments.Where(a => a.NameEquals is null) ?? [];
}
