using System;
using System.Collections.Generic;
using ConsentAnalyzers.Consent;

namespace ConsentAnalyzers.Knowledge;

/// <summary>Which trackers are one vendor in a view, and which consent mode speaks for them. Facts: <c>tracker-families.tsv</c>, <c>consent-modes.tsv</c>.</summary>
internal static class KnownFamilies
{
    private static readonly Lazy<Dictionary<string, (string Family, string Mode)>> Families = new(() =>
    {
        var families = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var row in TsvTable.Load("tracker-families.tsv").Rows)
        {
            row.Required("source");
            families.Add(KnownTrackers.Referenced(row).Key, (row["family"], row["consent_mode"]));
        }
        return families;
    });

    private static readonly Lazy<Dictionary<(string Mode, string Key), ConsentPurposes>> Keys = new(() =>
    {
        var keys = new Dictionary<(string, string), ConsentPurposes>();
        foreach (var row in TsvTable.Load("consent-modes.tsv").Rows)
        {
            row.Required("source");
            keys.Add((row.Required("mode"), row.Required("key")), row.Purpose("purpose"));
        }
        return keys;
    });

    /// <summary>The word that trackers with the same loader share.</summary>
    public static string Of(Tracker tracker) => Families.Value.TryGetValue(tracker.Key, out var known) && known.Family.Length > 0 ? known.Family : tracker.Key;

    /// <summary>The consent mode that speaks for a tracker; empty when it has none.</summary>
    public static string ConsentModeOf(Tracker tracker) => Families.Value.TryGetValue(tracker.Key, out var known) ? known.Mode : "";

    /// <summary>What a key of a consent mode stands for; <see cref="ConsentPurposes.None"/> when it needs no consent, or is not known.</summary>
    public static ConsentPurposes PurposeOf(string mode, string key) => Keys.Value.TryGetValue((mode, key), out var purpose) ? purpose : ConsentPurposes.None;
}
