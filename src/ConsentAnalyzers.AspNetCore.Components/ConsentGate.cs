using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>
/// Shows its content only to a visitor who has consented to the purpose: in static rendering, in interactive server components and in WebAssembly.
/// <code>
/// &lt;ConsentGate Purpose="ConsentPurpose.Functional"&gt;
///     &lt;ChildContent&gt;&lt;iframe src="https://www.youtube.com/embed/…"&gt;&lt;/iframe&gt;&lt;/ChildContent&gt;
///     &lt;Refused&gt;&lt;a href="https://youtu.be/…"&gt;Watch on YouTube&lt;/a&gt;&lt;/Refused&gt;
/// &lt;/ConsentGate&gt;
/// </code>
/// </summary>
/// <remarks>An interactive component has no request: it sees the choice that the page was rendered with. After a new choice, load the page again.</remarks>
public sealed class ConsentGate : ComponentBase
{
    private IConsent _consent = VisitorConsent.Unknown;

    /// <summary>The purpose to ask for; several joined with <c>|</c> are all needed.</summary>
    [Parameter]
    public ConsentPurpose Purpose { get; set; }

    /// <summary>One of the site's own purposes, by name; asked for as well as <see cref="Purpose"/> when both are given.</summary>
    [Parameter]
    public string? PurposeName { get; set; }

    /// <summary>What is shown when there is consent.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>What is shown in its place, before a choice too.</summary>
    [Parameter]
    public RenderFragment? Refused { get; set; }

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        var source = Services.GetService<ComponentConsent>();
        // Without AddConsent() or AddConsentFromServer(), a consent that the application registers itself.
        _consent = source?.Current ?? Services.GetService<IConsent>() ?? VisitorConsent.Unknown;
        source?.Persist();
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (Purpose == ConsentPurpose.None && PurposeName is null) throw new InvalidOperationException($"{nameof(ConsentGate)} needs a {nameof(Purpose)} or a {nameof(PurposeName)} to ask for.");
    }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, IsAllowed ? ChildContent : Refused);

    private bool IsAllowed => (Purpose == ConsentPurpose.None || _consent.Allows(Purpose)) && (PurposeName is null || _consent.Allows(PurposeName));
}
