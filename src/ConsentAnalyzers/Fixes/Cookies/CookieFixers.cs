using System.Collections.Immutable;
using ConsentAnalyzers.Fixes.Cookies;

namespace ConsentAnalyzers.Fixes;

/// <summary>The fixers of this folder.</summary>
internal static class CookieFixers
{
    public static ImmutableArray<Fixer> All { get; } =
    [
        new CallWithoutConsentFixer(),
        new ConsentKeptTooLongFixer(),
        new CookieLifetimeFixer(),
        new CookieWithoutConsentFixer(),
        new TrackerMarkedEssentialFixer(),
    ];
}
