using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Markup;

/// <summary>CNS2009: an audience measurement that neither waits for consent nor meets the conditions of its exemption.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AudienceMeasurementNotExemptAnalyzer() : TagAnalyzer(Descriptors.CNS2009_AudienceMeasurementNotExempt, TagRule.AudienceMeasurement);
