using System.Collections.Generic;
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
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (consent.Symbols.ResponseCookies is null || consent.Options.SkipsTests) return;
        context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        if (((IInvocationOperation)context.Operation).TargetMethod.Name != "UseCookiePolicy" || context.Operation.Syntax is not InvocationExpressionSyntax use || !consent.Policy.IsEnforced || !IsReportable(use, context.IsGeneratedCode)) return;
        if (WritesBefore(use, consent, context.CancellationToken).FirstOrDefault() is not { } write) return;
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3003_PolicyTooLate, use.PlaceOfUse(), [write.Location], write.DisplayName));
    }

    private static IEnumerable<CookieWrite> WritesBefore(InvocationExpressionSyntax use, ConsentContext consent, CancellationToken cancellationToken) =>
        consent.Policy.RunningBefore(use)
            .SelectMany(before => before.Handler is { } handler ? [handler] : Declarations(before.Middleware!, consent))
            .SelectMany(code => Writes(code, consent, cancellationToken));

    private static IEnumerable<SyntaxNode> Declarations(string middleware, ConsentContext consent) =>
        consent.Compilation.GetSymbolsWithName(middleware, SymbolFilter.Type).SelectMany(t => t.DeclaringSyntaxReferences).Select(r => r.GetSyntax()).OrderBy(d => d.SyntaxTree.FilePath, System.StringComparer.Ordinal);

    // What the policy would have held back: neither essential, exempt nor guarded, and not past the policy's eyes anyway.
    private static IEnumerable<CookieWrite> Writes(SyntaxNode code, ConsentContext consent, CancellationToken cancellationToken)
    {
        var model = consent.ModelOf(code.SyntaxTree);
        foreach (var call in code.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression.LastName() is not { } called || !consent.Cookies.MayWrite(called) || model.GetOperation(call, cancellationToken) is not { } operation) continue;
            foreach (var (write, verdict) in consent.Cookies.Judge(operation, model.GetEnclosingSymbol(call.SpanStart, cancellationToken), cancellationToken))
            {
                if (verdict.Status is ConsentStatus.Ungated or ConsentStatus.Mismatched && write is { Door: CookieDoor.Append, Settings.Essential: null } && consent.Policy.RunsBefore(call)) yield return write;
            }
        }
    }
}
