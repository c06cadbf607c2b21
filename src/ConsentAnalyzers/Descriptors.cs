using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers;

/// <summary>The rules' descriptors, by id and meaning. The texts stand in <c>Messages.resx</c> and <c>Messages.fr.resx</c>.</summary>
internal static class Descriptors
{
    public const string Category = "Consent";
    public const string PageAddress = "https://github.com/consent-analyzers/consent-analyzers/blob/main/docs/rules/";

    public static readonly DiagnosticDescriptor CNS1001_UnknownCookieWithoutConsent = Rule("CNS1001", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS1002_KnownCookieWithoutConsent = Rule("CNS1002", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS1003_RawSetCookieHeader = Rule("CNS1003", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS1004_CookieLivesTooLong = Rule("CNS1004", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS1005_ConsentKeptTooLong = Rule("CNS1005", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS1006_TrackerMarkedEssential = Rule("CNS1006", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS1007_ExemptionContradicts = Rule("CNS1007", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS1008_ExemptionIncomplete = Rule("CNS1008", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS1009_ConsentForAnotherPurpose = Rule("CNS1009", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS1010_GeneralConsentForPurpose = Rule("CNS1010", DiagnosticSeverity.Info);
    public static readonly DiagnosticDescriptor CNS1011_SessionHeldByPolicy = Rule("CNS1011", DiagnosticSeverity.Info);
    public static readonly DiagnosticDescriptor CNS1012_CallWithoutConsent = Rule("CNS1012", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS2001_TrackerScriptWithoutConsent = Rule("CNS2001", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS2002_TrackerSnippetWithoutConsent = Rule("CNS2002", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS2003_TagManagerWithoutConsent = Rule("CNS2003", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS2004_EmbedWithoutConsent = Rule("CNS2004", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS2005_TrackingPixelWithoutConsent = Rule("CNS2005", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS2006_HalfGate = Rule("CNS2006", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS2007_OpenGate = Rule("CNS2007", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS2008_LateBlocker = Rule("CNS2008", DiagnosticSeverity.Info);
    public static readonly DiagnosticDescriptor CNS2009_AudienceMeasurementNotExempt = Rule("CNS2009", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS2010_AdvancedConsentMode = Rule("CNS2010", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS2011_ScriptStoresWithoutConsent = Rule("CNS2011", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS2012_EmittedTrackerMarkup = Rule("CNS2012", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS2013_InteropTracker = Rule("CNS2013", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS2014_DisputedResource = Rule("CNS2014", DiagnosticSeverity.Info);
    public static readonly DiagnosticDescriptor CNS3001_GateAlwaysOpen = Rule("CNS3001", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS3002_PolicyDropsConsentCheck = Rule("CNS3002", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS3003_PolicyTooLate = Rule("CNS3003", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS3004_PolicyForcesCookies = Rule("CNS3004", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS3005_CheckFailsOpen = Rule("CNS3005", DiagnosticSeverity.Info);
    public static readonly DiagnosticDescriptor CNS3006_ConsentWithoutAct = Rule("CNS3006", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS3007_ConsentNeverWithdrawn = OfWhole("CNS3007", DiagnosticSeverity.Info);
    public static readonly DiagnosticDescriptor CNS3008_WithdrawalLeavesCookies = OfWhole("CNS3008", DiagnosticSeverity.Info);
    public static readonly DiagnosticDescriptor CNS3009_ConsentWithoutProof = OfWhole("CNS3009", DiagnosticSeverity.Info);
    public static readonly DiagnosticDescriptor CNS3010_BannerWithoutRefuse = Rule("CNS3010", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS3011_WeakRefuse = Rule("CNS3011", DiagnosticSeverity.Info);
    public static readonly DiagnosticDescriptor CNS3012_PreTickedConsent = Rule("CNS3012", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS3013_ImpliedConsent = Rule("CNS3013", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS3014_GuiltWording = Rule("CNS3014", DiagnosticSeverity.Warning, isEnabledByDefault: false);
    public static readonly DiagnosticDescriptor CNS3015_CookieWall = Rule("CNS3015", DiagnosticSeverity.Info);
    public static readonly DiagnosticDescriptor CNS3016_RefusalNotRemembered = OfWhole("CNS3016", DiagnosticSeverity.Info);
    public static readonly DiagnosticDescriptor CNS4001_ServerTrackerWithoutConsent = Rule("CNS4001", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS4002_ClientAddressLogged = Rule("CNS4002", DiagnosticSeverity.Info);
    public static readonly DiagnosticDescriptor CNS4003_UndocumentedTransfer = Rule("CNS4003", DiagnosticSeverity.Info);
    public static readonly DiagnosticDescriptor CNS9000_Inventory = Rule("CNS9000", DiagnosticSeverity.Info, isEnabledByDefault: false);
    public static readonly DiagnosticDescriptor CNS9001_WrongConfiguration = Rule("CNS9001", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS9002_MarkupNotAnalyzed = Rule("CNS9002", DiagnosticSeverity.Warning);
    public static readonly DiagnosticDescriptor CNS9003_FixList = Rule("CNS9003", DiagnosticSeverity.Info, isEnabledByDefault: false, WellKnownDiagnosticTags.CompilationEnd);

    // Reported once the whole compilation is known.
    private static DiagnosticDescriptor OfWhole(string id, DiagnosticSeverity severity) => Rule(id, severity, isEnabledByDefault: true, WellKnownDiagnosticTags.CompilationEnd);

    private static DiagnosticDescriptor Rule(string id, DiagnosticSeverity severity, bool isEnabledByDefault = true, params string[] tags) => new(
        id,
        Text(id + "_Title"),
        Text(id + "_Message"),
        Category,
        severity,
        isEnabledByDefault,
        Text(id + "_Description"),
        PageAddress + id + ".md",
        tags);

    private static LocalizableString Text(string name) => Messages.Localizable(name);
}
