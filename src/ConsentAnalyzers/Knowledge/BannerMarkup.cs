using System;
using System.Collections.Generic;
using System.Linq;

namespace ConsentAnalyzers.Knowledge;

/// <summary>The names by which consent banners and their boxes are read (<c>banner-markup.tsv</c>).</summary>
internal sealed class BannerMarkup
{
    private static readonly Lazy<BannerMarkup> Embedded = new(() => new(TsvTable.Load("banner-markup.tsv")));

    private readonly Dictionary<string, HashSet<string>> _names;

    private BannerMarkup(TsvTable table) => _names = table.Rows.GroupBy(r => r.Required("kind")).ToDictionary(g => g.Key, g => new HashSet<string>(g.Select(r => r.Required("name")), StringComparer.Ordinal), StringComparer.Ordinal);

    public static BannerMarkup Default => Embedded.Value;

    /// <summary>Whether an element is a page, or as much as one.</summary>
    public bool IsPage(string element) => _names["page"].Contains(element);

    /// <summary>Whether an attribute's value says that an element is a banner.</summary>
    public bool NamesBanner(string attribute) => _names["banner"].Contains(attribute);

    /// <summary>Whether an attribute's value says what a control does.</summary>
    public bool NamesControl(string attribute) => _names["control"].Contains(attribute) || IsData(attribute);

    /// <summary>Whether the attribute's own name may say it, too: <c>data-consent-accept</c>.</summary>
    public static bool IsData(string attribute) => attribute.StartsWith("data-", StringComparison.Ordinal) || attribute.StartsWith("asp-route-", StringComparison.Ordinal);

    /// <summary>Whether the visitor reads an attribute where the element has no text.</summary>
    public bool IsLabel(string attribute) => _names["label"].Contains(attribute);

    /// <summary>Whether an attribute's value says what a box is for.</summary>
    public bool NamesBox(string attribute) => _names["box"].Contains(attribute);

    /// <summary>Whether a component's parameter ticks its box.</summary>
    public bool IsState(string attribute) => _names["state"].Contains(attribute);

    /// <summary>Whether a component of this name shows something and offers nothing.</summary>
    public bool IsDecoration(string element) => _names["decoration"].Any(element.Contains);

    /// <summary>Whether a text brings in markup from elsewhere.</summary>
    public bool Includes(string written) => _names["include"].Any(written.Contains);

    /// <summary>Whether a component reads the visitor's earlier choice in a method of this name.</summary>
    public bool IsLifeCycle(string method) => _names["lifecycle"].Contains(method);
}
