using System.Collections.Immutable;
using ConsentAnalyzers.Fixes.Mechanism;

namespace ConsentAnalyzers.Fixes;

/// <summary>The fixers of this folder.</summary>
internal static class MechanismFixers
{
    public static ImmutableArray<Fixer> All { get; } =
    [
        new GateAlwaysOpenFixer(),
        new PolicyDropsConsentCheckFixer(),
        new PolicyTooLateFixer(),
        new PolicyForcesCookiesFixer(),
        new CheckFailsOpenFixer(),
        new ConsentWithoutActFixer(),
        new ConsentNeverWithdrawnFixer(),
        new WithdrawalLeavesCookiesFixer(),
        new RefusalNotRememberedFixer(),
        new BannerWithoutRefuseFixer(),
        new WeakRefuseFixer(),
        new PreTickedConsentFixer(),
    ];
}
