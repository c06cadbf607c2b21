using System.Linq;
using System.Text;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Storage;

/// <summary>A text as far as the code says it.</summary>
/// <param name="Value">The text, or how it begins.</param>
/// <param name="IsComplete">Whether nothing follows <paramref name="Value"/>.</param>
internal readonly record struct KnownText(string Value, bool IsComplete)
{
    private const int DepthLimit = 16;

    /// <summary>As a cookie's name is shown and looked up: a <c>*</c> stands for a rest that is only known at run time.</summary>
    public override string ToString() => IsComplete ? Value : Value + "*";

    /// <returns><see langword="null"/> when not even the beginning is known.</returns>
    public static KnownText? Of(IOperation operation, ValueScope scope) => Evaluate(operation, scope, 0) is { } text && (text.IsComplete || text.Value.Length > 0) ? text : null;

    private static KnownText? Evaluate(IOperation operation, ValueScope scope, int depth)
    {
        operation = operation.WithoutConversions();
        if (operation.ConstantValue is { HasValue: true, Value: { } constant }) return new(constant.ToString()!, true);
        if (depth > DepthLimit) return null;
        switch (operation)
        {
            case IInterpolatedStringOperation interpolated:
                var text = new StringBuilder();
                foreach (var part in interpolated.Parts)
                {
                    var known = part switch
                    {
                        IInterpolatedStringTextOperation literal => Evaluate(literal.Text, scope, depth + 1),
                        IInterpolationOperation { FormatString: null } hole => Evaluate(hole.Expression, scope, depth + 1),
                        _ => null,
                    };
                    text.Append(known?.Value);
                    if (known is not { IsComplete: true }) return new(text.ToString(), false);
                }
                return new(text.ToString(), true);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                if (Evaluate(sum.LeftOperand, scope, depth + 1) is not { } left) return null;
                if (!left.IsComplete) return left;
                return Evaluate(sum.RightOperand, scope, depth + 1) is { } right ? right with { Value = left.Value + right.Value } : new(left.Value, false);
            case IPropertyReferenceOperation { Property.Name: "Name", Instance: { } builder } when scope.Context.Symbols.IsCookieBuilder(builder.Type):
                return CookieSettingsFound.Of(builder, scope).Settings.LastOrDefault(s => s.Property == "Name") is { } named ? Evaluate(named.Value, named.Scope, depth + 1)
                    : builder.WithoutConversions() is IPropertyReferenceOperation { Property: { } holder } && FrameworkNames.Find(holder) is { } byDefault ? new(byDefault, true) : null;
            case IMemberReferenceOperation member when FrameworkNames.Find(member.Member) is { } framework:
                return new(framework, true);
            default:
                return scope.Origin(operation) is { } origin ? Evaluate(origin, scope, depth + 1) : null;
        }
    }
}
