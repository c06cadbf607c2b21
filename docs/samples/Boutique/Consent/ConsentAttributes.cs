namespace Boutique.Consent;

// The analyzers know these three by their names, in any namespace: a project that does not use the
// ConsentAnalyzers.AspNetCore package declares its own, as here.

/// <summary>Why a cookie needs no consent.</summary>
public enum ExemptionGround
{
    Session,
    Authentication,
    Cart,
    Security,
    Preferences,
    ConsentChoice,
    LoadBalancing,
    AudienceMeasurement,
}

/// <summary>These cookies need no consent, on this ground and for this reason.</summary>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = true)]
public sealed class ConsentExemptAttribute(ExemptionGround ground, params string[] names) : Attribute
{
    public ExemptionGround Ground => ground;

    public IReadOnlyList<string> Names => names;

    public string? Justification { get; init; }
}

/// <summary>When this is true, the visitor has consented to the purposes.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class ConsentGuardAttribute(params ConsentPurpose[] purposes) : Attribute
{
    public IReadOnlyList<ConsentPurpose> Purposes => purposes;
}

/// <summary>Whoever calls or shows this has checked the consent for the purposes.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Property)]
public sealed class RequiresConsentAttribute(params ConsentPurpose[] purposes) : Attribute
{
    public IReadOnlyList<ConsentPurpose> Purposes => purposes;
}

/// <summary>What is handed to this is kept as the proof of a consent.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ConsentProofAttribute : Attribute;
