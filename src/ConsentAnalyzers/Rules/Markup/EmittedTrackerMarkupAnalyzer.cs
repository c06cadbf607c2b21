using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Markup;

/// <summary>CNS2012: C# writes a tracker's markup to a page and no consent check stands before it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EmittedTrackerMarkupAnalyzer() : ConsentAnalyzer(Descriptors.CNS2012_EmittedTrackerMarkup)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        if (!consent.Symbols.HasCookies) return;
        context.RegisterOperationAction(operation => Analyze(operation, consent), EmittedTagJudge.Kinds);
    }

    private static void Analyze(OperationAnalysisContext context, ConsentContext consent)
    {
        if (!EmittedTagJudge.MayEmit(context.Operation) || !IsReportable(context.Operation.Syntax, context.IsGeneratedCode)) return;
        foreach (var tag in consent.EmittedTags.Markup(context.Operation, context.CancellationToken))
        {
            if (tag.Verdict.Status == ConsentStatus.Ungated) context.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS2012_EmittedTrackerMarkup, tag.Location, tag.Elsewhere, tag.Verdict.ToProperties(), tag.Tracker.Vendor, Messages.Describe(tag.Tracker.Purpose), tag.Tracker.Purpose.ToText()));
        }
    }
}
