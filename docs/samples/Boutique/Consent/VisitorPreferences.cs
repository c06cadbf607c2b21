using ConsentAnalyzers.AspNetCore;

namespace Boutique.Consent;

/// <summary>What the visitor wants of the shop, under names the shop itself uses.</summary>
public sealed class VisitorPreferences(IConsent consent)
{
    /// <summary>The name says nothing of consent; the attribute does.</summary>
    [ConsentGuard(ConsentPurpose.Personalisation)]
    public bool WantsSuggestions => consent.Allows(ConsentPurpose.Personalisation);
}
