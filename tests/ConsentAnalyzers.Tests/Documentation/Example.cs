using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ConsentAnalyzers.Register;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Tests.Documentation;

/// <summary>
/// Code that a page shows. <c>csharp</c> and <c>razor</c> blocks marked <c>wrong</c> or <c>right</c> stand alone, together with the blocks
/// that carry <c>file=</c> without either word, which are part of every example. A line that ends in <c>// CNS1001</c> or <c>@* CNS1001 *@</c>
/// is one where such a diagnostic begins; a right example has none.
/// </summary>
internal static partial class Example
{
    public static bool IsChecked(CodeBlock block) => block.Language is "csharp" or "razor" && (block.Is("wrong") || block.Is("right"));

    public static bool IsShared(CodeBlock block) => block.Language is "csharp" or "razor" && block.FileName is not null && !IsChecked(block);

    /// <param name="switchedOn">A rule that is off by default, on its own page.</param>
    public static async Task<List<string>> ProblemsAsync(CodeBlock block, IEnumerable<CodeBlock> shared, string? switchedOn = null)
    {
        var isView = block.Language == "razor";
        var name = block.FileName ?? (isView ? "Views/Example/Index.cshtml" : "Example.cs");
        var test = new AnalyzerTest(Rules.Analyzers) { Config = switchedOn is null ? "" : $"dotnet_diagnostic.{switchedOn}.severity = suggestion" };
        foreach (var (file, text) in shared.Select(s => (s.FileName!, s.Text)).Append((name, block.Text)))
        {
            if (file.EndsWith(".cs", StringComparison.Ordinal)) test.Sources.Add((file, text, MarkupOptions.None));
            else if (isView) test.Views.Add((file, text, MarkupOptions.None));
        }

        var project = new TestProject(test);
        if (project.CompilerErrors.Length > 0) return [.. project.CompilerErrors.Select(error => $"does not compile: {error}")];

        var run = new CompilationWithAnalyzers(project.Compilation, Rules.Analyzers, project.Options);
        var diagnostics = await run.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        var actual = diagnostics.Select(d => (d.Id, Line: LineOf(d.Location, project.Find(TestFile.Root + name)!.Path))).Order().ToList();
        var expected = Expected(block.Text).Order().ToList();
        var problems = new List<string>();
        if (block.Is("right") && expected.Count > 0) problems.Add("a right example expects nothing");
        if (block.Is("wrong") && expected.Count == 0) problems.Add("a wrong example says where: end the line with // CNS1001 or @* CNS2001 *@");
        problems.AddRange(Except(expected, actual).Select(e => $"line {e.Line} of the block must give {e.Id}"));
        problems.AddRange(Except(actual, expected).Select(a => $"line {a.Line} of the block gives {a.Id}, and nothing says so"));
        return problems;
    }

    /// <summary>A block is a file, or members of a class.</summary>
    public static IEnumerable<string> SyntaxProblems(CodeBlock block)
    {
        var asFile = Errors(block.Text).ToList();
        return asFile.Count == 0 || !Errors($"class Page\n{{\n{block.Text}\n}}").Any() ? [] : asFile.Select(error => $"does not parse: {error}");

        static IEnumerable<Diagnostic> Errors(string text) =>
            CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest)).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>Configuration shown as wrong ends each wrong line with <c># CNS9001</c>.</summary>
    public static async Task<List<string>> ConfigurationProblemsAsync(CodeBlock block)
    {
        var lines = block.Text.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("is_global", StringComparison.Ordinal)).ToList();
        var problems = new List<string>();
        foreach (var line in lines)
        {
            var project = new TestProject(new AnalyzerTest(Rules.Analyzers) { Sources = { "class C;" }, Config = line });
            var run = new CompilationWithAnalyzers(project.Compilation, Rules.Analyzers, project.Options);
            var found = (await run.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).Where(d => d.Id == "CNS9001").ToList();
            var isWrong = line.TrimEnd().EndsWith("# CNS9001", StringComparison.Ordinal);
            if (isWrong != found.Count > 0) problems.Add(isWrong ? $"'{line}' must give CNS9001" : $"'{line}' gives {found[0].GetMessage()}");
            if (isWrong && !block.Is("wrong")) problems.Add($"'{line}' is wrong, and the block is not marked so");
        }

        return problems;
    }

    /// <summary>A register. In a wrong one the column <c>finding</c>, which means nothing to the rules, holds the ids that its line gives.</summary>
    public static async Task<List<string>> RegisterProblemsAsync(CodeBlock block)
    {
        var project = new TestProject(new AnalyzerTest(Rules.Analyzers) { AdditionalFiles = { (RegisterFile.FileName, block.Text, MarkupOptions.None) } });
        var run = new CompilationWithAnalyzers(project.Compilation, Rules.Analyzers, project.Options);
        var actual = (await run.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).Select(d => (d.Id, Line: d.Location.GetLineSpan().StartLinePosition.Line + 1)).Order().ToList();
        var rows = new ConsentRegister([.. project.Options.AdditionalFiles]).Files.Single().Rows;
        var expected = rows.SelectMany(row => row["finding"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => (Id: id, row.Line))).Order().ToList();
        var problems = new List<string>();
        if (rows.IsEmpty) problems.Add("there is no row");
        if (block.Is("wrong") == (expected.Count == 0)) problems.Add("a wrong register says in the column finding what it gives, a right one gives nothing");
        problems.AddRange(Except(expected, actual).Select(e => $"line {e.Line} of the block must give {e.Id}"));
        problems.AddRange(Except(actual, expected).Select(a => $"line {a.Line} of the block gives {a.Id}, and nothing says so"));
        return problems;
    }

    internal static IEnumerable<(string Id, int Line)> Expected(string text) =>
        from line in text.Split('\n').Select((content, index) => (content, Number: index + 1))
        let mark = Mark().Match(line.content)
        where mark.Success
        from id in (mark.Groups[1].Value + mark.Groups[2].Value).Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select (id, line.Number);

    private static int LineOf(Location location, string path) => location.GetMappedLineSpan() is { } span && span.Path == path ? span.StartLinePosition.Line + 1 : 0;

    private static List<T> Except<T>(List<T> all, List<T> without)
    {
        var rest = all.ToList();
        foreach (var item in without) rest.Remove(item);
        return rest;
    }

    [GeneratedRegex(@"(?://((?: CNS\d{4})+)|@\*((?: CNS\d{4})+) \*@)\s*$")]
    private static partial Regex Mark();
}
