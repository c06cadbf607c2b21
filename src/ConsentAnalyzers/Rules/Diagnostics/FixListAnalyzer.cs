using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using ConsentAnalyzers.Fixes;
using ConsentAnalyzers.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Rules.Diagnostics;

/// <summary>CNS9003: every finding that can be mended, with the edits that mend it. Off by default; <c>consent fix</c> switches it on, and <c>dotnet format</c> mends by it what it would never see: findings in markup.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FixListAnalyzer() : ConsentAnalyzer(Descriptors.CNS9003_FixList)
{
    /// <summary>The properties, beside those of the finding: its rule, and the fixes as <see cref="FixFormat"/> writes them.</summary>
    public const string Rule = "rule", Fixes = "fixes";

#pragma warning disable RS1013 // The start is where the base class decides whether there is anything to look at.
    private protected override void Register(CompilationStartAnalysisContext context, ConsentContext consent) => context.RegisterCompilationEndAction(List);
#pragma warning restore RS1013

    // The other rules are run once more, as the compiler runs them: severities, pragmas and attributes count.
    private static void List(CompilationAnalysisContext context)
    {
        var run = context.Compilation.WithAnalyzers(AllRules.Create(), new CompilationWithAnalyzersOptions(context.Options, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        var anchor = Anchor(context.Compilation);
        var findings = run.GetAnalyzerDiagnosticsAsync(context.CancellationToken).GetAwaiter().GetResult();
        foreach (var finding in findings.OrderBy(PathOf, StringComparer.Ordinal).ThenBy(f => f.Location.SourceSpan.Start).ThenBy(f => f.Id, StringComparer.Ordinal))
        {
            var fixes = FixEngine.For(finding, run.Compilation, context.Options, context.CancellationToken);
            if (!fixes.IsEmpty) context.ReportDiagnostic(Entry(finding, fixes, anchor));
        }
    }

    private static Diagnostic Entry(Diagnostic finding, ImmutableArray<Fix> fixes, Location? anchor)
    {
        var language = Thread.CurrentThread.CurrentUICulture;
        var properties = finding.Properties
            .SetItem(Rule, finding.Id)
            .SetItem(Fixes, FixFormat.Write([.. fixes.Select(fix => new WrittenFix(fix.Key, fix.Title.ToString(language), fix.Edits))]));
        var place = finding.Location.SourceTree is { } tree && !RazorViews.IsGenerated(tree.FilePath) ? finding.Location : anchor ?? finding.Location;
        return Diagnostic.Create(Descriptors.CNS9003_FixList, place, [finding.Location], properties, finding.Id, string.Join(", ", fixes.Where(f => !f.IsChoice).Select(f => f.Title.ToString(language)).DefaultIfEmpty("?")));
    }

    // Where findings in markup are listed: dotnet format drops what stands in no C# file.
    private static Location? Anchor(Compilation compilation)
    {
        var written = compilation.SyntaxTrees.Where(t => !t.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase) && !t.FilePath.Contains("/obj/") && !t.FilePath.Contains("\\obj\\")).OrderBy(t => t.FilePath, StringComparer.Ordinal).FirstOrDefault();
        return written is null ? null : Location.Create(written, default);
    }

    private static string PathOf(Diagnostic finding) => finding.Location.GetMappedLineSpan().Path ?? "";
}
