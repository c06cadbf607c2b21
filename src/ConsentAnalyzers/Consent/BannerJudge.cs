using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Consent;

/// <summary>The consent banners of the views. A text is read once for all rules.</summary>
internal sealed class BannerJudge(ConsentContext context)
{
    // A text without any of these asks for no consent to trackers.
    private static readonly string[] Candidates = ["cookie", "consent", "traceur", "tracking", "gdpr", "rgpd", "dsgvo", "rastread", "tracciat"];

    private readonly ConcurrentDictionary<AdditionalText, Lazy<BannerPage?>> _pages = new();
    private readonly BannerTexts _texts = new(context);

    /// <returns><see langword="null"/> when the file is no markup, or holds nothing that could be a banner.</returns>
    public BannerPage? Page(AdditionalText file, CancellationToken cancellationToken) => !MarkupFiles.IsMarkup(file.Path) || MarkupFiles.IsScript(file.Path) || context.Options.SkipsTests
        ? null
        : _pages.GetOrAdd(file, f => new(() => Read(f, cancellationToken), LazyThreadSafetyMode.PublicationOnly)).Value;

    private BannerPage? Read(AdditionalText file, CancellationToken cancellationToken)
    {
        if (file.GetText(cancellationToken)?.ToString() is not { } text || !Candidates.Any(c => text.IndexOf(c, StringComparison.OrdinalIgnoreCase) >= 0)) return null;
        var document = context.Tags.Document(file, cancellationToken) ?? MarkupDocument.Read(file, Candidates, context, cancellationToken);
        return document is null || document.LibraryProblem is not null ? null : new(document, _texts, context);
    }
}

/// <summary>The banners of one view, found when first asked for.</summary>
internal sealed class BannerPage(MarkupDocument document, BannerTexts texts, ConsentContext context)
{
    private readonly object _lock = new();
    private readonly BannerReader _reader = new(document, texts);
    private ImmutableArray<Banner> _banners;

    public MarkupDocument Document { get; } = document;

    /// <summary>For questions that a lock must hold together: the reader remembers what it has read.</summary>
    public TResult Ask<TResult>(Func<BannerReader, TResult> question)
    {
        lock (_lock) return question(_reader);
    }

    /// <summary>Every banner in which something accepts, and that a consent platform does not render itself.</summary>
    public ImmutableArray<Banner> Banners(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_banners.IsDefault) return _banners;
            var found = _reader.Find(cancellationToken).ToImmutableArray();
            return _banners = found.IsEmpty || context.ExternalCmp.IsPresent ? [] : found;
        }
    }

    /// <summary>Whether a comment before the element, or before the banner around it, exempts it from a rule.</summary>
    public bool IsExempt(string rule, params MarkupElement[] elements) =>
        elements.Any(e => ExemptionComment.Before(e, Document) is { IsUsable: true } comment && comment.Rules.Contains(rule));
}
