using System.Collections.Immutable;
using ConsentAnalyzers.Fixes.Server;

namespace ConsentAnalyzers.Fixes;

/// <summary>The fixers of this folder.</summary>
internal static class ServerFixers
{
    public static ImmutableArray<Fixer> All { get; } = [new ClientAddressLoggedFixer(), new EmittedTrackerMarkupFixer(), new InteropTrackerFixer(), new ServerTrackerWithoutConsentFixer(), new UndocumentedTransferFixer()];
}
