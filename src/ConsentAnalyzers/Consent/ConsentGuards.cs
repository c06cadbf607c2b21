using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>Which members, variables and comparisons are consent checks, and for which purposes: by symbol, attribute, configuration, body, name, in this order.</summary>
internal sealed class ConsentGuards(ConsentContext context)
{
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _consentObjects = new(SymbolEqualityComparer.Default);
    private readonly GuardNames _names = GuardNames.Default;

    public ConsentValue Of(IInvocationOperation invocation) => Of(invocation.TargetMethod, invocation.TargetMethod.ReturnType, invocation.Arguments, invocation.Instance);

    public ConsentValue Of(IPropertyReferenceOperation property)
    {
        if (property is { Property: { IsIndexer: true, ContainingType.Name: "ViewDataDictionary" }, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string entry } }] }) return OfEntry(entry);
        if (IsConsentCookie(property)) return new(ConsentPurposes.None, ConsentPurposes.None, ConsentPurposes.None, ConsentPurposes.General);
        return Of(property.Property, property.Type, property.Arguments, property.Instance);
    }

    /// <summary>An entry of <c>ViewBag</c> or <c>ViewData</c>: it has no type and no declaration, so that only the team's own words make it a check.</summary>
    public ConsentValue OfEntry(string name) => context.Options.GuardNames.Classify(name);

    /// <summary>What a method hands out: <c>consent.TryGetValue(Purpose.Analytics, out var granted)</c>.</summary>
    public ConsentValue OfOut(IInvocationOperation invocation, IParameterSymbol parameter)
    {
        if (ConsentAttributes.Guard(parameter) is { } declared) return ConsentValue.Guard(declared);
        var method = invocation.TargetMethod;
        var asked = invocation.Arguments.RemoveAll(a => a.Parameter?.RefKind is not RefKind.None);
        if (asked is [{ Value: { } key }] && IsConsentCookie(method.ContainingType, key)) return ConsentValue.Unknown with { Hint = ConsentPurposes.General };
        if (!IsBoolean(parameter.Type)) return OfState(method, parameter.Type, asked);
        var type = $"{method.ContainingType?.Name} {ReceiverName(invocation.Instance)}";
        var name = method.Name.StartsWith("Try", StringComparison.Ordinal) ? method.Name.Substring("Try".Length) : method.Name;
        var named = _names.Classify(name, type);
        if (!named.IsInformative && _names.IsConsentType(type) && _names.IsPlainRead(name) && !_names.AsksSomethingElse(parameter.Name)) named = Asking(name);
        return Narrow(named, asked);
    }

    public ConsentValue Of(IFieldReferenceOperation field) => Of(field.Field, field.Type, ImmutableArray<IArgumentOperation>.Empty, field.Instance);

    /// <summary>A local or a parameter of which nothing but its name, type and attributes is known.</summary>
    public ConsentValue OfVariable(ISymbol variable)
    {
        var type = variable switch { ILocalSymbol local => local.Type, IParameterSymbol parameter => parameter.Type, _ => null };
        if (type is null || !IsBoolean(type)) return IsConsentObject(type) ? ConsentValue.ConsentObject : type is { SpecialType: SpecialType.System_String } or { TypeKind: TypeKind.Error } ? OfText(variable.Name) : ConsentValue.Unknown;
        return ConsentAttributes.Guard(variable) is { } purposes ? ConsentValue.Guard(purposes) : context.Options.GuardNames.Classify(variable.Name) is { IsInformative: true } configured ? configured : _names.Classify(variable.Name, null);
    }

    // acceptsAnalytics == "True": the answer as text.
    private ConsentValue OfText(string name) => _names.Classify(name, null) is { WhenTrue: not ConsentPurposes.None } named ? new(ConsentPurposes.None, ConsentPurposes.None, ConsentPurposes.None, named.Hint) : ConsentValue.Unknown;

    /// <summary><c>state == ConsentState.Accepted</c>, <c>cookie == "yes"</c>.</summary>
    /// <param name="hint">The purposes that the value's origin spoke of.</param>
    public ConsentValue OfComparison(IOperation value, IOperation constant, ConsentPurposes hint)
    {
        switch (constant)
        {
            case IFieldReferenceOperation { Field: { ContainingType: { TypeKind: TypeKind.Enum } enumType, Name: var member } } when _names.IsGranted(member) && (hint != ConsentPurposes.None || _names.IsConsentType(enumType.Name)):
                var purposes = Purposes(_names.PurposesOf(enumType.Name)) | Purposes(NameOf(value) is { } name ? _names.PurposesOf(name) : null);
                return ConsentValue.Guard(purposes != ConsentPurposes.None ? purposes : hint != ConsentPurposes.None ? hint : ConsentPurposes.General);
            case { ConstantValue: { HasValue: true, Value: string text } } when hint != ConsentPurposes.None && _names.IsGranted(text):
                return ConsentValue.Guard(hint);
            default:
                return ConsentValue.Unknown;
        }
    }

    /// <summary><c>cookie.Contains("statistics:true")</c>: a platform's choice cookie searched for a category.</summary>
    public ConsentValue OfSearch(string wanted, ConsentPurposes hint)
    {
        if (_names.PurposesOf(wanted) is not { } purposes || _names.IsRefused(wanted)) return ConsentValue.Unknown;
        return purposes != ConsentPurposes.None ? ConsentValue.Guard(purposes) : _names.IsGranted(wanted) ? ConsentValue.Guard(hint) : ConsentValue.Unknown;
    }

    /// <summary>What <c>GrantConsent()</c> gives to the rest of the path.</summary>
    public ConsentPurposes Granted(IInvocationOperation invocation) =>
        invocation.TargetMethod.Name == "GrantConsent" && context.Symbols.IsTrackingConsentFeature(invocation.TargetMethod.ContainingType) ? ConsentPurposes.General : context.Helper.Decided(invocation);

    /// <summary>Whether the type speaks of the visitor's choice, so that its absence is never a consent.</summary>
    public bool IsConsentObject(ITypeSymbol? type)
    {
        if (type is null || type.SpecialType != SpecialType.None || type.TypeKind is not (TypeKind.Class or TypeKind.Interface or TypeKind.Struct)) return false;
        return _consentObjects.TryGetValue(type, out var known) ? known : _consentObjects.GetOrAdd(type, context.Symbols.IsTrackingConsentFeature(type) || _names.IsConsentType(type.Name));
    }

    private ConsentValue Of(ISymbol member, ITypeSymbol? type, ImmutableArray<IArgumentOperation> arguments, IOperation? receiver)
    {
        type = ResultType(type);
        if (type is null) return ConsentValue.Unknown;
        if (!IsBoolean(type)) return OfState(member, type, arguments);
        if (context.Symbols.IsTrackingConsentFeature(member.ContainingType))
        {
            return member.Name switch
            {
                "CanTrack" or "HasConsent" => ConsentValue.Guard(ConsentPurposes.General),
                "IsConsentNeeded" => ConsentValue.Guard(ConsentPurposes.General).Not(),
                _ => ConsentValue.Unknown,
            };
        }
        if (ConsentAttributes.Guard(member) is { } declared) return Narrow(ConsentValue.Guard(declared), arguments);
        if (context.Options.Guard(member) is { } listed) return Narrow(ConsentValue.Guard(listed), arguments);
        var named = context.Options.GuardNames.Classify(member.Name);
        if (named.IsInformative) return Narrow(named, arguments);
        switch (context.Flow.Summary(member))
        {
            case { IsNoGuard: true }: return ConsentValue.Unknown;
            case { Value.IsInformative: true } summary: return Narrow(summary.Value, arguments);
        }
        var typeName = $"{member.ContainingType?.Name} {ReceiverName(receiver)}";
        if (member is IPropertySymbol { IsIndexer: true }) return _names.IsConsentType(typeName) && ArgumentPurposes(arguments) is not (null or ConsentPurposes.None) ? Narrow(ConsentValue.Guard(ConsentPurposes.General), arguments) : ConsentValue.Unknown;
        return Narrow(_names.Classify(member.Name, typeName), arguments);
    }

    private ConsentValue Asking(string name) => ConsentValue.Guard(Purposes(_names.PurposesOf(name)) is var purposes and not ConsentPurposes.None ? purposes : ConsentPurposes.General);

    // An enum or a text is no answer by itself: what its origin speaks of comes back when it is compared.
    private ConsentValue OfState(ISymbol member, ITypeSymbol type, ImmutableArray<IArgumentOperation> arguments)
    {
        if (IsConsentObject(type)) return ConsentValue.ConsentObject;
        if (type.TypeKind != TypeKind.Enum || !_names.IsConsentType(type.Name)) return ConsentValue.Unknown;
        var purposes = Purposes(_names.PurposesOf(member.Name)) | Purposes(ArgumentPurposes(arguments));
        return ConsentValue.Unknown with { Hint = purposes == ConsentPurposes.None ? ConsentPurposes.General : purposes };
    }

    // A purpose among the arguments says more than the member's name; a check for what is strictly necessary is none.
    private ConsentValue Narrow(ConsentValue value, ImmutableArray<IArgumentOperation> arguments)
    {
        if (!value.IsInformative || arguments.IsDefaultOrEmpty) return value;
        return ArgumentPurposes(arguments) switch
        {
            null => ConsentValue.Unknown,
            ConsentPurposes.None => value,
            { } purposes => new(NarrowSide(value.WhenTrue), NarrowSide(value.WhenFalse), value.WhenNull, purposes),
        };

        ConsentPurposes NarrowSide(ConsentPurposes side) => side is ConsentPurposes.None or ConsentValue.Vacuous ? side : ArgumentPurposes(arguments)?.Named() ?? side;
    }

    /// <summary>The purposes that arguments name; none when they name nothing.</summary>
    /// <returns><see langword="null"/> when an argument names what needs no consent.</returns>
    public ConsentPurposes? PurposesOf(ImmutableArray<IArgumentOperation> arguments) => ArgumentPurposes(arguments) is { } purposes ? purposes.Named() : null;

    /// <returns><see langword="null"/> when an argument names what needs no consent.</returns>
    private ConsentPurposes? ArgumentPurposes(ImmutableArray<IArgumentOperation> arguments)
    {
        var purposes = ConsentPurposes.None;
        foreach (var argument in arguments)
        {
            foreach (var text in Words(argument.Value.WithoutConversions()))
            {
                if (_names.PurposesOf(text) is not { } named) return null;
                purposes |= named;
            }
        }
        return purposes;
    }

    private static IEnumerable<string> Words(IOperation value) => value switch
    {
        // Purpose.Analytics | Purpose.Advertising: both.
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Or } both => Words(both.LeftOperand.WithoutConversions()).Concat(Words(both.RightOperand.WithoutConversions())),
        IFieldReferenceOperation field => [field.Field.Name],
        IPropertyReferenceOperation { Property.IsStatic: true } property => [property.Property.Name],
        { ConstantValue: { HasValue: true, Value: string constant } } => [constant],
        _ => [],
    };

    // "Model.Consent.Analytics": what the receiver is called says as much as its type.
    private static string? ReceiverName(IOperation? receiver) => receiver?.Syntax switch
    {
        ConditionalAccessExpressionSyntax conditional => conditional.WhenNotNull.LastName(),
        ExpressionSyntax expression => expression.LastName(),
        _ => null,
    };

    private static ConsentPurposes Purposes(ConsentPurposes? purposes) => purposes ?? ConsentPurposes.None;

    private bool IsConsentCookie(IPropertyReferenceOperation property) =>
        property is { Property.IsIndexer: true, Arguments: [{ Value: { } key }] } && IsConsentCookie(property.Property.ContainingType, key);

    private bool IsConsentCookie(INamedTypeSymbol? cookies, IOperation key) =>
        context.Symbols.IsRequestCookies(cookies)
        && context.Text(key) is { IsComplete: true } name
        && KnownCookies.Classify(name.Value.AsSpan()).Ground == ExemptionGround.ConsentChoice;

    private static string? NameOf(IOperation value) => value switch
    {
        IInvocationOperation invocation => invocation.TargetMethod.Name,
        IMemberReferenceOperation member => member.Member.Name,
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        _ => null,
    };

    private static ITypeSymbol? ResultType(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : type;

    private static bool IsBoolean(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Boolean || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] };
}
