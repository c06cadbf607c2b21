using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Consent;

/// <summary>What is said of one view: computed once, when first asked for.</summary>
internal sealed class JudgedPage(MarkupDocument document, ConsentContext context)
{
    private readonly object _lock = new();
    private PageScripts? _scripts;
    private ImmutableArray<JudgedTag> _tags;
    private ImmutableArray<PlatformFinding> _platforms;
    private ImmutableArray<JudgedStorage> _storage;
    private ImmutableArray<LongLifetime> _lifetimes;
    private ImmutableArray<(Location Place, string Name)> _grants;

    public MarkupDocument Document { get; } = document;

    public ImmutableArray<JudgedTag> Tags(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_tags.IsDefault) return _tags;
            var scripts = Scripts(cancellationToken);
            var parts = new TagParts(Document, context).Find(cancellationToken).Concat(new SnippetParts(scripts, context).Find(cancellationToken)).OrderBy(p => p.Element.StartTag.Start).ToList();
            return _tags = [.. new TagGroups(Document, scripts).Judge(parts, cancellationToken)];
        }
    }

    public ImmutableArray<PlatformFinding> Platforms(CancellationToken cancellationToken)
    {
        lock (_lock) return _platforms.IsDefault ? _platforms = [.. new PlatformSetup(Document, Scripts(cancellationToken)).Find(cancellationToken)] : _platforms;
    }

    /// <summary>What the scripts store, exempt and held things too.</summary>
    public ImmutableArray<JudgedStorage> Storage(CancellationToken cancellationToken)
    {
        lock (_lock) return _storage.IsDefault ? _storage = [.. new StorageParts(Scripts(cancellationToken), context).Find(cancellationToken)] : _storage;
    }

    public ImmutableArray<LongLifetime> Lifetimes(CancellationToken cancellationToken)
    {
        lock (_lock) return _lifetimes.IsDefault ? _lifetimes = [.. new ScriptLifetimes(Scripts(cancellationToken), context).Find(cancellationToken)] : _lifetimes;
    }

    /// <summary>The consents that scripts give without an act of the visitor.</summary>
    public ImmutableArray<(Location Place, string Name)> Grants(CancellationToken cancellationToken)
    {
        lock (_lock) return _grants.IsDefault ? _grants = [.. new ScriptGrants(Scripts(cancellationToken)).Find(cancellationToken)] : _grants;
    }

    private PageScripts Scripts(CancellationToken cancellationToken) => _scripts ??= PageScripts.Read(Document, context, cancellationToken);
}
