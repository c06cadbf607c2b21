using System.Text.Json;
using ConsentAnalyzers.Tool.Audit;

namespace ConsentAnalyzers.Tool.Tests;

public sealed class SarifWriterTests : IDisposable
{
    private readonly AuditFixture _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void The_log_has_what_SARIF_asks_for()
    {
        var log = new CompilerLogBuilder()
            .With("CNS1001", "warning", "found", _site.File("a b/é#1.cs"), 3, 5, 9, null, ("schema", "1"), ("name", "x"), ("later", "kept"))
            .With("CNS1001", "warning", "quiet", _site.File("c.cs"), 1, 1, 2, "because")
            .With("CNS1001", "warning", "whole", file: null)
            .WithThing(_site.File("a.cs"), 7, ("kind", "cookie"), ("name", "cart"));
        _site.Compile("Shop.csproj", log);

        using var sarif = JsonDocument.Parse(SarifWriter.Write(_site.Merge(), "1.2.3"));

        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        var run = Assert.Single(sarif.RootElement.GetProperty("runs").EnumerateArray());
        var driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal("ConsentAnalyzers", driver.GetProperty("name").GetString());
        Assert.Equal("1.2.3", driver.GetProperty("semanticVersion").GetString());
        var rules = driver.GetProperty("rules").EnumerateArray().ToList();
        Assert.Equal("https://example.org/CNS1001.md", rules[0].GetProperty("helpUri").GetString());
        Assert.Equal("Cookie without consent", rules[0].GetProperty("shortDescription").GetProperty("text").GetString());

        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(4, results.Count);
        foreach (var result in results)
        {
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
            var artifact = Physical(result).GetProperty("artifactLocation");
            Assert.True(Uri.IsWellFormedUriString(artifact.GetProperty("uri").GetString(), UriKind.Relative));
            Assert.True(run.GetProperty("originalUriBaseIds").TryGetProperty(artifact.GetProperty("uriBaseId").GetString()!, out _));
        }

        var found = results.Single(result => Message(result) == "found");
        Assert.Equal("a%20b/%C3%A9%231.cs", Physical(found).GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(5, Physical(found).GetProperty("region").GetProperty("startColumn").GetInt32());
        Assert.Equal("kept", found.GetProperty("properties").GetProperty("later").GetString());
        Assert.Equal("because", Assert.Single(results.Single(result => Message(result) == "quiet").GetProperty("suppressions").EnumerateArray()).GetProperty("justification").GetString());
        Assert.False(Physical(results.Single(result => Message(result) == "whole")).TryGetProperty("region", out _));

        // The inventory is no problem to whoever reads the log.
        var thing = results.Single(result => result.GetProperty("ruleId").GetString() == "CNS9000");
        Assert.Equal("informational", thing.GetProperty("kind").GetString());
        Assert.Equal("none", thing.GetProperty("level").GetString());
    }

    [Fact]
    public void The_same_site_gives_the_same_bytes_wherever_it_lies()
    {
        using var elsewhere = new AuditFixture();
        string[] logs = [.. new[] { _site, elsewhere }.Select(site => SarifWriter.Write(site.Compile("Shop.csproj", new CompilerLogBuilder().With("CNS1001", "warning", "x", site.File("a.cs"))).Merge(), "1.0.0"))];

        Assert.Equal(logs[0], logs[1]);
        Assert.DoesNotContain(Path.GetTempPath(), logs[0], StringComparison.Ordinal);
    }

    private static JsonElement Physical(JsonElement result) => result.GetProperty("locations")[0].GetProperty("physicalLocation");

    private static string? Message(JsonElement result) => result.GetProperty("message").GetProperty("text").GetString();
}
