namespace ConsentAnalyzers.AspNetCore;

/// <summary>The <see cref="IConsent"/> to inject: always the request's present choice, so that a decision of this very request counts.</summary>
internal sealed class ScopedConsent(ComponentConsent source) : IConsent
{
    public bool IsDecided => source.Current.IsDecided;

    public DateTimeOffset? DecidedAt => source.Current.DecidedAt;

    public string? PolicyVersion => source.Current.PolicyVersion;

    public bool Allows(ConsentPurpose purpose) => source.Current.Allows(purpose);

    public bool Allows(string purpose) => source.Current.Allows(purpose);

    public ConsentStatus Status(ConsentPurpose purpose) => source.Current.Status(purpose);

    public ConsentStatus Status(string purpose) => source.Current.Status(purpose);
}
