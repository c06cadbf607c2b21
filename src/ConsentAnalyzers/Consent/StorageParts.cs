using System;
using System.Collections.Generic;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using ConsentAnalyzers.Storage;

namespace ConsentAnalyzers.Consent;

/// <summary>What the scripts of a view store on the visitor's device: cookies, local and session storage.</summary>
internal sealed class StorageParts(PageScripts scripts, ConsentContext context)
{
    private readonly StorageExemptions _exemptions = new(scripts, context);

    public IEnumerable<JudgedStorage> Find(CancellationToken cancellationToken)
    {
        for (var i = 0; i < scripts.All.Length; i++)
        {
            var script = scripts.All[i].Script;
            var snippets = new Lazy<StartedTrackers>(() => new(script));
            foreach (var write in script.Facts)
            {
                if (write.Kind != ScriptFactKind.StorageWrite || write.IsDeletion || write.IsNamedByCaller) continue;
                cancellationToken.ThrowIfCancellationRequested();
                var known = KnownCookies.Classify(write.Name);
                if (snippets.Value.Own(write, known)) continue;
                var place = scripts.ContextOf(i, write, cancellationToken);
                if (place.Kind != ScriptContextKind.Uncalled) yield return Judge(i, write, known, place, cancellationToken);
            }
        }
    }

    /// <summary>How long what is written stays, as far as the script says it.</summary>
    public static CookieLifetime LifetimeOf(ScriptFact write) => write switch
    {
        { Storage: ScriptStorage.Local } => new(LifetimeKind.Forever),
        { Storage: ScriptStorage.Session } => CookieLifetime.Session,
        { LifetimeDays: { } days } => ScriptLifetimes.OfDays(days),
        { HasLifetime: true } => CookieLifetime.Unknown,
        _ => CookieLifetime.Session,
    };

    private JudgedStorage Judge(int script, ScriptFact write, CookieKnowledge known, ScriptContext place, CancellationToken cancellationToken)
    {
        // What a tracker's name is for is known; of any other the register may tell.
        var row = known.Purpose == ConsentPurposes.None ? _exemptions.RowOf(write) : null;
        var purpose = row?.Purposes ?? known.Purpose;
        var provider = row is { Provider.Length: > 0 } ? row.Provider : known.Vendor;
        var consented = place.Consent;
        var (status, by, ground) = _exemptions.Find(script, write, known) is { } exemption
            ? (ConsentStatus.Exempt, exemption.By, exemption.Ground)
            : (Status(script, place, purpose, out var gate, out consented, cancellationToken), gate, ExemptionGround.None);
        var page = scripts.All[script];
        var verdict = new Verdict(status, write.Storage == ScriptStorage.Cookie ? "cookie" : "storage", write.Name ?? "", provider, purpose, ground, LifetimeOf(write).ToString(), by, write.StorageTarget, "", consented);
        return new(write.Storage, scripts.Document.LocationOf(page.SpanOf(write.Offset, write.Length)), verdict, _exemptions.CommentOn(script, write.Offset));
    }

    private ConsentStatus Status(int script, ScriptContext place, ConsentPurposes purpose, out string by, out ConsentPurposes consented, CancellationToken cancellationToken)
    {
        var gate = scripts.GateOf(script, cancellationToken);
        consented = place.Consent;
        if (!CookieJudge.Covers(consented, purpose) && IsAskedFor(place, purpose))
        {
            by = $"the visitor's act ({place.Handler})";
            return ConsentStatus.Guarded;
        }
        var check = CookieJudge.Covers(gate.Consented, purpose) && gate.By.Length > 0 ? gate.By : "consent check in the script";
        (var status, by, consented) = TagJudge.Around(scripts.All[script].Element, purpose, gate with { Consented = place.Consent, By = check }, scripts.Document, context, cancellationToken);
        return status;
    }

    // What is stored because the visitor did something is likely what he asked for; a tracker's identifier is not.
    private static bool IsAskedFor(ScriptContext place, ConsentPurposes purpose) =>
        place.Kind == ScriptContextKind.Handler && (purpose & (ConsentPurposes.Analytics | ConsentPurposes.Advertising | ConsentPurposes.Personalisation)) == ConsentPurposes.None;

    /// <summary>The trackers that a script starts. What a vendor's own bootstrap stores belongs to it: one finding.</summary>
    private sealed class StartedTrackers
    {
        private readonly HashSet<string> _families = [];
        private readonly HashSet<int> _loaders = [];

        public StartedTrackers(InlineScript script)
        {
            foreach (var fact in script.Facts)
            {
                if (fact is not { Tracks: true, Tracker: { } tracker }) continue;
                _families.Add(KnownFamilies.Of(tracker));
                // What the whole page shares is nobody's bootstrap.
                if (fact.Kind != ScriptFactKind.Start && fact.Function != 0) _loaders.Add(fact.Function);
            }
        }

        public bool Own(ScriptFact write, CookieKnowledge known) => known.Tracker is { } owner ? _families.Contains(KnownFamilies.Of(owner)) : write.Name is null && _loaders.Contains(write.Function);
    }
}
