using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;

namespace ConsentAnalyzers.Knowledge;

/// <summary>What an element is to a consent platform.</summary>
internal enum MarkedElement { Script, Inline, Frame }

/// <summary>How an element is written so that a consent platform holds it back.</summary>
/// <param name="Type">The inert type; empty where the platform intercepts live elements.</param>
/// <param name="SourceAttribute">The attribute that keeps the address meanwhile; empty where it stays as it is.</param>
internal sealed record CmpMarker(string Cmp, string[] Loaders, string[] Addresses, MarkedElement Element, string Type, (string Name, string Value)[] Attributes, string SourceAttribute, IReadOnlyList<(ConsentPurposes Purpose, string Word)> Categories)
{
    /// <summary>Stands for the category in an attribute's value.</summary>
    public const string Category = "{}";

    /// <summary>Stands for the name that the site's configuration gives to the service.</summary>
    public const string Service = "{service}";

    public bool NamesService => Attributes.Any(a => a.Value == Service);

    /// <summary>Whether an attribute of an element is what tells this platform's elements.</summary>
    public bool IsIn(Func<string, string?> attribute)
    {
        var (name, value) = Attributes[Attributes.Length - 1];
        if (Attributes[0].Name == "class") (name, value) = Attributes[0];
        return attribute(name) is { } written && (name != "class" || written.Split(' ', '\t', '\n').Any(c => c.StartsWith(value.Replace(Category, ""), StringComparison.Ordinal)));
    }

    /// <summary>Whether the script at an address is this platform's.</summary>
    public bool IsLoadedBy(string address) =>
        KnownGates.FindLoader(address.AsSpan()) is { } loader && Loaders.Contains(loader.Cmp) && (Addresses.Length == 0 || Addresses.Any(a => address.IndexOf(a, StringComparison.OrdinalIgnoreCase) >= 0));
}

/// <summary>The markers that fixes write. Facts: <c>cmp-markers.tsv</c>.</summary>
internal static class KnownMarkers
{
    private static readonly Lazy<IReadOnlyList<CmpMarker>> Data = new(() => [.. TsvTable.Load("cmp-markers.tsv").Rows.Select(row =>
    {
        row.Required("source");
        return new CmpMarker(
            row.Required("cmp"),
            row.List("loader"),
            row.List("address"),
            row.OneOf("element", ("script", MarkedElement.Script), ("inline", MarkedElement.Inline), ("frame", MarkedElement.Frame)),
            row["type"],
            [.. row.List("attributes").Select(a => (a.Split('=')[0], a.Substring(a.IndexOf('=') + 1)))],
            row["source_attribute"],
            [.. row.List("categories").Select(c => (ConsentWords.PurposeNamed(c.Split('=')[0]), c.Substring(c.IndexOf('=') + 1)))]);
    })]);

    public static IReadOnlyList<CmpMarker> All => Data.Value;
}
