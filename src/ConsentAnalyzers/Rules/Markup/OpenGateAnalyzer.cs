using System.Linq;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Markup;

/// <summary>CNS2007: a gate that lets everything through.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OpenGateAnalyzer() : TagAnalyzer(Descriptors.CNS2007_OpenGate, TagRule.OpenGate)
{
    /// <remarks>A platform's own configuration opens the gates of all it governs: no tracker is named.</remarks>
    private protected override void ReportMore(AdditionalFileAnalysisContext file, ConsentContext consent)
    {
        foreach (var finding in consent.Tags.JudgePlatforms(file.AdditionalFile, file.CancellationToken).Where(f => f.Rule == PlatformSetup.OpenGate))
        {
            file.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS2007_OpenGate, finding.Location, finding.Cmp, null, null, finding.Detail));
        }
    }
}
