using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Markup;

/// <summary>CNS2001: a live script of a known tracker, which nothing holds back.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TrackerScriptWithoutConsentAnalyzer() : TagAnalyzer(Descriptors.CNS2001_TrackerScriptWithoutConsent, TagRule.Script);
