using System;
using System.Collections.Generic;
using ConsentAnalyzers.Consent;

namespace ConsentAnalyzers.Knowledge;

internal enum TrackerClass
{
    /// <summary>Needs consent.</summary>
    Tracker,

    /// <summary>A container: what it loads cannot be seen.</summary>
    TagManager,

    /// <summary>Maps, captchas, error monitoring, cookieless analytics …: the register decides.</summary>
    Disputed,

    /// <summary>Hosted fonts: reported only on request.</summary>
    Fonts,

    /// <summary>Payment: known, never reported.</summary>
    Payment,
}

/// <summary>A third party that a page can load.</summary>
internal sealed class Tracker(string key, string vendor, ConsentPurposes purpose, TrackerClass @class, string exemptable, string notes, string source)
{
    public string Key { get; } = key;

    /// <summary>The name that messages use.</summary>
    public string Vendor { get; } = vendor;

    /// <summary>One purpose with <see cref="ConsentPurposes.Any"/>; <see cref="ConsentPurposes.None"/> for a tag manager, which may load anything.</summary>
    public ConsentPurposes Purpose { get; } = purpose;

    public TrackerClass Class { get; } = @class;

    /// <summary><c>no</c>, <c>configurable</c>, <c>disputed</c>, <c>arguable</c>, <c>depends</c> or <c>n/a</c>.</summary>
    public string Exemptable { get; } = exemptable;

    public string Notes { get; } = notes;

    public string Source { get; } = source;

    public override string ToString() => Key;
}

/// <summary>Who stands behind an address. Facts: <c>trackers.tsv</c>, <c>tracker-hosts.tsv</c>.</summary>
internal static class KnownTrackers
{
    /// <summary>The source of a tracker that the configuration names.</summary>
    public const string Configured = "configuration";

    private static readonly Lazy<Tables> Data = new(() => new Tables(TsvTable.Load("trackers.tsv"), TsvTable.Load("tracker-hosts.tsv")));

    public static IReadOnlyCollection<Tracker> All => Data.Value.All;

    /// <param name="host">Without port; <c>.example.com</c> when only the end of the host is known, empty for a relative address.</param>
    /// <param name="path">With its query, if any.</param>
    public static Tracker? Find(ReadOnlySpan<char> host, ReadOnlySpan<char> path) => Data.Value.Hosts.Find(host, path);

    /// <summary>An absolute or protocol-relative address, or a path that names a self-hosted tracker's file.</summary>
    public static Tracker? FindUrl(ReadOnlySpan<char> url) => Data.Value.Hosts.FindUrl(url);

    public static Tracker? ByKey(string key) => Data.Value.ByKey.TryGetValue(key, out var tracker) ? tracker : null;

    /// <summary>The tracker that another table refers to in its column <c>tracker</c>.</summary>
    public static Tracker Referenced(TsvRow row) => ByKey(row["tracker"]) ?? throw row.Error("tracker", row["tracker"], "is not in trackers.tsv");

    internal static Dictionary<string, Tracker> ReadTrackers(TsvTable table)
    {
        var trackers = new Dictionary<string, Tracker>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var tracker = new Tracker(
                row.Required("key"),
                row.Required("vendor"),
                row.Purpose("purpose"),
                row.OneOf("class", ("tracker", TrackerClass.Tracker), ("tag-manager", TrackerClass.TagManager), ("disputed", TrackerClass.Disputed), ("fonts", TrackerClass.Fonts), ("payment", TrackerClass.Payment)),
                row.OneOf("exemptable", ("no", "no"), ("configurable", "configurable"), ("disputed", "disputed"), ("arguable", "arguable"), ("depends", "depends"), ("n/a", "n/a")),
                row["notes"],
                row.Required("source"));
            if (trackers.ContainsKey(tracker.Key)) throw row.Error("key", tracker.Key, "stands twice");
            if ((tracker.Purpose == ConsentPurposes.None) != (tracker.Class == TrackerClass.TagManager)) throw row.Error("purpose", row["purpose"], "does not fit the class");
            trackers.Add(tracker.Key, tracker);
        }
        return trackers;
    }

    internal static HostIndex<Tracker> ReadHosts(TsvTable table, Dictionary<string, Tracker> trackers) => new(table, row =>
    {
        row.Required("source");
        row.Flag("verified");
        return trackers.TryGetValue(row["tracker"], out var tracker) ? tracker : throw row.Error("tracker", row["tracker"], "is not in trackers.tsv");
    });

    private sealed class Tables
    {
        public Tables(TsvTable trackers, TsvTable hosts)
        {
            ByKey = ReadTrackers(trackers);
            Hosts = ReadHosts(hosts, ByKey);
        }

        public Dictionary<string, Tracker> ByKey { get; }

        public IReadOnlyCollection<Tracker> All => ByKey.Values;

        public HostIndex<Tracker> Hosts { get; }
    }
}
