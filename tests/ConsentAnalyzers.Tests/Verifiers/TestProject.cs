using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Tests.Verifiers;

/// <summary>The inputs of a test, compiled once: C# sources, and the trees that the SDK's Razor generator makes of the views.</summary>
internal sealed class TestProject
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private static readonly string[] NetUsings = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly string[] WebUsings =
    [
        "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    private readonly ImmutableArray<SyntaxTree> sourceTrees;

    private readonly ImmutableHashSet<string> sourcePaths;

    public TestProject(AnalyzerTest test)
    {
        Files = [.. test.Sources, .. test.Views, .. test.AdditionalFiles];
        foreach (var twice in Files.CountBy(file => file.Path).Where(count => count.Value > 1)) Assert.Fail($"Two inputs have the path {twice.Key}.");

        Config = new TestConfig(
            test.Config,
            [new("RootNamespace", "Test"), new("RazorLangVersion", "10.0"), new("RazorConfiguration", "MVC-3.0"), new("MSBuildProjectDirectory", TestFile.Root), .. test.BuildProperties],
            Files,
            test.Views);
        Options = new AnalyzerOptions([.. test.Views, .. test.AdditionalFiles], Config);

        sourcePaths = [.. test.Sources.Select(source => source.Path)];
        sourceTrees = [.. test.Sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, ParseOptions, source.Path))];
        var usings = string.Concat((test.AspNetCore ? NetUsings.Concat(WebUsings) : NetUsings).Select(name => $"global using {name};\n"));
        var compilation = CSharpCompilation.Create(
            "Test",
            [.. sourceTrees, CSharpSyntaxTree.ParseText(SourceText.From(usings, Encoding.UTF8), ParseOptions, TestFile.Root + "obj/Test.GlobalUsings.g.cs")],
            [.. test.AspNetCore ? TestReferences.AspNetCore : TestReferences.Net, .. test.References],
            new CSharpCompilationOptions(
                test.OutputKind ?? (sourceTrees.Any(HasTopLevelStatements) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary),
                nullableContextOptions: NullableContextOptions.Enable)
                .WithSyntaxTreeOptionsProvider(new TestSeverities(Config, sourcePaths)));

        if (!test.Views.Any())
        {
            Compilation = compilation;
            CompilerErrors = Errors(Compilation, []);
            return;
        }

        var seen = test.Views.Select(view => test.StaleViews.FirstOrDefault(stale => stale.Path == view.Path) ?? view);
        var driver = CSharpGeneratorDriver.Create(
            [SdkRazor.Generator], seen, ParseOptions, Config, new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, baseDirectory: TestFile.Root + "obj"));
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var problems);
        Compilation = (CSharpCompilation)generated;
        CompilerErrors = Errors(Compilation, problems);
    }

    public ImmutableArray<TestFile> Files { get; }

    public TestConfig Config { get; }

    public AnalyzerOptions Options { get; }

    public CSharpCompilation Compilation { get; }

    public ImmutableArray<Diagnostic> CompilerErrors { get; }

    public TestFile? Find(string? path) => Files.FirstOrDefault(file => file.Path == path);

    public bool IsSource(string? path) => path is not null && sourcePaths.Contains(path);

    public bool IsInSource(Diagnostic diagnostic) => IsSource(diagnostic.Location.SourceTree?.FilePath ?? diagnostic.Location.GetLineSpan().Path);

    /// <summary>The same project with a line before each C# source.</summary>
    public CSharpCompilation WithLineBeforeSources(string line) => sourceTrees.Aggregate(
        Compilation,
        (compilation, tree) => compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(tree.GetText().WithChanges(new TextChange(default, line + "\n")))));

    /// <summary>The same project, every file in the opposite order.</summary>
    public (CSharpCompilation Compilation, AnalyzerOptions Options) Reversed() =>
        (Compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(Compilation.SyntaxTrees.Reverse()), new AnalyzerOptions([.. Options.AdditionalFiles.Reverse()], Config));

    private static ImmutableArray<Diagnostic> Errors(Compilation compilation, ImmutableArray<Diagnostic> problems) =>
        [.. problems.Concat(compilation.GetDiagnostics()).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    private static bool HasTopLevelStatements(SyntaxTree tree) => tree.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax);
}
