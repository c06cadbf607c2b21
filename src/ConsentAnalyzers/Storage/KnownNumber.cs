using System;
using System.Globalization;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Storage;

/// <summary>Numbers that the code says: constants, fields and locals that are set once, and arithmetic on them.</summary>
internal static class KnownNumber
{
    private const int DepthLimit = 16;

    public static double? Of(IOperation operation, ValueScope scope, int depth = 0)
    {
        operation = operation.WithoutConversions();
        if (operation.ConstantValue is { HasValue: true, Value: IConvertible constant and not (string or bool or char) }) return constant.ToDouble(CultureInfo.InvariantCulture);
        if (depth > DepthLimit) return null;
        switch (operation)
        {
            case IBinaryOperation binary when Of(binary.LeftOperand, scope, depth + 1) is { } left && Of(binary.RightOperand, scope, depth + 1) is { } right:
                return binary.OperatorKind switch
                {
                    BinaryOperatorKind.Add => left + right,
                    BinaryOperatorKind.Subtract => left - right,
                    BinaryOperatorKind.Multiply => left * right,
                    BinaryOperatorKind.Divide when right != 0 => left / right,
                    _ => null,
                };
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } negative:
                return -Of(negative.Operand, scope, depth + 1);
            default:
                return scope.Origin(operation) is { } origin ? Of(origin, scope, depth + 1) : null;
        }
    }
}
