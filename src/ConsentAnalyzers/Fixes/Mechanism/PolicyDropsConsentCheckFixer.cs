using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConsentAnalyzers.Fixes.Mechanism;

/// <summary>CNS3002: what <c>UseCookiePolicy(new CookiePolicyOptions { … })</c> sets moves to where the consent check is configured.</summary>
internal sealed class PolicyDropsConsentCheckFixer() : Fixer(Descriptors.CNS3002_PolicyDropsConsentCheck)
{
    public override IEnumerable<Fix> Fixes(FixRequest request)
    {
        if (request.Node?.FirstAncestorOrSelf<InvocationExpressionSyntax>(c => c.Expression.LastName() == "UseCookiePolicy") is not { ArgumentList.Arguments: [{ Expression: BaseObjectCreationExpressionSyntax options }] } use) yield break;
        // options => { options.CheckConsentNeeded = …; } in the same file, so that every name means the same there.
        if (request.Consent.Policy.AsksForConsent is not { Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax configured }, Parent: ExpressionStatementSyntax { Parent: BlockSyntax block } statement } || statement.SyntaxTree != use.SyntaxTree) yield break;
        var settings = options.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().ToList() ?? [];
        if (settings.Count != (options.Initializer?.Expressions.Count ?? 0) || settings.Any(s => s.Right is InitializerExpressionSyntax || UsesLocals(s.Right, request))) yield break;
        var layout = new TextLayout(use.SyntaxTree.GetText().ToString());
        var line = layout.NewLine + layout.Indent(statement.SpanStart);
        var edits = ImmutableArray.Create(request.Replace(use.ArgumentList.Arguments.Span, ""));
        var missing = settings.FindAll(s => !IsSet(s, configured.Identifier.ValueText, block));
        if (missing.Count > 0) edits = edits.Add(request.Insert(statement.Span.End, string.Concat(missing.Select(s => $"{line}{configured}.{s.Left} = {s.Right};"))));
        yield return new("merge", Messages.Localizable("Fix_MergePolicy"), edits);
    }

    // The later options won.
    private static bool IsSet(AssignmentExpressionSyntax setting, string options, BlockSyntax block) =>
        block.Statements.OfType<ExpressionStatementSyntax>().Any(s => s.Expression is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } left, Right: var value } && owner.Identifier.ValueText == options && left.Name.ToString() == setting.Left.ToString() && value.ToString() == setting.Right.ToString());

    private static bool UsesLocals(ExpressionSyntax value, FixRequest request) =>
        value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(n => request.Model!.GetSymbolInfo(n).Symbol is ILocalSymbol or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } });
}
