using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Markup;

/// <summary>CNS2004: a frame, object or style sheet of a third party that stores, which nothing holds back.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EmbedWithoutConsentAnalyzer() : TagAnalyzer(Descriptors.CNS2004_EmbedWithoutConsent, TagRule.Embed);
