using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Consent;

/// <summary>Whether something stored may be stored before the visitor consents.</summary>
internal enum ConsentStatus
{
    /// <summary>Nothing holds it back.</summary>
    Ungated,

    /// <summary>A consent check, a gate or a CMP holds it back.</summary>
    Guarded,

    /// <summary>It needs no consent.</summary>
    Exempt,

    /// <summary>The framework's cookie policy holds it back.</summary>
    Policy,

    /// <summary>A consent check holds it back, but for other purposes than its own.</summary>
    Mismatched,
}

/// <summary>What is said of one cookie or tracker: the same facts for the squiggle, the inventory and the report.</summary>
/// <param name="Consented">The purposes known to be consented to where it is stored.</param>
internal sealed record Verdict(ConsentStatus Status, string Kind, string Name, string Provider, ConsentPurposes Purpose, ExemptionGround Ground, string Lifetime, string By, string Element, string Address, ConsentPurposes Consented = ConsentPurposes.None)
{
    /// <summary>Version of <see cref="ToProperties"/>; it rises when a key changes its meaning or goes away.</summary>
    public const string Schema = "1";

    /// <summary>The documented properties of a diagnostic (docs/guides/inventory.md).</summary>
    public ImmutableDictionary<string, string?> ToProperties() => ImmutableDictionary<string, string?>.Empty
        .Add("schema", Schema)
        .Add("kind", Kind)
        .Add("name", Name)
        .Add("provider", Provider)
        .Add("purpose", string.Join(",", Purpose.Split()))
        .Add("ground", Ground == ExemptionGround.None ? "" : Ground.ToString())
        .Add("lifetime", Lifetime)
        .Add("status", Status.ToString().ToLowerInvariant())
        .Add("by", By)
        .Add("element", Element)
        .Add("address", Address);
}
