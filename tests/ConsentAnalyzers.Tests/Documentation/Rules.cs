using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Tests.Documentation;

/// <summary>The analyzers of the package and what they can report, by reflection.</summary>
internal static class Rules
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(ConsentAnalyzers.Rules.ConsentAnalyzer).Assembly.GetTypes()
            .Where(type => typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !type.IsAbstract)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. Analyzers.SelectMany(a => a.SupportedDiagnostics).DistinctBy(d => d.Id).OrderBy(d => d.Id, StringComparer.Ordinal)];
}

/// <summary>The words in which a language's pages speak of rules.</summary>
internal sealed record PageLanguage(
    CultureInfo Culture,
    string Folder,
    string OtherLanguage,
    string OtherFolder,
    string Id,
    string Category,
    string Severity,
    string Enabled,
    string Yes,
    string No,
    string Fix,
    string NoFix,
    string[] Sections)
{
    public static readonly PageLanguage English = new(
        CultureInfo.InvariantCulture, "docs/rules", "Français", "../fr/rules", "Id", "Category", "Default severity", "Enabled by default", "Yes", "No", "Fix", "None",
        ["What it flags", "Why", "What it never flags", "Wrong and right", "How to fix", "How to exempt", "Configuration", "Properties and limits"]);

    public static readonly PageLanguage French = new(
        CultureInfo.GetCultureInfo("fr"), "docs/fr/rules", "English", "../../rules", "Identifiant", "Catégorie", "Gravité par défaut", "Activée par défaut", "Oui", "Non", "Correction", "Aucune",
        ["Ce que la règle signale", "Pourquoi", "Ce qu'elle ne signale jamais", "Faux et juste", "Corriger", "Exempter", "Configuration", "Propriétés et limites"]);

    public static readonly PageLanguage[] All = [English, French];

    public string PageOf(string id) => $"{Folder}/{id}.md";

    public string NameOf(DiagnosticSeverity severity) => (severity, Culture.TwoLetterISOLanguageName == "fr") switch
    {
        (DiagnosticSeverity.Error, false) => "Error",
        (DiagnosticSeverity.Warning, false) => "Warning",
        (DiagnosticSeverity.Info, false) => "Suggestion",
        (DiagnosticSeverity.Error, true) => "Erreur",
        (DiagnosticSeverity.Warning, true) => "Avertissement",
        (DiagnosticSeverity.Info, true) => "Suggestion",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "no rule is hidden"),
    };
}
