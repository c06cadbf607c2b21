using System;
using System.Globalization;

namespace ConsentAnalyzers.Storage;

internal enum LifetimeKind
{
    /// <summary>Not known at build time.</summary>
    Unknown,

    /// <summary>Until the browser is closed.</summary>
    Session,

    /// <summary>Over before it begins: a deletion.</summary>
    Past,

    /// <summary>So long from the moment of writing.</summary>
    Lasting,

    /// <summary>Until a date so far away that it means for ever.</summary>
    Forever,
}

/// <summary>How long a cookie stays on the visitor's device.</summary>
/// <param name="Months">Whole months of a lasting lifetime.</param>
/// <param name="Rest">What comes on top of the months.</param>
internal readonly record struct CookieLifetime(LifetimeKind Kind, int Months = 0, TimeSpan Rest = default)
{
    public static readonly CookieLifetime Unknown = new(LifetimeKind.Unknown);
    public static readonly CookieLifetime Session = new(LifetimeKind.Session);

    public bool Exceeds(LifetimeLimit limit) => Kind == LifetimeKind.Forever || (Kind == LifetimeKind.Lasting && limit.IsExceededBy(Months, Rest));

    /// <summary>As the inventory and the register write it: <c>session</c>, <c>13 months</c>, <c>390 days</c>, <c>30 minutes</c>, <c>unknown</c>.</summary>
    public override string ToString() => Kind switch
    {
        LifetimeKind.Session => "session",
        LifetimeKind.Past => "none",
        LifetimeKind.Forever => "no end",
        LifetimeKind.Lasting when Rest == TimeSpan.Zero && Months > 0 => Months % 12 == 0 ? Count(Months / 12, "year") : Count(Months, "month"),
        LifetimeKind.Lasting when Months == 0 => Text(Rest),
        LifetimeKind.Lasting => $"{Count(Months, "month")} and {Text(Rest)}",
        _ => "unknown",
    };

    private static string Text(TimeSpan span) => span switch
    {
        _ when span.Ticks % TimeSpan.TicksPerDay == 0 || span.TotalDays >= 3 => Count(Math.Round(span.TotalDays, 1), "day"),
        _ when span.Ticks % TimeSpan.TicksPerHour == 0 => Count(span.TotalHours, "hour"),
        _ when span.Ticks % TimeSpan.TicksPerMinute == 0 => Count(span.TotalMinutes, "minute"),
        _ => Count(Math.Round(span.TotalSeconds, 1), "second"),
    };

    private static string Count(double number, string unit) => $"{number.ToString(CultureInfo.InvariantCulture)} {unit}{(number == 1 ? "" : "s")}";
}
