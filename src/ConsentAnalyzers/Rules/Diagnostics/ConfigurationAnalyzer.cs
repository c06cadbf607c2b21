using System.Globalization;
using System.Linq;
using ConsentAnalyzers.Markup;
using ConsentAnalyzers.Register;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Diagnostics;

/// <summary>CNS9001: a configuration value, a line of the register or an exemption comment that cannot be used.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConfigurationAnalyzer() : ConsentAnalyzer(Descriptors.CNS9001_WrongConfiguration)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent)
    {
        // Configuration belongs to no file that a diagnostic could stand in.
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var problem in consent.Options.Problems(end.Compilation, end.Options.AdditionalFiles)) end.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS9001_WrongConfiguration, Location.None, problem.Key, problem.Value, problem.Used));
        });
        context.RegisterAdditionalFileAction(file =>
        {
            if (RegisterFile.IsRegister(file.AdditionalFile.Path)) OfRegister(file, consent);
            if (consent.Tags.Document(file.AdditionalFile, file.CancellationToken) is not { } document) return;
            foreach (var (_, comment) in ExemptionComment.In(document).Where(c => c.Comment.Problem == ExemptionCommentProblem.NoRule))
            {
                file.ReportDiagnostic(Diagnostic.Create(Descriptors.CNS9001_WrongConfiguration, document.LocationOf(comment.Span), "consent-exempt", comment.Text, Messages.Localizable("Configuration_NoRule")));
            }
        });
    }

    private static void OfRegister(AdditionalFileAnalysisContext file, ConsentContext consent)
    {
        if (consent.Register.Files.FirstOrDefault(f => f.Path == file.AdditionalFile.Path) is not { } register) return;
        foreach (var problem in register.Problems) file.ReportDiagnostic(Of(register, problem));
        foreach (var (row, used) in consent.Register.Contradictions.Where(c => c.Row.File == register).Take(RegisterFile.MostProblems))
        {
            var problem = new RegisterProblem(row.SpanOf(RegisterColumns.Name), RegisterColumns.Name, row.Name, Messages.Localizable("Register_Twice", used.Line.ToString(CultureInfo.InvariantCulture), used.File.DisplayName));
            file.ReportDiagnostic(Of(register, problem, used.Location));
        }
    }

    private static Diagnostic Of(RegisterFile register, RegisterProblem problem, params Location[] others)
    {
        var line = register.LineOf(problem.Span).ToString(CultureInfo.InvariantCulture);
        var place = Messages.Localizable(problem.Place.Length == 0 ? "Register_Row" : "Register_Field", register.DisplayName, line, problem.Place);
        return Diagnostic.Create(Descriptors.CNS9001_WrongConfiguration, register.LocationOf(problem.Span), others, place, problem.Value, problem.Used);
    }
}
