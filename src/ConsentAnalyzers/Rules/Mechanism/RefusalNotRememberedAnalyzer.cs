using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>CNS3016: Accept is remembered, Refuse is not, so that whoever refuses is asked again.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RefusalNotRememberedAnalyzer() : DecisionAnalyzer(Descriptors.CNS3016_RefusalNotRemembered)
{
    private protected override void Conclude(CompilationAnalysisContext context, ConsentContext consent, IReadOnlyList<ConsentDecision> written)
    {
        var grants = written.Where(d => d.Kind == DecisionKind.Grant && d.Door is DecisionDoor.Feature or DecisionDoor.Cookie).ToList();
        if (grants.Count == 0 || consent.Decisions.All(context.CancellationToken).Any(RemembersRefusal) || consent.Scripts.MayRememberRefusal) return;
        foreach (var (handler, place, name) in grants.SelectMany(g => HandlersBeside(g, context.CancellationToken, consent)).GroupBy(h => h.Handler).Select(g => g.First()))
        {
            if (!consent.Records.MayStore(handler, context.CancellationToken)) context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3016_RefusalNotRemembered, place, name));
        }
    }

    // The helper remembers a refusal and a withdrawal alike.
    private static bool RemembersRefusal(ConsentDecision decision) => decision.Kind is DecisionKind.Refusal or DecisionKind.Choice || decision.Door == DecisionDoor.Helper;

    // A handler that is called after a refusal, in the class that takes the consent, or mapped beside the endpoint that does.
    private static IEnumerable<(SyntaxNode Handler, Location Place, string Name)> HandlersBeside(ConsentDecision grant, CancellationToken cancellationToken, ConsentContext consent)
    {
        if (grant.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type)
        {
            foreach (var method in type.Members.OfType<MethodDeclarationSyntax>())
            {
                if (DecisionWords.Default.IsRefusal(method.Identifier.ValueText) && consent.Acts.IsHandler(method, cancellationToken)) yield return (method, method.Identifier.GetLocation(), method.Identifier.ValueText);
            }
        }
        if (grant.Syntax.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>()?.FirstAncestorOrSelf<StatementSyntax>()?.FirstAncestorOrSelf<SyntaxNode>(n => n is BlockSyntax or CompilationUnitSyntax) is not { } body) yield break;
        foreach (var map in body.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (map.Expression.LastName() is "MapPost" or "MapPut" or "MapDelete" or "MapGet"
                && map.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax { Token.ValueText: var route } pattern }, { Expression: AnonymousFunctionExpressionSyntax handler }, ..] && DecisionWords.Default.IsRefusal(route))
            {
                yield return (handler, pattern.GetLocation(), route);
            }
        }
    }
}
