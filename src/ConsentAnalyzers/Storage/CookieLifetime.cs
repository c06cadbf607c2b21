using System;

namespace ConsentAnalyzers.Storage;

/// <summary>From the shortest that can be meant to the longest: of two possible lifetimes the later kind counts.</summary>
internal enum LifetimeKind
{
    /// <summary>Over before it begins: a deletion.</summary>
    Past,

    /// <summary>Until the browser is closed.</summary>
    Session,

    /// <summary>Not known at build time.</summary>
    Unknown,

    /// <summary>So long from the moment of writing.</summary>
    Lasting,

    /// <summary>Until a date so far away that it means for ever.</summary>
    Forever,
}

/// <summary>How long a cookie stays on the visitor's device.</summary>
/// <param name="Months">Whole months of a lasting lifetime.</param>
/// <param name="Rest">What comes on top of the months.</param>
internal readonly record struct CookieLifetime(LifetimeKind Kind, int Months = 0, TimeSpan Rest = default) : IFormattable
{
    public static readonly CookieLifetime Unknown = new(LifetimeKind.Unknown);
    public static readonly CookieLifetime Session = new(LifetimeKind.Session);

    public bool Exceeds(LifetimeLimit limit) => Kind == LifetimeKind.Forever || (Kind == LifetimeKind.Lasting && limit.IsExceededBy(Months, Rest));

    public bool IsLongerThan(CookieLifetime other) => Kind != other.Kind ? Kind > other.Kind : Kind == LifetimeKind.Lasting && AverageDays > other.AverageDays;

    /// <summary>As the inventory and the register write it: <c>session</c>, <c>13 months</c>, <c>390 days</c>, <c>30 minutes</c>, <c>unknown</c>.</summary>
    public override string ToString() => ToString(null, null);

    /// <summary>The same in the language of a message.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => Kind switch
    {
        LifetimeKind.Lasting when Rest == TimeSpan.Zero && Months > 0 => Months % 12 == 0 ? Messages.Count(Months / 12, "year", formatProvider) : Messages.Count(Months, "month", formatProvider),
        LifetimeKind.Lasting when Months == 0 => Text(Rest, formatProvider),
        LifetimeKind.Lasting => string.Format(formatProvider, Messages.Get("Lifetime_And", formatProvider), Messages.Count(Months, "month", formatProvider), Text(Rest, formatProvider)),
        _ => Messages.Get("Lifetime_" + Kind, formatProvider),
    };

    private double AverageDays => (Months * 30.436875) + Rest.TotalDays;

    private static string Text(TimeSpan span, IFormatProvider? language) => span switch
    {
        _ when span.Ticks % TimeSpan.TicksPerDay == 0 || span.TotalDays >= 3 => Messages.Count(span.TotalDays, "day", language),
        _ when span.Ticks % TimeSpan.TicksPerHour == 0 => Messages.Count(span.TotalHours, "hour", language),
        _ when span.Ticks % TimeSpan.TicksPerMinute == 0 => Messages.Count(span.TotalMinutes, "minute", language),
        _ => Messages.Count(span.TotalSeconds, "second", language),
    };
}
