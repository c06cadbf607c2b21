using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using ConsentAnalyzers.Rules.Markup;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Tests.Properties;

/// <summary>What never changes a finding, and that no text makes a rule throw.</summary>
public sealed class MarkupPropertyTests
{
    private const string Source = "public enum Purpose { Analytics, Advertising } public interface IConsentService { bool Allows(Purpose purpose); }";

    private static readonly ImmutableArray<DiagnosticAnalyzer> MarkupRules = [.. Documentation.Rules.Analyzers.Where(a => a.GetType().Namespace == typeof(TagAnalyzer).Namespace)];

    [Fact]
    public void Space_comments_harmless_elements_order_and_quotes_change_nothing_in_html() =>
        PropertyRun.Check(Gen.ArrayOf(View.Any(isRazor: false), 10), Smaller, runs: 12, SameFindings);

    [Fact]
    public void Space_comments_harmless_elements_order_and_quotes_change_nothing_in_a_view() =>
        PropertyRun.Check(Gen.ArrayOf(View.Any(isRazor: true), 10), Smaller, runs: 4, SameFindings);

    [Fact]
    public void No_view_can_be_cut_so_that_a_rule_throws() => PropertyRun.Check(Gen.ArrayOf(View.Any(isRazor: true), 1), Smaller, runs: 2, views =>
    {
        var text = Written.Varied(views[0]).Text;
        // Without a generated tree, as in an editor that has not run the generator.
        var test = new AnalyzerTest(MarkupRules);
        var step = Math.Max(1, text.Length / 400);
        for (var end = 0; end <= text.Length; end += step) test.AdditionalFiles.Add(($"{end}.{(end % 2 == 0 ? "cshtml" : "razor")}", text[..end], MarkupOptions.None));
        Judged(test);
    });

    [Fact]
    public void No_html_can_be_cut_so_that_a_rule_throws() => PropertyRun.Check(Gen.ArrayOf(View.Any(isRazor: false), 1), Smaller, runs: 2, views =>
    {
        var text = Written.Varied(views[0]).Text;
        var test = new AnalyzerTest(MarkupRules);
        for (var end = 0; end <= Math.Min(text.Length, 600); end++) test.AdditionalFiles.Add(($"{end}.html", text[..end], MarkupOptions.None));
        Judged(test);
    });

    [Fact]
    public void No_view_can_be_cut_so_that_a_rule_throws_on_what_the_generator_makes_of_it() => PropertyRun.Check(Gen.ArrayOf(View.Any(isRazor: true), 1), Smaller, runs: 2, views =>
    {
        var text = Written.Varied(views[0]).Text;
        var test = new AnalyzerTest(MarkupRules) { Sources = { Source } };
        for (var cut = 1; cut <= 25; cut++) test.Views.Add(($"Views/Home/Cut{cut}.cshtml", text[..(text.Length * cut / 25)], MarkupOptions.None));
        Judged(test);
    });

    [Fact]
    public void Odd_characters_anywhere_throw_nothing() => PropertyRun.Check(Gen.ArrayOf(View.Any(isRazor: true), 4), Smaller, runs: 3, views =>
    {
        string[] odd = ["\0", "\uD800", "\uDC00", "\uFEFF", "\uE000", "\r", "\n", "\u2028", "\u0085", "\uFFFF", "😀", "\f", "\"", "'", "<", "@", "{", "}"];
        var test = new AnalyzerTest(MarkupRules);
        foreach (var (view, i) in views.Select((v, i) => (v, i)))
        {
            var random = new Random(view.Variant);
            for (var round = 0; round < 10; round++)
            {
                var text = new StringBuilder(Written.Varied(view).Text);
                for (var n = random.Next(1, 12); n > 0; n--) text.Insert(random.Next(text.Length + 1), odd[random.Next(odd.Length)]);
                foreach (var kind in (string[])["html", "cshtml", "razor"]) test.AdditionalFiles.Add(($"{i}-{round}.{kind}", text.ToString(), MarkupOptions.None));
            }
        }
        Judged(test);
    });

    [Theory]
    [InlineData("<div>", "</div>")]
    [InlineData("<p>", "")]
    [InlineData("<noscript>", "</noscript>")]
    [InlineData("<template>", "</template>")]
    [InlineData("@if (a) {", "}")]
    [InlineData("@if (a) {<div>", "</div>}")]
    [InlineData("@{", "}")]
    [InlineData("@(", ")")]
    [InlineData("@*", "*@")]
    [InlineData("<!--", "-->")]
    [InlineData("<a b=\"", "\">")]
    [InlineData("<script>if (a) {", "}</script>")]
    [InlineData("<script>(", ")</script>")]
    [InlineData("<script>f(function () {", "})</script>")]
    [InlineData("<script>a = [", "]</script>")]
    [InlineData("<script>`${", "}`</script>")]
    [InlineData("<script>!", "</script>")]
    [InlineData("<script>a ? b : ", "</script>")]
    [InlineData("<script>x = ", "</script>")]
    [InlineData("<style>@import url(", ")</style>")]
    public void Nested_ten_thousand_deep(string open, string close)
    {
        const int Depth = 10_000;
        const string Tag = "<script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>";
        var (before, after) = (string.Concat(Enumerable.Repeat(open, Depth)), string.Concat(Enumerable.Repeat(close, Depth)));
        // The same inside one script.
        if (open.StartsWith("<script>", StringComparison.Ordinal))
        {
            (before, after) = ("<script>" + string.Concat(Enumerable.Repeat(open["<script>".Length..], Depth)) + "fbq('init', '1')", string.Concat(Enumerable.Repeat(close.Replace("</script>", ""), Depth)) + "</script>");
        }
        var test = new AnalyzerTest(MarkupRules);
        foreach (var kind in (string[])["html", "cshtml", "razor"])
        {
            test.AdditionalFiles.Add(($"deep.{kind}", before + Tag + after, MarkupOptions.None));
            test.AdditionalFiles.Add(($"open.{kind}", before + Tag, MarkupOptions.None));
        }
        var watch = Stopwatch.StartNew();
        Judged(test);
        // Seconds where it takes a fraction of one: what is quadratic takes minutes.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    private static IEnumerable<View[]> Smaller(View[] views)
    {
        if (views.Length > 1) return views.Select(v => new[] { v });
        return views.SelectMany(v => v.Smaller()).Select(v => new[] { v });
    }

    private static void SameFindings(View[] views)
    {
        var written = new Dictionary<string, Written>();
        var test = new AnalyzerTest(MarkupRules) { Sources = { Source } };
        foreach (var (view, i) in views.Select((v, i) => (v, i)))
        {
            foreach (var (name, text) in new[] { ($"{i}-plain", Written.Plain(view)), ($"{i}-varied", Written.Varied(view)) })
            {
                var path = view.IsRazor ? $"Views/Home/{name}.cshtml" : name + ".html";
                written.Add(TestFile.Root + path, text);
                (view.IsRazor ? test.Views : test.AdditionalFiles).Add((path, text.Text, MarkupOptions.None));
            }
        }
        var project = new TestProject(test);
        Assert.True(project.CompilerErrors.IsEmpty, string.Join("\n", project.CompilerErrors));
        var found = Judged(test, project).ToLookup(d => d.Location.GetLineSpan().Path, d => Described(d, written));
        for (var i = 0; i < views.Length; i++)
        {
            var folder = TestFile.Root + (views[i].IsRazor ? "Views/Home/" : "");
            var kind = views[i].IsRazor ? ".cshtml" : ".html";
            Assert.Equal(found[$"{folder}{i}-plain{kind}"].Order(), found[$"{folder}{i}-varied{kind}"].Order());
        }
    }

    // Which tag of the view, whatever its offset.
    private static string Described(Diagnostic finding, Dictionary<string, Written> written)
    {
        string Place(Location location) => written[location.GetLineSpan().Path].Starts.BinarySearch(location.SourceSpan.Start) is >= 0 and var tag ? $"tag {tag}" : $"offset {location.SourceSpan.Start}";
        var properties = string.Join(", ", finding.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"));
        return $"{finding.Id} at {Place(finding.Location)} with [{string.Join(", ", finding.AdditionalLocations.Select(Place))}] {finding.GetMessage()} {properties}";
    }

    private static ImmutableArray<Diagnostic> Judged(AnalyzerTest test, TestProject? project = null)
    {
        project ??= new TestProject(test);
        var findings = new CompilationWithAnalyzers(project.Compilation, MarkupRules, project.Options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        Assert.DoesNotContain(findings, d => d.Id is "AD0001" or "CNS9002");
        return findings;
    }
}
