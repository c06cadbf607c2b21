using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>CNS3013: a banner that takes going on for a consent.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ImpliedConsentAnalyzer() : BannerAnalyzer(Descriptors.CNS3013_ImpliedConsent)
{
    private const int LongestQuote = 90;

    private protected override void Analyze(BannerPage page, AdditionalFileAnalysisContext file, ConsentContext consent)
    {
        foreach (var (place, text, element) in page.Ask(reader => new ImpliedConsent(page.Document, reader).Sentences(file.CancellationToken)))
        {
            if (page.IsExempt("CNS3013", Around(element))) continue;
            file.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS3013_ImpliedConsent, page.Document.LocationOf(place), text.Length > LongestQuote ? text.Substring(0, LongestQuote) + "…" : text));
        }
    }

    private static MarkupElement[] Around(MarkupElement element) => element.Parent is { } parent ? [element, parent, .. parent.Parent is { } more ? new[] { more } : []] : [element];
}
