using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Markup;

/// <summary>CNS2010: a live tag after a denied consent mode: the vendor is contacted before the choice.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AdvancedConsentModeAnalyzer() : TagAnalyzer(Descriptors.CNS2010_AdvancedConsentMode, TagRule.AdvancedConsentMode);
