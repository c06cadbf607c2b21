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
    /// <summary>The pages about the package ConsentAnalyzers.AspNetCore. Their code is compiled against it, their shared files are theirs alone, and every block is checked.</summary>
    public static readonly ImmutableArray<string> HelperPages =
    [
        "docs/guides/consent-from-nothing.md", "docs/guides/from-aspnetcore-consent.md", "docs/guides/blazor.md", "docs/guides/minimal-apis.md",
        "docs/guides/proof.md", "docs/guides/cmp-on-the-server.md", "README.md", "src/ConsentAnalyzers.AspNetCore/README.md", "src/ConsentAnalyzers.AspNetCore.Components/README.md",
    ];

    /// <summary>What stands around a fragment on those pages: what its own page has introduced, and packages that the tests have not.</summary>
    private const string Surroundings = """
        global using static Given;

        internal static class Given
        {
            public static WebApplicationBuilder builder { get; } = WebApplication.CreateBuilder();
            public static WebApplication app { get; } = builder.Build();
            public static ConsentAnalyzers.AspNetCore.ConsentProofArchive archive => app.Services.GetRequiredService<ConsentAnalyzers.AspNetCore.ConsentProofArchive>();
            public static ILogger logger => app.Logger;
            public static long sequence => 1;
            public static string hash => "";
        }

        namespace Films.Client { public static class _Imports; }

        namespace Npgsql
        {
            public sealed class NpgsqlDataSource { public NpgsqlCommand CreateCommand(string text) => new(); }
            public sealed class NpgsqlCommand : System.IAsyncDisposable
            {
                public List<NpgsqlParameter> Parameters { get; } = [];
                public Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) => Task.FromResult(1);
                public ValueTask DisposeAsync() => default;
            }
            public sealed class NpgsqlParameter { public object? Value { get; set; } }
        }

        namespace Microsoft.AspNetCore.Components.WebAssembly.Hosting
        {
            public sealed class WebAssemblyHostBuilder
            {
                public static WebAssemblyHostBuilder CreateDefault(string[] args) => new();
                public IServiceCollection Services { get; } = new ServiceCollection();
                public WebAssemblyHost Build() => new();
            }
            public sealed class WebAssemblyHost { public Task RunAsync() => Task.CompletedTask; }
        }

        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class WebAssemblyOnTheServer
            {
                public static IRazorComponentsBuilder AddInteractiveWebAssemblyComponents(this IRazorComponentsBuilder builder) => builder;
                public static RazorComponentsEndpointConventionBuilder AddInteractiveWebAssemblyRenderMode(this RazorComponentsEndpointConventionBuilder builder) => builder;
            }
        }
        """;

    private static readonly (string File, string Text)[] SurroundingViews =
    [
        ("Components/App.razor", "<p>The app</p>"),
        ("Components/Routes.razor", "<p>The routes of the template</p>"),
        // Where the template's own projects have their parts.
        ("_Imports.razor", "@namespace Films\n@using Films.Components"),
        ("Views/_ViewImports.cshtml", "@using ConsentAnalyzers.AspNetCore\n@inject IConsent Consent\n@addTagHelper *, Microsoft.AspNetCore.Mvc.TagHelpers\n@addTagHelper *, ConsentAnalyzers.AspNetCore"),
    ];

    public static bool IsHelperPage(string path) => HelperPages.Contains(path);

    public static bool IsChecked(CodeBlock block) => block.Language is "csharp" or "razor" && (block.Is("wrong") || block.Is("right"));

    public static bool IsShared(CodeBlock block) => block.Language is "csharp" or "razor" && block.FileName is not null && !IsChecked(block);

    /// <summary>A register is part of the examples of its own page.</summary>
    public static bool IsPagesRegister(CodeBlock block) => block.Language == "csv" && block.FileName == RegisterFile.FileName;

    /// <param name="switchedOn">A rule that is off by default, on its own page.</param>
    /// <param name="usesHelper">Whether the block is compiled against the package ConsentAnalyzers.AspNetCore.</param>
    public static async Task<List<string>> ProblemsAsync(CodeBlock block, IEnumerable<CodeBlock> shared, string? switchedOn = null, bool usesHelper = false)
    {
        var isView = block.Language == "razor";
        var name = block.FileName ?? (isView ? "Views/Example/Index.cshtml" : "Example.cs");
        var test = new AnalyzerTest(Rules.Analyzers) { Config = switchedOn is null ? "" : $"dotnet_diagnostic.{switchedOn}.severity = suggestion" };
        if (usesHelper)
        {
            test.References.AddRange(TestReferences.Helper);
            test.Sources.Add(("Surroundings.cs", Surroundings, MarkupOptions.None));
            if (isView || block.Text.Contains("Films.Components", StringComparison.Ordinal))
            {
                foreach (var (file, text) in SurroundingViews.Where(view => view.File != name)) test.Views.Add((file, text, MarkupOptions.None));
            }
        }

        foreach (var (file, text) in shared.Select(s => (s.FileName!, s.Text)).Append((name, block.Text)))
        {
            if (file.EndsWith(".cs", StringComparison.Ordinal)) test.Sources.Add((file, text, MarkupOptions.None));
            else if (file.EndsWith(".csv", StringComparison.Ordinal)) test.AdditionalFiles.Add((file, text, MarkupOptions.None));
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

    /// <summary>Whether a block shows what a fix makes of the wrong example before it: <c>fixed=gate</c>.</summary>
    public static bool IsFixed(CodeBlock block) => block.FixKey is not null;

    /// <summary>What the fixes of a page's rule make of its wrong example, without the marks of the lines.</summary>
    /// <returns>The text, and the reason where there is none.</returns>
    public static async Task<(string? Text, string Problem)> FixedAsync(CodeBlock wrong, string rule, string key, IEnumerable<CodeBlock> shared)
    {
        var isView = wrong.Language == "razor";
        var name = wrong.FileName ?? (isView ? "Views/Example/Index.cshtml" : "Example.cs");
        var before = string.Join('\n', wrong.Text.Split('\n').Select(line => Mark().Replace(line, "").TrimEnd()));
        var test = new FixTest(rule, key);
        foreach (var (file, text) in shared.Select(s => (s.FileName!, s.Text)).Append((name, before)))
        {
            if (file.EndsWith(".cs", StringComparison.Ordinal)) test.Sources.Add((file, text, MarkupOptions.None));
            else if (file.EndsWith(".csv", StringComparison.Ordinal)) test.AdditionalFiles.Add((file, text, MarkupOptions.None));
            else if (isView) test.Views.Add((file, text, MarkupOptions.None));
        }

        return await test.AppliedAsync(name);
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
