using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>CNS3005: a consent check that says yes where no answer is known: <c>?? true</c>, <c>!= false</c>, <c>is not false</c>, <c>catch { return true; }</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CheckFailsOpenAnalyzer() : ConsentAnalyzer(Descriptors.CNS3005_CheckFailsOpen)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (!consent.Symbols.HasCookies || consent.Options.SkipsTests) return;
        context.RegisterOperationAction(operation => AnalyzeCheck(operation, consent), OperationKind.Coalesce, OperationKind.Binary, OperationKind.IsPattern, OperationKind.Invocation, OperationKind.Conditional);
        context.RegisterOperationAction(operation => AnalyzeCatch(operation, consent), OperationKind.CatchClause);
    }

    private static void AnalyzeCheck(OperationAnalysisContext context, ConsentContext consent)
    {
        var operation = context.Operation;
        if ((NullOr(operation, consent) ?? (Checked(operation) is { } answer && IsNullableBoolean(answer.Type) ? answer : null)) is not { } value || !IsReportable(operation.Syntax, context.IsGeneratedCode) || !SaysConsent(value, consent) || DecidesBanner(operation)) return;
        Report(context, operation.Syntax, "Unknown");
    }

    /// <summary>The nullable answer that an operation takes for a yes unless it is a plain no.</summary>
    private static IOperation? Checked(IOperation operation) => operation switch
    {
        ICoalesceOperation { WhenNull: { } otherwise } coalesce when IsConstant(otherwise, true) => coalesce.Value,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } unequal => IsConstant(unequal.RightOperand, false) ? unequal.LeftOperand.WithoutConversions() : IsConstant(unequal.LeftOperand, false) ? unequal.RightOperand.WithoutConversions() : null,
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: { } refused } } } pattern when IsConstant(refused, false) => pattern.Value,
        IInvocationOperation { TargetMethod: { Name: "GetValueOrDefault", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, Instance: { } instance, Arguments: [{ Value: { } otherwise }] } when IsConstant(otherwise, true) => instance,
        _ => null,
    };

    /// <summary>What follows a question for <see langword="null"/> that is a yes by itself: <c>feature is null || feature.CanTrack</c>.</summary>
    private static IOperation? NullOr(IOperation operation, ConsentContext consent)
    {
        var (question, otherwise) = operation switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } or => (Asked(or.LeftOperand, isNull: true), or.RightOperand),
            IConditionalOperation { Type: not null, WhenTrue: var then, WhenFalse: { } last } choice when IsConstant(then, true) => (Asked(choice.Condition, isNull: true), last),
            IConditionalOperation { Type: not null, WhenTrue: var then, WhenFalse: { } last } choice when IsConstant(last, true) => (Asked(choice.Condition, isNull: false), then),
            _ => default,
        };
        // Whether there is a user, an order, is another question than whether there is a choice.
        if (question is null || !(IsNullableBoolean(question.Type) || consent.Flow.Guards.IsConsentObject(question.Type))) return null;
        var asked = question.Syntax.ToString();
        return otherwise.DescendantsAndSelf().Any(o => Receiver(o) is { } receiver && receiver.Syntax.ToString() == asked) ? otherwise : null;
    }

    // What is compared with null, or asked for its value.
    private static IOperation? Asked(IOperation condition, bool isNull) => condition.WithoutConversions() switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var not } => Asked(not, !isNull),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equal when isNull => WithNull(equal),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } unequal when !isNull => WithNull(unequal),
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var constant }, Value: var value } when isNull && IsNull(constant) => value.WithoutConversions(),
        IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var constant } }, Value: var value } when !isNull && IsNull(constant) => value.WithoutConversions(),
        IPropertyReferenceOperation { Property: { Name: "HasValue", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, Instance: { } instance } when !isNull => instance,
        _ => null,
    };

    private static IOperation? WithNull(IBinaryOperation comparison) =>
        IsNull(comparison.RightOperand) ? comparison.LeftOperand.WithoutConversions() : IsNull(comparison.LeftOperand) ? comparison.RightOperand.WithoutConversions() : null;

    private static bool IsNull(IOperation operation) => operation.WithoutConversions().ConstantValue is { HasValue: true, Value: null };

    private static IOperation? Receiver(IOperation operation) => operation switch
    {
        IMemberReferenceOperation { Instance: { } instance } => instance.WithoutConversions(),
        IInvocationOperation { Instance: { } instance } => instance.WithoutConversions(),
        // answer == true
        IBinaryOperation { LeftOperand: var left } => left.WithoutConversions(),
        _ => null,
    };

    private static bool IsConstant(IOperation operation, bool value) => operation.WithoutConversions().ConstantValue is { HasValue: true, Value: bool constant } && constant == value;

    private static bool IsNullableBoolean(ITypeSymbol? type) => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] };

    // !feature?.CanTrack is no consent when it is true, and so never meant here.
    private static bool SaysConsent(IOperation value, ConsentContext consent) => !value.DescendantsAndSelf().Any(SpeaksOfNecessary) && (
        IsYes(consent.Flow.ValueOf(value)) || (value.WithoutConversions() is ILocalReferenceOperation && consent.Origin(value) is { } origin && IsYes(consent.Flow.ValueOf(origin))));

    // choice?.AllowNecessary ?? true: for that no answer is needed.
    private static bool SpeaksOfNecessary(IOperation operation) => NameOf(operation) is { } name && GuardNames.Default.PurposesOf(name) is null;

    private static bool IsYes(ConsentValue value) => value.WhenTrue is not (ConsentPurposes.None or ConsentValue.Vacuous);

    // var showBanner = !(feature?.CanTrack ?? true): where nothing is known there is nothing to ask. A way out of the method is a check again.
    private static bool DecidesBanner(IOperation check)
    {
        var parent = check.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation) parent = parent.Parent;
        if (parent is not IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not) return false;
        return not.Parent is not IConditionalOperation { Type: null, WhenTrue: var then } conditional || conditional.Condition != not || !Leaves(then);
    }

    private static bool Leaves(IOperation statement) => statement switch
    {
        IBlockOperation block => block.Operations.LastOrDefault() is { } last && Leaves(last),
        IReturnOperation or IBranchOperation or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation } => true,
        _ => false,
    };

    private static void AnalyzeCatch(OperationAnalysisContext context, ConsentContext consent)
    {
        if (!IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) return;
        foreach (var yes in Yes(((ICatchClauseOperation)context.Operation).Handler, consent)) Report(context, yes.Syntax, "Failed");
    }

    // What a handler says yes with; handlers inside it speak for themselves.
    private static IEnumerable<IOperation> Yes(IOperation operation, ConsentContext consent)
    {
        foreach (var child in operation.ChildOperations)
        {
            switch (child)
            {
                case ITryOperation or IAnonymousFunctionOperation or ILocalFunctionOperation:
                    continue;
                case IReturnOperation { ReturnedValue: { } returned } when IsConstant(returned, true) && Function(child) is { } function && IsCheck(function, consent):
                case ISimpleAssignmentOperation { Value: { } assigned, Target: { } target } when IsConstant(assigned, true) && NameOf(target) is { } name && child.Parent is IExpressionStatementOperation && IsYes(GuardNames.Default.Classify(name, null)):
                case IObjectCreationOperation { Initializer.Initializers: var members, Type: { } type } when consent.Flow.Guards.IsConsentObject(type) && members.OfType<ISimpleAssignmentOperation>().Any(m => Grants(m, type)):
                    yield return child;
                    continue;
            }
            foreach (var inner in Yes(child, consent)) yield return inner;
        }
    }

    private static bool Grants(ISimpleAssignmentOperation member, ITypeSymbol type) =>
        IsConstant(member.Value, true) && NameOf(member.Target) is { } name && GuardNames.Default.PurposesOf(name) is not null && IsYes(GuardNames.Default.Classify(name, type.Name));

    private static string? NameOf(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local.Name,
        IMemberReferenceOperation member => member.Member.Name,
        _ => null,
    };

    private static IMethodSymbol? Function(IOperation operation) =>
        operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) is IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } method ? method : null;

    // Its body says yes without asking, so that only its contract and its name can tell what it is meant for.
    private static bool IsCheck(IMethodSymbol function, ConsentContext consent)
    {
        var member = function.AssociatedSymbol ?? function;
        return ConsentAttributes.Guard(member) is not null || consent.Options.Guard(member) is not null
            || IsYes(consent.Options.GuardNames.Classify(member.Name)) || IsYes(GuardNames.Default.Classify(member.Name, member.ContainingType?.Name));
    }

    private static void Report(OperationAnalysisContext context, SyntaxNode place, string reason) =>
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3005_CheckFailsOpen, place.GetLocation(), Messages.Localizable("CNS3005_" + reason)));
}
