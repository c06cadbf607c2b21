using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>
/// Carries the choice from the request that rendered the page to the interactive components on it: written into the page as persisted
/// component state, read back by the circuit or the browser. A circuit has no request of its own to ask.
/// </summary>
internal sealed class ConsentState(IServiceProvider services) : IDisposable
{
    // Absent where components are rendered by hand, into a letter for example: there nothing is persisted.
    private readonly PersistentComponentState? _state = services.GetService<PersistentComponentState>();

    private const string Key = "ConsentAnalyzers.Consent";

    private PersistingComponentStateSubscription? _subscription;
    private VisitorConsent? _taken;

    /// <summary>Writes the choice into the page, once however many components ask.</summary>
    public void Persist(VisitorConsent consent)
    {
        if (_subscription is not null || _state is null) return;
        // "Auto" goes to the store of the server and to that of the browser.
        _subscription = _state.RegisterOnPersisting(() => Write(_state, consent), RenderMode.InteractiveAuto);
    }

    /// <summary>The choice that came with the page; without one nothing is allowed.</summary>
    public IConsent Taken => _taken ??= Read();

    public void Dispose() => _subscription?.Dispose();

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A string is serialized, which needs nothing of its members.")]
    private static Task Write(PersistentComponentState state, VisitorConsent consent)
    {
        // The pseudonym stays on the server: no component needs it.
        var text = JsonSerializer.Serialize(new PersistedConsent(consent.Decision is { } decision ? decision with { SubjectId = null } : null, consent.RefusedBySignal, consent.IsDecided), ConsentStateJson.Default.PersistedConsent);
        state.PersistAsJson(Key, text);
        return Task.CompletedTask;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A string is deserialized, which needs nothing of its members.")]
    private VisitorConsent Read()
    {
        try
        {
            return _state is not null && _state.TryTakeFromJson<string>(Key, out var text) && text is not null && JsonSerializer.Deserialize(text, ConsentStateJson.Default.PersistedConsent) is { } persisted
                ? new VisitorConsent(persisted.Decision, persisted.RefusedBySignal, persisted.IsDecided)
                : VisitorConsent.Unknown;
        }
        catch (JsonException)
        {
            // The page is the visitor's: what cannot be read is no consent.
            return VisitorConsent.Unknown;
        }
    }
}

internal sealed record PersistedConsent(ConsentDecision? Decision, ConsentPurpose RefusedBySignal, bool IsDecided);

[JsonSerializable(typeof(PersistedConsent))]
internal sealed partial class ConsentStateJson : JsonSerializerContext;
