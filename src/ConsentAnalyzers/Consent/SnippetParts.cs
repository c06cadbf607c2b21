using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;

namespace ConsentAnalyzers.Consent;

/// <summary>The trackers that the inline scripts of a view start or load.</summary>
internal sealed class SnippetParts(PageScripts scripts, ConsentContext context)
{
    public IEnumerable<TagPart> Find(CancellationToken cancellationToken)
    {
        for (var i = 0; i < scripts.All.Length; i++)
        {
            foreach (var facts in scripts.All[i].Script.Facts.Where(f => f.Tracks).GroupBy(f => f.Tracker!.Key))
            {
                if (Part(i, [.. facts], cancellationToken) is { } part) yield return part;
            }
        }
    }

    private TagPart? Part(int script, List<ScriptFact> facts, CancellationToken cancellationToken)
    {
        // The part that runs earliest decides: one live fact makes the script live.
        var contexts = facts.ConvertAll(f => scripts.ContextOf(script, f, cancellationToken));
        contexts.RemoveAll(c => c.Kind == ScriptContextKind.Uncalled);
        if (contexts.Count == 0) return null;
        var (element, tracker) = (scripts.All[script].ElementOf(facts[0].Offset, facts[0].Length), facts[0].Tracker!);
        var address = facts.Where(f => f.Kind == ScriptFactKind.Address).Select(f => f.Text).FirstOrDefault() ?? "";
        var isSnippet = facts.Any(f => f.Kind != ScriptFactKind.Address) || MentionsGlobal(scripts.All[script].Text, tracker);
        var gate = Gate(scripts.GateOf(script, cancellationToken), contexts, tracker);
        var part = TagJudge.Decide(element, isSnippet ? TagKind.Snippet : TagKind.Script, tracker, address, gate, scripts.Document, context, cancellationToken);
        return part is null ? null : part with { IsInline = true, Position = scripts.All[script].PlaceOf(facts[0]) };
    }

    private static TagGate Gate(TagGate around, List<ScriptContext> contexts, Tracker tracker)
    {
        var open = contexts.FindIndex(c => !Holds(c, tracker));
        return open >= 0 ? around with { Consented = contexts[open].Consent, By = "" }
            : around.By.Length > 0 ? around with { Consented = ConsentValue.Vacuous }
            : new TagGate(ConsentValue.Vacuous, contexts[0].Kind == ScriptContextKind.Handler ? $"the visitor's act ({contexts[0].Handler})" : "consent check in the script");
    }

    // A player, a chat or a post that loads on a click was asked for; measuring or advertising on any click was not.
    private static bool Holds(ScriptContext place, Tracker tracker) => CookieJudge.Covers(place.Consent, tracker.Purpose)
        || (place.Kind == ScriptContextKind.Handler && (tracker.Purpose & (ConsentPurposes.Functional | ConsentPurposes.SocialMedia)) != ConsentPurposes.None);

    // A vendor's bootstrap often hands its global over as an argument: (window, document, 'clarity', 'script', id).
    private static bool MentionsGlobal(string script, Tracker tracker) => KnownSnippets.All.Where(s => s.Tracker == tracker).Select(s => s.Name.Split('.')[0]).Distinct().Any(name =>
    {
        for (var at = script.IndexOf(name, StringComparison.Ordinal); at >= 0; at = script.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var (before, after) = (at > 0 ? script[at - 1] : ' ', at + name.Length < script.Length ? script[at + name.Length] : ' ');
            if (!char.IsLetterOrDigit(before) && !char.IsLetterOrDigit(after) && before is not ('.' or '/' or '-' or '_') && after is not ('.' or '-' or '_' or '/')) return true;
        }
        return false;
    });
}
