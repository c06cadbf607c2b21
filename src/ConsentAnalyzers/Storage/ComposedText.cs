using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Storage;

/// <summary>A text with holes where a value is only known at run time: <c>$"theme={name}; Expires={date:R}"</c>.</summary>
/// <param name="Text">What is known; each hole is one <see cref="Hole"/>.</param>
/// <param name="Holes">What fills them, in order.</param>
/// <param name="Pieces">The constants that the text is put together from, each with the index where it begins.</param>
internal sealed record ComposedText(string Text, ImmutableArray<IOperation> Holes, ImmutableArray<(int Start, IOperation Constant)> Pieces)
{
    public const char Hole = '\uFFFC';
    private const int DepthLimit = 16;

    public static ComposedText Of(IOperation operation, ValueScope scope) => Of([(operation, "")], scope);

    /// <summary>Several texts, one after the other, and what follows each.</summary>
    public static ComposedText Of(IEnumerable<(IOperation Text, string Then)> operations, ValueScope scope)
    {
        var text = new StringBuilder();
        var holes = ImmutableArray.CreateBuilder<IOperation>();
        var pieces = ImmutableArray.CreateBuilder<(int, IOperation)>();
        foreach (var (operation, then) in operations)
        {
            Add(operation, 0);
            text.Append(then);
        }
        return new(text.ToString(), holes.ToImmutable(), pieces.ToImmutable());

        void Add(IOperation part, int depth)
        {
            part = part.WithoutConversions();
            if (part.ConstantValue is { HasValue: true, Value: var constant })
            {
                pieces.Add((text.Length, part));
                text.Append(constant?.ToString().Replace(Hole, ' '));
                return;
            }
            switch (part)
            {
                case var _ when depth > DepthLimit:
                    break;
                case IInterpolatedStringOperation interpolated:
                    foreach (var piece in interpolated.Parts.Select(p => p switch { IInterpolatedStringTextOperation literal => literal.Text, IInterpolationOperation hole => hole.Expression, IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: [{ Value: { } appended }, ..] } } => appended, _ => null }).OfType<IOperation>()) Add(piece, depth + 1);
                    return;
                case IInterpolatedStringHandlerCreationOperation { Content: var content }:
                    // sb.Append($"…") and its like never build the text as a whole.
                    Add(content, depth + 1);
                    return;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum:
                    Add(sum.LeftOperand, depth + 1);
                    Add(sum.RightOperand, depth + 1);
                    return;
                case IInvocationOperation { TargetMethod: { Name: "Concat", ContainingType.SpecialType: SpecialType.System_String } } concat when concat.Arguments.All(a => a.Parameter?.Type.SpecialType == SpecialType.System_String):
                    foreach (var argument in concat.Arguments) Add(argument.Value, depth + 1);
                    return;
                case IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } instance }:
                    Add(instance, depth + 1);
                    return;
                case IObjectCreationOperation { Type.Name: "StringValues", Arguments: [{ Value: { } only }] }:
                    Add(only, depth + 1);
                    return;
                case IArrayCreationOperation { Initializer.ElementValues: [var single] }:
                    Add(single, depth + 1);
                    return;
                case var other when other is not IObjectCreationOperation && scope.Origin(other) is { Type.SpecialType: SpecialType.System_String } origin:
                    Add(origin, depth + 1);
                    return;
            }
            text.Append(Hole);
            holes.Add(part);
        }
    }

    /// <summary>What follows an index, without the characters given at its beginning.</summary>
    public ComposedText From(int index, params char[] trimmed)
    {
        while (index < Text.Length && trimmed.Contains(Text[index])) index++;
        return new(Text.Substring(index), [.. Holes.Skip(Text.Take(index).Count(c => c == Hole))], [.. Pieces.Select(p => (p.Start - index, p.Constant))]);
    }

    /// <summary>The constant that an index belongs to, or the last one before it.</summary>
    public IOperation? PieceAt(int index) => Pieces.LastOrDefault(p => p.Start <= index).Constant;

    /// <summary>The operation that fills the hole at an index of <see cref="Text"/>.</summary>
    public IOperation? HoleAt(int index) => index >= 0 && index < Text.Length && Text[index] == Hole ? Holes.ElementAtOrDefault(Text.Take(index).Count(c => c == Hole)) : null;
}
