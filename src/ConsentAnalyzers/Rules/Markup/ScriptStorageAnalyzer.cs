using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Markup;

/// <summary>CNS2011: a script stores a cookie or a key that nothing holds back and nothing exempts.</summary>
/// <remarks>A warning where the purpose is known, else a suggestion. Not the other way round: in a plain build the compiler does not run rules whose default is a suggestion.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ScriptStorageAnalyzer() : ConsentAnalyzer(Descriptors.CNS2011_ScriptStoresWithoutConsent)
{
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent) =>
        context.RegisterAdditionalFileAction(file =>
        {
            foreach (var stored in consent.Tags.JudgeStorage(file.AdditionalFile, file.CancellationToken).Where(IsFinding)) file.ReportDiagnostic(Of(stored));
        });

    // A key of which nothing is known may be any of those that need no consent: the inventory lists it.
    private static bool IsFinding(JudgedStorage stored) => stored.Verdict.Status == ConsentStatus.Ungated && (stored.Storage == ScriptStorage.Cookie || stored.Verdict.Name.Length > 0);

    private static Diagnostic Of(JudgedStorage stored)
    {
        var verdict = stored.Verdict;
        var isKnown = verdict.Purpose != ConsentPurposes.None;
        return Diagnostic.Create(
            Descriptors.CNS2011_ScriptStoresWithoutConsent,
            stored.Location,
            isKnown ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            null,
            verdict.ToProperties(),
            Messages.Localizable("Storage_" + (stored.Storage == ScriptStorage.None ? ScriptStorage.Cookie : stored.Storage)),
            verdict.Name.Length > 0 ? Messages.Localizable("Storage_Name", verdict.Name) : Messages.Localizable("Storage_AnyName"),
            isKnown && verdict.Provider.Length > 0 ? verdict.Provider + ", " : "",
            isKnown ? Messages.Describe(verdict.Purpose) : Messages.Localizable("Storage_UnknownPurpose"),
            isKnown ? Messages.Localizable("Storage_Gate", verdict.Purpose.ToText()) : Messages.Localizable("Storage_GateOrDeclare"));
    }
}
