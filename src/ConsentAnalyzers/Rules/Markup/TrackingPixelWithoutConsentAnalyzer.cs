using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Markup;

/// <summary>CNS2005: a tracking pixel that nothing holds back.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TrackingPixelWithoutConsentAnalyzer() : TagAnalyzer(Descriptors.CNS2005_TrackingPixelWithoutConsent, TagRule.Pixel);
