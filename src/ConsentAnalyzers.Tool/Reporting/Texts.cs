using System.Globalization;
using ConsentAnalyzers.Tool.Audit;
using ConsentAnalyzers.Tool.Fixing;

namespace ConsentAnalyzers.Tool.Reporting;

/// <summary>Every word of the console and of the report, in one language. A language that lacks one does not compile.</summary>
internal sealed partial class Texts
{
    public required string Language { get; init; }
    public required string Auditing { get; init; }
    public required string Restoring { get; init; }
    public required string Compiling { get; init; }
    public required string Reading { get; init; }
    public required string CouldNotRun { get; init; }
    public required string WrittenIn { get; init; }
    public required string Evidence { get; init; }
    public required string NotAspNetCore { get; init; }
    public required string Incomplete { get; init; }

    public required string Fixing { get; init; }
    public required string CouldNotFix { get; init; }
    public required string Fixed { get; init; }
    public required string WouldFix { get; init; }
    public required string LeftForYou { get; init; }
    public required string NothingCalledSo { get; init; }
    public required string ReadTheFixes { get; init; }
    public required string RulePages { get; init; }
    public required (string One, string Many) FixedCount { get; init; }
    public required (string One, string Many) WouldFixCount { get; init; }
    public required (string One, string Many) LeftCount { get; init; }
    public required (string One, string Many) NotAskedCount { get; init; }
    public required IReadOnlyDictionary<LeftReason, string> LeftReasons { get; init; }

    public required string Title { get; init; }
    public required string Audited { get; init; }
    public required string Projects { get; init; }
    public required string Date { get; init; }
    public required string Tool { get; init; }
    public required string Findings { get; init; }
    public required string NoFinding { get; init; }
    public required string NothingNew { get; init; }
    public required string KnownTitle { get; init; }
    public required string KnownIntroduction { get; init; }
    public required (string One, string Many) KnownCount { get; init; }
    public required (string One, string Many) GoneCount { get; init; }
    public required (string One, string Many) BaselineCount { get; init; }
    public required string SuppressedTitle { get; init; }
    public required string SuppressedIntroduction { get; init; }
    public required string NoJustification { get; init; }
    public required string Justification { get; init; }
    public required string Contents { get; init; }
    public required string Rule { get; init; }
    public required string Finding { get; init; }
    public required string AlsoSee { get; init; }

    public required string Inventory { get; init; }
    public required string InventoryIntroduction { get; init; }
    public required string InventoryEmpty { get; init; }
    public required string NeedsConsentTitle { get; init; }
    public required string ExemptTitle { get; init; }
    public required string UnknownTitle { get; init; }
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public required string Provider { get; init; }
    public required string Purpose { get; init; }
    public required string Lifetime { get; init; }
    public required string LegalBasisTitle { get; init; }
    public required string Consent { get; init; }
    public required string Status { get; init; }
    public required string Where { get; init; }
    public required string Unknown { get; init; }
    public required string UnknownPurpose { get; init; }
    public required string Colon { get; init; }
    public required string FirstParty { get; init; }
    public required string None { get; init; }

    public required string CannotSeeTitle { get; init; }
    public required string CannotSeeIntroduction { get; init; }
    public required IReadOnlyList<(string Title, string Text)> CannotSee { get; init; }
    public required string EvidenceTitle { get; init; }
    public required string EvidenceText { get; init; }

    public required IReadOnlyDictionary<Level, (string One, string Many)> Levels { get; init; }
    public required IReadOnlyDictionary<string, (string One, string Many)> Kinds { get; init; }
    public required IReadOnlyDictionary<string, string> Purposes { get; init; }
    public required IReadOnlyDictionary<string, string> Statuses { get; init; }
    public required IReadOnlyDictionary<string, string> Phrases { get; init; }
    public required IReadOnlyDictionary<string, string> LifetimeWords { get; init; }
    public required IReadOnlyDictionary<string, LegalBasis> LegalBases { get; init; }
    public required LegalBasis UnknownLegalBasis { get; init; }

    public required (string One, string Many) FindingCount { get; init; }
    public required (string One, string Many) FileCount { get; init; }
    public required string In { get; init; }
    public required string Found { get; init; }
    public required string DateFormat { get; init; }

    public static Texts For(string language) => language == "fr" ? French : English;

    public string LevelName(Level level) => Levels[level].One;

    public string KindName(string kind) => Kinds.TryGetValue(kind, out var name) ? name.One : kind;

    public string OrUnknown(string text) => text.Length > 0 ? text : Unknown;

    public string ProviderName(string provider) => provider == "first party" ? FirstParty : OrUnknown(provider);

    public string PurposeOrGround(StoredThing thing) =>
        Keys(thing) is [_, ..] keys ? string.Join(", ", keys.Select(key => Purposes.GetValueOrDefault(key, key))) : UnknownPurpose;

    /// <summary>"13 months" in the reader's words; anything else as it is.</summary>
    public string LifetimeName(string lifetime) =>
        lifetime.Length == 0 ? None : string.Join(' ', lifetime.Split(' ').Select(word => LifetimeWords.GetValueOrDefault(word, word)));

    public string StatusName(StoredThing thing) => OrUnknown(Statuses.GetValueOrDefault(thing.Status, thing.Status));

    /// <summary>What guards or exempts it, <c>consent check (Analytics)</c>: code as it is, the analyzers' own words in the reader's language. Empty if the status says it already.</summary>
    public string ByText(StoredThing thing)
    {
        if (thing.Status == "policy")
            return "";

        var detail = thing.By.EndsWith(')') ? thing.By.IndexOf(" (", StringComparison.Ordinal) : -1;
        return detail < 0 ? Phrase(thing.By) : $"{Phrase(thing.By[..detail])} ({Detail(thing.By[(detail + 2)..^1])})";
    }

    public string StatusText(StoredThing thing) => ByText(thing) is { Length: > 0 } by ? $"{StatusName(thing)}{Colon}{by}" : StatusName(thing);

    /// <summary>Several purposes all ask for consent: the first speaks for them.</summary>
    public LegalBasis LegalBasisOf(StoredThing thing) =>
        Keys(thing) is [var key, ..] ? LegalBases.GetValueOrDefault(key, UnknownLegalBasis) : UnknownLegalBasis;

    public string DateText(DateOnly date) => date.ToString(DateFormat, CultureInfo.GetCultureInfo(Language));

    public string Written(TimeSpan elapsed) => string.Format(CultureInfo.GetCultureInfo(Language), WrittenIn, elapsed.TotalSeconds);

    /// <summary>7 findings (6 warnings, 1 suggestion) in 5 files · 12 cookies, 4 trackers found</summary>
    public string Summary(AuditResult audit)
    {
        if (!audit.IsAspNetCore)
            return string.Format(CultureInfo.InvariantCulture, NotAspNetCore, audit.Name);

        var findings = audit.Findings.Count == 0
            ? Text(0, FindingCount)
            : $"{Text(audit.Findings.Count, FindingCount)} ({Join(CountLevels(audit))}) {In} {Text(audit.FileCount, FileCount)}";
        return $"{findings} · {Join(CountThings(audit))} {Found}";
    }

    /// <summary>12 known findings set aside (consent-baseline.json) · 3 of them are gone</summary>
    public string BaselineSummary(AuditResult audit) =>
        $"{Text(audit.Known.Count, KnownCount)} ({Baseline.FileName}){(audit.GoneFromBaseline > 0 ? " · " + Text(audit.GoneFromBaseline, GoneCount) : "")}";

    public string BaselineWritten(int count) => Text(count, BaselineCount);

    /// <summary>12 findings fixed in 7 files · 3 left for you</summary>
    public string FixSummary(int done, int left, int notAsked, int files, bool isDryRun) => string.Join(
        " · ",
        new[]
        {
            $"{Text(done, isDryRun ? WouldFixCount : FixedCount)}{(files > 0 ? $" {In} {Text(files, FileCount)}" : "")}",
            Text(left, LeftCount),
            notAsked > 0 ? Text(notAsked, NotAskedCount) : "",
        }.Where(part => part.Length > 0));

    /// <summary>The severities that occur, the worst first.</summary>
    public IEnumerable<(int Count, string Noun)> CountLevels(AuditResult audit) =>
        from level in (Level[])[Level.Error, Level.Warning, Level.Note]
        let count = audit.Count(level)
        where count > 0
        select (count, Noun(count, Levels[level]));

    /// <summary>Cookies and trackers always; what else there is.</summary>
    public IEnumerable<(int Count, string Noun)> CountThings(AuditResult audit) =>
        from kind in (string[])["cookie", "tracker", "storage", "transfer"]
        let count = CountDistinct(audit.Inventory.Where(thing => thing.Kind == kind))
        where count > 0 || kind is "cookie" or "tracker"
        select (count, Noun(count, Kinds[kind]));

    public string Noun(int count, (string One, string Many) noun) => count == 1 || (count == 0 && Language == "fr") ? noun.One : noun.Many;

    // Things without a known name are told apart by their place only.
    private static int CountDistinct(IEnumerable<StoredThing> things) =>
        things.GroupBy(thing => (thing.Name, thing.Provider)).Sum(group => group.Key.Name.Length > 0 ? 1 : group.Sum(thing => thing.Places.Count));

    // What exempts a thing says more than what it could also be used for.
    private static string[] Keys(StoredThing thing) => (thing.Ground.Length > 0 ? thing.Ground : thing.Purpose).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private string Phrase(string text) => Phrases.GetValueOrDefault(text, text);

    // Purposes without their examples, or a phrase of its own.
    private string Detail(string text) => string.Join(", ", text.Split(", ").Select(word => Purposes.TryGetValue(word, out var purpose) ? purpose.Split(" (")[0] : Phrase(word)));

    private string Text(int count, (string One, string Many) noun) => $"{count} {Noun(count, noun)}";

    private static string Join(IEnumerable<(int Count, string Noun)> counted) => string.Join(", ", counted.Select(one => $"{one.Count} {one.Noun}"));
}

/// <summary>What the law asks of one purpose or ground, as the guide's summary table says it.</summary>
internal sealed record LegalBasis(string Consent, string Basis);
