using ConsentAnalyzers.Tool.Audit;
using ConsentAnalyzers.Tool.Fixing;

namespace ConsentAnalyzers.Tool.Reporting;

internal sealed partial class Texts
{
    private static readonly LegalBasis ContractInEnglish = new("Not required", "Performance of the contract");
    private static readonly LegalBasis ConsentInEnglish = new("Required", "Consent");

    public static Texts English { get; } = new()
    {
        Language = "en",
        Auditing = "auditing",
        Restoring = "Restoring packages",
        Compiling = "Compiling",
        Reading = "Reading the findings",
        CouldNotRun = "The audit could not run.",
        WrittenIn = "Written in {0:0.0} s:",
        Evidence = "Evidence of what the source code does, never a certificate: the report lists what static analysis cannot see.",
        Incomplete = "The build stopped at a finding that the site calls an error: what depends on that project was not looked at.",
        NotAspNetCore = "{0} is not an ASP.NET Core project: there is nothing to audit.",

        Fixing = "fixing",
        CouldNotFix = "Nothing could be fixed.",
        Fixed = "Fixed",
        WouldFix = "Would be fixed",
        LeftForYou = "Left for you",
        NothingCalledSo = "{0}: nothing that was found is called so.",
        ReadTheFixes = "Read the changes before you commit them: what is held back until there is consent no longer happens without it.",
        RulePages = "The pages of the rules:",
        FixedCount = ("finding fixed", "findings fixed"),
        WouldFixCount = ("finding would be fixed", "findings would be fixed"),
        LeftCount = ("left for you", "left for you"),
        NotAskedCount = ("of a rule that was not named", "of rules that were not named"),
        LeftReasons = new Dictionary<LeftReason, string>
        {
            [LeftReason.NoFix] = "no fix is safe here: the page of the rule says what to do",
            [LeftReason.Undecided] = "only you can say what it is for: --purpose {0}, or --exempt {0}",
            [LeftReason.Choice] = "the editor's menu has a fix that a person has to choose; the page of the rule says more",
            [LeftReason.NotPossible] = "what was said of it cannot be done here: the page of the rule says what to do",
            [LeftReason.Overlaps] = "another fix changes the same lines: run again",
            [LeftReason.Outside] = "the file lies outside of what was named",
            [LeftReason.Changed] = "the file changed in the meantime: run again",
            [LeftReason.NotAsked] = "not asked for",
        },

        Title = "Consent audit",
        Audited = "Audited",
        Projects = "Projects",
        Date = "Date",
        Tool = "Made with",
        Findings = "Findings",
        NoFinding = "No rule has anything to report on what was looked at. That is evidence about the source code, not a statement about the site.",
        NothingNew = "Nothing new: what was found is known (see below).",
        KnownTitle = "Known findings",
        KnownIntroduction = "The team knows these findings and has put them into its baseline. They are not counted above, and they are still there.",
        KnownCount = ("known finding set aside", "known findings set aside"),
        GoneCount = ("known finding is gone: write the baseline again", "known findings are gone: write the baseline again"),
        BaselineCount = ("finding is known from now on", "findings are known from now on"),
        SuppressedTitle = "Set aside in the source",
        SuppressedIntroduction = "Findings that the source code itself silences. They are not counted above.",
        NoJustification = "no reason given",
        Justification = "Reason",
        Contents = "Contents",
        Rule = "Rule",
        Finding = "Finding",
        AlsoSee = "See also",

        Inventory = "Everything found",
        InventoryIntroduction = "Each cookie, storage key and tracker found in the source code, allowed or not, with the legal basis that its purpose calls for.",
        InventoryEmpty = "No cookie and no tracker was found in the source code.",
        NeedsConsentTitle = "Needs consent",
        ExemptTitle = "Exempt from consent",
        UnknownTitle = "Purpose unknown",
        Kind = "Kind",
        Name = "Name",
        Provider = "Provider",
        Purpose = "Purpose",
        Lifetime = "Lifetime",
        LegalBasisTitle = "Legal basis",
        Consent = "Consent",
        Status = "In the code",
        Where = "Where",
        Unknown = "unknown",
        UnknownPurpose = "unknown",
        Colon = ": ",
        FirstParty = "this site",
        None = "–",

        CannotSeeTitle = "What static analysis cannot see",
        CannotSeeIntroduction = "The audit reads source code. These things happen elsewhere and need a look at the running site or at a provider's settings:",
        CannotSee =
        [
            ("What a tag container loads", "Google Tag Manager and the like fetch their tags from a console outside the source code. Their list, and the consent each one waits for, is in that console."),
            ("What a CMS or a database holds", "Texts, widgets and embedded videos that editors paste into pages are data, not code."),
            ("What a tracker does once it runs", "A script or a frame that was allowed to load can set more cookies than the one that is known for it."),
            ("How an analytics server is set up", "Masking of IP addresses, retention and cross-matching are settings of the server; an exempt audience measurement depends on them."),
            ("How a consent platform is configured", "Which purposes are ticked at first, and how plain the refusal is, may be set in the vendor's console."),
            ("Infrastructure", "Load balancers, content delivery networks and reverse proxies can add cookies to every response."),
        ],
        EvidenceTitle = "Evidence, never a certificate",
        EvidenceText = "This report shows what the source code stores on a visitor's device and what holds it back. It helps a lawyer and a developer to look at the same facts. It does not state that a site respects the law; nobody can state that from source code alone.",

        Levels = new Dictionary<Level, (string, string)>
        {
            [Level.Error] = ("error", "errors"),
            [Level.Warning] = ("warning", "warnings"),
            [Level.Note] = ("suggestion", "suggestions"),
            [Level.None] = ("information", "information"),
        },
        Kinds = new Dictionary<string, (string, string)>
        {
            ["cookie"] = ("cookie", "cookies"),
            ["tracker"] = ("tracker", "trackers"),
            ["storage"] = ("storage key", "storage keys"),
            ["transfer"] = ("transfer", "transfers"),
        },
        Purposes = new Dictionary<string, string>
        {
            ["Analytics"] = "Analytics",
            ["Advertising"] = "Advertising",
            ["SocialMedia"] = "Social media",
            ["Personalisation"] = "Personalisation",
            ["Functional"] = "Functional (chat, video)",
            ["Session"] = "Session",
            ["Authentication"] = "Authentication",
            ["Cart"] = "Cart",
            ["Security"] = "Security",
            ["Preferences"] = "Preferences",
            ["ConsentChoice"] = "Consent choice",
            ["LoadBalancing"] = "Load balancing",
            ["AudienceMeasurement"] = "Exempt audience measurement",
        },
        Statuses = new Dictionary<string, string>
        {
            ["ungated"] = "not held back",
            ["open"] = "gate always open",
            ["mismatched"] = "held for another purpose",
            ["guarded"] = "held back",
            ["exempt"] = "exempt",
            ["policy"] = "held by the cookie policy",
        },
        Phrases = new Dictionary<string, string>(),
        LifetimeWords = new Dictionary<string, string>(),
        LegalBases = new Dictionary<string, LegalBasis>
        {
            ["Session"] = ContractInEnglish,
            ["Authentication"] = ContractInEnglish,
            ["Cart"] = ContractInEnglish,
            ["Preferences"] = ContractInEnglish,
            ["Security"] = new("Not required", "Legal obligation or legitimate interest"),
            ["ConsentChoice"] = new("Not required", "Legal obligation (proof of consent)"),
            ["LoadBalancing"] = new("Not required", "Carrying out the communication"),
            ["AudienceMeasurement"] = new("Not required, on conditions", "Legitimate interest"),
            ["Analytics"] = ConsentInEnglish,
            ["Advertising"] = new("Always required", "Consent"),
            ["SocialMedia"] = ConsentInEnglish,
            ["Personalisation"] = ConsentInEnglish,
            ["Functional"] = ConsentInEnglish,
        },
        UnknownLegalBasis = new("Required, unless a ground is declared", "To be determined"),

        FindingCount = ("finding", "findings"),
        FileCount = ("file", "files"),
        In = "in",
        Found = "found",
        DateFormat = "d MMMM yyyy",
    };
}
