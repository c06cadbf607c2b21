using System.Collections.Immutable;
using ConsentAnalyzers.Rules.Cookies;
using ConsentAnalyzers.Rules.Diagnostics;
using ConsentAnalyzers.Rules.Markup;
using ConsentAnalyzers.Rules.Mechanism;
using ConsentAnalyzers.Rules.Server;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules;

/// <summary>The analyzers that report findings: neither the inventory nor the list of fixes.</summary>
internal static class AllRules
{
    public static ImmutableArray<DiagnosticAnalyzer> Create() =>
    [
        new CallWithoutConsentAnalyzer(),
        new ConsentForAnotherPurposeAnalyzer(),
        new ConsentKeptTooLongAnalyzer(),
        new CookieLifetimeAnalyzer(),
        new CookieWithoutConsentAnalyzer(),
        new ExemptionContradictsAnalyzer(),
        new ExemptionIncompleteAnalyzer(),
        new GeneralConsentForPurposeAnalyzer(),
        new RawSetCookieHeaderAnalyzer(),
        new SessionHeldByPolicyAnalyzer(),
        new TrackerMarkedEssentialAnalyzer(),
        new ConfigurationAnalyzer(),
        new ContractWordsAnalyzer(),
        new MarkupLibraryAnalyzer(),
        new AdvancedConsentModeAnalyzer(),
        new AudienceMeasurementNotExemptAnalyzer(),
        new DisputedResourceAnalyzer(),
        new EmbedWithoutConsentAnalyzer(),
        new EmittedTrackerMarkupAnalyzer(),
        new HalfGateAnalyzer(),
        new InteropTrackerAnalyzer(),
        new LateBlockerAnalyzer(),
        new OpenGateAnalyzer(),
        new ScriptStorageAnalyzer(),
        new TagManagerWithoutConsentAnalyzer(),
        new TrackerScriptWithoutConsentAnalyzer(),
        new TrackerSnippetWithoutConsentAnalyzer(),
        new TrackingPixelWithoutConsentAnalyzer(),
        new BannerWithoutRefuseAnalyzer(),
        new CheckFailsOpenAnalyzer(),
        new ConsentNeverWithdrawnAnalyzer(),
        new ConsentWithoutActAnalyzer(),
        new ConsentWithoutProofAnalyzer(),
        new CookieWallAnalyzer(),
        new GateAlwaysOpenAnalyzer(),
        new GuiltWordingAnalyzer(),
        new ImpliedConsentAnalyzer(),
        new PolicyDropsConsentCheckAnalyzer(),
        new PolicyForcesCookiesAnalyzer(),
        new PolicyTooLateAnalyzer(),
        new PreTickedConsentAnalyzer(),
        new RefusalNotRememberedAnalyzer(),
        new WeakRefuseAnalyzer(),
        new WithdrawalLeavesCookiesAnalyzer(),
        new ClientAddressLoggedAnalyzer(),
        new ServerTrackerWithoutConsentAnalyzer(),
        new UndocumentedTransferAnalyzer(),
    ];
}
