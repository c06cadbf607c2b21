using System.Collections.Immutable;
using ConsentAnalyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Benchmarks;

/// <summary>A project to analyze again and again, each time as if for the first time.</summary>
internal sealed class Input
{
    private readonly TestProject project;

    private CSharpCompilation? fresh;

    public Input(AnalyzerTest files)
    {
        project = new TestProject(files);
        if (!project.CompilerErrors.IsEmpty) throw new InvalidOperationException($"The input does not compile:\n{string.Join('\n', project.CompilerErrors.Take(5))}");
    }

    /// <summary>The texts of the views and other files that no compiler reads.</summary>
    public ImmutableArray<string> Markup => [.. project.Options.AdditionalFiles.Select(file => file.GetText()!.ToString())];

    /// <summary>How many lines the compiler or the markup reader gets.</summary>
    public int Lines => project.Options.AdditionalFiles.Length > 0
        ? project.Options.AdditionalFiles.Sum(file => file.GetText()!.Lines.Count)
        : project.Compilation.SyntaxTrees.Sum(tree => tree.GetText().Lines.Count);

    /// <summary>New trees and a new compilation: the rules remember what they found out about either.</summary>
    public void Refresh() => fresh = project.Compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(
        project.Compilation.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.GetText(), (CSharpParseOptions)tree.Options, tree.FilePath)));

    /// <summary>Compiles, and runs the analyzers, on one thread.</summary>
    /// <returns>How many diagnostics the analyzers gave.</returns>
    public int Analyze(params ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var compilation = fresh ?? throw new InvalidOperationException("Refresh comes first.");
        fresh = null;
        if (analyzers.IsEmpty) return compilation.GetDiagnostics().Count(IsOfAnalyzer);
        var options = new CompilationWithAnalyzersOptions(project.Options, (exception, _, _) => throw exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        // The compiler's own diagnostics are asked for as well: else an analyzer that looks at no C# would be faster than none.
        return new CompilationWithAnalyzers(compilation, analyzers, options).GetAllDiagnosticsAsync().GetAwaiter().GetResult().Count(IsOfAnalyzer);

        static bool IsOfAnalyzer(Diagnostic diagnostic) => !diagnostic.Id.StartsWith("CS", StringComparison.Ordinal);
    }

    /// <summary>Fails when an analyzer does not find what the benchmark says it finds.</summary>
    public void Check(bool reports, params ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        Refresh();
        var found = Analyze(analyzers);
        if (reports != found > 0) throw new InvalidOperationException($"{string.Join(", ", analyzers.Select(a => a.GetType().Name))} reported {found} diagnostics.");
    }
}
