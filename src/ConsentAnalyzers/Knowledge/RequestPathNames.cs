using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsentAnalyzers.Knowledge;

/// <summary>What tells work for a request from background work. Facts: <c>request-paths.tsv</c>.</summary>
internal static class RequestPathNames
{
    private static readonly Lazy<ILookup<string, string>> Data = new(() => TsvTable.Load("request-paths.tsv").Rows.ToLookup(r => r["kind"], r => r["name"], StringComparer.Ordinal));

    private static readonly Lazy<HashSet<string>> Background = new(() => new(Data.Value["background"], StringComparer.Ordinal));

    private static readonly Lazy<HashSet<string>> Handlers = new(() => new(Data.Value["handler"], StringComparer.Ordinal));

    private static readonly Lazy<HashSet<string>> Jobs = new(() => new(Data.Value["job"], StringComparer.Ordinal));

    /// <summary>Names without which a program serves no requests.</summary>
    public static IEnumerable<string> OfWeb => Data.Value["web"];

    /// <summary>Names of methods that hand a message to a mediator.</summary>
    public static IEnumerable<string> OfSends => Data.Value["send"];

    /// <summary>Whether a mediator runs the implementations of an interface, for the message that is its first type argument.</summary>
    public static bool IsHandler(string type) => Handlers.Value.Contains(type);

    /// <summary>Whether heirs and implementations of a type run beside the requests.</summary>
    public static bool IsBackground(string type) => Background.Value.Contains(type);

    /// <summary>Whether calls on a type hand a lambda to background work.</summary>
    public static bool IsJob(string type) => Jobs.Value.Contains(type);
}
