using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Markup;

/// <summary>Reports the tags of one kind that nothing holds back. The text is read once for all these rules.</summary>
public abstract class TagAnalyzer : ConsentAnalyzer
{
    private readonly DiagnosticDescriptor _rule;

    private protected TagAnalyzer(DiagnosticDescriptor rule)
        : base(rule) => _rule = rule;

    private protected abstract bool Flags(JudgedTag tag);

    private protected sealed override void Register(CompilationStartAnalysisContext context, ConsentContext consent) =>
        context.RegisterAdditionalFileAction(file =>
        {
            foreach (var tag in consent.Tags.Judge(file.AdditionalFile, file.CancellationToken))
            {
                if (tag.Verdict.Status != ConsentStatus.Ungated || tag.Tracker.Class == TrackerClass.Disputed || !Flags(tag)) continue;
                file.ReportDiagnostic(Diagnostic.Create(_rule, tag.Location, tag.Others, tag.Verdict.ToProperties(), tag.Tracker.Vendor, Messages.Describe(tag.Tracker.Purpose), tag.Tracker.Purpose.ToText()));
            }
        });
}
