using System.Linq;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Diagnostics;

/// <summary>CNS9001: a configuration value or an exemption comment that cannot be used.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConfigurationAnalyzer : ConsentAnalyzer
{
    /// <summary>Creates the analyzer.</summary>
    public ConfigurationAnalyzer()
        : base(Descriptors.CNS9001_WrongConfiguration)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        // Configuration belongs to no file that a diagnostic could stand in.
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var problem in consent.Options.Problems(end.Compilation, end.Options.AdditionalFiles)) end.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS9001_WrongConfiguration, Location.None, problem.Key, problem.Value, problem.Used));
        });
        context.RegisterAdditionalFileAction(file =>
        {
            if (consent.Tags.Document(file.AdditionalFile, file.CancellationToken) is not { } document) return;
            foreach (var comment in document.Elements.Select(e => ExemptionComment.Before(e, document)).OfType<ExemptionComment>().Where(c => c.Problem is not null))
            {
                file.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS9001_WrongConfiguration, document.LocationOf(comment.Span), "consent-exempt", comment.Text, comment.IsUsable ? $"the comment, though {comment.Problem}" : $"nothing, {comment.Problem}"));
            }
        });
    }
}
