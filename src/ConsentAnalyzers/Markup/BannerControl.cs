using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Markup;

/// <summary>A button, link, submit or component of a view, and what it does.</summary>
/// <param name="Label">What the visitor reads on it.</param>
/// <param name="IsPlain">The label itself says what it does, not just a name.</param>
/// <param name="IsUnknown">What it says is only known at run time.</param>
internal sealed record BannerControl(MarkupElement Element, BannerAct Act, string Label, FoldedText Folded, bool IsPlain, bool IsUnknown)
{
    /// <summary>Whether the control shows or hides something, and chooses nothing.</summary>
    public bool IsToggle => Element.Has("aria-expanded") || (Element["data-toggle"] ?? Element["data-bs-toggle"]) is "collapse" or "tab" or "pill";
}
