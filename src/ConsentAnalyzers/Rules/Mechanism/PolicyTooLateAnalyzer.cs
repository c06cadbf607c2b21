using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>CNS3003: <c>UseCookiePolicy()</c> comes after middleware that writes cookies, which it then cannot hold back.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PolicyTooLateAnalyzer() : ConsentAnalyzer(Descriptors.CNS3003_PolicyTooLate)
{
    private const int DepthLimit = 3;

    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (consent.Symbols.ResponseCookies is null || consent.Options.SkipsTests) return;
        context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        if (((IInvocationOperation)context.Operation).TargetMethod.Name != "UseCookiePolicy" || context.Operation.Syntax is not InvocationExpressionSyntax use || !consent.Policy.IsEnforced || !IsReportable(use, context.IsGeneratedCode)) return;
        if (WritesBefore(use, consent, context.CancellationToken).FirstOrDefault() is not { Write: { } write, Code: var code }) return;
        // What runs before the policy is named too where the write stands somewhere else.
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3003_PolicyTooLate, use.PlaceOfUse(), code.Contains(write.Syntax) ? [write.Location] : [write.Location, code.GetLocation()], write.DisplayName));
    }

    private static IEnumerable<(CookieWrite Write, SyntaxNode Code)> WritesBefore(InvocationExpressionSyntax use, ConsentContext consent, CancellationToken cancellationToken) =>
        consent.Policy.RunningBefore(use)
            .SelectMany(before => before.Handler is { } handler ? [handler] : Declarations(before.Middleware!, consent))
            .SelectMany(code => Writes(code, consent, cancellationToken).Select(write => (write, code)));

    private static IEnumerable<SyntaxNode> Declarations(string middleware, ConsentContext consent) =>
        consent.Compilation.GetSymbolsWithName(middleware, SymbolFilter.Type).SelectMany(t => t.DeclaringSyntaxReferences).Select(r => r.GetSyntax()).OrderBy(d => d.SyntaxTree.FilePath, System.StringComparer.Ordinal);

    // What the policy would have held back: neither essential, exempt nor guarded, and not past the policy's eyes anyway.
    private static IEnumerable<CookieWrite> Writes(SyntaxNode code, ConsentContext consent, CancellationToken cancellationToken)
    {
        var model = consent.ModelOf(code.SyntaxTree);
        foreach (var call in code.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            var judged = Judge(call, model, consent, cancellationToken);
            foreach (var (write, verdict) in judged)
            {
                if (verdict.Status is ConsentStatus.Ungated or ConsentStatus.Mismatched && write is { Door: CookieDoor.Append, Settings.Essential: null } && consent.Policy.RunsBefore(call)) yield return write;
            }
            if (!judged.IsEmpty || !consent.Policy.RunsBefore(call)) continue;
            foreach (var (write, verdict) in InService(call, [code], consent, cancellationToken))
            {
                if (!CookieJudge.Covers(consent.Flow.At(call, model, cancellationToken), verdict.Purpose)) yield return write;
            }
        }
    }

    private static ImmutableArray<JudgedCookie> Judge(InvocationExpressionSyntax call, SemanticModel model, ConsentContext consent, CancellationToken cancellationToken) =>
        call.Expression.LastName() is { } called && consent.Cookies.MayWrite(called) && model.GetOperation(call, cancellationToken) is { } operation ? consent.Cookies.Judge(operation, model.GetEnclosingSymbol(call.SpanStart, cancellationToken), cancellationToken) : [];

    // What the middleware calls of the project's own: there the policy seems to be in place. Where several classes could be meant, none is.
    private static IEnumerable<JudgedCookie> InService(InvocationExpressionSyntax call, ImmutableArray<SyntaxNode> around, ConsentContext consent, CancellationToken cancellationToken)
    {
        if (around.Length > DepthLimit || consent.ModelOf(call.SyntaxTree).GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension } method) yield break;
        if (consent.Records.Bodies(method.ReducedFrom ?? method) is not [var body] || around.Any(a => a.Contains(body))) yield break;
        var model = consent.ModelOf(body.SyntaxTree);
        // A lambda may run later, when the policy is in place.
        foreach (var inner in body.DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<InvocationExpressionSyntax>())
        {
            var judged = Judge(inner, model, consent, cancellationToken);
            foreach (var cookie in judged)
            {
                if (cookie is { Verdict.Status: ConsentStatus.Policy, Write.Door: CookieDoor.Append }) yield return cookie;
            }
            if (!judged.IsEmpty) continue;
            foreach (var cookie in InService(inner, around.Add(body), consent, cancellationToken))
            {
                if (!CookieJudge.Covers(consent.Flow.At(inner, model, cancellationToken), cookie.Verdict.Purpose)) yield return cookie;
            }
        }
    }
}
