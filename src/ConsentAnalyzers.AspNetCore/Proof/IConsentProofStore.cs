namespace ConsentAnalyzers.AspNetCore;

/// <summary>Keeps the proof of each decision (GDPR art. 7(1); CNIL deliberation 2020-092). Register your own to keep it elsewhere.</summary>
[ConsentProof]
public interface IConsentProofStore
{
    /// <summary>Keeps a proof. When the task has completed, it outlives the process.</summary>
    /// <exception cref="Exception">Any: it is logged, and the visitor's choice goes on.</exception>
    Task RecordAsync(ConsentProof proof, CancellationToken cancellationToken = default);
}
