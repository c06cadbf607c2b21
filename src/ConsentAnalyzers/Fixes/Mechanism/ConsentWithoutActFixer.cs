using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Fixes.Mechanism;

/// <summary>CNS3006: the handler waits for a POST. A person has to say so, because whatever calls it must post from then on.</summary>
internal sealed class ConsentWithoutActFixer() : Fixer(Descriptors.CNS3006_ConsentWithoutAct)
{
    private const string Get = "Get";

    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request.Node is { } decision && Verb(decision) is { } verb) yield return new("act:post", Messages.Localizable("Fix_WaitForPost"), [request.Replace(verb, "Post")], Messages.Localizable("Fix_WaitForPost"));
    }

    private static TextSpan? Verb(SyntaxNode decision)
    {
        // app.MapGet("/accept", context => …)
        if (decision.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier: { ValueText: "MapGet" } map } } } } }) return Within(map.Span, "Map".Length);
        if (decision.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method) return null;
        var verbs = method.AttributeLists.SelectMany(l => l.Attributes).Where(a => (a.Name as IdentifierNameSyntax)?.Identifier.ValueText is "HttpGet" or "HttpPost" or "HttpPut" or "HttpDelete").ToList();
        if (verbs is [{ Name: IdentifierNameSyntax { Identifier: { ValueText: "HttpGet" } attribute } }]) return Within(attribute.Span, "Http".Length);
        // OnGet, OnGetAccept, OnGetAsync of a page
        return verbs.Count == 0 && method.Identifier.ValueText.StartsWith("OnGet", System.StringComparison.Ordinal) ? Within(method.Identifier.Span, "On".Length) : null;
    }

    private static TextSpan Within(TextSpan name, int offset) => new(name.Start + offset, Get.Length);
}
