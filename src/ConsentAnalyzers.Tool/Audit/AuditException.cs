namespace ConsentAnalyzers.Tool.Audit;

/// <summary>The audit could not run: one sentence that says what to do, and what the build itself said.</summary>
internal sealed class AuditException(string sentence, IReadOnlyList<string>? details = null) : Exception(sentence)
{
    public IReadOnlyList<string> Details { get; } = details ?? [];
}
