using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

/// <summary>The scripts in an element's event attributes: <c>onclick="gtag('config', …)"</c>.</summary>
internal static class EventScripts
{
    private const int LongestText = 200;
    private const int MostLevels = 12;

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

    // What a control is called, what it calls, what it says; or it stands in the form that asks for consent, and does not refuse.
    private static bool Accepts(MarkupElement element, MarkupAttribute handler, MarkupDocument document)
    {
        var texts = Names(element).Append(handler.Value).Append(document.TextAfter(element)).Where(t => t.Length < LongestText).ToList();
        var meanings = texts.ConvertAll(ConsentVocabulary.Default.Read);
        return meanings.Exists(m => m.IsAcceptControl) || (!meanings.Exists(m => m.Tone == ConsentTone.Deny) && (texts.Exists(IsAboutChoice) || IsInConsentForm(element)));
    }

    // The page itself may say that a banner is open.
    private static bool IsInConsentForm(MarkupElement element) =>
        element.Ancestors().Take(MostLevels).TakeWhile(around => around.Name is not ("body" or "html")).Any(around => Names(around).Any(n => n.Length < LongestText && IsAboutChoice(n)));

    // cookie-banner, gdprSettings
    private static bool IsAboutChoice(string name) => KnownCookies.Classify(name.AsSpan()).Ground == ExemptionGround.ConsentChoice;

    private static IEnumerable<string> Names(MarkupElement element) => element.Attributes.Where(a => a.Name is "id" or "class" or "name" or "value" or "aria-label").Select(a => a.Value);
}
