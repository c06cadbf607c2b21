using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;

namespace ConsentAnalyzers.Consent;

/// <summary>What a view tells a vendor's consent mode when it loads: <c>gtag('consent', 'default' | 'update', { … })</c>.</summary>
internal sealed class ConsentModes
{
    /// <param name="Place">Where the call stands in the view.</param>
    internal sealed record Call(MarkupElement Element, Tracker Tracker, string Mode, int Place, bool Grants, ConsentPurposes Denied, string Text);

    private readonly List<Call> _calls = [];

    private ConsentModes()
    {
    }

    /// <summary>The calls that grant before anybody was asked, in the order of the view.</summary>
    public IEnumerable<Call> Grants => _calls.Where(c => c.Grants);

    public static ConsentModes Read(PageScripts scripts, CancellationToken cancellationToken)
    {
        var modes = new ConsentModes();
        for (var i = 0; i < scripts.All.Length; i++)
        {
            foreach (var fact in scripts.All[i].Script.Facts)
            {
                if (fact is not { Tracker: { } tracker, ConsentMode: { } said } || KnownFamilies.ConsentModeOf(tracker) is not { Length: > 0 } mode) continue;
                // Held scripts, branches on consent and what an act of the visitor leads to are no defaults.
                if (scripts.ContextOf(i, fact, cancellationToken).Kind == ScriptContextKind.Runs && Of(scripts.All[i], fact, tracker, said, mode) is { } call) modes._calls.Add(call);
            }
        }
        return modes;
    }

    /// <summary>A granted call that speaks for the tracker.</summary>
    public Call? GrantFor(Tracker tracker) => KnownFamilies.ConsentModeOf(tracker) is { Length: > 0 } mode ? Grants.FirstOrDefault(c => c.Mode == mode) : null;

    /// <summary>Whether all that the tracker's purpose needs is denied before <paramref name="place"/>.</summary>
    public bool DeniesBefore(Tracker tracker, int place) => KnownFamilies.ConsentModeOf(tracker) is { Length: > 0 } mode
        && _calls.Exists(c => c.Mode == mode && c.Place < place && c.Denied != ConsentPurposes.None && (c.Denied & tracker.Purpose & ConsentPurposes.Each) == (tracker.Purpose & ConsentPurposes.Each));

    private static Call? Of(PageScript script, ScriptFact fact, Tracker tracker, ScriptConsentMode said, string mode)
    {
        var granted = said.Granted.Where(key => KnownFamilies.PurposeOf(mode, key) != ConsentPurposes.None).ToList();
        // What is granted to some regions only, or not known before run time, is neither.
        if (said.IsRegional ? granted.Count > 0 : !said.Unknown.IsEmpty && granted.Count == 0) return null;
        var denied = said.Command == "default" && granted.Count == 0 ? said.Denied.Aggregate(ConsentPurposes.None, (all, key) => all | KnownFamilies.PurposeOf(mode, key)) : ConsentPurposes.None;
        if (granted.Count == 0 && denied == ConsentPurposes.None) return null;
        return new(script.ElementOf(fact.Offset, fact.Length), tracker, mode, script.PlaceOf(fact), granted.Count > 0, denied, $"{fact.Text}('consent', '{said.Command}', {{ {string.Join(", ", granted.Select(key => $"{key}: 'granted'"))} }})");
    }
}
