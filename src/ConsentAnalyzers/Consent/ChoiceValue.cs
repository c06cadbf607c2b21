using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>What the value of a choice cookie says: yes, no, or what only the run time knows.</summary>
internal static class ChoiceValue
{
    private const int DepthLimit = 8;

    public static DecisionKind Of(IOperation? value, ValueScope scope) => value is null ? DecisionKind.Choice : Of(value, scope, 0);

    /// <summary>Whether a value comes from what a request hands in: a parameter of the handler, the query, a form.</summary>
    public static bool IsInput(IOperation? value, ValueScope scope) => value is not null && IsInput(value, scope, 0);

    private static DecisionKind Of(IOperation value, ValueScope scope, int depth)
    {
        value = value.WithoutConversions();
        if (depth > DepthLimit) return DecisionKind.Choice;
        switch (value)
        {
            case IFieldReferenceOperation { Field: { ContainingType.TypeKind: TypeKind.Enum, Name: var member } }:
                return OfText(member);
            case { ConstantValue: { HasValue: true, Value: { } constant } }:
                return OfText(constant.ToString()!);
            case IConditionalOperation { WhenFalse: { } otherwise } conditional:
                var asked = Of(conditional.Condition, scope, depth + 1);
                return asked == DecisionKind.Grant ? Of(conditional.WhenTrue, scope, depth + 1)
                    : asked == DecisionKind.Refusal ? Of(otherwise, scope, depth + 1)
                    : Same(Of(conditional.WhenTrue, scope, depth + 1), Of(otherwise, scope, depth + 1));
            // accepted.ToString().ToLowerInvariant()
            case IInvocationOperation { TargetMethod.Name: "ToString" or "ToLower" or "ToLowerInvariant" or "ToUpper" or "ToUpperInvariant" or "Trim", Instance: { } instance }:
                return Of(instance, scope, depth + 1);
            case IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, Instance: { } instance }:
                return Of(instance, scope, depth + 1);
            // JsonSerializer.Serialize(choice), Uri.EscapeDataString(text)
            case IInvocationOperation { TargetMethod: { Name: "Serialize" or "SerializeObject" or "EscapeDataString" or "UrlEncode" or "Encode" }, Arguments: [{ Value: { } inner }, ..] }:
                return Of(inner, scope, depth + 1);
            case IObjectCreationOperation { Initializer: { } initializer }:
                return OfMembers(initializer.Initializers, scope, depth);
            case IAnonymousObjectCreationOperation { Initializers: var members }:
                return OfMembers(members, scope, depth);
            default:
                if (KnownText.Of(value, scope) is { IsComplete: true } text) return OfText(text.Value);
                return scope.Origin(value) is { } origin ? Of(origin, scope, depth + 1) : DecisionKind.Choice;
        }
    }

    // One yes to a purpose is a consent; what is necessary needs none.
    private static DecisionKind OfMembers(IEnumerable<IOperation> members, ValueScope scope, int depth)
    {
        var kinds = members.OfType<ISimpleAssignmentOperation>()
            .Where(a => a is { Target: IPropertyReferenceOperation { Property: { Name: var name, Type: var type } } } && (type.SpecialType == SpecialType.System_Boolean || type.TypeKind == TypeKind.Enum) && GuardNames.Default.PurposesOf(name) is not null)
            .Select(a => Of(a.Value, scope, depth + 1)).ToList();
        return kinds.Contains(DecisionKind.Grant) ? DecisionKind.Grant : kinds.Count > 0 && kinds.TrueForAll(k => k == DecisionKind.Refusal) ? DecisionKind.Refusal : DecisionKind.Choice;
    }

    /// <summary>What a text says: <c>accepted</c>, <c>no</c>.</summary>
    public static DecisionKind OfText(string text)
    {
        var (names, words) = (GuardNames.Default, ConsentVocabulary.Default.Read(text));
        var saysYes = names.SaysGranted(text);
        if (names.IsRefused(text) || words.Tone == ConsentTone.Deny) return saysYes ? DecisionKind.Choice : DecisionKind.Refusal;
        // "necessary": nothing beyond what needs no consent.
        if (names.PurposesOf(text) is not { } purposes) return saysYes ? DecisionKind.Choice : DecisionKind.Refusal;
        return saysYes || words.Tone == ConsentTone.Grant || (purposes & ConsentPurposes.Each) != ConsentPurposes.None ? DecisionKind.Grant : DecisionKind.Choice;
    }

    private static DecisionKind Same(DecisionKind a, DecisionKind b) => a == b ? a : DecisionKind.Choice;

    private static bool IsInput(IOperation value, ValueScope scope, int depth)
    {
        if (depth > DepthLimit) return false;
        foreach (var part in value.DescendantsAndSelf())
        {
            switch (part)
            {
                case IParameterReferenceOperation when scope.ArgumentOf(part) is { Value: { } argument }:
                    if (IsInput(argument, scope, depth + 1)) return true;
                    break;
                case IParameterReferenceOperation { Parameter.Type: var type } when IsData(type):
                case IPropertyReferenceOperation { Property: { Name: "Query" or "Form" or "RouteValues", ContainingType.Name: "HttpRequest" } }:
                    return true;
                case IPropertyReferenceOperation { Property: { } property } when property.GetAttributes().Any(a => a.AttributeClass?.Name is "BindPropertyAttribute" or "FromQueryAttribute" or "SupplyParameterFromQueryAttribute" or "ParameterAttribute"):
                    return true;
                case ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation when scope.Origin(part) is { } origin:
                    if (IsInput(origin, scope, depth + 1)) return true;
                    break;
            }
        }
        return false;
    }

    // A text, a flag, a number, a model: not a service and not the request itself.
    private static bool IsData(ITypeSymbol type) => type.TypeKind is not (TypeKind.Interface or TypeKind.Delegate)
        && (type.SpecialType != SpecialType.None || type.TypeKind is TypeKind.Enum or TypeKind.Array || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || type.Name.EndsWith("Model", System.StringComparison.Ordinal) || type.Name.EndsWith("Request", System.StringComparison.Ordinal) && type.Name != "HttpRequest");
}
