using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsentAnalyzers.Knowledge;

/// <summary>What a call tells a configurable audience measurement.</summary>
internal enum MeasurementEffect
{
    /// <summary>Nothing is stored before the visitor consents.</summary>
    Waits,

    /// <summary>No cookie at all.</summary>
    Cookieless,

    /// <summary>The visitor has consented, says the page.</summary>
    Given,

    /// <summary>How long its cookie lives, in seconds.</summary>
    Lifetime,

    /// <summary>Leaves the conditions of the exemption.</summary>
    Excludes,
}

/// <summary>One call that configures an audience measurement.</summary>
internal sealed record MeasurementCall(Tracker Tracker, string Queue, string Call, MeasurementEffect Effect);

/// <summary>Audience measurement that can be exempt when it is configured so. Facts: <c>measurement.tsv</c>.</summary>
internal static class KnownMeasurement
{
    private static readonly Lazy<ILookup<string, MeasurementCall>> Data = new(() => TsvTable.Load("measurement.tsv").Rows.Select(row =>
    {
        row.Required("source");
        return new MeasurementCall(KnownTrackers.Referenced(row), row.Required("queue"), row.Required("call"), row.OneOf(
            "effect", ("waits", MeasurementEffect.Waits), ("cookieless", MeasurementEffect.Cookieless), ("given", MeasurementEffect.Given), ("lifetime", MeasurementEffect.Lifetime), ("excludes", MeasurementEffect.Excludes)));
    }).ToLookup(c => c.Tracker.Key, StringComparer.Ordinal));

    public static bool Knows(Tracker tracker) => Data.Value.Contains(tracker.Key);

    /// <summary>Whether anything configures the tracker over this queue.</summary>
    public static bool IsQueue(Tracker tracker, string queue) => Data.Value[tracker.Key].Any(c => c.Queue == queue);

    /// <summary>The calls that have an effect, as the page writes them first.</summary>
    public static IEnumerable<string> Calls(Tracker tracker, MeasurementEffect effect) => Data.Value[tracker.Key].Where(c => c.Effect == effect).Select(c => c.Call);

    public static MeasurementEffect? EffectOf(Tracker tracker, string queue, string call)
    {
        foreach (var known in Data.Value[tracker.Key])
        {
            if (known.Queue == queue && (known.Call.EndsWith("*", StringComparison.Ordinal) ? call.StartsWith(known.Call.TrimEnd('*'), StringComparison.Ordinal) : call == known.Call)) return known.Effect;
        }
        return null;
    }
}
