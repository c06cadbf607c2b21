using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>CNS3012: a consent that is ticked before the visitor has seen it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PreTickedConsentAnalyzer() : BannerAnalyzer(Descriptors.CNS3012_PreTickedConsent)
{
    private protected override void Analyze(BannerPage page, AdditionalFileAnalysisContext file, ConsentContext consent)
    {
        foreach (var (box, label) in page.Ask(reader => new ConsentBoxes(page.Document, reader, consent).PreTicked(file.CancellationToken)))
        {
            if (!page.IsExempt("CNS3012", box)) file.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3012_PreTickedConsent, page.Document.LocationOf(box.StartTag), label));
        }
    }
}
