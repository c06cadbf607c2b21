using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Consent;

/// <summary>The contracts a team writes down, matched by simple name in any namespace, so that it can declare its own attributes.</summary>
internal static class ConsentAttributes
{
    public const string ExemptName = "ConsentExemptAttribute";
    public const string GuardName = "ConsentGuardAttribute";
    public const string RequiresName = "RequiresConsentAttribute";

    /// <summary>The purposes a <c>[ConsentGuard]</c> member checks; general consent when it names none; <see langword="null"/> without the attribute.</summary>
    public static ConsentPurposes? Guard(ISymbol member) => Contracts(member).Select(m => Purposes(m, GuardName)).FirstOrDefault(p => p is not null);

    /// <summary>The purposes that <c>[RequiresConsent]</c> on a member, on what it overrides or implements, or on its types, guarantees to its body.</summary>
    public static ConsentPurposes Required(ISymbol member)
    {
        var purposes = ConsentPurposes.None;
        foreach (var contract in Contracts(member)) purposes |= RequiredBy(contract) | RequiredByType(contract.ContainingType);
        if (member is IMethodSymbol { AssociatedSymbol: { } property }) purposes |= Required(property);
        return purposes;
    }

    /// <summary>The purposes that a type, or a type around it, is marked with.</summary>
    public static ConsentPurposes RequiredByType(INamedTypeSymbol? type)
    {
        var purposes = ConsentPurposes.None;
        for (; type is not null; type = type.ContainingType) purposes |= RequiredBy(type);
        return purposes;
    }

    private static ConsentPurposes RequiredBy(ISymbol contract) => Purposes(contract, RequiresName)?.Named() ?? ConsentPurposes.None;

    /// <summary>The words of an attribute's arguments: enum members (each flag), strings, arrays of both.</summary>
    public static IEnumerable<string> Words(ImmutableArray<TypedConstant> arguments)
    {
        foreach (var argument in arguments)
        {
            switch (argument)
            {
                case { Kind: TypedConstantKind.Array, Values: { IsDefault: false } values }:
                    foreach (var word in Words(values)) yield return word;
                    break;
                case { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type, Value: { } value }:
                    foreach (var member in EnumMembers(type, System.Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture))) yield return member;
                    break;
                case { Kind: TypedConstantKind.Primitive, Value: string text }:
                    yield return text;
                    break;
            }
        }
    }

    private static ConsentPurposes? Purposes(ISymbol member, string attributeName)
    {
        foreach (var attribute in member.GetAttributes())
        {
            if (attribute.AttributeClass?.Name != attributeName) continue;
            var words = Words(attribute.ConstructorArguments).Concat(Words([.. attribute.NamedArguments.Where(a => a.Key.StartsWith("Purpose", System.StringComparison.Ordinal)).Select(a => a.Value)])).ToList();
            // An unknown word gives nothing (CNS9001 says so); no word at all is general consent.
            return words.Count == 0 ? ConsentPurposes.General : words.Aggregate(ConsentPurposes.None, (all, word) => all | ConsentWords.ParsePurposes(word, out _));
        }
        return null;
    }

    private static IEnumerable<ISymbol> Contracts(ISymbol member)
    {
        yield return member;
        switch (member)
        {
            case IMethodSymbol method:
                for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod) yield return overridden;
                foreach (var implemented in method.ExplicitInterfaceImplementations) yield return implemented;
                break;
            case IPropertySymbol property:
                for (var overridden = property.OverriddenProperty; overridden is not null; overridden = overridden.OverriddenProperty) yield return overridden;
                foreach (var implemented in property.ExplicitInterfaceImplementations) yield return implemented;
                break;
        }
        if (member.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type || member.IsStatic) yield break;
        foreach (var candidate in type.AllInterfaces.SelectMany(i => i.GetMembers(member.Name)))
        {
            if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(candidate), member)) yield return candidate;
        }
    }

    private static IEnumerable<string> EnumMembers(INamedTypeSymbol type, long value)
    {
        var members = type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue)
            .Select(f => (f.Name, Value: System.Convert.ToInt64(f.ConstantValue, System.Globalization.CultureInfo.InvariantCulture))).ToList();
        if (members.Where(m => m.Value == value).Select(m => m.Name).FirstOrDefault() is { } exact) return [exact];
        return members.Where(m => m.Value != 0 && (m.Value & value) == m.Value).Select(m => m.Name);
    }
}
