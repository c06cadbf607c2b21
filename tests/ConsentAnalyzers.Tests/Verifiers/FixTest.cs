using System.Collections.Immutable;
using ConsentAnalyzers.Fixes;
using ConsentAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Tests.Verifiers;

/// <summary>
/// Mends every finding of a rule by one kind of fix, and fails unless the texts are exactly the expected ones, compile, are silent under the rule,
/// wake no other rule, and have nothing left to mend. Runs with both kinds of line ends.
/// </summary>
internal sealed class FixTest(string rule, string key)
{
    /// <summary>C# sources, as in <see cref="AnalyzerTest"/> but without marks: <c>{ ("path", "text") }</c>.</summary>
    public TestFiles Sources { get; } = [];

    /// <summary><c>.cshtml</c> and <c>.razor</c> files.</summary>
    public TestFiles Views { get; } = [];

    /// <summary>Files the compiler does not see.</summary>
    public TestFiles AdditionalFiles { get; } = [];

    /// <summary>What becomes of a file, by name; every other file must stay as it is.</summary>
    public Dictionary<string, string> Fixed { get; } = [];

    /// <summary>Further references, <see cref="TestReferences.Helper"/> for example.</summary>
    public List<MetadataReference> References { get; } = [];

    public string Config { get; init; } = "";

    public OutputKind? OutputKind { get; init; }

    /// <summary>Rules that may speak of the mended text though they did not before: an exemption that wants its reason.</summary>
    public string[] Wakes { get; init; } = [];

    /// <summary>Whether findings of the rule may be left, because only some of them can be mended so.</summary>
    public bool SomeAreLeft { get; init; }

    public async Task RunAsync()
    {
        await RunAsync("\n");
        await RunAsync("\r\n");
    }

    /// <summary>Passes when no finding of the rule is offered the fix, though there is at least one finding.</summary>
    public async Task NothingAsync()
    {
        var state = await State.OfAsync(this, Texts("\n"));
        Assert.True(state.Findings.Any(f => f.Id == rule), $"{rule} is not reported.");
        Assert.Empty(state.Offered(rule, key));
    }

    /// <summary>One file after the fixes; without a text, why there is none.</summary>
    public async Task<(string? Text, string Problem)> AppliedAsync(string name)
    {
        var texts = Texts("\n");
        var state = await State.OfAsync(this, texts);
        var changes = FixMerge.Merge(state.Offered(rule, key).Select(f => (IReadOnlyCollection<FixEdit>)f.Edits), out _);
        return changes.TryGetValue(TestFile.Root + name, out var edits) ? (FixMerge.Apply(texts[name], edits), "") : (null, $"no finding of {rule} is offered '{key}':\n{state}");
    }

    /// <summary>The mended texts, by name, where nobody has written down what is expected: everything else is checked.</summary>
    public Task<Dictionary<string, string>> MendAsync() => MendAsync("\n");

    private async Task RunAsync(string newLine)
    {
        Assert.NotEmpty(Fixed);
        await MendAsync(newLine);
    }

    private void Compare(Dictionary<string, string> texts, Dictionary<string, string> after, string newLine)
    {
        foreach (var (name, text) in texts) Assert.Equal(Fixed.TryGetValue(name, out var expected) ? WithLineEnds(expected, newLine) : text, after[name]);
    }

    private async Task<Dictionary<string, string>> MendAsync(string newLine)
    {
        var texts = Texts(newLine);
        var before = await State.OfAsync(this, texts);
        var fixes = before.Offered(rule, key);
        Assert.True(fixes.Count > 0, $"No finding of {rule} is offered '{key}'. Findings:\n{before}");
        var changes = FixMerge.Merge(fixes.Select(f => (IReadOnlyCollection<FixEdit>)f.Edits), out var rejected);
        Assert.True(rejected.Count == 0, "Two fixes stand in each other's way.");

        var after = texts.ToDictionary(t => t.Key, t => changes.TryGetValue(TestFile.Root + t.Key, out var edits) ? FixMerge.Apply(t.Value, edits) : t.Value);
        foreach (var file in changes.Keys) Assert.True(texts.ContainsKey(file[TestFile.Root.Length..]), $"{file} is no file of the test.");

        if (Fixed.Count > 0) Compare(texts, after, newLine);
        var mended = await State.OfAsync(this, after);
        if (!SomeAreLeft) Assert.True(mended.Findings.All(f => f.Id != rule), $"{rule} is still reported:\n{mended}");
        var woken = mended.Findings.Where(f => !Wakes.Contains(f.Id)).GroupBy(f => f.Id).Where(g => g.Count() > before.Findings.Count(f => f.Id == g.Key)).ToList();
        Assert.True(woken.Count == 0, $"The fix makes other rules speak:\n{mended}");
        Assert.True(mended.Offered(rule, key).Count == 0, $"The fix is offered again:\n{mended}");
        return after;
    }

    private Dictionary<string, string> Texts(string newLine) =>
        Sources.Concat(Views).Concat(AdditionalFiles).ToDictionary(f => f.Name, f => WithLineEnds(f.Marked.Text, newLine));

    private static string WithLineEnds(string text, string newLine) => text.ReplaceLineEndings("\n").Replace("\n", newLine);

    private sealed record State(TestProject Project, ImmutableArray<Diagnostic> Findings)
    {
        public static async Task<State> OfAsync(FixTest test, Dictionary<string, string> texts)
        {
            var input = new AnalyzerTest([]) { Config = test.Config, OutputKind = test.OutputKind };
            input.References.AddRange(test.References);
            Add(test.Sources, input.Sources);
            Add(test.Views, input.Views);
            Add(test.AdditionalFiles, input.AdditionalFiles);
            var project = new TestProject(input);
            Assert.True(project.CompilerErrors.IsEmpty, $"The compiler:\n{string.Join('\n', project.CompilerErrors)}\n{string.Join("\n----\n", texts.Values)}");
            Exception? thrown = null;
            var run = new CompilationWithAnalyzers(project.Compilation, AllRules.Create(), new CompilationWithAnalyzersOptions(project.Options, (exception, _, _) => thrown = exception, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
            var findings = await run.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            Assert.True(thrown is null, $"An analyzer threw.\n{thrown}");
            return new(project, [.. findings.OrderBy(f => f.Location.GetMappedLineSpan().Path, StringComparer.Ordinal).ThenBy(f => f.Location.SourceSpan.Start)]);

            void Add(TestFiles from, TestFiles to)
            {
                foreach (var file in from) to.Add((file.Name, texts[file.Name], MarkupOptions.None));
            }
        }

        public List<Fix> Offered(string rule, string key)
        {
            var offered = new List<Fix>();
            foreach (var finding in Findings.Where(f => f.Id == rule))
            {
                var fixes = FixEngine.For(finding, Project.Compilation, Project.Options, TestContext.Current.CancellationToken);
                Assert.True(fixes.DistinctBy(f => f.Key).Count() == fixes.Length, $"A finding is offered two fixes of one key: {string.Join(", ", fixes.Select(f => f.Key))}\n{finding}");
                if (fixes.FirstOrDefault(f => f.Key == key) is { } fix) offered.Add(fix);
            }

            return offered;
        }

        public override string ToString() => string.Concat(Findings.Select(f => $"  {f} [{string.Join(", ", FixEngine.For(f, Project.Compilation, Project.Options, TestContext.Current.CancellationToken).Select(x => x.Key))}]\n"));
    }
}
