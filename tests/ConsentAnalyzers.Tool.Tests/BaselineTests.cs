using System.Text.Json;
using ConsentAnalyzers.Tool.Audit;

namespace ConsentAnalyzers.Tool.Tests;

public sealed class BaselineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_known_is_set_aside_even_where_lines_have_moved()
    {
        var baseline = Written("a\n  Append(1);\nb\n", (2, "CNS1001"));

        using var site = Site("new first line\na\nAppend(1);\nb\n", (3, "CNS1001"));
        var audit = baseline.Apply(site.Merge());

        Assert.Empty(audit.Findings);
        Assert.Equal(3, Assert.Single(audit.Known).Place.StartLine);
        Assert.Equal(0, audit.GoneFromBaseline);
        Assert.False(audit.FailsOn(Level.Note));
    }

    [Fact]
    public void A_second_line_like_a_known_one_is_new()
    {
        var baseline = Written("Append(1);\n", (1, "CNS1001"));

        using var site = Site("Append(1);\nAppend(1);\n", (1, "CNS1001"), (2, "CNS1001"));
        var audit = baseline.Apply(site.Merge());

        Assert.Equal(2, Assert.Single(audit.Findings).Place.StartLine);
        Assert.Single(audit.Known);
    }

    [Fact]
    public void Another_rule_or_another_text_is_new_and_what_is_gone_is_counted()
    {
        var baseline = Written("Append(1);\nAppend(2);\n", (1, "CNS1001"), (2, "CNS1001"));

        using var site = Site("Append(1);\nAppend(3);\n", (1, "CNS1001"), (1, "CNS1002"), (2, "CNS1001"));
        var audit = baseline.Apply(site.Merge());

        Assert.Equal(["CNS1002 a.cs:1:1", "CNS1001 a.cs:2:1"], audit.Findings.Select(finding => $"{finding.RuleId} {finding.Place}"));
        Assert.Equal(1, audit.GoneFromBaseline);
    }

    [Fact]
    public void The_log_says_what_was_known()
    {
        var baseline = Written("Append(1);\n", (1, "CNS1001"));
        using var site = Site("Append(1);\nAppend(2);\n", (1, "CNS1001"), (2, "CNS1001"));

        using var log = JsonDocument.Parse(SarifWriter.Write(baseline.Apply(site.Merge()), "1.0.0"));

        var results = log.RootElement.GetProperty("runs")[0].GetProperty("results");
        Assert.False(results[0].TryGetProperty("baselineState", out _));
        Assert.Equal(("unchanged", "external"), (results[1].GetProperty("baselineState").GetString(), results[1].GetProperty("suppressions")[0].GetProperty("kind").GetString()));
    }

    [Fact]
    public void The_same_site_gives_the_same_file()
    {
        using var site = Site("Append(1);\nAppend(1);\n", (1, "CNS1001"), (2, "CNS1001"));

        var text = Baseline.Write(site.Merge());

        Assert.Equal(text, Baseline.Write(site.Merge()));
        Assert.Contains("\"count\": 2", text, StringComparison.Ordinal);
        Assert.Equal(text, Baseline.Write(Baseline.Read(_folder.Write("b.json", text)).Apply(site.Merge())));
    }

    [Theory]
    [InlineData("{\n\"version\": 1,\n\"findings\": [\n", "line 4, is no JSON")]
    [InlineData("[]", "is no baseline of version 1")]
    [InlineData("""{ "version": 2 }""", "is no baseline of version 1")]
    [InlineData("""{ "version": "1" }""", "is no baseline of version 1")]
    [InlineData("""{ "version": 1, "findings": [{ "rule": "CNS1001", "path": "a.cs", "line": "x" }, { "rule": "CNS1001" }] }""", """entry 2 has no rule, path or line ({"rule":"CNS1001"})""")]
    [InlineData("""{ "version": 1, "findings": [7] }""", "entry 1 has no rule, path or line (7)")]
    public void A_file_that_cannot_be_used_is_named_with_the_reason(string text, string reason)
    {
        var file = _folder.Write("consent-baseline.json", text);
        var failure = Assert.Throws<AuditException>(() => Baseline.Read(file));
        Assert.Contains(file, failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("nowhere.json", Assert.Throws<AuditException>(() => Baseline.Read(Path.Combine(_folder.Path, "nowhere.json"))).Message, StringComparison.Ordinal);

    private Baseline Written(string source, params (int Line, string Rule)[] findings)
    {
        using var site = Site(source, findings);
        return Baseline.Read(_folder.Write("consent-baseline.json", Baseline.Write(site.Merge())));
    }

    private static AuditFixture Site(string source, params (int Line, string Rule)[] findings)
    {
        var site = new AuditFixture();
        var file = site.Write("a.cs", source);
        var log = new CompilerLogBuilder().WithRule("CNS1002", "Another", "https://example.org/CNS1002.md");
        foreach (var (line, rule) in findings)
            log.With(rule, "warning", $"found at {line}", file, line);
        return site.Compile("Shop.csproj", log);
    }
}
