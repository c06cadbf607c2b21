using System;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Fixes.CSharp;
using ConsentAnalyzers.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.Cookies;

/// <summary>CNS1011: the session's cookie, or TempData's, is marked essential where it is configured, else beside the policy.</summary>
internal sealed class SessionHeldByPolicyFixer() : Fixer(Descriptors.CNS1011_SessionHeldByPolicy)
{
    private const string Setting = "Cookie.IsEssential = true";

    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request.Node is not AssignmentExpressionSyntax asks) yield break;
        var options = request.Property("options");
        var registration = options == "SessionOptions" ? "AddSession" : "AddCookieTempDataProvider";
        var edits = NamesInTree.Find(request.Consent.Compilation, registration).Select(CallOf).OfType<InvocationExpressionSyntax>().FirstOrDefault() is { } call ? In(call, request)
            : NamesInTree.Find(request.Consent.Compilation, options).Select(n => n.Parent?.Parent).OfType<GenericNameSyntax>().Select(CallOf).OfType<InvocationExpressionSyntax>().FirstOrDefault(c => c.Expression.LastName() == "Configure") is { } configured ? In(configured, request)
            : Beside(asks, options, request);
        if (edits is not null) yield return new("essential", Messages.Localizable("Fix_Essential", options), [.. edits]);
    }

    private static InvocationExpressionSyntax? CallOf(SimpleNameSyntax name) => (name.Parent is MemberAccessExpressionSyntax access ? access.Parent : name.Parent) as InvocationExpressionSyntax;

    private static IEnumerable<FixEdit>? In(InvocationExpressionSyntax call, FixRequest request)
    {
        FixEdit Insert(int position, string text) => new(call.SyntaxTree.FilePath, position, 0, text, call.SpanStart, call.Span.End);
        var layout = CodeLayout.Of(call.SyntaxTree, request);
        switch (call.ArgumentList.Arguments)
        {
            case []:
                return [Insert(call.ArgumentList.OpenParenToken.Span.End, $"options => options.{Setting}")];
            case [{ Expression: SimpleLambdaExpressionSyntax { Parameter.Identifier.ValueText: var name, ExpressionBody: AssignmentExpressionSyntax only } }]:
                return Configured.With(only, _ => $"{name}.{Setting}", "", request);
            case [{ Expression: SimpleLambdaExpressionSyntax { Parameter.Identifier.ValueText: var name, Block: { } block } }]:
                if (block.Statements is not [.., var last]) return layout.IsInView ? null : [Insert(block.OpenBraceToken.Span.End, $" {name}.{Setting};")];
                return layout.StartsLine(last.SpanStart) && layout.EndsLine(last.Span.End)
                    ? [Insert(layout.EndOfLine(last.Span.End), $"{layout.NewLine}{layout.Indent(last.SpanStart)}{name}.{Setting};")]
                    : [Insert(last.Span.End, $" {name}.{Setting};")];
            default:
                return null;
        }
    }

    // services.Configure<CookiePolicyOptions>(…): the same call for the other options, behind it.
    private static IEnumerable<FixEdit>? Beside(AssignmentExpressionSyntax asks, string options, FixRequest request)
    {
        if (asks.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(c => c.Expression.LastName() == "Configure") is not { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } access, Parent: ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement }) return null;
        var layout = CodeLayout.Of(asks.SyntaxTree, request);
        if (!layout.StartsLine(statement.SpanStart) || !layout.EndsLine(statement.Span.End)) return null;
        var name = request.Consent.ModelOf(asks.SyntaxTree).LookupSymbols(statement.SpanStart, name: "options").Any(s => s is ILocalSymbol or IParameterSymbol) ? "cookie" : "options";
        var import = new Import(options == "SessionOptions" ? "Microsoft.AspNetCore.Builder" : "Microsoft.AspNetCore.Mvc", options);
        var text = $"{layout.NewLine}{layout.Indent(statement.SpanStart)}{access.Expression}.Configure<{options}>({name} => {name}.{Setting});";
        return Import.Add([import], statement, request).Append(new FixEdit(asks.SyntaxTree.FilePath, layout.EndOfLine(statement.Span.End), 0, text, statement.SpanStart, statement.Span.End));
    }
}
