using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.Cookies;

/// <summary>CNS1010: the check asks for the purpose; where it guards more than the write, a second one does.</summary>
internal sealed class GeneralConsentForPurposeFixer() : Fixer(Descriptors.CNS1010_GeneralConsentForPurpose)
{
    private const string Key = "purpose";

    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request.Node?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || request.Purpose == ConsentPurposes.None) return [];
        var edits = GuardingCheck.Of(call, out var isReturn) is { } condition ? GuardingCheck.Change(condition, isReturn, request.Purpose, request) : null;
        edits ??= Gates.Around(call, request.Purpose, request)?.Edits;
        return edits is null ? [] : [new Fix(Key, Messages.Localizable("Fix_Purpose", request.Purpose.ToText()), [.. edits])];
    }
}
