using System;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

/// <summary>What holds a tag back.</summary>
/// <param name="Consented">The purposes that are consented to whenever the tag is live; <see cref="ConsentValue.Vacuous"/> where that cannot be told.</param>
/// <param name="By">Shown in the inventory: <c>&lt;consent&gt;</c>, <c>Cookiebot</c>, <c>type="text/plain"</c>, <c>consent check</c>.</param>
/// <param name="OpenMarker">A platform's marker that lets the tag run whatever the visitor chose, as written.</param>
/// <param name="IsReleased">Whether a marker tells the platform to run the tag: an open one, or a necessary category.</param>
internal readonly record struct TagGate(ConsentPurposes Consented, string By, string OpenMarker = "", bool IsReleased = false)
{
    private static readonly TagGate Open = new(ConsentPurposes.None, "");

    /// <summary>A platform's marker, the gates around the element, and the C# that emits it hold together.</summary>
    public static TagGate Of(MarkupElement element, MarkupDocument document, ConsentContext context, CancellationToken cancellationToken) =>
        OfMarker(element, document).And(OfAncestors(element, document)).And(OfServer(element, document, context, cancellationToken));

    private TagGate And(TagGate other) => new(Consented | other.Consented, By.Length > 0 ? By : other.By, OpenMarker.Length > 0 ? OpenMarker : other.OpenMarker, IsReleased || other.IsReleased);

    /// <summary>HTML Living Standard, "prepare the script element": any other type is a data block.</summary>
    public static bool IsInertType(MarkupElement script)
    {
        var type = script["type"]?.Trim();
        if (string.IsNullOrEmpty(type) || type!.IndexOf(MarkupDocument.CSharp) >= 0) return false;
        var essence = type.Split(';')[0].Trim().ToLowerInvariant();
        return essence is not ("module" or "text/javascript" or "application/javascript" or "text/ecmascript" or "application/ecmascript" or "application/x-javascript" or "application/x-ecmascript"
            or "text/x-javascript" or "text/x-ecmascript" or "text/jscript" or "text/livescript" or "text/javascript1.0" or "text/javascript1.1" or "text/javascript1.2" or "text/javascript1.3" or "text/javascript1.4" or "text/javascript1.5");
    }

    private static TagGate OfMarker(MarkupElement element, MarkupDocument document)
    {
        var isScript = element.Name == "script";
        var isInert = isScript && IsInertType(element);
        foreach (var gate in KnownGates.All)
        {
            if (gate.Element == (isScript ? GateElement.Frame : GateElement.Script) || element[gate.Attribute] is not { } value || gate.Read(value) is not { } reading) continue;
            // The platform runs what is marked necessary or left open, whatever its type.
            if (reading.State == GateState.Open) return Open with { IsReleased = true, OpenMarker = value.Length == 0 ? gate.Attribute : $"{gate.Attribute}=\"{value}\"" };
            if (reading.State == GateState.Necessary) return Open with { IsReleased = true };
            var isLive = isScript ? !isInert && (element.Has("src") || element.Has("asp-src") || element.Text.Length > 0) : element.Attributes.Any(a => a.Name is "src" or "srcset" or "poster" or "href" or "asp-href" or "data");
            if (!isLive || gate.LiveSourceIsGate) return new(ConsentPurposes.General, gate.Cmp);
        }
        foreach (var marker in document.Settings.CmpMarkers)
        {
            if (element[marker.Attribute.ToLowerInvariant()] is { } value && (marker.Value is null || string.Equals(marker.Value, value, StringComparison.OrdinalIgnoreCase))) return new(marker.Purposes, marker.Attribute);
        }
        if (isInert) return new(ConsentPurposes.General, $"type=\"{element["type"]}\"");
        return AutoBlocker.Before(element, document) is { } blocker ? new(ConsentPurposes.General, blocker) : Open;
    }

    /// <summary>What consent elements around C# of a view guarantee.</summary>
    /// <remarks>The innermost element may be the gate itself.</remarks>
    public static ConsentPurposes Around(int position, MarkupDocument document) =>
        document.Elements.LastOrDefault(e => e.StartTag.End <= position && position < e.ContentEnd) is { } innermost ? OfAncestors(innermost with { Parent = innermost }, document).Consented : ConsentPurposes.None;

    private static TagGate OfAncestors(MarkupElement element, MarkupDocument document)
    {
        var gate = Open;
        foreach (var around in element.Ancestors())
        {
            if (around.Name is not ("consent" or "consentgate" or "consent-gate") || !document.IsHelper(around) || IsShownInstead(element, around)) continue;
            var words = around.Attributes.Where(a => a.Name is "purpose" or "purposes" or "for").Select(document.Written).ToList();
            gate = gate.And(new(words.Count == 0 ? ConsentPurposes.General : words.Aggregate(ConsentPurposes.None, (all, word) => all | ConsentWords.ParsePurposes(word.Replace("@", "").Replace("(", "").Replace(")", ""), out _)), "<consent>"));
        }
        return gate;
    }

    // <ConsentGate><Refused>…</Refused></ConsentGate>: a fragment of the component that those see who have not agreed.
    private static bool IsShownInstead(MarkupElement element, MarkupElement gate) => element.UpTo(gate).Last().Name is "refused" or "fallback" or "notconsented" or "otherwise" or "placeholder" or "denied";

    private static TagGate OfServer(MarkupElement element, MarkupDocument document, ConsentContext context, CancellationToken cancellationToken)
    {
        if (document.View is { } view && document.StatementOf(element) is { } statement)
        {
            var consented = context.Flow.At(statement, context.ModelOf(view.Tree), cancellationToken) ?? ConsentValue.Vacuous;
            return consented == ConsentPurposes.None ? Open : new(consented, "consent check");
        }
        // Without generated C# a condition that names consent gets the benefit of the doubt.
        return document.BranchesAround(element).Any(SpeaksOfConsent) ? new(ConsentPurposes.General, "consent check (told from the text)") : Open;
    }

    private static bool SpeaksOfConsent(RazorBranch branch)
    {
        var condition = branch.Condition;
        for (var start = 0; start < condition.Length; start++)
        {
            if (!char.IsLetter(condition[start])) continue;
            var end = start;
            while (end < condition.Length && (char.IsLetterOrDigit(condition[end]) || condition[end] == '_')) end++;
            var value = GuardNames.Default.Classify(condition.Substring(start, end - start), null);
            var isNegated = condition.LastIndexOf('!', start) is >= 0 and var not && condition.IndexOfAny([' ', '(', '&', '|'], not, start - not) < 0;
            if (branch.IsElse != isNegated) value = value.Not();
            if (value.WhenTrue != ConsentPurposes.None) return true;
            start = end;
        }
        return false;
    }
}
