using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>CNS3014: a refusal whose words make it feel wrong, or less than one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GuiltWordingAnalyzer() : BannerAnalyzer(Descriptors.CNS3014_GuiltWording)
{
    private protected override void Analyze(BannerPage page, AdditionalFileAnalysisContext file, ConsentContext consent)
    {
        foreach (var control in page.Banners(file.CancellationToken).SelectMany(b => b.Controls).Where(c => c.Act != BannerAct.Accept && BannerWords.Default.Has("guilt", c.Folded)))
        {
            if (!page.IsExempt("CNS3014", control.Element)) file.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3014_GuiltWording, page.Document.LocationOf(control.Element.StartTag), control.Label));
        }
    }
}
