using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>
/// <c>&lt;consent purpose="Analytics"&gt;…&lt;/consent&gt;</c>: its content is rendered, and the code in it run, only for a visitor who has consented.
/// What others see instead stands beside it, in <c>&lt;consent-fallback purpose="Analytics"&gt;</c>.
/// </summary>
[HtmlTargetElement("consent")]
public sealed class ConsentTagHelper : ConsentElement
{
    /// <inheritdoc />
    protected override bool IsShown(bool allowed) => allowed;
}

/// <summary><c>&lt;consent-fallback purpose="Analytics"&gt;…&lt;/consent-fallback&gt;</c>: what is rendered for a visitor who has not consented, before a choice too.</summary>
/// <remarks>An element of its own: Razor runs a body as a whole, so that a fallback within <c>&lt;consent&gt;</c> could not run without what it stands for.</remarks>
[HtmlTargetElement("consent-fallback")]
public sealed class ConsentFallbackTagHelper : ConsentElement
{
    /// <inheritdoc />
    protected override bool IsShown(bool allowed) => !allowed;
}

/// <summary>What the two elements have in common.</summary>
public abstract class ConsentElement : TagHelper
{
    /// <summary>The purpose: <c>purpose="Analytics"</c>, several as <c>purpose="@(ConsentPurpose.Analytics | ConsentPurpose.Advertising)"</c>.</summary>
    [HtmlAttributeName("purpose")]
    public ConsentPurpose Purpose { get; set; }

    /// <summary>One of the site's own purposes, by name: <c>purpose-name="Recommendations"</c>.</summary>
    [HtmlAttributeName("purpose-name")]
    public string? PurposeName { get; set; }

    /// <summary>The view that is rendered.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Purpose == ConsentPurpose.None && PurposeName is null) throw new InvalidOperationException($"<{output.TagName}> needs a purpose or a purpose-name to ask for.");
        output.TagName = null;
        var consent = ViewContext.HttpContext.Consent();
        // The body runs only when nothing suppresses the output.
        if (!IsShown((Purpose == ConsentPurpose.None || consent.Allows(Purpose)) && (PurposeName is null || consent.Allows(PurposeName)))) output.SuppressOutput();
    }

    /// <summary>Whether the content is rendered.</summary>
    /// <param name="allowed">Whether the visitor has consented.</param>
    protected abstract bool IsShown(bool allowed);
}
