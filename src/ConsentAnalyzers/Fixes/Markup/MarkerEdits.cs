using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes;

/// <summary>Writes the markers of a consent platform into elements.</summary>
internal sealed class MarkerEdits(MarkupDocument document, string cmp)
{
    /// <summary>The platforms whose markers the view can use: those that it uses already, and those whose script it or every layout loads.</summary>
    public static IEnumerable<string> InUse(MarkupDocument document, ConsentContext context)
    {
        var elements = document.Elements.Where(e => !e.IsInert).ToList();
        var used = KnownMarkers.All.Where(m => elements.Any(e => e.Name == "script" == m.Element is not MarkedElement.Frame && m.IsIn(name => e[name])));
        var layouts = Pages(document, context);
        var loaded = KnownMarkers.All.Where(m => Loads(m, document) || (layouts.Count > 0 && layouts.TrueForAll(d => Loads(m, d))));
        return used.Concat(loaded).Select(m => m.Cmp).Distinct();
    }

    // Which layout a view gets is decided at run time.
    private static List<MarkupDocument> Pages(MarkupDocument document, ConsentContext context) => MarkupFiles.IsRazor(document.Path) && !document.IsPage
        ? [.. context.AnalyzerOptions.AdditionalFiles.Where(f => MarkupFiles.IsRazor(f.Path)).Select(f => context.Tags.Document(f, default)).OfType<MarkupDocument>().Where(d => d.IsPage)]
        : [];

    private static bool Loads(CmpMarker marker, MarkupDocument document) => document.Elements.Any(e => e is { Name: "script", IsInert: false } && e["src"] is { Length: > 0 } address && marker.IsLoadedBy(address.Trim()));

    /// <param name="category">The word of the part that waits already; <see langword="null"/> to take the platform's own for the purposes.</param>
    /// <returns><see langword="null"/> where the platform has no way to hold one of the elements.</returns>
    public List<FixEdit>? Edits(IReadOnlyCollection<MarkupElement> elements, ConsentPurposes purposes, string? category, string? service)
    {
        var edits = new List<FixEdit>();
        var gone = new HashSet<int>();
        foreach (var element in elements)
        {
            if (NoScriptAround(element) is { } noscript)
            {
                if (Removal(noscript, elements) is not { } removal) return null;
                if (gone.Add(removal.Start)) edits.Add(removal);
                continue;
            }
            var kind = element.Name == "script" ? element.Has("src") ? MarkedElement.Script : MarkedElement.Inline : MarkedElement.Frame;
            if (element.Name is not ("script" or "iframe" or "embed" or "img") || KnownMarkers.All.FirstOrDefault(m => m.Cmp == cmp && m.Element == kind) is not { } marker) return null;
            if ((marker.NamesService ? service : category ?? Category(marker, purposes)) is not { } word || Mark(element, marker, word) is not { } marks) return null;
            edits.AddRange(marks);
        }
        return edits;
    }

    /// <summary>What the platform's configuration, in the view or in a layout, calls the service of a tracker.</summary>
    public string? ServiceOf(Tracker tracker, ConsentContext context)
    {
        if (!KnownMarkers.All.Any(m => m.Cmp == cmp && m.NamesService)) return null;
        return Pages(document, context).Prepend(document)
            .SelectMany(d => d.Elements).Where(e => e is { Name: "script", IsInert: false, Text.Length: > 0 })
            .SelectMany(e => InlineScript.Parse(e.Text).Calls).Where(c => KnownPlatformSettings.Of(c.Path).Any(s => s.Cmp == cmp))
            .SelectMany(c => c.Properties).Where(p => p.Path.EndsWith(".name", StringComparison.Ordinal) && PlatformSetup.Names(p.Value, tracker)).Select(p => p.Value).FirstOrDefault();
    }

    /// <summary>The category that an element is marked with.</summary>
    public string? CategoryOf(MarkupElement element)
    {
        foreach (var marker in KnownMarkers.All.Where(m => m.Cmp == cmp && !m.NamesService && m.IsIn(name => element[name])))
        {
            var (name, value) = marker.Attributes.First(a => a.Value.EndsWith(CmpMarker.Category, StringComparison.Ordinal));
            var start = value.Substring(0, value.Length - CmpMarker.Category.Length);
            var written = name == "class" ? (element[name] ?? "").Split(' ', '\t', '\n').FirstOrDefault(c => c.StartsWith(start, StringComparison.Ordinal)) : element[name];
            if (!string.IsNullOrEmpty(written)) return written!.Substring(start.Length);
        }
        return null;
    }

    // Several purposes, all of them needed: a platform reads a list so. What it has no word for cannot be written.
    private static string? Category(CmpMarker marker, ConsentPurposes purposes)
    {
        var words = purposes.Split().Select(p => marker.Categories.FirstOrDefault(c => c.Purpose == p).Word).Distinct().ToList();
        return words.Count == 1 ? words[0] : null;
    }

    private List<FixEdit>? Mark(MarkupElement element, CmpMarker marker, string word)
    {
        var edits = new List<FixEdit>();
        // A module would come back as a classic script.
        if (element.Attributes.Any(a => a.Name is "asp-src" or "asp-src-include" or "asp-fallback-src" or "srcset" or "nomodule") || string.Equals(element["type"], "module", StringComparison.OrdinalIgnoreCase)) return null;
        var added = "";
        if (marker.Type.Length > 0)
        {
            if (element.Attributes.FirstOrDefault(a => a.Name == "type") is { Name: not null } type)
            {
                if (!TagGate.IsInertType(element))
                {
                    if (document.PlaceOf(type) is not { } place) return null;
                    edits.Add(Replace(new(place, type.Value.Length), marker.Type));
                }
            }
            else added = $" type=\"{marker.Type}\"";
        }
        foreach (var (name, value) in marker.Attributes)
        {
            var wanted = value.Replace(CmpMarker.Category, word).Replace(CmpMarker.Service, word);
            if (element.Attributes.FirstOrDefault(a => a.Name == name) is not { Name: not null } written) added += $" {name}=\"{wanted}\"";
            else if (name == "class")
            {
                if (written.Value.Split(' ', '\t', '\n').Contains(wanted)) continue;
                if (document.PlaceOf(written) is not { } place || !IsQuoted(place)) return null;
                edits.Add(Replace(new(place + written.Value.Length, 0), " " + wanted));
            }
            else if (written.Value != wanted)
            {
                // An open value becomes the category; a quoted one keeps its quotes.
                if (document.PlaceOf(written) is not { } place) return null;
                edits.Add(Replace(new(place, written.Value.Length), wanted));
            }
        }
        if (marker.SourceAttribute.Length > 0 && element.Attributes.FirstOrDefault(a => a.Name == "src") is { Name: not null } source) edits.Add(Replace(new(source.Position, source.Name.Length), marker.SourceAttribute));
        if (added.Length > 0) edits.Add(Replace(new(element.StartTag.Start + 1 + element.Name.Length, 0), added));
        // No attribute may stand where another one is looked for: what is found must be what is written.
        return edits.TrueForAll(e => e.End <= element.StartTag.End && e.Start > element.StartTag.Start) ? edits : null;
    }

    private bool IsQuoted(int place) => document.Text[place - 1] is '"' or '\'';

    /// <summary>Where no script runs no platform asks: what only those see goes away, if nothing else is in it.</summary>
    public FixEdit? Removal(MarkupElement noscript, IReadOnlyCollection<MarkupElement> elements) =>
        IsAllOf(noscript, elements) && document.WholeOf(noscript) is { } whole && !HasCode(whole) ? Replace(WithLines(whole), "") : null;

    public static MarkupElement? NoScriptAround(MarkupElement element)
    {
        for (var around = element.Parent; around is not null; around = around.Parent)
        {
            if (around.Name == "noscript") return around;
        }
        return null;
    }

    private bool IsAllOf(MarkupElement noscript, IReadOnlyCollection<MarkupElement> elements) => document.Inside(noscript).All(inner => elements.Any(e => e.StartTag == inner.StartTag)) && document.Inside(noscript).Any();

    private bool HasCode(TextSpan span) => document.View?.CSharpSpans.Any(s => span.OverlapsWith(s) && document.WrittenIn(s).IndexOfAny(['{', ';']) >= 0) == true;

    private TextSpan WithLines(TextSpan span)
    {
        var layout = new TextLayout(document.Text);
        return layout.IsFirst(span.Start) && layout.IsLast(span.End) ? TextSpan.FromBounds(layout.LineStart(span.Start), layout.NextLine(span.End)) : span;
    }

    private FixEdit Replace(TextSpan span, string text) => new(document.Path, span.Start, span.Length, text, 0, 0);
}
