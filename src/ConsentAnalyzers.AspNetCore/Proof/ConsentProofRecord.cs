namespace ConsentAnalyzers.AspNetCore;

/// <summary>A proof as it is kept.</summary>
/// <param name="Sequence">Its place in the chain, from 1 on.</param>
/// <param name="RecordedAt">When it was written (UTC, the server's clock). <see cref="ConsentProof.Time"/> is what the banner or a CMP's cookie tells.</param>
/// <param name="Proof">The proof.</param>
/// <param name="Hash">Its hash in the chain: SHA-256, 64 hexadecimal digits.</param>
public sealed record ConsentProofRecord(long Sequence, DateTimeOffset RecordedAt, ConsentProof Proof, string Hash);

/// <summary>Which proofs to read; all of them unless set.</summary>
public sealed record ConsentProofQuery
{
    /// <summary>Choices taken at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Choices taken before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Choices of one visitor, by the pseudonym (<see cref="ConsentProof.SubjectId"/>): what an access request asks for (GDPR art. 15).</summary>
    public string? SubjectId { get; init; }
}

/// <summary>The end of the chain: one line that stands for every proof up to it.</summary>
/// <param name="Sequence">The newest proof's sequence.</param>
/// <param name="Hash">Its hash: SHA-256, 64 hexadecimal digits.</param>
public sealed record ConsentProofHead(long Sequence, string Hash);

/// <summary>What a verification of the chain has found.</summary>
/// <param name="IsWhole">Whether nothing was found to be changed, removed, inserted or moved.</param>
/// <param name="BrokenAt">The first sequence that is not as it was written, or <see langword="null"/>: the chain is whole, or no single row is to blame.</param>
/// <param name="Reason">Why the chain is not whole, or what could not be compared; else <see langword="null"/>.</param>
/// <param name="Count">How many proofs were found in order.</param>
/// <param name="Head">The end of the chain as the file tells it; <see langword="null"/> without one.</param>
public sealed record ConsentProofVerdict(bool IsWhole, long? BrokenAt, string? Reason, long Count, ConsentProofHead? Head);
