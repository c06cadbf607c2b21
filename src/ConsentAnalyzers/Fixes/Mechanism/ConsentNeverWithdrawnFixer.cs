using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.Mechanism;

/// <summary>CNS3007: an endpoint, or an action, that withdraws the consent. A person has to say so, because a page has to offer it.</summary>
internal sealed class ConsentNeverWithdrawnFixer() : Fixer(Descriptors.CNS3007_ConsentNeverWithdrawn)
{
    private const string Route = "withdraw-consent";

    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request.Node?.FirstAncestorOrSelf<ExpressionSyntax>(e => e is InvocationExpressionSyntax) is not { } grant || Withdrawal(grant, request) is not { } withdrawal) yield break;
        var edit = Endpoint(grant, withdrawal, request) ?? Action(grant, withdrawal, request);
        if (edit is { } added) yield return new("act:withdraw", Messages.Localizable("Fix_AddWithdrawal"), [added], Messages.Localizable("Fix_AddWithdrawal"));
    }

    // What is called on a context to take back what was given on it.
    private static string? Withdrawal(ExpressionSyntax grant, FixRequest request)
    {
        if (request.Model!.GetOperation(grant) is not { } operation) return null;
        return request.Consent.Decisions.Of(operation, request.Model!.GetEnclosingSymbol(grant.SpanStart)).FirstOrDefault() switch
        {
            { Door: DecisionDoor.Feature } when grant.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any() => "Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>()?.WithdrawConsent()",
            { Door: DecisionDoor.Cookie, Cookie: var name } when name != ConsentDecision.AnyCookie => $"Response.Cookies.Delete({SymbolDisplay.FormatLiteral(name, quote: true)})",
            _ => null,
        };
    }

    // app.MapPost("/consent", (HttpContext context) => …);
    private static FixEdit? Endpoint(ExpressionSyntax grant, string withdrawal, FixRequest request)
    {
        if (grant.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is not { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax application, Name.Identifier.ValueText: "MapPost" } } map } }) return null;
        if (map.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement) return null;
        var layout = new TextLayout(statement.SyntaxTree.GetText().ToString());
        return request.Insert(statement.Span.End, $"{layout.NewLine}{layout.Indent(statement.SpanStart)}{application}.MapPost(\"/{Route}\", (HttpContext context) => context.{withdrawal});");
    }

    // A controller's action that posts, beside the one that takes the consent.
    private static FixEdit? Action(ExpressionSyntax grant, string withdrawal, FixRequest request)
    {
        if (grant.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { Parent: ClassDeclarationSyntax } method || request.Model!.GetDeclaredSymbol(method) is not { ContainingType: { } type } || !IsController(type) || type.GetMembers("WithdrawConsent").Length > 0) return null;
        if (request.Model!.LookupNamespacesAndTypes(method.SpanStart, name: "IActionResult").Length == 0) return null;
        var layout = new TextLayout(method.SyntaxTree.GetText().ToString());
        var (line, unit) = (layout.NewLine + layout.Indent(method.SpanStart), layout.Unit);
        return request.Insert(method.Span.End, $"{layout.NewLine}{line}[HttpPost(\"{Route}\")]{line}public IActionResult WithdrawConsent(){line}{{{line}{unit}HttpContext.{withdrawal};{line}{unit}return NoContent();{line}}}");
    }

    private static bool IsController(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.Name == "ControllerBase") return true;
        }
        return false;
    }
}
