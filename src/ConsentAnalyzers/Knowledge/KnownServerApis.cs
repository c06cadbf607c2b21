using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsentAnalyzers.Knowledge;

/// <summary>An address at which a tracker takes events from a server.</summary>
/// <param name="Verb">The only HTTP method that sends; empty: any.</param>
internal sealed record ServerEndpoint(Tracker Tracker, string Verb)
{
    public bool Takes(string verb) => Verb.Length == 0 || verb.Length == 0 || verb == Verb;
}

/// <summary>A type of a package through which a server feeds a tracker.</summary>
internal sealed record ServerSdk(string Type, HashSet<string> Methods, Tracker Tracker);

/// <summary>How a server feeds a tracker. Facts: <c>server-endpoints.tsv</c>, <c>server-sdks.tsv</c>.</summary>
internal static class KnownServerApis
{
    private const string Async = "Async";

    private static readonly Lazy<TsvTable> Addresses = new(() => TsvTable.Load("server-endpoints.tsv"));

    private static readonly Lazy<HostIndex<ServerEndpoint>> Endpoints = new(() => new(Addresses.Value, row =>
    {
        row.Required("source");
        row.Flag("verified");
        return new(KnownTrackers.Referenced(row), row.OneOf("verb", ("POST", "POST"), ("", "")));
    }));

    private static readonly Lazy<IReadOnlyList<ServerSdk>> Types = new(() => [.. TsvTable.Load("server-sdks.tsv").Rows.Select(row => new ServerSdk(row.Required("type"), new(row.List("methods").SelectMany(m => new[] { m, m + Async }), StringComparer.Ordinal), KnownTrackers.Referenced(row)))]);

    private static readonly Lazy<HashSet<string>> Methods = new(() => new(Types.Value.SelectMany(t => t.Methods), StringComparer.Ordinal));

    private static readonly Lazy<IReadOnlyList<string>> MentionedBy = new(() => [.. Addresses.Value.Rows.Select(r => WordOf(r["host"], r["path"])).Distinct()]);

    public static IReadOnlyList<ServerSdk> Sdks => Types.Value;

    /// <summary>Texts of which a file that writes one of the addresses holds one.</summary>
    public static IReadOnlyList<string> Words => MentionedBy.Value;

    /// <summary>Whether a method of this name may be one of a package.</summary>
    public static bool IsSdkMethod(string name) => Methods.Value.Contains(name);

    /// <param name="host">As in <see cref="KnownTrackers.Find"/>.</param>
    /// <param name="path">With its query, if any.</param>
    public static ServerEndpoint? Find(string host, string path) => Endpoints.Value.Find(host.AsSpan(), path.AsSpan());

    // The beginning of a host is often put together: $"https://{region}.google-analytics.com".
    private static string WordOf(string host, string path)
    {
        if (host == "*") return path.Substring(path.LastIndexOf('/') + 1);
        var labels = host.Split('.');
        return string.Join(".", labels.Skip(Math.Max(0, labels.Length - 2)));
    }
}
