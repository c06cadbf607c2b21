using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsentAnalyzers.Knowledge;

/// <summary>A setting of a consent platform that leaves every gate open.</summary>
/// <param name="Path">The function that takes the configuration, or the variable that holds it.</param>
/// <param name="Setting">The property; empty when the path itself is assigned.</param>
/// <param name="ShutValue">What makes it wait.</param>
/// <param name="OfService">Whether it stands in an entry of the list <c>services</c>.</param>
internal sealed record PlatformSetting(string Cmp, string Path, string Setting, string OpenValue, string ShutValue, bool OfService)
{
    /// <summary>What the setting is called.</summary>
    public string Name => Setting.Length > 0 ? Setting : Path.Split('.').Last();
}

/// <summary>How a consent platform's own configuration opens its gates. Facts: <c>cmp-settings.tsv</c>.</summary>
internal static class KnownPlatformSettings
{
    private static readonly Lazy<ILookup<string, PlatformSetting>> Data = new(() => TsvTable.Load("cmp-settings.tsv").Rows.Select(row =>
    {
        row.Required("source");
        return new PlatformSetting(row.Required("cmp"), row.Required("path"), row["setting"], row.Required("value"), row.Required("shut"), row.OneOf("scope", ("all", false), ("service", true)));
    }).ToLookup(s => s.Path, StringComparer.Ordinal));

    /// <param name="path">The callee or the assigned variable, without <c>window.</c>.</param>
    public static IEnumerable<PlatformSetting> Of(string path) => Data.Value[path];
}
