using System.Collections.Generic;
using ConsentAnalyzers.Storage;

namespace ConsentAnalyzers.Fixes.Cookies;

/// <summary>CNS1004: a lifetime in code is brought down to the maximum.</summary>
internal sealed class CookieLifetimeFixer() : Fixer(Descriptors.CNS1004_CookieLivesTooLong)
{
    public override IEnumerable<Fix> Fixes(FixRequest request) => request.Tree is { } tree ? LifetimeFix.Of(request, request.Consent.Options.For(tree).MaxCookieLifetime) : [];
}
