using System;
using System.Globalization;

namespace ConsentAnalyzers.Storage;

/// <summary>A longest lifetime, in months or in days.</summary>
/// <remarks>"13 months" is met by <c>AddMonths(13)</c> by construction, and by any duration up to the longest calendar span of 13 months: 397 days (facts: law).</remarks>
internal readonly record struct LifetimeLimit(int Months, int Days) : IFormattable
{
    public static LifetimeLimit OfMonths(int months) => new(months, LongestSpan(months));

    /// <summary>Whether a lifetime of <paramref name="months"/> and <paramref name="rest"/> is longer than the limit.</summary>
    public bool IsExceededBy(int months, TimeSpan rest)
    {
        if (Months > 0 && rest == TimeSpan.Zero) return months > Months;
        if (Months > 0 && months >= Months && rest > TimeSpan.Zero) return true;
        // A mixture of months and days counts with the average month: no date makes it wrong by more than two days.
        return (months * 30.436875) + rest.TotalDays > Days;
    }

    /// <summary><c>13 months</c>, <c>395 days</c>.</summary>
    public static bool TryParse(string text, out LifetimeLimit limit)
    {
        limit = default;
        var parts = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 12000) return false;
        switch (parts[1].ToLowerInvariant())
        {
            case "month" or "months": limit = OfMonths(number); return true;
            case "day" or "days": limit = new(0, number); return true;
            default: return false;
        }
    }

    public override string ToString() => ToString(null, null);

    /// <summary>The same in the language of a message.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => Months > 0 ? Messages.Count(Months, "month", formatProvider) : Messages.Count(Days, "day", formatProvider);

    private static int LongestSpan(int months)
    {
        var longest = 0;
        for (var (start, i) = (new DateTime(2024, 1, 1), 0); i < 48; i++) longest = Math.Max(longest, (start.AddMonths(i + months) - start.AddMonths(i)).Days);
        return longest;
    }
}
