using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace ConsentAnalyzers.EndToEnd.Tests;

/// <summary>A finished `consent audit` of a site, with its reports outside the site's tree.</summary>
public sealed class ToolRun : IDisposable
{
    private readonly string _output;

    private ToolRun(string output, CommandResult result)
    {
        _output = output;
        Result = result;
    }

    public CommandResult Result { get; }

    public static async Task<ToolRun> AuditAsync(PackedProducts products, string folder, string path = ".", IEnumerable<(string, string)>? environment = null, params string[] arguments)
    {
        var output = Directory.CreateTempSubdirectory("consent-e2e-report-").FullName;
        var result = await Command.RunAsync(products.Tool, folder, environment ?? [], ["audit", path, "--output", output, "--date", "2026-01-31", .. arguments]);
        return new ToolRun(output, result);
    }

    /// <summary>"RULE path:line:column" of every finding in the SARIF log.</summary>
    public IReadOnlyList<string> Findings() =>
        [.. Results().Where(result => Id(result) != "CNS9000").Select(result => $"{Id(result)} {Place(result)}")];

    /// <summary>"kind name status" of every inventory entry.</summary>
    public IReadOnlyList<string> Inventory() =>
        [.. Results().Where(result => Id(result) == "CNS9000").Select(result => string.Join(' ', new[] { "kind", "name", "status" }.Select(name => result.GetProperty("properties").GetProperty(name).GetString())))];

    public string Sarif => File.ReadAllText(Path.Combine(_output, "consent-audit.sarif"));

    public IHtmlDocument Html => new HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(_output, "consent-audit.html")));

    public bool HasReports => Directory.EnumerateFileSystemEntries(_output).Any();

    public void Dispose() => Directory.Delete(_output, recursive: true);

    private List<JsonElement> Results()
    {
        using var log = JsonDocument.Parse(Sarif);
        return [.. log.RootElement.GetProperty("runs")[0].GetProperty("results").Clone().EnumerateArray()];
    }

    private static string Id(JsonElement result) => result.GetProperty("ruleId").GetString()!;

    private static string Place(JsonElement result)
    {
        var physical = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        var uri = Uri.UnescapeDataString(physical.GetProperty("artifactLocation").GetProperty("uri").GetString()!);
        return physical.TryGetProperty("region", out var region) ? $"{uri}:{region.GetProperty("startLine")}:{region.GetProperty("startColumn")}" : uri;
    }
}
