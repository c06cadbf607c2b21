namespace ConsentAnalyzers.AspNetCore;

internal sealed class SqliteConsentProofStore : IConsentProofStore
{
    public Task RecordAsync(ConsentProof proof, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
