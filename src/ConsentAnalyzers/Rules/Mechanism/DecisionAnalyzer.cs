using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>A question about all decisions of a site together: asked at the end of the compilation, not in libraries, and not where another platform asks the visitors.</summary>
public abstract class DecisionAnalyzer : ConsentAnalyzer
{
    private protected DecisionAnalyzer(DiagnosticDescriptor descriptor)
        : base(descriptor)
    {
    }

    private protected sealed override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (!consent.Symbols.HasCookies || consent.Options.SkipsTests || context.Compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication)) return;
        var written = new ConcurrentBag<ConsentDecision>();
        context.RegisterOperationAction(
            operation =>
            {
                if (!consent.Decisions.IsCandidate(operation.Operation) || !IsReportable(operation.Operation.Syntax, operation.IsGeneratedCode)) return;
                foreach (var decision in consent.Decisions.Of(operation.Operation, operation.ContainingSymbol)) written.Add(decision);
            },
            OperationKind.Invocation,
            OperationKind.SimpleAssignment,
            OperationKind.CompoundAssignment);
        context.RegisterCompilationEndAction(end =>
        {
            if (written.IsEmpty || consent.ExternalCmp.IsPresent) return;
            Conclude(end, consent, [.. written.OrderBy(d => d.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(d => d.Syntax.SpanStart)]);
        });
    }

    /// <param name="written">The decisions in code that is the author's business, in the order of paths and places.</param>
    private protected abstract void Conclude(CompilationAnalysisContext context, ConsentContext consent, IReadOnlyList<ConsentDecision> written);
}
