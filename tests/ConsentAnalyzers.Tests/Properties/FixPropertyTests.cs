using System.Collections.Immutable;
using ConsentAnalyzers.Fixes;
using ConsentAnalyzers.Rules;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Tests.Properties;

/// <summary>Whatever a view looks like: what is held back compiles, its findings are gone, no other rule speaks up, nothing else has changed, and there is nothing left to do.</summary>
public sealed class FixPropertyTests
{
    private const string Key = "gate";
    private const string Source = "public enum Purpose { Analytics, Advertising } public interface IConsentService { bool Allows(Purpose purpose); }";

    private static readonly ImmutableArray<DiagnosticAnalyzer> AllAnalyzers = AllRules.Create();

    [Fact]
    public void Gates_of_a_views_own_check() => PropertyRun.Check(Gen.ArrayOf(View.Any(isRazor: true), 10), Smaller, runs: 12, views => Mend(views, varied: false, withHelper: false));

    [Fact]
    public void Gates_of_the_package() => PropertyRun.Check(Gen.ArrayOf(View.Any(isRazor: true), 10), Smaller, runs: 10, views => Mend(views, varied: false, withHelper: true));

    [Fact]
    public void Gates_in_oddly_written_views() => PropertyRun.Check(Gen.ArrayOf(View.Any(isRazor: true), 10), Smaller, runs: 10, views => Mend(views, varied: true, withHelper: true));

    [Fact]
    public void Markers_in_html() => PropertyRun.Check(Gen.ArrayOf(View.Any(isRazor: false), 10), Smaller, runs: 12, views => Mend(views, varied: true, withHelper: false));

    [Fact]
    public void No_view_can_be_cut_so_that_a_fixer_throws() => PropertyRun.Check(Gen.ArrayOf(View.Any(isRazor: true), 1), Smaller, runs: 3, views =>
    {
        var text = Written.Varied(views[0]).Text;
        var test = new AnalyzerTest([]) { Sources = { Source } };
        for (var cut = 1; cut <= 30; cut++)
        {
            var part = text[..(text.Length * cut / 30)];
            test.Views.Add(($"Views/Home/{cut}.cshtml", part, MarkupOptions.None));
            // Without a generated tree, and with no C# at all.
            test.AdditionalFiles.Add(($"{cut}.cshtml", part, MarkupOptions.None));
            test.AdditionalFiles.Add(($"{cut}.html", part, MarkupOptions.None));
        }
        var project = new TestProject(test);
        var findings = new CompilationWithAnalyzers(project.Compilation, AllAnalyzers, project.Options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        foreach (var finding in findings) FixEngine.For(finding, project.Compilation, project.Options, TestContext.Current.CancellationToken);
    });

    private static IEnumerable<View[]> Smaller(View[] views) => views.Length > 1 ? views.Select(v => new[] { v }) : views.SelectMany(v => v.Smaller()).Select(v => new[] { v });

    private static void Mend(View[] views, bool varied, bool withHelper)
    {
        var texts = views.Select((v, i) => (Name: v.IsRazor ? $"Views/Home/{i}.cshtml" : $"{i}.html", (varied ? Written.Varied(v) : Written.Plain(v)).Text)).ToDictionary(t => t.Name, t => t.Text);
        var before = Judge(texts, withHelper);
        var offered = before.Findings.Select(f => (Finding: f, Fix: FixEngine.For(f, before.Project.Compilation, before.Project.Options, default).FirstOrDefault(x => x.Key == Key))).Where(o => o.Fix is not null).ToList();
        var changes = FixMerge.Merge(offered.Select(o => (IReadOnlyCollection<FixEdit>)o.Fix!.Edits), out var rejected);
        var after = texts.ToDictionary(t => t.Key, t => changes.TryGetValue(TestFile.Root + t.Key, out var edits) ? FixMerge.Apply(t.Value, edits) : t.Value);

        // What an insertion adds is all that is new.
        foreach (var (name, text) in texts.Where(t => t.Key.EndsWith(".cshtml", StringComparison.Ordinal) && changes.TryGetValue(TestFile.Root + t.Key, out var edits) && edits.TrueForAll(e => e.Length == 0)))
        {
            Assert.Equal(text, FixMerge.Apply(after[name], Inverse(changes[TestFile.Root + name])));
        }
        var mended = Judge(after, withHelper);
        foreach (var file in texts.Keys)
        {
            int Of(ImmutableArray<Diagnostic> findings, string rule) => findings.Count(f => f.Id == rule && f.Location.GetMappedLineSpan().Path == TestFile.Root + file);
            foreach (var rule in mended.Findings.Select(f => f.Id).Distinct())
            {
                var left = Of(before.Findings, rule) - offered.Where((o, i) => !rejected.Contains(i) && o.Finding.Id == rule && o.Finding.Location.GetLineSpan().Path == TestFile.Root + file).Count();
                Assert.True(Of(mended.Findings, rule) <= left, $"{rule}: {Of(mended.Findings, rule)} findings, {left} should be left.\n{string.Join('\n', mended.Findings)}\n--- before\n{string.Join('\n', before.Findings)}\n{texts[file]}\n--- after\n{after[file]}");
            }
        }
        if (rejected.Count == 0) Assert.DoesNotContain(mended.Findings, f => FixEngine.For(f, mended.Project.Compilation, mended.Project.Options, default).Any(x => x.Key == Key));
    }

    private static List<FixEdit> Inverse(IEnumerable<FixEdit> edits)
    {
        var (inverse, moved) = (new List<FixEdit>(), 0);
        foreach (var edit in edits)
        {
            inverse.Add(edit with { Start = edit.Start + moved, Length = edit.NewText.Length, NewText = "" });
            moved += edit.NewText.Length;
        }
        return inverse;
    }

    private static (TestProject Project, ImmutableArray<Diagnostic> Findings) Judge(Dictionary<string, string> texts, bool withHelper)
    {
        var test = new AnalyzerTest([]) { Sources = { Source } };
        if (withHelper) test.References.AddRange(TestReferences.Helper);
        foreach (var (name, text) in texts) (name.EndsWith(".cshtml", StringComparison.Ordinal) ? test.Views : test.AdditionalFiles).Add((name, text, MarkupOptions.None));
        var project = new TestProject(test);
        Assert.True(project.CompilerErrors.IsEmpty, $"{string.Join('\n', project.CompilerErrors)}\n{string.Join("\n----\n", texts.Values)}");
        return (project, new CompilationWithAnalyzers(project.Compilation, AllAnalyzers, project.Options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult());
    }
}
