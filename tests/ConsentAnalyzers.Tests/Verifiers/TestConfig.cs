using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Tests.Verifiers;

/// <summary>A test's configuration, read by Roslyn's own parser and seen by the analyzers exactly as under the compiler.</summary>
internal sealed class TestConfig : AnalyzerConfigOptionsProvider
{
    private readonly AnalyzerConfigSet set;

    /// <param name="config">What stands before the first section goes into a <c>.globalconfig</c>, the sections into an <c>.editorconfig</c>.</param>
    public TestConfig(string config, IEnumerable<KeyValuePair<string, string>> buildProperties, IEnumerable<TestFile> files, IEnumerable<TestFile> views)
    {
        var sections = config.StartsWith('[') ? 0 : config.IndexOf("\n[", StringComparison.Ordinal);
        if (sections < 0) sections = config.Length;

        // What MSBuild writes into obj/*.GeneratedMSBuildEditorConfig.editorconfig.
        var generated = new StringBuilder("is_global = true\n");
        foreach (var (name, value) in buildProperties) generated.Append($"build_property.{name} = {value}\n");
        foreach (var view in views) generated.Append($"[{view.Path.Replace('\\', '/')}]\nbuild_metadata.AdditionalFiles.TargetPath = {Convert.ToBase64String(Encoding.UTF8.GetBytes(view.Name))}\n");

        set = AnalyzerConfigSet.Create(
            ImmutableArray.Create(
                AnalyzerConfig.Parse("is_global = true\n" + config[..sections], TestFile.Root + ".globalconfig"),
                AnalyzerConfig.Parse(config[sections..], TestFile.Root + ".editorconfig"),
                AnalyzerConfig.Parse(generated.ToString(), TestFile.Root + "obj/Test.GeneratedMSBuildEditorConfig.editorconfig")),
            out var problems);
        problems = [.. problems, .. set.GlobalConfigOptions.Diagnostics, .. files.SelectMany(file => set.GetOptionsForSourcePath(file.Path).Diagnostics)];
        Assert.True(problems.IsEmpty, $"The configuration is wrong:\n{string.Join('\n', problems)}");
    }

    public override AnalyzerConfigOptions GlobalOptions => new Values(set.GlobalConfigOptions.AnalyzerOptions);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(set.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(set.GetOptionsForSourcePath(textFile.Path).AnalyzerOptions);

    /// <summary>The configured severity of a rule in a source file, or, without a path, everywhere else.</summary>
    public ReportDiagnostic SeverityOf(string id, string? sourcePath)
    {
        if (sourcePath is not null && set.GetOptionsForSourcePath(sourcePath).TreeOptions.TryGetValue(id, out var inFile)) return inFile;
        return set.GlobalConfigOptions.TreeOptions.GetValueOrDefault(id, ReportDiagnostic.Default);
    }

    private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override IEnumerable<string> Keys => values.Keys;

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}

/// <summary>Severities as the compiler applies them: sections of an <c>.editorconfig</c> reach written sources only, never generated trees.</summary>
internal sealed class TestSeverities(TestConfig config, ImmutableHashSet<string> sourcePaths) : SyntaxTreeOptionsProvider
{
    public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

    public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
    {
        severity = sourcePaths.Contains(tree.FilePath) ? config.SeverityOf(diagnosticId, tree.FilePath) : ReportDiagnostic.Default;
        return severity != ReportDiagnostic.Default;
    }

    public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
    {
        severity = config.SeverityOf(diagnosticId, sourcePath: null);
        return severity != ReportDiagnostic.Default;
    }
}
