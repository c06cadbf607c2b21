using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.Mechanism;

/// <summary>CNS3001: consent is asked for, <c>CheckConsentNeeded = _ => true</c>. What that holds back has rules, and fixes, of its own (CNS1005, CNS1011).</summary>
internal sealed class GateAlwaysOpenFixer() : Fixer(Descriptors.CNS3001_GateAlwaysOpen)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        var edits = request.Node?.FirstAncestorOrSelf<ExpressionSyntax>(e => e is AssignmentExpressionSyntax or InvocationExpressionSyntax) switch
        {
            AssignmentExpressionSyntax assignment when assignment.Left.LastName() == "CheckConsentNeeded" => Ask(assignment.Right, request),
            InvocationExpressionSyntax use when use.Expression.LastName() == "UseCookiePolicy" => Configure(use, request),
            _ => [],
        };
        if (!edits.IsEmpty) yield return new("ask", Messages.Localizable("Fix_AskForConsent"), edits);
    }

    private static ImmutableArray<FixEdit> Ask(ExpressionSyntax value, FixRequest request) => value switch
    {
        LiteralExpressionSyntax => [request.Replace(value.Span, "_ => true")],
        LambdaExpressionSyntax { ExpressionBody: { } body } => [request.Replace(body.Span, "true")],
        // What a block does besides answering is the author's.
        LambdaExpressionSyntax { Block.Statements: [ReturnStatementSyntax { Expression: { } returned }] } => [request.Replace(returned.Span, "true")],
        _ => [],
    };

    // The middleware is used, and nothing configures it: in its own options, else where the application is built.
    private static ImmutableArray<FixEdit> Configure(InvocationExpressionSyntax use, FixRequest request)
    {
        if (use.ArgumentList.Arguments is [{ Expression: BaseObjectCreationExpressionSyntax { Initializer: { } initializer } }])
        {
            return initializer.Expressions is [var first, ..] ? [request.Insert(first.SpanStart, "CheckConsentNeeded = _ => true," + Between(initializer, first))] : [];
        }
        if (use.ArgumentList.Arguments.Count > 0 || use.FirstAncestorOrSelf<GlobalStatementSyntax>()?.Parent is not CompilationUnitSyntax unit) return [];
        foreach (var statement in unit.Members.OfType<GlobalStatementSyntax>())
        {
            if (statement.Statement is not LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Build", Expression: IdentifierNameSyntax { Identifier.ValueText: var builder } } } }] }) continue;
            var newLine = new TextLayout(statement.SyntaxTree.GetText().ToString()).NewLine;
            return [.. Import.Add([new("System", "TimeSpan"), new("Microsoft.AspNetCore.Builder", "CookiePolicyOptions"), new("Microsoft.Extensions.DependencyInjection", "OptionsServiceCollectionExtensions")], statement, request), request.Insert(statement.SpanStart, $"{builder}.Services.Configure<CookiePolicyOptions>(options =>{newLine}{{{newLine}    options.CheckConsentNeeded = _ => true;{newLine}    options.ConsentCookie.Expiration = TimeSpan.FromDays(180);{newLine}}});{newLine}")];
        }
        return [];
    }

    // On one line, or a line each, as the others are.
    private static string Between(InitializerExpressionSyntax initializer, ExpressionSyntax first) =>
        initializer.OpenBraceToken.TrailingTrivia.Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia)) && new TextLayout(initializer.SyntaxTree.GetText().ToString()) is var layout ? layout.NewLine + layout.Indent(first.SpanStart) : " ";
}
