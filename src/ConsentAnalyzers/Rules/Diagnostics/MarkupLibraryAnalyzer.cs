using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Diagnostics;

/// <summary>CNS9002: the library that reads markup is missing or foreign. Said once a compilation.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MarkupLibraryAnalyzer() : ConsentAnalyzer(Descriptors.CNS9002_MarkupNotAnalyzed)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        var said = 0;
        context.RegisterAdditionalFileAction(file =>
        {
            if (consent.Tags.Document(file.AdditionalFile, file.CancellationToken)?.LibraryProblem is not { } problem || Interlocked.Exchange(ref said, 1) != 0) return;
            file.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS9002_MarkupNotAnalyzed, Location.None, problem));
        });
    }
}
