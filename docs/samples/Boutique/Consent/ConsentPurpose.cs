namespace Boutique.Consent;

/// <summary>What the banner asks for, each on its own.</summary>
public enum ConsentPurpose
{
    Analytics,
    Advertising,
    SocialMedia,
    Personalisation,
    Functional,
}
