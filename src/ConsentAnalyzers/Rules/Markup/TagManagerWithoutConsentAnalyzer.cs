using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Markup;

/// <summary>CNS2003: a tag manager's script, snippet or noscript frame, which nothing holds back.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TagManagerWithoutConsentAnalyzer() : TagAnalyzer(Descriptors.CNS2003_TagManagerWithoutConsent, TagRule.TagManager);
