using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Mechanism;

/// <summary>A rule about consent banners. The text is read once for all these rules.</summary>
public abstract class BannerAnalyzer : ConsentAnalyzer
{
    private protected BannerAnalyzer(DiagnosticDescriptor descriptor)
        : base(descriptor)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent) =>
        context.RegisterAdditionalFileAction(file =>
        {
            if (consent.Banners.Page(file.AdditionalFile, file.CancellationToken) is { } page) Analyze(page, file, consent);
        });

    private protected abstract void Analyze(BannerPage page, AdditionalFileAnalysisContext file, ConsentContext consent);
}
