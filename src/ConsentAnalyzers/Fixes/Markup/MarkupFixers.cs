using System.Collections.Immutable;
using ConsentAnalyzers.Fixes.Markup;

namespace ConsentAnalyzers.Fixes;

/// <summary>The fixers of this folder.</summary>
internal static class MarkupFixers
{
    public static ImmutableArray<Fixer> All { get; } =
    [
        new TagFixer(), new HalfGateFixer(), new OpenGateFixer(), new LateBlockerFixer(), new AudienceMeasurementNotExemptFixer(), new ScriptStorageFixer(), new ScriptLifetimeFixer(), new RazorExpressionFixer(),
    ];
}
