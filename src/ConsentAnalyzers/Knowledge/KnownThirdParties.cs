using System;
using System.Collections.Generic;
using ConsentAnalyzers.Consent;

namespace ConsentAnalyzers.Knowledge;

/// <summary>
/// Who stands behind an address that <see cref="KnownTrackers"/> does not know: the categories of third-party-web that report.
/// Facts: <c>third-parties.tsv</c>, not looked at before a view holds such an address.
/// </summary>
internal static class KnownThirdParties
{
    /// <summary>The source of a tracker that this table alone knows.</summary>
    public const string Source = "third-party-web";

    /// <summary>What a category means: monitoring and measurement without cookies are disputed, and so is what advertises or serves customers among other things.</summary>
    private static readonly Dictionary<string, (ConsentPurposes Purpose, TrackerClass Class)> Categories = new(StringComparer.Ordinal)
    {
        ["ad"] = (ConsentPurposes.Advertising, TrackerClass.Tracker),
        ["analytics"] = (ConsentPurposes.Analytics, TrackerClass.Tracker),
        // What a container loads is not known; nearly every one measures.
        ["tag-manager"] = (ConsentPurposes.Analytics, TrackerClass.Tracker),
        ["marketing"] = (ConsentPurposes.Advertising, TrackerClass.Disputed),
        ["social"] = (ConsentPurposes.SocialMedia, TrackerClass.Disputed),
        ["customer-success"] = (ConsentPurposes.Functional, TrackerClass.Disputed),
        ["disputed"] = (ConsentPurposes.Analytics, TrackerClass.Disputed),
    };

    private static readonly Lazy<Index> Data = new(() => new Index(TsvTable.Load("third-parties.tsv")));

    /// <param name="host">Without port; <c>.example.com</c> when only the end of the host is known, empty for a relative address.</param>
    public static Tracker? Find(ReadOnlySpan<char> host) => host.IsEmpty ? null : Data.Value.Find(host, default);

    /// <summary>An absolute or protocol-relative address.</summary>
    public static Tracker? FindUrl(ReadOnlySpan<char> url) => url.IndexOf("//".AsSpan()) < 0 && url.IndexOf('\\') < 0 ? null : Data.Value.FindUrl(url);

    internal static AddressIndex<Tracker> Read(TsvTable table) => new Index(table);

    private sealed class Index : AddressIndex<Tracker>
    {
        private readonly SpanMap<Tracker> _hosts;

        public Index(TsvTable table)
        {
            var hosts = new Dictionary<string, Tracker>(StringComparer.Ordinal);
            var trackers = new Dictionary<(string, string), Tracker>();
            foreach (var row in table.Rows)
            {
                var (entity, category) = (row.Required("entity"), row.Required("category"));
                if (!trackers.TryGetValue((entity, category), out var tracker)) trackers.Add((entity, category), tracker = Tracker(row, entity, category));
                var host = row.Required("host");
                if (hosts.ContainsKey(host)) throw row.Error("host", host, "stands twice");
                hosts.Add(host, tracker);
            }
            _hosts = new SpanMap<Tracker>(hosts, ignoreCase: true);
        }

        /// <summary>The row of the host, or of the nearest domain above it.</summary>
        public override Tracker? Find(ReadOnlySpan<char> host, ReadOnlySpan<char> path)
        {
            for (var rest = host.Trim('.'); rest.Length > 0; rest = rest.Slice(rest.IndexOf('.') + 1))
            {
                if (_hosts.TryGet(rest, out var tracker)) return tracker;
                if (rest.IndexOf('.') < 0) return null;
            }
            return null;
        }

        // One source that nobody checked: whoever declares an exemption is not contradicted.
        private static Tracker Tracker(TsvRow row, string entity, string category) => Categories.TryGetValue(category, out var meaning)
            ? new(Source + ":" + entity + "/" + category, entity, meaning.Purpose | ConsentPurposes.Any, meaning.Class, "disputed", "", Source)
            : throw row.Error("category", category, "never reports");
    }
}
