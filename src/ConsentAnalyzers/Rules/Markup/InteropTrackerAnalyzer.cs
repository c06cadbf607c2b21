using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ConsentAnalyzers.Rules.Markup;

/// <summary>CNS2013: C# starts or feeds a tracker through JavaScript and no consent check stands before it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InteropTrackerAnalyzer() : ConsentAnalyzer(Descriptors.CNS2013_InteropTracker)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (consent.Symbols.JSRuntime is null) return;
        context.RegisterOperationAction(operation => Analyze(operation, consent), OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        if (consent.EmittedTags.Interop((IInvocationOperation)context.Operation, context.CancellationToken) is not { Verdict.Status: ConsentStatus.Ungated } tag || !IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) return;
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS2013_InteropTracker, tag.Location, tag.Verdict.ToProperties(), tag.Tracker.Vendor, Messages.Describe(tag.Tracker.Purpose), tag.Tracker.Purpose.ToText()));
    }
}
