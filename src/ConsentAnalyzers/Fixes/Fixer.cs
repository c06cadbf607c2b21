using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Fixes;

/// <summary>Mends the findings of one rule, or of a small family, by edits of texts.</summary>
/// <remarks>A fixer sees everything that the analyzers see. It offers what it has checked: the result compiles, no rule flags it again, and to mend it again changes nothing.</remarks>
internal abstract class Fixer(params DiagnosticDescriptor[] rules)
{
    /// <summary>The rules whose findings it may mend.</summary>
    public ImmutableArray<DiagnosticDescriptor> Rules { get; } = [.. rules];

    /// <summary>The ways to mend a finding, the best one first; nothing where none is safe.</summary>
    public abstract IEnumerable<Fix> Fixes(FixRequest request);
}
