using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;

namespace ConsentAnalyzers.Knowledge;

/// <summary>What a name says about consent. The words are <c>guards.tsv</c>; a team adds its own by <c>consent_analyzers.guard_names</c>.</summary>
internal sealed class GuardNames
{
    private static readonly Lazy<GuardNames> LazyDefault = new(() => new GuardNames(TsvTable.Load("guards.tsv")));

    private readonly HashSet<string> _filler = [], _subjects = [], _verbs = [], _veto = [], _configTypes = [], _inType = [], _granted = [], _refused = [], _necessary = [];
    private readonly List<string[]> _needed = [], _consentTypes = [];
    private readonly Dictionary<string, ConsentPurposes> _purposes = [];

    private GuardNames(TsvTable table)
    {
        foreach (var row in table.Rows)
        {
            foreach (var word in row["kind"] is "filler" ? row["words"].Split(' ') : [row["words"]])
            {
                switch (row["kind"])
                {
                    case "filler": _filler.Add(Stem(word)); break;
                    case "subject": _subjects.Add(Stem(word)); break;
                    case "verb": _verbs.Add(Stem(word)); break;
                    case "veto": _veto.Add(Stem(word)); break;
                    case "config-type": _configTypes.Add(Stem(word)); break;
                    case "in-type": _inType.Add(Stem(word)); break;
                    case "granted": _granted.Add(Stem(word)); break;
                    case "refused": _refused.Add(Stem(word)); break;
                    case "necessary": _necessary.Add(Stem(word)); break;
                    case "needed": _needed.Add([.. word.Split(' ').Select(Stem)]); break;
                    case "consent-type": _consentTypes.Add([.. word.Split(' ').Select(Stem)]); break;
                    case "purpose": _purposes[Stem(word)] = row.Purpose("purpose"); break;
                    default: throw row.Error("kind", row["kind"], "is unknown");
                }
            }
        }
    }

    public static GuardNames Default => LazyDefault.Value;

    /// <summary>What a boolean member or variable of this name tells: a guard when true, a guard when false (<c>ConsentNeeded</c>), or nothing.</summary>
    /// <param name="typeName">The type that declares the member; <see langword="null"/> for a variable.</param>
    public ConsentValue Classify(string name, string? typeName)
    {
        var words = Words(name);
        if (_needed.Any(needed => ContainsAll(words, needed))) return ConsentValue.Guard(ConsentPurposes.General).Not();
        if (words.Any(_veto.Contains) || ContainsAll(words, OptedOut)) return ConsentValue.Unknown;
        var purposes = PurposesIn(words);
        var isGuard = SaysConsent(words) || SaysAllowed(words);
        if (typeName is not null)
        {
            var typeWords = Words(typeName);
            var isConsentType = IsConsentType(typeWords);
            if (typeWords.Any(_configTypes.Contains) && !isConsentType) return ConsentValue.Unknown;
            isGuard |= isConsentType && (words.Any(_inType.Contains) || (purposes != ConsentPurposes.None && words.All(w => _purposes.ContainsKey(w) || _filler.Contains(w) || w is "enabled")));
        }
        return isGuard ? ConsentValue.Guard(purposes == ConsentPurposes.None ? ConsentPurposes.General : purposes) : ConsentValue.Unknown;
    }

    /// <summary>The purposes that a name or an argument's text speaks of; <see langword="null"/> when it speaks of what needs no consent.</summary>
    public ConsentPurposes? PurposesOf(string text)
    {
        var words = Words(text);
        return words.Any(_necessary.Contains) ? null : PurposesIn(words);
    }

    public bool IsConsentType(string typeName) => IsConsentType(Words(typeName));

    /// <summary>Whether an enum member or a text means yes: <c>Accepted</c>, <c>"true"</c>.</summary>
    public bool IsGranted(string text) => Words(text) is { Count: > 0 } words && words.All(w => _granted.Contains(w) || _filler.Contains(w)) && words.Any(_granted.Contains);

    /// <summary>Whether a text says yes to something, whatever else it says: <c>"marketing:true"</c>. That it speaks of "all" says nothing yet.</summary>
    public bool SaysGranted(string text) => Words(text).Any(w => w is not "all" && _granted.Contains(w));

    /// <summary>Whether a text names a choice that is not yes: <c>"marketing:false"</c>.</summary>
    public bool IsRefused(string text) => Words(text).Any(_refused.Contains);

    /// <summary>Whether a name asks something else than consent: <c>exists</c>, <c>refused</c>.</summary>
    public bool AsksSomethingElse(string name) => Words(name).Any(_veto.Contains);

    /// <summary>Whether a member's name asks nothing beyond what its type is about: <c>GetValue</c>, <c>GetAnalytics</c>.</summary>
    public bool IsPlainRead(string name) => Words(name).All(w => _filler.Contains(w) || _purposes.ContainsKey(w));

    /// <summary>Whether the name holds all the words of <paramref name="wanted"/>, in any case and order.</summary>
    public static bool HasWords(string name, string wanted) => ContainsAll(Words(name), [.. Words(wanted)]);

    private static readonly string[] OptedOut = ["opt", "out"];

    private bool IsConsentType(List<string> words) => _consentTypes.Any(type => ContainsAll(words, type));

    // "HasConsent", "AnalyticsConsent", "UserGaveConsent": consent, and nothing that turns the question into another one.
    private bool SaysConsent(List<string> words) => words.Contains("consent") && words.All(w => w == "consent" || _filler.Contains(w) || _purposes.ContainsKey(w) || _verbs.Contains(w));

    private bool SaysAllowed(List<string> words) =>
        (words.Any(_verbs.Contains) || (words.Contains("opt") && words.Contains("in")) || (words.Contains("opted") && words.Contains("in")))
        && (words.Any(_subjects.Contains) || words.Any(_purposes.ContainsKey) || words.Contains("consented"));

    private ConsentPurposes PurposesIn(List<string> words)
    {
        var purposes = words.Aggregate(ConsentPurposes.None, (all, word) => _purposes.TryGetValue(word, out var purpose) ? all | purpose : all);
        return words.Contains("social") && words.Contains("media") ? purposes | ConsentPurposes.SocialMedia | ConsentPurposes.Any : purposes;
    }

    private static bool ContainsAll(List<string> words, string[] wanted) => wanted.All(words.Contains);

    private static List<string> Words(string name)
    {
        var words = new List<string>();
        foreach (var (start, length) in NameTokens.Split(name.AsSpan())) words.Add(Stem(name.Substring(start, length).ToLowerInvariant()));
        return words;
    }

    // Plurals and third persons ("cookies", "allows") are the same word; short words and "analytics" keep their s or lose it on both sides.
    private static string Stem(string word) => word.Length > 3 && word[word.Length - 1] == 's' && word[word.Length - 2] != 's' ? word.Substring(0, word.Length - 1) : word;
}
