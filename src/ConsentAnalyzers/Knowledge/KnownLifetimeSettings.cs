using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ConsentAnalyzers.Knowledge;

/// <summary>Where a script tells a tracker or a consent platform how long its cookie lives.</summary>
/// <param name="IsChoice">Whether the cookie keeps the visitor's choice.</param>
/// <param name="Argument">The first constant argument; empty for any.</param>
/// <param name="Property">The property that holds the number; empty for an argument or the assigned value.</param>
/// <param name="Position">The position of the argument that is the number; of an assigned value 0.</param>
/// <param name="Unless">An assigned variable and its value, after which the number means something else; or empty.</param>
internal sealed record LifetimeSetting(bool IsChoice, string Owner, SnippetShape Shape, string Path, string Argument, string Property, int Position, LifetimeUnit Unit, string Unless);

/// <summary>Settings of trackers and consent platforms that set a cookie's lifetime. Facts: <c>lifetime-settings.tsv</c>.</summary>
internal static class KnownLifetimeSettings
{
    private static readonly Lazy<ILookup<string, LifetimeSetting>> Data = new(() => TsvTable.Load("lifetime-settings.tsv").Rows.Select(Read).ToLookup(s => s.Path, StringComparer.Ordinal));

    /// <param name="path">The callee, the queue or the assigned variable, without <c>window.</c>.</param>
    public static IEnumerable<LifetimeSetting> Of(string path) => Data.Value[path];

    /// <summary>Whether an assignment to the path can change what another setting's number means.</summary>
    public static bool ChangesMeaning(string path) => Data.Value.SelectMany(s => s).Any(s => s.Unless.Length > path.Length && s.Unless[path.Length] == '=' && s.Unless.StartsWith(path, StringComparison.Ordinal));

    private static LifetimeSetting Read(TsvRow row)
    {
        row.Required("source");
        var setting = row["setting"];
        var isPosition = setting.StartsWith("#", StringComparison.Ordinal);
        return new LifetimeSetting(
            row.OneOf("what", ("cookie", false), ("choice", true)),
            row.Required("owner"),
            row.OneOf("shape", ("call", SnippetShape.Call), ("push", SnippetShape.Push), ("assign", SnippetShape.Assign)),
            row.Required("path"),
            row["argument"],
            isPosition ? "" : setting,
            isPosition ? int.Parse(setting.Substring(1), CultureInfo.InvariantCulture) : 0,
            row.OneOf("unit", ("days", LifetimeUnit.Days), ("seconds", LifetimeUnit.Seconds), ("milliseconds", LifetimeUnit.Milliseconds)),
            row["unless"]);
    }
}
