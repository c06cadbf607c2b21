using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Consent;

/// <summary>What kind of element loads a tracker. Of a group's parts the first kind here leads.</summary>
internal enum TagKind
{
    /// <summary>A script with an address.</summary>
    Script,

    /// <summary>An inline script.</summary>
    Snippet,

    /// <summary>A tag manager's script, snippet or frame.</summary>
    TagManager,

    /// <summary>A frame, object or style sheet.</summary>
    Embed,

    /// <summary>A script that is fetched ahead of its use: the vendor is contacted all the same.</summary>
    Preload,

    /// <summary>An image that counts: a known address, one pixel, or an address in a style.</summary>
    Pixel,

    /// <summary>Any other image of a known third party.</summary>
    Image,
}

/// <summary>Which rule speaks of a tag when nothing holds it back.</summary>
internal enum TagRule
{
    /// <summary>The inventory alone.</summary>
    None,

    /// <summary>CNS2001.</summary>
    Script,

    /// <summary>CNS2002.</summary>
    Snippet,

    /// <summary>CNS2003.</summary>
    TagManager,

    /// <summary>CNS2004.</summary>
    Embed,

    /// <summary>CNS2005.</summary>
    Pixel,

    /// <summary>CNS2006.</summary>
    HalfGate,

    /// <summary>CNS2007.</summary>
    OpenGate,

    /// <summary>CNS2009.</summary>
    AudienceMeasurement,

    /// <summary>CNS2010.</summary>
    AdvancedConsentMode,

    /// <summary>CNS2014.</summary>
    Disputed,
}

/// <summary>A tracker in a view and what is said of it; the other parts of its group are <paramref name="Others"/>.</summary>
/// <param name="Detail">What the rule's message names beside the vendor: the open gate, what Matomo's configuration lacks.</param>
internal sealed record JudgedTag(TagRule Rule, Tracker Tracker, Location Location, ImmutableArray<Location> Others, Verdict Verdict, object? Detail = null)
{
    /// <summary>The parts of the group that a fix has to hold back.</summary>
    public ImmutableArray<TagPart> Live { get; init; } = [];

    /// <summary>The vendor's parts that wait already.</summary>
    public ImmutableArray<TagPart> Held { get; init; } = [];

    /// <summary>Whether an element is one of the group.</summary>
    public bool StandsOn(MarkupElement element) => Location.SourceSpan == element.StartTag || Others.Any(o => o.SourceSpan == element.StartTag);
}
