namespace ConsentAnalyzers.AspNetCore;

/// <summary>Where a component's consent comes from: the request while a page is rendered on the server, the page's persisted state afterwards.</summary>
internal abstract class ComponentConsent
{
    /// <summary>The visitor's choice.</summary>
    public abstract IConsent Current { get; }

    /// <summary>While a page is rendered: writes the choice into it.</summary>
    public virtual void Persist()
    {
    }
}

/// <summary>The choice that came with the page.</summary>
internal sealed class PersistedComponentConsent(ConsentState state) : ComponentConsent
{
    public override IConsent Current => state.Taken;
}
