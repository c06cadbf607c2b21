using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Markup;

/// <summary>CNS2006: a loader that waits for consent and a snippet that does not, or the reverse.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HalfGateAnalyzer() : TagAnalyzer(Descriptors.CNS2006_HalfGate, TagRule.HalfGate);
