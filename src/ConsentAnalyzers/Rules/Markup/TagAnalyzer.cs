using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Markup;

/// <summary>Reports the tags that one rule speaks of. The text is read once for all these rules.</summary>
public abstract class TagAnalyzer : ConsentAnalyzer
{
    private readonly DiagnosticDescriptor _descriptor;
    private readonly TagRule _rule;

    private protected TagAnalyzer(DiagnosticDescriptor descriptor, TagRule rule)
        : base(descriptor) => (_descriptor, _rule) = (descriptor, rule);

    private protected sealed override void Register(CompilationStartAnalysisContext context, ConsentContext consent) =>
        context.RegisterAdditionalFileAction(file =>
        {
            foreach (var tag in consent.Tags.Judge(file.AdditionalFile, file.CancellationToken))
            {
                if (tag.Rule == _rule) file.ReportDiagnostic(Diagnostic.Create(_descriptor, tag.Location, tag.Others, tag.Verdict.ToProperties(), Arguments(tag)));
            }
            ReportMore(file, consent);
        });

    /// <summary>Vendor, purpose in words, purpose by name, and what the rule adds.</summary>
    private static object?[] Arguments(JudgedTag tag) => [tag.Tracker.Vendor, Messages.Describe(tag.Tracker.Purpose), tag.Tracker.Purpose.ToText(), tag.Detail];

    /// <summary>What the rule reports besides tags.</summary>
    private protected virtual void ReportMore(AdditionalFileAnalysisContext file, ConsentContext consent)
    {
    }
}
