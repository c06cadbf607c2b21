using System;

namespace ConsentAnalyzers.Knowledge;

/// <summary>Addresses that count whoever asks for their image. Facts: <c>pixels.tsv</c>.</summary>
internal static class KnownPixels
{
    private static readonly Lazy<HostIndex<Tracker>> Data = new(() => new(TsvTable.Load("pixels.tsv"), row =>
    {
        row.Required("source");
        row.Flag("verified");
        return KnownTrackers.Referenced(row);
    }));

    /// <param name="host">Without port; <c>.example.com</c> when only the end of the host is known, empty for a relative address.</param>
    /// <param name="path">With its query, if any.</param>
    public static Tracker? Find(ReadOnlySpan<char> host, ReadOnlySpan<char> path) => Data.Value.Find(host, path);
}
