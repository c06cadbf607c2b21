using System.Collections.Concurrent;

namespace ConsentAnalyzers.AspNetCore.Tests;

/// <summary>Proofs in memory, to look at.</summary>
internal sealed class RecordedProofs : IConsentProofStore
{
    private readonly ConcurrentQueue<ConsentProof> _proofs = new();

    public IReadOnlyList<ConsentProof> All => [.. _proofs];

    /// <summary>What every further attempt fails with.</summary>
    public Exception? Trouble { get; set; }

    public Task RecordAsync(ConsentProof proof, CancellationToken cancellationToken = default)
    {
        if (Trouble is not null) throw Trouble;
        _proofs.Enqueue(proof);
        return Task.CompletedTask;
    }
}
