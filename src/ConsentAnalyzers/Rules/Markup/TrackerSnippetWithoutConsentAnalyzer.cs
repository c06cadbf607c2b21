using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Markup;

/// <summary>CNS2002: an inline script that starts a known tracker, which nothing holds back.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TrackerSnippetWithoutConsentAnalyzer() : TagAnalyzer(Descriptors.CNS2002_TrackerSnippetWithoutConsent, TagRule.Snippet);
