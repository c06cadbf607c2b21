using Microsoft.AspNetCore.Http;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Reads the choice that a visitor has made in a CMP, from what the CMP left in the request.</summary>
/// <remarks>What the CMP wrote is the visitor's to change: anything malformed is no decision, never an exception.</remarks>
public interface IConsentSource
{
    /// <summary>The CMP's name, as the proof tells it.</summary>
    string Name { get; }

    /// <summary>The decision, or <see langword="null"/> when there is none that can be read.</summary>
    ConsentDecision? Read(HttpContext context);
}
