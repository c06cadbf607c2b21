using System.Collections.Immutable;
using ConsentAnalyzers.CodeFixes;
using ConsentAnalyzers.Rules;
using ConsentAnalyzers.Rules.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Tests.CodeFixes;

/// <summary>A solution in memory, as an editor or <c>dotnet format</c> holds one: documents, additional documents, the SDK's Razor generator, the analyzers.</summary>
internal sealed class FixWorkspace : IDisposable
{
    private const string Usings = "global using System;\nglobal using Microsoft.AspNetCore.Http;\n";

    private readonly AdhocWorkspace _workspace = new();

    public Solution Solution { get; private set; }

    public FixWorkspace() => Solution = _workspace.CurrentSolution;

    /// <summary>Adds a project of C# files and views; a path that another project has too is a file that both share.</summary>
    public FixWorkspace Project(string name, params (string Path, string Text)[] files)
    {
        var id = ProjectId.CreateNewId(name);
        var views = files.Where(file => !file.Path.EndsWith(".cs", StringComparison.Ordinal)).ToList();
        var config = "is_global = true\nbuild_property.RootNamespace = Test\nbuild_property.RazorLangVersion = 10.0\nbuild_property.RazorConfiguration = MVC-3.0\n"
            + string.Concat(views.Select(view => $"[{TestFile.Root}{view.Path}]\nbuild_metadata.AdditionalFiles.TargetPath = {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(view.Path))}\n"));
        Solution = Solution
            .AddProject(ProjectInfo.Create(id, VersionStamp.Default, name, name, LanguageNames.CSharp, TestFile.Root + name + ".csproj", compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable), parseOptions: new CSharpParseOptions(LanguageVersion.Latest), metadataReferences: TestReferences.AspNetCore))
            .AddAnalyzerReference(id, new RazorReference())
            .AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), ".globalconfig", SourceText.From(config), filePath: TestFile.Root + "obj/" + name + ".globalconfig")
            .AddDocument(DocumentId.CreateNewId(id), "Usings.cs", Usings, filePath: $"{TestFile.Root}{name}/Usings.cs");
        foreach (var (path, text) in files)
        {
            var source = SourceText.From(text, System.Text.Encoding.UTF8, SourceHashAlgorithm.Sha256);
            var documentId = DocumentId.CreateNewId(id);
            Solution = path.EndsWith(".cs", StringComparison.Ordinal) ? Solution.AddDocument(documentId, path, source, filePath: TestFile.Root + path) : Solution.AddAdditionalDocument(documentId, path, source, filePath: TestFile.Root + path);
        }

        return this;
    }

    /// <summary>The texts by path; documents that share a path must be the same.</summary>
    public async Task<Dictionary<string, string>> TextsAsync(Solution solution)
    {
        var texts = new Dictionary<string, string>();
        foreach (var document in solution.Projects.SelectMany(project => project.Documents.Concat(project.AdditionalDocuments)))
        {
            if (document.FilePath!.EndsWith("/Usings.cs", StringComparison.Ordinal)) continue;
            var (path, text) = (document.FilePath[TestFile.Root.Length..], (await document.GetTextAsync()).ToString());
            Assert.True(!texts.TryGetValue(path, out var other) || other == text, $"{path} is not the same in all its projects.");
            texts[path] = text;
        }

        return texts;
    }

    public async Task<ImmutableArray<Diagnostic>> FindingsAsync(Project project, string rule)
    {
        var compilation = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        ImmutableArray<DiagnosticAnalyzer> analyzers = rule == Descriptors.CNS9003_FixList.Id ? [new FixListAnalyzer()] : AllRules.Create();
        var options = (CSharpCompilationOptions)compilation.Options;
        var run = compilation.WithOptions(options.WithSpecificDiagnosticOptions([new(rule, ReportDiagnostic.Warn)])).WithAnalyzers(analyzers, project.AnalyzerOptions);
        return [.. (await run.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).Where(d => d.Id == rule).OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>What the editor's menu offers for a finding.</summary>
    public static async Task<List<CodeAction>> OfferedAsync(Project project, Diagnostic finding)
    {
        var actions = new List<CodeAction>();
        var path = finding.Location.GetLineSpan().Path;
        var document = project.Documents.Concat(project.AdditionalDocuments).Single(d => d.FilePath == path);
        await new ConsentCodeFixProvider().RegisterCodeFixesAsync(new CodeFixContext(document, finding.Location.SourceSpan, [finding], (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        return actions;
    }

    public async Task<Solution?> FixAllAsync(string projectName, string rule, FixAllScope scope, string key, string? documentPath = null)
    {
        var project = Solution.Projects.Single(p => p.Name == projectName);
        var diagnostics = new Source(this, rule);
        var context = documentPath is null
            ? new FixAllContext(project, new ConsentCodeFixProvider(), scope, key, [rule], diagnostics, TestContext.Current.CancellationToken)
            : new FixAllContext(project.Documents.Single(d => d.FilePath == TestFile.Root + documentPath), new ConsentCodeFixProvider(), scope, key, [rule], diagnostics, TestContext.Current.CancellationToken);
        return await new ConsentCodeFixProvider().GetFixAllProvider().GetFixAsync(context) is { } action ? await AppliedAsync(action) : null;
    }

    public static async Task<Solution> AppliedAsync(CodeAction action) =>
        Assert.Single((await action.GetOperationsAsync(TestContext.Current.CancellationToken)).OfType<ApplyChangesOperation>()).ChangedSolution;

    public void Dispose() => _workspace.Dispose();

    private sealed class Source(FixWorkspace workspace, string rule) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await workspace.FindingsAsync(project, rule);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            (await workspace.FindingsAsync(document.Project, rule)).Where(d => d.Location.GetLineSpan().Path == document.FilePath);

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await workspace.FindingsAsync(project, rule)).Where(d => project.Documents.All(document => document.FilePath != d.Location.GetLineSpan().Path));
    }

    private sealed class RazorReference : AnalyzerReference
    {
        private readonly ISourceGenerator _generator = SdkRazor.Generator;

        public override string? FullPath => null;

        public override object Id => nameof(RazorReference);

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => [_generator];

        public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => [_generator];
    }
}
