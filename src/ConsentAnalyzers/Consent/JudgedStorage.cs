using Microsoft.CodeAnalysis;
using ConsentAnalyzers.Markup;

namespace ConsentAnalyzers.Consent;

/// <summary>Something that a script stores, and what is said of it.</summary>
/// <param name="Comment">The exemption comment right before it, whatever it is worth.</param>
internal sealed record JudgedStorage(ScriptStorage Storage, Location Location, Verdict Verdict, ExemptionComment? Comment);

/// <summary>A lifetime that a script sets and that is above the maximum.</summary>
/// <param name="IsChoice">Whether it is the visitor's choice that is kept so long (CNS1005), and no other cookie (CNS1004).</param>
/// <param name="Cookie">The cookie's name, or whose it is.</param>
internal sealed record LongLifetime(bool IsChoice, Location Location, string Cookie, Storage.CookieLifetime Lifetime, Storage.LifetimeLimit Limit);
