using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.Mechanism;

/// <summary>CNS3003: <c>UseCookiePolicy()</c> moves up, before the first middleware that writes a cookie.</summary>
internal sealed class PolicyTooLateFixer() : Fixer(Descriptors.CNS3003_PolicyTooLate)
{
    private const int DepthLimit = 4;

    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        // A statement of its own; a link of a chain stays where it is.
        if (request.Node?.FirstAncestorOrSelf<InvocationExpressionSyntax>(c => c.Expression.LastName() == "UseCookiePolicy") is not { Parent: ExpressionStatementSyntax statement, Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax application } } use) yield break;
        // The write, or what runs before the policy and calls it.
        if (request.Finding.AdditionalLocations.LastOrDefault() is not { SourceTree: { } tree, SourceSpan: var running } || Registration(tree.GetRoot(request.CancellationToken).FindNode(running), statement, use, request) is not { } registration) yield break;
        // The same application: a branch's policy is another one.
        if (!registration.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == application.Identifier.ValueText) || statement.ContainsDirectives || registration.ContainsDirectives) yield break;
        var layout = new TextLayout(statement.SyntaxTree.GetText().ToString());
        yield return new("move", Messages.Localizable("Fix_MovePolicyUp"), [
            request.Insert(registration.SpanStart, statement + layout.NewLine + layout.Indent(registration.SpanStart)),
            request.Replace(Removal.WithLine(statement.Span, statement), "")]);
    }

    // The statement beside the policy's that brings the write along: it holds it, or names the middleware that does.
    private static StatementSyntax? Registration(SyntaxNode write, StatementSyntax statement, InvocationExpressionSyntax use, FixRequest request)
    {
        var before = Siblings(statement).TakeWhile(s => s != statement).ToList();
        if (write.SyntaxTree == statement.SyntaxTree && before.Find(s => s.Span.Contains(write.Span)) is { } around) return around;
        var running = new HashSet<SyntaxNode>(request.Consent.Policy.RegistrationsBefore(use));
        var middleware = write.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText;
        return before.Find(s => s.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => running.Contains(call) && (Names(call, middleware) || BringsAlong(call, middleware, request))));
    }

    private static IEnumerable<StatementSyntax> Siblings(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit.Members.OfType<GlobalStatementSyntax>().Select(g => g.Statement),
        _ => [],
    };

    private static bool Names(SyntaxNode code, string? middleware) => code.DescendantNodes().OfType<SimpleNameSyntax>().Any(n => n.Identifier.ValueText == middleware);

    // app.UseVisits(): the project's own method that registers it, or calls another that does.
    private static bool BringsAlong(InvocationExpressionSyntax call, string? middleware, FixRequest request, int depth = DepthLimit) =>
        depth > 0 && request.Consent.ModelOf(call.SyntaxTree).GetSymbolInfo(call).Symbol is IMethodSymbol method && request.Consent.Owns(method.ReducedFrom ?? method)
        && (method.ReducedFrom ?? method).DeclaringSyntaxReferences[0].GetSyntax(request.CancellationToken) is var declaration
        && (Names(declaration, middleware) || declaration.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(inner => BringsAlong(inner, middleware, request, depth - 1)));
}
