using System;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Storage;

/// <summary>Computes durations and points in time from operations, as far as the code says them.</summary>
internal static class LifetimeEvaluator
{
    // No clock: a written date before this year is over, one after the second is meant never to come.
    private const int PastBefore = 2025;
    private const int ForeverFrom = 2037;
    private const int DepthLimit = 16;

    /// <summary>The lifetime that a value of <c>Expires</c>, <c>MaxAge</c>, <c>Expiration</c> gives; <see langword="null"/> sets none.</summary>
    public static CookieLifetime Evaluate(IOperation operation, ValueScope scope)
    {
        if (operation.WithoutConversions().ConstantValue is { HasValue: true, Value: null } || operation.WithoutConversions() is IDefaultValueOperation) return CookieLifetime.Session;
        return EvaluateTime(operation, scope, 0) switch
        {
            null => CookieLifetime.Unknown,
            { Written: { } date } => OfDate(date),
            { Months: <= 0 } time when time.Months < 0 || time.Rest <= TimeSpan.Zero => new(LifetimeKind.Past),
            { } time => new(LifetimeKind.Lasting, time.Months, time.Rest),
        };
    }

    /// <summary>The lifetime of a cookie that expires at a written date.</summary>
    public static CookieLifetime OfDate(DateTime date) => date.Year < PastBefore ? new(LifetimeKind.Past) : date.Year >= ForeverFrom ? new(LifetimeKind.Forever) : CookieLifetime.Unknown;

    /// <summary>A duration, or a point in time as a distance from now (<see cref="Written"/> is null) or as a date.</summary>
    private readonly record struct Time(int Months, TimeSpan Rest, DateTime? Written = null)
    {
        public static Time? Of(Func<TimeSpan> span)
        {
            try { return new Time(0, span()); }
            catch (Exception e) when (e is OverflowException or ArgumentException) { return null; }
        }

        public Time? Plus(Time other, int sign)
        {
            var (months, rest, written) = (Months, Rest, Written);
            try
            {
                return written is { } date ? new Time(0, TimeSpan.Zero, date.AddMonths(sign * other.Months).Add(TimeSpan.FromTicks(sign * other.Rest.Ticks)))
                    : new Time(checked(months + (sign * other.Months)), rest + TimeSpan.FromTicks(checked(sign * other.Rest.Ticks)));
            }
            catch (Exception e) when (e is OverflowException or ArgumentException) { return null; }
        }

        public bool IsLongerThan(Time other) => (Written ?? default) != (other.Written ?? default)
            ? (Written ?? DateTime.MinValue) > (other.Written ?? DateTime.MinValue)
            : (Months * 30.4) + Rest.TotalDays > (other.Months * 30.4) + other.Rest.TotalDays;
    }

    private static Time? EvaluateTime(IOperation? operation, ValueScope scope, int depth)
    {
        if (operation is null || depth > DepthLimit) return null;
        switch (operation.WithoutConversions())
        {
            case IInvocationOperation invocation:
                return EvaluateInvocation(invocation, scope, depth + 1);
            case IObjectCreationOperation creation:
                return EvaluateCreation(creation, scope, depth + 1);
            case IPropertyReferenceOperation property when EvaluateMember(property.Property, property.Instance, scope, depth + 1) is { } known:
                return known;
            case IFieldReferenceOperation field when EvaluateMember(field.Field, field.Instance, scope, depth + 1) is { } known:
                return known;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum:
                return EvaluateTime(sum.LeftOperand, scope, depth + 1) is { } left && EvaluateTime(sum.RightOperand, scope, depth + 1) is { } right
                    ? left.Plus(right, sum.OperatorKind == BinaryOperatorKind.Add ? 1 : -1)
                    : null;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product:
                return Scale(product.LeftOperand, product.RightOperand) ?? Scale(product.RightOperand, product.LeftOperand);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } negative:
                return EvaluateTime(negative.Operand, scope, depth + 1) is { } positive ? new Time(0, TimeSpan.Zero).Plus(positive, -1) : null;
            case IConditionalOperation { WhenFalse: { } otherwise } conditional:
                return Longer(EvaluateTime(conditional.WhenTrue, scope, depth + 1), EvaluateTime(otherwise, scope, depth + 1));
            case ICoalesceOperation coalesce:
                return Longer(EvaluateTime(coalesce.Value, scope, depth + 1), EvaluateTime(coalesce.WhenNull, scope, depth + 1));
            case var other:
                return scope.Origin(other) is { } origin ? EvaluateTime(origin, scope, depth + 1) : null;
        }

        Time? Scale(IOperation span, IOperation factor) =>
            KnownNumber.Of(factor, scope) is { } by && EvaluateTime(span, scope, depth + 1) is { } time ? Time.Of(() => TimeSpan.FromTicks(checked((long)(time.Rest.Ticks * by)))) : null;
    }

    // Beside an unknown one a known time counts if it lasts; a deletion does not hide the write in the other branch.
    private static Time? Longer(Time? a, Time? b) => a is { } first && b is { } second ? (first.IsLongerThan(second) ? first : second)
        : (a ?? b) is { Written: not null } or { Months: > 0 } or { Months: 0, Rest.Ticks: > 0 } ? a ?? b : null;

    private static Time? EvaluateInvocation(IInvocationOperation invocation, ValueScope scope, int depth)
    {
        var method = invocation.TargetMethod;
        var arguments = invocation.Arguments.OrderBy(a => a.Parameter?.Ordinal ?? 0).ToArray();
        if (method is { IsStatic: true, ContainingType: { Name: "TimeSpan", SpecialType: SpecialType.None } } && method.Name.StartsWith("From", StringComparison.Ordinal))
        {
            var numbers = arguments.Select(a => KnownNumber.Of(a.Value, scope)).ToArray();
            if (numbers.Length == 0 || numbers.Any(n => n is null)) return null;
            var names = arguments.Select((a, i) => i == 0 ? method.Name.Substring("From".Length).ToLowerInvariant() : a.Parameter?.Name ?? "").ToArray();
            return Time.Of(() => numbers.Zip(names, (n, unit) => TimeSpan.FromTicks(checked((long)(n!.Value * TicksOf(unit))))).Aggregate(TimeSpan.Zero, (all, part) => all + part));
        }
        if (invocation.Instance is null || !IsTimeLike(invocation.Instance.Type))
        {
            // TimeProvider and every clock like it.
            return method.Name is "GetUtcNow" or "GetLocalNow" or "GetNow" && IsTimeLike(invocation.Type) ? new Time(0, TimeSpan.Zero) : scope.Origin(invocation) is { } origin ? EvaluateTime(origin, scope, depth) : null;
        }
        if (EvaluateTime(invocation.Instance, scope, depth) is not { } start) return null;
        switch (method.Name)
        {
            case "ToUniversalTime" or "ToLocalTime" or "ToOffset":
                return start;
            case "Add" or "Subtract":
                return arguments is [{ Value: { } span }] && EvaluateTime(span, scope, depth) is { } distance ? start.Plus(distance, method.Name == "Add" ? 1 : -1) : null;
            case "Negate":
                return new Time(0, TimeSpan.Zero).Plus(start, -1);
        }
        if (!method.Name.StartsWith("Add", StringComparison.Ordinal) || arguments is not [{ Value: { } amount }] || KnownNumber.Of(amount, scope) is not { } number) return null;
        return method.Name.Substring("Add".Length).ToLowerInvariant() switch
        {
            "years" when Math.Abs(number) < 10000 => start.Plus(new Time((int)number * 12, TimeSpan.Zero), 1),
            "months" when Math.Abs(number) < 120000 => start.Plus(new Time((int)number, TimeSpan.Zero), 1),
            var unit when TicksOf(unit) is > 0 and var ticks => Time.Of(() => TimeSpan.FromTicks(checked((long)(number * ticks)))) is { } distance ? start.Plus(distance, 1) : null,
            _ => null,
        };
    }

    private static Time? EvaluateCreation(IObjectCreationOperation creation, ValueScope scope, int depth)
    {
        var arguments = creation.Arguments.OrderBy(a => a.Parameter?.Ordinal ?? 0).Select(a => a.Value).ToArray();
        if (creation.Type?.Name is "DateTimeOffset" && arguments is [{ Type.Name: "DateTime" } date, ..]) return EvaluateTime(date, scope, depth);
        var numbers = arguments.TakeWhile(a => a.Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64).Select(a => KnownNumber.Of(a, scope)).ToArray();
        if (numbers.Length == 0 || numbers.Any(n => n is null)) return null;
        long Number(int i) => i < numbers.Length ? (long)numbers[i]!.Value : 0;
        switch (creation.Type?.Name)
        {
            case "TimeSpan":
                return Time.Of(() => numbers.Length switch
                {
                    1 => TimeSpan.FromTicks(Number(0)),
                    3 => new TimeSpan((int)Number(0), (int)Number(1), (int)Number(2)),
                    _ => new TimeSpan((int)Number(0), (int)Number(1), (int)Number(2), (int)Number(3), (int)Number(4)),
                });
            case "DateTime" or "DateTimeOffset" when numbers.Length >= 3:
                return Number(0) is >= 1 and <= 9999 && Number(1) is >= 1 and <= 12 && Number(2) is >= 1 and <= 28 ? new Time(0, TimeSpan.Zero, new DateTime((int)Number(0), (int)Number(1), (int)Number(2)))
                    : Number(0) is >= 1 and <= 9999 ? new Time(0, TimeSpan.Zero, new DateTime((int)Number(0), 12, 28)) : null;
            case "DateTime" when numbers.Length == 1:
                return new Time(0, TimeSpan.Zero, new DateTime(Math.Min(Math.Max(Number(0), 0), DateTime.MaxValue.Ticks)));
            default:
                return null;
        }
    }

    private static Time? EvaluateMember(ISymbol member, IOperation? instance, ValueScope scope, int depth)
    {
        var type = member.ContainingType?.Name;
        switch (member.Name)
        {
            case "Now" or "UtcNow" or "Today" when IsTimeLike((member as IPropertySymbol)?.Type): return new Time(0, TimeSpan.Zero);
            case "MaxValue" when type is "TimeSpan" or "DateTime" or "DateTimeOffset": return new Time(0, TimeSpan.Zero, DateTime.MaxValue);
            case "MinValue" or "UnixEpoch" when type is "DateTime" or "DateTimeOffset": return new Time(0, TimeSpan.Zero, DateTime.MinValue);
            case "MinValue" when type is "TimeSpan": return new Time(0, TimeSpan.FromDays(-1));
            case "Zero" when type is "TimeSpan": return new Time(0, TimeSpan.Zero);
            case "Date" or "DateTime" or "UtcDateTime" or "LocalDateTime" or "Value" when instance is not null: return EvaluateTime(instance, scope, depth);
            default: return null;
        }
    }

    private static bool IsTimeLike(ITypeSymbol? type) => type?.Name is "DateTime" or "DateTimeOffset" or "TimeSpan";

    private static double TicksOf(string unit) => unit switch
    {
        "days" => TimeSpan.TicksPerDay,
        "hours" => TimeSpan.TicksPerHour,
        "minutes" => TimeSpan.TicksPerMinute,
        "seconds" => TimeSpan.TicksPerSecond,
        "milliseconds" => TimeSpan.TicksPerMillisecond,
        "microseconds" => TimeSpan.TicksPerMillisecond / 1000.0,
        "ticks" => 1,
        _ => 0,
    };
}
