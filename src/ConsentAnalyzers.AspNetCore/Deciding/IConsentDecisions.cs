using Microsoft.AspNetCore.Http;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Takes the visitor's decision: remembers it, keeps its proof, and deletes the declared cookies of what was refused.</summary>
/// <remarks>A decision is an act of the visitor: each method throws <see cref="InvalidOperationException"/> under GET, HEAD, OPTIONS and TRACE, where the site has a CMP, and once the response has started.</remarks>
public interface IConsentDecisions
{
    /// <summary>Remembers a choice: yes to these purposes, no to every other one that the site asks for.</summary>
    /// <param name="context">The visitor's request.</param>
    /// <param name="granted">Names of purposes; an empty list refuses all.</param>
    /// <exception cref="ArgumentException">A name is no purpose of this site.</exception>
    void Decide(HttpContext context, IEnumerable<string> granted);

    /// <summary>Remembers a choice: yes to these purposes, no to every other one.</summary>
    void Decide(HttpContext context, ConsentPurpose granted);

    /// <summary>Withdraws every consent. The refusal is remembered, so that nobody is asked again at once.</summary>
    void Withdraw(HttpContext context);
}
