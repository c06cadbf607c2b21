namespace ConsentAnalyzers.AspNetCore;

/// <summary>What the visitor has answered for a purpose.</summary>
public enum ConsentStatus
{
    /// <summary>Not asked, not answered, or answered so long ago that it must be asked again. Silence is a refusal (CNIL deliberation 2020-091).</summary>
    Unknown,

    /// <summary>Yes.</summary>
    Granted,

    /// <summary>No. It is remembered, so that nobody is asked at every page.</summary>
    Refused,
}
