using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Markup;

/// <summary>CNS2014: a live third-party resource whose need for consent is disputed or depends on its configuration.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DisputedResourceAnalyzer() : TagAnalyzer(Descriptors.CNS2014_DisputedResource, TagRule.Disputed);
