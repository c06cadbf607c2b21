using System.Collections.Immutable;
using ConsentAnalyzers.Fixes.Cookies;

namespace ConsentAnalyzers.Fixes;

/// <summary>The fixers of this folder.</summary>
internal static class CookieFixers
{
    public static ImmutableArray<Fixer> All { get; } =
    [
        new CallWithoutConsentFixer(),
        new ConsentForAnotherPurposeFixer(),
        new ConsentKeptTooLongFixer(),
        new CookieLifetimeFixer(),
        new CookieWithoutConsentFixer(),
        new ExemptionContradictsFixer(),
        new ExemptionIncompleteFixer(),
        new GeneralConsentForPurposeFixer(),
        new RawSetCookieHeaderFixer(),
        new SessionHeldByPolicyFixer(),
        new TrackerMarkedEssentialFixer(),
    ];
}
