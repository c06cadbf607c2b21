using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;

namespace ConsentAnalyzers.Consent;

/// <summary>One element that loads or starts a tracker.</summary>
/// <param name="Consented">What is consented to whenever the element is live, even where it does not cover the tracker's purpose.</param>
/// <param name="OpenMarker">The marker that lets everything through, as written; empty when there is none.</param>
internal sealed record TagPart(MarkupElement Element, TagKind Kind, Tracker Tracker, string Address, ConsentStatus Status, string By, ExemptionGround Ground, ConsentPurposes Consented, string OpenMarker)
{
    /// <summary>What <see cref="By"/> says of a part that a comment exempts.</summary>
    public const string Comment = "comment";

    /// <summary>Whether it is the text of an inline script.</summary>
    public bool IsInline { get; init; }

    /// <summary>Where the tag takes effect: the element, or the call in an inline script.</summary>
    public int Position { get; init; } = Element.StartTag.Start;

    public bool IsLoader => Kind == TagKind.Script && !IsInline;

    /// <summary>A snippet that waits for a loader of its own: <c>gtag('config', …)</c>.</summary>
    public bool IsSnippetAlone => Kind == TagKind.Snippet && Address.Length == 0;
}
