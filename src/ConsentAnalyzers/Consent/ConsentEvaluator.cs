using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Consent;

/// <summary>What an operation tells about consent, and what it changes. The guards themselves are <see cref="ConsentGuards"/>' business.</summary>
internal sealed class ConsentEvaluator(ConsentGuards guards)
{
    /// <summary>The state after <paramref name="operation"/>: assignments and grants anywhere in it count.</summary>
    public FlowState Apply(IOperation operation, FlowState state)
    {
        foreach (var child in operation.ChildOperations) state = Apply(child, state);
        switch (operation)
        {
            case IFlowCaptureOperation capture:
                return AssignElements(capture.Id, capture.Value, state.Assign(capture.Id, Evaluate(capture.Value, state)));
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation } assignment:
                return AssignElements(VariableOf(assignment.Target)!, assignment.Value, Assign(assignment.Target, Evaluate(assignment.Value, state), state));
            case ISimpleAssignmentOperation { Target: IFieldReferenceOperation field } assignment when ElementOf(field) is { } element:
                return state.Assign(element, Evaluate(assignment.Value, state));
            case ICompoundAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation } compound:
                return Assign(compound.Target, Evaluate(compound, state), state);
            case IDeconstructionAssignmentOperation deconstruction:
                return Deconstruct(deconstruction.Target, deconstruction.Value, state);
            case IInvocationOperation invocation:
                state = state.With(guards.Granted(invocation));
                foreach (var argument in invocation.Arguments)
                {
                    if (argument.Parameter?.RefKind is not (RefKind.Out or RefKind.Ref)) continue;
                    var target = argument.Value is IDeclarationExpressionOperation { Expression: var declared } ? declared : argument.Value;
                    if (VariableOf(target) is { } variable) state = Assign(target, EvaluateOut(invocation, argument, state), state.ForgetElements(variable, target.Type));
                }
                return state;
            default:
                return state;
        }
    }

    public ConsentValue Evaluate(IOperation operation, FlowState state)
    {
        if (operation.ConstantValue.HasValue) return ConsentValue.Constant(operation.ConstantValue);
        switch (operation)
        {
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand, state);
            case IConversionOperation conversion:
                return Evaluate(conversion.Operand, state);
            case IAwaitOperation awaited:
                return Evaluate(awaited.Operation, state);
            case ILocalReferenceOperation local:
                return state.TryGet(local.Local, out var value) ? value : guards.OfVariable(local.Local);
            case IParameterReferenceOperation parameter:
                return state.TryGet(parameter.Parameter, out value) ? value : guards.OfVariable(parameter.Parameter);
            case IFlowCaptureReferenceOperation capture:
                return state.TryGet(capture.Id, out value) ? value : ConsentValue.Unknown;
            case IAssignmentOperation and not ICompoundAssignmentOperation:
                return Evaluate(((IAssignmentOperation)operation).Value, state);
            case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.And } and:
                return Evaluate(and.Target, state).And(Evaluate(and.Value, state));
            case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Or } or:
                return Evaluate(or.Target, state).Or(Evaluate(or.Value, state));
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return Evaluate(not.Operand, state).Not();
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.True } yes:
                return Evaluate(yes.Operand, state);
            case IBinaryOperation binary:
                return EvaluateBinary(binary, state);
            case IIsNullOperation isNull:
                return Evaluate(isNull.Operand, state).IsNull();
            case IDefaultValueOperation { Type: { } type }:
                return type.SpecialType == SpecialType.System_Boolean ? ConsentValue.False : ConsentValue.Null;
            case IIsPatternOperation isPattern:
                return EvaluatePattern(isPattern.Pattern, isPattern.Value, Evaluate(isPattern.Value, state), state);
            case IConditionalOperation { WhenFalse: { } otherwise } conditional:
                var condition = Evaluate(conditional.Condition, state);
                return Evaluate(conditional.WhenTrue, state).Under(condition.WhenTrue).Join(Evaluate(otherwise, state).Under(condition.WhenFalse));
            case ICoalesceOperation coalesce:
                var left = Evaluate(coalesce.Value, state);
                return new ConsentValue(left.WhenTrue, left.WhenFalse, ConsentValue.Vacuous).Join(Evaluate(coalesce.WhenNull, state).Under(left.WhenNull));
            case IConditionalAccessOperation access:
                return Evaluate(access.WhenNotNull, state) is var member && Evaluate(access.Operation, state).WhenNull == ConsentValue.Vacuous ? member : member with { WhenNull = ConsentPurposes.None };
            case IInvocationOperation invocation:
                return EvaluateInvocation(invocation, state);
            case IPropertyReferenceOperation property:
                return EvaluateNullable(property, state) ?? guards.Of(property);
            case IFieldReferenceOperation field:
                return ElementOf(field) is { } element && state.TryGet(element, out value) ? value : guards.Of(field);
            case IDynamicMemberReferenceOperation { MemberName: var name }:
                return guards.OfEntry(name);
            case IObjectCreationOperation { Type.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, Arguments: [{ Value: { } inner }] }:
                return Evaluate(inner, state);
            default:
                return guards.IsConsentObject(operation.Type) ? ConsentValue.ConsentObject : ConsentValue.Unknown;
        }
    }

    private static object? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFlowCaptureReferenceOperation capture => capture.Id,
        _ => null,
    };

    // "t.ok" and "t.Item1" are the same element.
    private static TupleElement? ElementOf(IFieldReferenceOperation field)
    {
        if (field is not { Field: { ContainingType.IsTupleType: true } accessed, Instance: { } instance } || VariableOf(instance) is not { } variable) return null;
        var item = (accessed.CorrespondingTupleField ?? accessed).Name;
        var index = accessed.ContainingType.TupleElements.TakeWhile(e => (e.CorrespondingTupleField ?? e).Name != item).Count();
        return new TupleElement(variable, index);
    }

    // What each element of a tuple tells; null where the operation is none whose elements are known.
    private Func<int, ConsentValue>? ElementsOf(IOperation source, FlowState state)
    {
        source = source.WithoutConversions();
        if (source is ITupleOperation tuple) return i => i < tuple.Elements.Length ? Evaluate(tuple.Elements[i], state) : ConsentValue.Unknown;
        if (source.Type is not { IsTupleType: true } || VariableOf(source) is not { } variable) return null;
        return i => state.TryGet(new TupleElement(variable, i), out var value) ? value : ConsentValue.Unknown;
    }

    private FlowState AssignElements(object variable, IOperation source, FlowState state)
    {
        if (source.Type is not INamedTypeSymbol { IsTupleType: true, TupleElements.Length: var count }) return state;
        var elements = ElementsOf(source, state);
        state = state.ForgetElements(variable, source.Type);
        for (var i = 0; elements is not null && i < count; i++) state = state.Assign(new TupleElement(variable, i), elements(i));
        return state;
    }

    private static FlowState AssignTo(IOperation target, ConsentValue value, FlowState state) => target switch
    {
        ILocalReferenceOperation local => state.Assign(local.Local, value),
        IParameterReferenceOperation parameter => state.Assign(parameter.Parameter, value),
        _ => state,
    };

    private FlowState Assign(IOperation target, ConsentValue value, FlowState state)
    {
        // A variable that is called "hasConsent" and comes from a place we cannot see into means what it says.
        var named = target switch
        {
            ILocalReferenceOperation local => guards.OfVariable(local.Local),
            IParameterReferenceOperation parameter => guards.OfVariable(parameter.Parameter),
            _ => ConsentValue.Unknown,
        };
        var isOpaque = value is { WhenTrue: ConsentPurposes.None, WhenFalse: ConsentPurposes.None };
        return AssignTo(target, isOpaque && named.IsInformative ? named : value, state);
    }

    private FlowState Deconstruct(IOperation target, IOperation source, FlowState state)
    {
        while (target is IDeclarationExpressionOperation declaration) target = declaration.Expression;
        while (source is IConversionOperation conversion) source = conversion.Operand;
        if (target is ITupleOperation targets)
        {
            var sources = (source as ITupleOperation)?.Elements;
            var values = ElementsOf(source, state);
            for (var i = 0; i < targets.Elements.Length; i++)
            {
                var element = targets.Elements[i];
                if (sources is { } known && known.Length == targets.Elements.Length) state = Deconstruct(element, known[i], state);
                else if (values is not null && VariableOf(element is IDeclarationExpressionOperation { Expression: var declared } ? declared : element) is not null) state = Deconstruct(element, values(i), state);
                else foreach (var part in element.DescendantsAndSelf().Where(p => p is ILocalReferenceOperation)) state = Assign(part, ConsentValue.Unknown, state);
            }
            return state;
        }
        return target is ILocalReferenceOperation ? Assign(target, Evaluate(source, state), state) : state;
    }

    private FlowState Deconstruct(IOperation target, ConsentValue value, FlowState state)
    {
        while (target is IDeclarationExpressionOperation declaration) target = declaration.Expression;
        return Assign(target, value, state);
    }

    private ConsentValue EvaluateBinary(IBinaryOperation binary, FlowState state)
    {
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd:
                return Evaluate(binary.LeftOperand, state).And(Evaluate(binary.RightOperand, state));
            case BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr:
                return Evaluate(binary.LeftOperand, state).Or(Evaluate(binary.RightOperand, state));
            case BinaryOperatorKind.Equals:
                return EvaluateEquality(binary.LeftOperand, binary.RightOperand, state);
            case BinaryOperatorKind.NotEquals:
                return EvaluateEquality(binary.LeftOperand, binary.RightOperand, state).Not();
            default:
                return ConsentValue.Unknown;
        }
    }

    private ConsentValue EvaluateEquality(IOperation left, IOperation right, FlowState state)
    {
        if (left.WithoutConversions().ConstantValue.HasValue) (left, right) = (right, left);
        var constant = right.WithoutConversions();
        var value = Evaluate(left, state);
        return constant.ConstantValue switch
        {
            { HasValue: true, Value: bool expected } => value.EqualTo(expected),
            { HasValue: true, Value: null } => value.IsNull(),
            _ => guards.OfComparison(left.WithoutConversions(), constant, value.Hint),
        };
    }

    private ConsentValue EvaluatePattern(IPatternOperation pattern, IOperation? subject, ConsentValue value, FlowState state)
    {
        switch (pattern)
        {
            case IConstantPatternOperation { Value: var constant }:
                return constant.WithoutConversions().ConstantValue switch
                {
                    { HasValue: true, Value: bool expected } => value.EqualTo(expected),
                    { HasValue: true, Value: null } => value.IsNull(),
                    _ => subject is null ? ConsentValue.Unknown : guards.OfComparison(subject.WithoutConversions(), constant.WithoutConversions(), value.Hint),
                };
            case INegatedPatternOperation negated:
                return EvaluatePattern(negated.Pattern, subject, value, state).Not();
            case IBinaryPatternOperation binary:
                var left = EvaluatePattern(binary.LeftPattern, subject, value, state);
                var right = EvaluatePattern(binary.RightPattern, subject, value, state);
                return binary.OperatorKind == BinaryOperatorKind.And ? left.And(right) : left.Or(right);
            case IRecursivePatternOperation recursive:
                var elements = recursive.DeconstructionSubpatterns.IsEmpty || subject is null ? null : ElementsOf(subject, state);
                var positions = elements is null ? [] : recursive.DeconstructionSubpatterns.Select((p, i) => EvaluatePattern(p, null, elements(i), state));
                return recursive.PropertySubpatterns
                    .Select(property => EvaluatePattern(property.Pattern, property.Member, Evaluate(property.Member, state), state))
                    .Concat(positions)
                    .Aggregate(value.IsNull().Not(), (all, part) => all.And(part));
            // "_" and "var x" match whatever comes.
            case IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true }:
                return ConsentValue.True;
            case IDeclarationPatternOperation { MatchesNull: false } or ITypePatternOperation:
                return value.IsNull().Not();
            default:
                return ConsentValue.Unknown;
        }
    }

    private ConsentValue EvaluateInvocation(IInvocationOperation invocation, FlowState state)
    {
        switch (invocation)
        {
            case { TargetMethod.Name: "GetValueOrDefault", Instance: { } nullable }:
                return Evaluate(nullable, state).OrDefault(invocation.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: true } }]);
            case { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask", Instance: { } task }:
                return Evaluate(task, state);
            case { TargetMethod: { Name: "FromResult", IsStatic: true }, Arguments: [{ Value: { } result }] }:
                return Evaluate(result, state);
            case { TargetMethod.Name: "Equals", Instance: { } instance, Arguments: [{ Value: { } other }, ..] }:
                return EvaluateEquality(instance, other, state);
            case { TargetMethod.Name: "Contains", Instance: { Type.SpecialType: SpecialType.System_String } text, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string wanted } }, ..] }:
                return Evaluate(text, state).Hint is var hint and not ConsentPurposes.None ? guards.OfSearch(wanted, hint) : ConsentValue.Unknown;
            case { TargetMethod: { Name: "Parse" or "ToBoolean", IsStatic: true, ReturnType.SpecialType: SpecialType.System_Boolean }, Arguments: [{ Value: { } text }, ..] }:
                return Parsed(text, invocation.TargetMethod.ReturnType, state);
            case { TargetMethod: { Name: "Equals", IsStatic: true }, Arguments: [{ Value: { } first }, { Value: { } second }, ..] }:
                return EvaluateEquality(first, second, state);
            default:
                return guards.Of(invocation);
        }
    }

    // bool.TryParse(cookie, out var granted); consent.TryGetValue(Purpose.Analytics, out var granted)
    private ConsentValue EvaluateOut(IInvocationOperation invocation, IArgumentOperation argument, FlowState state)
    {
        if (argument.Parameter is not { RefKind: RefKind.Out } parameter) return ConsentValue.Unknown;
        return invocation is { TargetMethod: { Name: "TryParse", IsStatic: true }, Arguments: [{ Value: { } text }, ..] }
            ? Parsed(text, parameter.Type, state)
            : guards.OfOut(invocation, parameter);
    }

    // The text of a choice cookie as a yes or no, or as a state to compare.
    private ConsentValue Parsed(IOperation text, ITypeSymbol type, FlowState state) => Evaluate(text, state).Hint switch
    {
        ConsentPurposes.None => ConsentValue.Unknown,
        var hint when type.SpecialType == SpecialType.System_Boolean => ConsentValue.Guard(hint),
        var hint => ConsentValue.Unknown with { Hint = hint },
    };

    private ConsentValue? EvaluateNullable(IPropertyReferenceOperation property, FlowState state) => property switch
    {
        { Property: { Name: "Value", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, Instance: { } nullable } => Evaluate(nullable, state),
        { Property: { Name: "HasValue", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, Instance: { } nullable } => Evaluate(nullable, state).IsNull().Not(),
        { Property: { Name: "Result", ContainingType.Name: "Task" or "ValueTask" }, Instance: { } task } => Evaluate(task, state),
        _ => null,
    };
}
