using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.Cookies;

/// <summary>CNS1005: the choice is kept for the maximum; where the framework's default is too long, its cookie gets a lifetime.</summary>
internal sealed class ConsentKeptTooLongFixer() : Fixer(Descriptors.CNS1005_ConsentKeptTooLong)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request.Tree is not { } tree) return [];
        var limit = request.Consent.Options.For(tree).MaxConsentLifetime;
        if (request.Node is not AssignmentExpressionSyntax assignment || assignment.Left.LastName() != "CheckConsentNeeded") return LifetimeFix.Of(request, limit);
        return Configured.With(assignment, receiver => $"{receiver}ConsentCookie.Expiration = {new ShorterLifetime(limit, request).Duration}", $"ConsentCookie = {{ Expiration = {new ShorterLifetime(limit, request).Duration} }}", request) is { } edits
            ? [LifetimeFix.Shorten(limit, edits.Concat(Import.Add([new("System", "TimeSpan")], assignment, request)))]
            : [];
    }
}
