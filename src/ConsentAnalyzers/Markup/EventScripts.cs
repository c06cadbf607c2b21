using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

/// <summary>The scripts in an element's event attributes: <c>onclick="gtag('config', …)"</c>.</summary>
internal static class EventScripts
{
    public static IEnumerable<PageScript> Of(MarkupElement element, MarkupDocument document)
    {
        foreach (var attribute in element.Attributes)
        {
            if (!IsEvent(attribute)) continue;
            var occasion = attribute.Name.Substring(2);
            var isAct = ConsentVocabulary.Default.IsClickEvent(occasion);
            var accepts = isAct && Accepts(element, attribute, document);
            yield return new(element, InlineScript.Parse(attribute.Value), attribute.Value, document.PlaceOf(attribute), Handler: isAct && !accepts ? occasion : null, Guard: accepts ? ConsentPurposes.General : ConsentPurposes.None);
        }
    }

    // A script calls or assigns; a component's parameter names a method.
    private static bool IsEvent(MarkupAttribute attribute) =>
        attribute.Name.Length > 4 && attribute.Name.StartsWith("on", StringComparison.Ordinal) && attribute.Name.All(char.IsLetter) && attribute.Value.IndexOfAny(['(', '=']) >= 0;

    // What a control is called, what it calls, what it says.
    private static bool Accepts(MarkupElement element, MarkupAttribute handler, MarkupDocument document) => element.Attributes
        .Where(a => a.Name is "id" or "class" or "name" or "value" or "aria-label")
        .Select(a => a.Value)
        .Append(handler.Value)
        .Append(document.TextAfter(element))
        .Any(text => text.Length < 200 && ConsentVocabulary.Default.Read(text).IsAcceptControl);
}
