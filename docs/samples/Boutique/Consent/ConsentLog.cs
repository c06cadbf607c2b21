using System.Collections.Concurrent;

namespace Boutique.Consent;

/// <summary>One answer: who (a number that says nothing else), when, to which texts, and what.</summary>
public sealed record ConsentRecord(string VisitorId, DateTimeOffset Date, string BannerVersion, string PolicyVersion, IReadOnlyCollection<ConsentPurpose> Choices);

/// <summary>The proof of the answers. In memory here; a real shop keeps it in its database as long as the answers are valid.</summary>
[ConsentProof]
public sealed class ConsentLog
{
    private readonly ConcurrentQueue<ConsentRecord> records = new();

    public void Record(ConsentRecord record) => records.Enqueue(record);
}
