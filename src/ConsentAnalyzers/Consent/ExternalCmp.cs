using System;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Consent;

/// <summary>Whether another consent platform asks the visitors: declared by <c>external_cmp</c>, or recognised by its loader in a view.</summary>
internal sealed class ExternalCmp(ConsentContext context)
{
    private readonly Lazy<bool> _isLoaded = new(() => context.AnalyzerOptions.AdditionalFiles
        .Select(f => context.Tags.Document(f, CancellationToken.None))
        .Any(d => d is not null && d.Elements.Any(e => e.Name == "script" && e["src"] is { } address && KnownGates.FindLoader(address.AsSpan()) is not null)));

    public bool IsPresent => context.Options.Global.ExternalCmp is not null || _isLoaded.Value;
}
