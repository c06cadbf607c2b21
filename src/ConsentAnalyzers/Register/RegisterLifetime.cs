using System;
using System.Globalization;
using ConsentAnalyzers.Storage;

namespace ConsentAnalyzers.Register;

/// <summary>Lifetimes as the register writes them, which is how <see cref="CookieLifetime.ToString()"/> writes them, too.</summary>
internal static class RegisterLifetime
{
    private const int LongestInMonths = 12000;
    private const int LongestInDays = 365000;

    /// <summary><c>session</c>, <c>13 months</c>, <c>390 days</c>, <c>30 minutes</c>, <c>1 year</c>, <c>1 month and 3 days</c>, <c>unlimited</c>, <c>unknown</c>.</summary>
    public static bool TryParse(string text, out CookieLifetime lifetime)
    {
        lifetime = CookieLifetime.Unknown;
        var words = text.ToLowerInvariant().Split([' ', '\t', '\u00A0', '\u202F'], StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case ["unknown"]: return true;
            case ["session"]: lifetime = CookieLifetime.Session; return true;
            case ["unlimited"]: lifetime = new(LifetimeKind.Forever); return true;
            case [var number, var unit]: return TryAdd(number, unit, ref lifetime);
            case [var number, var unit, "and", var second, var secondUnit]: return TryAdd(number, unit, ref lifetime) && TryAdd(second, secondUnit, ref lifetime);
            default: return false;
        }
    }

    private static bool TryAdd(string number, string unit, ref CookieLifetime lifetime)
    {
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || !(count > 0) || count > int.MaxValue) return false;
        var (months, days) = unit switch
        {
            "year" or "years" => (count * 12, 0d),
            "month" or "months" => (count, 0),
            "week" or "weeks" => (0, count * 7),
            "day" or "days" => (0, count),
            "hour" or "hours" => (0, count / 24),
            "minute" or "minutes" => (0, count / (24 * 60)),
            "second" or "seconds" => (0, count / (24 * 60 * 60)),
            _ => default,
        };
        if ((months == 0 && days == 0) || months > LongestInMonths || days > LongestInDays || months != Math.Floor(months)) return false;
        lifetime = new(LifetimeKind.Lasting, lifetime.Months + (int)months, lifetime.Rest + TimeSpan.FromSeconds(Math.Round(days * 24 * 60 * 60)));
        return true;
    }
}
