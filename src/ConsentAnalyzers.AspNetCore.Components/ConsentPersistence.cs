using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>
/// Writes the visitor's choice into the page, for the interactive components that are not rendered on the server first. Shows nothing.
/// Once in <c>App.razor</c>: <c>&lt;ConsentPersistence /&gt;</c>.
/// </summary>
/// <remarks>Every <see cref="ConsentGate"/> that is rendered on the server does the same; without either, nothing is allowed.</remarks>
public sealed class ConsentPersistence : IComponent
{
    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    void IComponent.Attach(RenderHandle renderHandle)
    {
    }

    Task IComponent.SetParametersAsync(ParameterView parameters)
    {
        Services.GetService<ComponentConsent>()?.Persist();
        return Task.CompletedTask;
    }
}
