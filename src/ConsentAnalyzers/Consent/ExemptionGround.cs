namespace ConsentAnalyzers.Consent;

/// <summary>Why a cookie needs no consent. Source: the guide's table of exempt cookies; article 82 of the French data protection act.</summary>
internal enum ExemptionGround
{
    None,
    Session,
    Authentication,
    Cart,
    Security,
    Preferences,
    ConsentChoice,
    LoadBalancing,
    AudienceMeasurement,
}
