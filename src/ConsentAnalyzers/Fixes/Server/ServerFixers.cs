using System.Collections.Immutable;

namespace ConsentAnalyzers.Fixes;

/// <summary>The fixers of this folder.</summary>
internal static class ServerFixers
{
    public static ImmutableArray<Fixer> All { get; } = [];
}
