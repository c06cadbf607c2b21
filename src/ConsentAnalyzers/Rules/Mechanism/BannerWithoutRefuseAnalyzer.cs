using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>CNS3010: a banner that can be accepted and not refused.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BannerWithoutRefuseAnalyzer() : BannerAnalyzer(Descriptors.CNS3010_BannerWithoutRefuse)
{
    private protected override void Analyze(BannerPage page, AdditionalFileAnalysisContext file, ConsentContext consent)
    {
        foreach (var banner in page.Banners(file.CancellationToken))
        {
            // Saving what is not ticked refuses as fast as accepting accepts.
            if (banner.Has(BannerAct.Refuse) || banner.IsOpaque || banner.HasBoxes) continue;
            if (page.IsExempt("CNS3010", banner.Element, banner.Accept.Element) || IsRefusedBeside(banner, page, file)) continue;
            file.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3010_BannerWithoutRefuse, page.Document.LocationOf(banner.Element.StartTag), banner.Accept.Label));
        }
    }

    // A bar that is put together of several pieces. A dialog is a second step.
    private static bool IsRefusedBeside(Banner banner, BannerPage page, AdditionalFileAnalysisContext file) => page.Ask(reader => reader.Controls(file.CancellationToken).Any(control =>
        control is { Act: BannerAct.Refuse, IsPlain: true }
        && (BannerWords.Default.IsAboutTrackers(control.Folded) || reader.ContainerOf(control.Element, file.CancellationToken) is not null)
        && (reader.SecondStepAround(control.Element) is not { } second || ReferenceEquals(second, banner.Element))));
}
