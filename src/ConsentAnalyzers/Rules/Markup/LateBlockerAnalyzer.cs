using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Markup;

/// <summary>CNS2008: a consent platform's blocking script that comes too late to block.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LateBlockerAnalyzer() : ConsentAnalyzer(Descriptors.CNS2008_LateBlocker)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent) =>
        context.RegisterAdditionalFileAction(file =>
        {
            foreach (var finding in consent.Tags.JudgePlatforms(file.AdditionalFile, file.CancellationToken).Where(f => f.Rule == PlatformSetup.LateBlocker))
            {
                file.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS2008_LateBlocker, finding.Location, finding.Cmp, finding.Detail));
            }
        });
}
