namespace ConsentAnalyzers.AspNetCore;

/// <summary>A decision, or none, as it is asked for. Immutable, so that it can be shared.</summary>
/// <param name="decision">The decision.</param>
/// <param name="refusedBySignal">The purposes that the browser itself refuses (Global Privacy Control).</param>
/// <param name="isComplete">Whether the decision answers for every purpose that the site asks for; it may ask for more than it did.</param>
internal sealed class VisitorConsent(ConsentDecision? decision, ConsentPurpose refusedBySignal = ConsentPurpose.None, bool isComplete = true) : IConsent
{
    /// <summary>Nobody has been asked.</summary>
    public static readonly VisitorConsent Unknown = new(null);

    private readonly ConsentPurpose _granted = (decision?.Granted ?? ConsentPurpose.None) & ~refusedBySignal & ~(decision?.Refused ?? ConsentPurpose.None);
    private readonly ConsentPurpose _refused = (decision?.Refused ?? ConsentPurpose.None) | refusedBySignal;

    public ConsentDecision? Decision => decision;

    public ConsentPurpose RefusedBySignal => refusedBySignal;

    public bool IsDecided => decision is not null && isComplete;

    public DateTimeOffset? DecidedAt => decision?.DecidedAt;

    public string? PolicyVersion => decision?.PolicyVersion;

    public bool Allows(ConsentPurpose purpose) => purpose != ConsentPurpose.None && (_granted & purpose) == purpose;

    public bool Allows(string purpose) => Status(purpose) == ConsentStatus.Granted;

    public ConsentStatus Status(ConsentPurpose purpose) =>
        Allows(purpose) ? ConsentStatus.Granted : (_refused & purpose) != ConsentPurpose.None ? ConsentStatus.Refused : ConsentStatus.Unknown;

    public ConsentStatus Status(string purpose)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        if (ConsentPurposeNames.TryParse(purpose, out var known)) return Status(known);
        if (decision is null) return ConsentStatus.Unknown;
        if (Has(decision.RefusedNames, purpose)) return ConsentStatus.Refused;
        return Has(decision.GrantedNames, purpose) ? ConsentStatus.Granted : ConsentStatus.Unknown;
    }

    private static bool Has(IReadOnlyList<string> names, string purpose)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Equals(purpose, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
