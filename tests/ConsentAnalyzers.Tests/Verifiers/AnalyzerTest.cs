using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Tests.Verifiers;

/// <summary>Runs analyzers over marked inputs and fails on any difference. The shape is that of Microsoft.CodeAnalysis.Testing.</summary>
internal partial class AnalyzerTest(params ImmutableArray<DiagnosticAnalyzer> analyzers)
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr");

    private readonly ImmutableDictionary<string, DiagnosticDescriptor> rules = analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Distinct().ToImmutableDictionary(rule => rule.Id);

    private readonly List<Action<TestProject, List<Expectation>>> details = [];

    /// <summary>C# sources.</summary>
    public TestFiles Sources { get; } = [];

    /// <summary><c>.cshtml</c> and <c>.razor</c> files: they go through the SDK's own Razor generator, and are additional files.</summary>
    public TestFiles Views { get; } = [];

    /// <summary>Older texts of <see cref="Views"/>: what the generator saw, in an editor that has not run it since.</summary>
    public TestFiles StaleViews { get; } = [];

    /// <summary>Files the analyzers see and the compiler does not: html, scripts, the register; also a view that no generator knows.</summary>
    public TestFiles AdditionalFiles { get; } = [];

    /// <summary>Keys for the whole project first, then the sections of an <c>.editorconfig</c>.</summary>
    public string Config { get; init; } = "";

    /// <summary>Seen as <c>build_property.*</c>.</summary>
    public Dictionary<string, string> BuildProperties { get; } = [];

    /// <summary>Further references, see <see cref="TestReferences.Library"/>.</summary>
    public List<MetadataReference> References { get; } = [];

    /// <summary>Whether the inputs are compiled against ASP.NET Core.</summary>
    public bool AspNetCore { get; init; } = true;

    /// <summary>By default an executable if there are top-level statements, else a library.</summary>
    public OutputKind? OutputKind { get; init; }

    /// <summary>The inputs are half-typed; what the compiler says of them is not compared.</summary>
    public bool CompilerErrorsAllowed { get; init; }

    /// <summary>For inputs with pragmas of their own, which would win over the one that this check puts before them.</summary>
    public bool SkipPragmaCheck { get; init; }

    /// <summary>
    /// Asks more of a diagnostic than its id and place: one that is marked with its id, or stands <paramref name="at"/> a place marked <c>{|#0:…|}</c>.
    /// When nothing is marked so, it is expected there as well; without <paramref name="at"/>, without a location.
    /// </summary>
    public AnalyzerTest Expect(
        string id,
        int? at = null,
        string? message = null,
        DiagnosticSeverity? severity = null,
        (string Key, string? Value)[]? properties = null,
        int[]? additional = null)
    {
        details.Add((project, expected) =>
        {
            var place = at is { } number ? Numbered(project, number) : default;
            var candidates = expected.FindAll(e => e.Id == id && (at is null || e.Place == place));
            Assert.True(candidates.Count <= 1, $"Expect(\"{id}\") may mean {candidates.Count} places: mark one as {{|#0:…|}} and say at: 0.");
            var found = candidates.Count == 1 ? candidates[0] : new Expectation(id, place) { Severity = SeverityOf(id, place, project) };
            expected.Remove(found);
            expected.Add(found with
            {
                Message = message,
                Severity = severity ?? found.Severity,
                Properties = properties ?? [],
                Additional = additional is null ? null : [.. additional.Select(n => Numbered(project, n))],
            });
        });
        return this;
    }

    public async Task RunAsync()
    {
        var project = new TestProject(this);
        var expected = Expected(project);
        var errors = expected.FindAll(expectation => !rules.ContainsKey(expectation.Id));
        expected.RemoveAll(errors.Contains);
        if (!CompilerErrorsAllowed) Compare("The compiler", errors, InOrder(project.CompilerErrors, project));
        else if (errors.Count > 0) Assert.Fail(List("No analyzer here has these rules, and compiler errors are not compared", errors, e => e.ToString()));

        var findings = InOrder(await AnalyzeAsync(project.Compilation, project.Options, concurrent: true), project);
        Compare("The analyzer", expected, findings);
        CheckMessages(findings);

        // A fresh compilation, so that nothing the first run found out is reused.
        var (reversed, options) = project.Reversed();
        var again = InOrder(await AnalyzeAsync(reversed, options, concurrent: false), project);
        if (!findings.Select(f => f.ToFullString()).SequenceEqual(again.Select(f => f.ToFullString())))
            Assert.Fail($"The result depends on the order.\n{List("Concurrently", findings, f => f.ToFullString())}{List("One at a time, files in reverse order", again, f => f.ToFullString())}");

        if (!findings.Any(finding => project.IsInSource(finding.Diagnostic))) return;
        if (!SkipPragmaCheck) await NothingInSourcesAsync(project, $"#pragma warning disable {string.Join(", ", rules.Keys.Order())}");
        await NothingInSourcesAsync(project, "// <auto-generated/>");
    }

    private static Place Numbered(TestProject project, int number)
    {
        var places = project.Files.SelectMany(file => file.Marked.Locations.Where(l => l.Number == number).Select(l => new Place(file, l.Span))).ToList();
        Assert.True(places.Count == 1, $"{{|#{number}:…|}} is marked {places.Count} times.");
        return places[0];
    }

    private List<Expectation> Expected(TestProject project)
    {
        var expected = new List<Expectation>();
        foreach (var file in project.Files)
        {
            foreach (var (marked, span) in file.Marked.Diagnostics)
            {
                if (marked is null && rules.Count != 1) Assert.Fail($"{file.Name}: [|…|] wants an analyzer with one rule, and there are {rules.Count}: write {{|id:…|}}.");
                var id = marked ?? rules.Keys.Single();
                var place = new Place(file, span);
                expected.Add(new Expectation(id, place) { Severity = SeverityOf(id, place, project) });
            }
        }

        foreach (var detail in details) detail(project, expected);
        return expected;
    }

    private DiagnosticSeverity? SeverityOf(string id, Place place, TestProject project)
    {
        if (!rules.TryGetValue(id, out var rule)) return null;
        return project.Config.SeverityOf(id, project.IsSource(place.File?.Path) ? place.File!.Path : null) switch
        {
            ReportDiagnostic.Error => DiagnosticSeverity.Error,
            ReportDiagnostic.Warn => DiagnosticSeverity.Warning,
            ReportDiagnostic.Info => DiagnosticSeverity.Info,
            ReportDiagnostic.Hidden => DiagnosticSeverity.Hidden,
            _ => rule.DefaultSeverity,
        };
    }

    private async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation, AnalyzerOptions options, bool concurrent)
    {
        var exceptions = new ConcurrentQueue<Exception>();
        var run = new CompilationWithAnalyzers(
            compilation,
            analyzers,
            new CompilationWithAnalyzersOptions(options, (exception, _, _) => exceptions.Enqueue(exception), concurrent, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: false));
        var diagnostics = await run.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        if (exceptions.TryPeek(out var exception)) Assert.Fail($"An analyzer threw.\n{exception}");
        if (diagnostics.FirstOrDefault(diagnostic => diagnostic.Id == "AD0001") is { } crash) Assert.Fail($"An analyzer threw.\n{crash}");
        return diagnostics;
    }

    /// <summary>By place, whatever order they were reported in.</summary>
    private static List<Finding> InOrder(ImmutableArray<Diagnostic> diagnostics, TestProject project) =>
    [
        .. diagnostics.Select(diagnostic => Finding.Of(diagnostic, project))
            .OrderBy(finding => finding.Place.File?.Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Place.Span)
            .ThenBy(finding => finding.ToFullString(), StringComparer.Ordinal),
    ];

    private async Task NothingInSourcesAsync(TestProject project, string line)
    {
        var diagnostics = await AnalyzeAsync(project.WithLineBeforeSources(line), project.Options, concurrent: true);
        var left = diagnostics.Where(d => project.IsInSource(d) && !d.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable)).ToList();
        if (left.Count > 0) Assert.Fail(List($"Still reported under {line}", left, diagnostic => diagnostic.ToString()));
    }

    private static void Compare(string who, List<Expectation> expected, List<Finding> findings)
    {
        var missing = new List<Expectation>();
        var extra = findings.ToList();
        var different = findings.FindAll(finding => finding.Problem is not null).ConvertAll(finding => finding.ToString());
        foreach (var expectation in expected)
        {
            var same = extra.FindAll(finding => finding.Id == expectation.Id && finding.Place == expectation.Place);
            var found = same.Find(finding => finding.Message == expectation.Message) ?? same.FirstOrDefault();
            if (found is null)
            {
                missing.Add(expectation);
                continue;
            }

            extra.Remove(found);
            different.AddRange(Differences(expectation, found).Select(difference => $"{expectation.Place}: {expectation.Id}: {difference}"));
        }

        if (missing.Count + extra.Count + different.Count == 0) return;
        var report = new StringBuilder($"{who}: {expected.Count} expected, {findings.Count} reported.\n");
        report.Append(List("Expected, not reported", missing, m => m.ToString()));
        report.Append(List("Reported, not expected", extra, e => e.ToString()));
        report.Append(List("Reported, but different", different, d => d));
        foreach (var file in missing.Select(m => m.Place.File).Concat(extra.Select(e => e.Place.File)).OfType<TestFile>().Distinct())
            report.Append($"{file.Name}, marked as reported:\n{MarkedText.Render(file.Text.ToString(), findings.Where(f => f.Place.File == file).Select(f => (f.Id, f.Place.Span)))}\n");
        Assert.Fail(report.ToString());
    }

    private static IEnumerable<string> Differences(Expectation expectation, Finding found)
    {
        if (expectation.Severity is { } severity && severity != found.Diagnostic.Severity) yield return $"severity {severity} expected, was {found.Diagnostic.Severity}";
        if (expectation.Message is { } message && message != found.Message) yield return $"message\n      expected: {message}\n      was:      {found.Message}";
        foreach (var (key, value) in expectation.Properties)
        {
            var actual = found.Diagnostic.Properties.GetValueOrDefault(key);
            if (actual != value) yield return $"property {key} = {value ?? "(none)"} expected, was {actual ?? "(none)"}";
        }

        if (expectation.Additional is { } additional && !additional.SequenceEqual(found.Additional))
            yield return $"additional locations {string.Join(", ", additional)} expected, were {string.Join(", ", found.Additional)}";
    }

    /// <summary>Roslyn swallows a format that does not fit its arguments and shows it raw.</summary>
    private static void CheckMessages(List<Finding> findings)
    {
        foreach (var culture in new[] { CultureInfo.InvariantCulture, French })
        {
            foreach (var diagnostic in findings.Select(finding => finding.Diagnostic))
            {
                var format = diagnostic.Descriptor.MessageFormat.ToString(culture);
                var message = diagnostic.GetMessage(culture);
                if (message.Length == 0 || (message == format && Placeholder().IsMatch(format))) Assert.Fail($"The message of {diagnostic.Id} does not format ({(culture == French ? "French" : "English")}): {format}");
            }
        }
    }

    private static string List<T>(string title, IReadOnlyCollection<T> items, Func<T, string> text) =>
        items.Count == 0 ? "" : $"{title}:\n{string.Concat(items.Select(item => $"  {text(item)}\n"))}";

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Placeholder();
}

/// <inheritdoc/>
internal sealed class AnalyzerTest<TAnalyzer>() : AnalyzerTest(new TAnalyzer())
    where TAnalyzer : DiagnosticAnalyzer, new();

internal static class Verify
{
    /// <summary>One C# source against one analyzer.</summary>
    public static Task AnalyzerAsync<TAnalyzer>(string source)
        where TAnalyzer : DiagnosticAnalyzer, new() => new AnalyzerTest<TAnalyzer> { Sources = { source } }.RunAsync();

    /// <summary>One view against one analyzer.</summary>
    public static Task ViewAsync<TAnalyzer>(string path, string view)
        where TAnalyzer : DiagnosticAnalyzer, new() => new AnalyzerTest<TAnalyzer> { Views = { (path, view) } }.RunAsync();

    /// <summary>One C# source, all findings of a rule, one kind of fix.</summary>
    public static Task FixAsync(string rule, string key, string before, string after) => new FixTest(rule, key) { Sources = { ("Test0.cs", before) }, Fixed = { ["Test0.cs"] = after } }.RunAsync();

    /// <summary>The same in a project that references ConsentAnalyzers.AspNetCore.</summary>
    public static Task FixWithHelperAsync(string rule, string key, string before, string after)
    {
        var test = new FixTest(rule, key) { Sources = { ("Test0.cs", before) }, Fixed = { ["Test0.cs"] = after } };
        test.References.AddRange(TestReferences.Helper);
        return test.RunAsync();
    }

    /// <summary>One view.</summary>
    public static Task FixViewAsync(string rule, string key, string path, string before, string after) => new FixTest(rule, key) { Views = { (path, before) }, Fixed = { [path] = after } }.RunAsync();

    /// <summary>A finding that is not offered the fix.</summary>
    public static Task NoFixAsync(string rule, string key, string source) => new FixTest(rule, key) { Sources = { ("Test0.cs", source) } }.NothingAsync();
}
