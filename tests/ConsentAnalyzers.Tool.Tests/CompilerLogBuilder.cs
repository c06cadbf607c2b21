using System.Text.Json.Nodes;

namespace ConsentAnalyzers.Tool.Tests;

/// <summary>A log as csc writes it.</summary>
internal sealed class CompilerLogBuilder
{
    private readonly JsonArray _results = [];
    private readonly JsonArray _rules = [];

    public CompilerLogBuilder()
    {
        WithRule("CNS1001", "Cookie without consent", "https://example.org/CNS1001.md");
        WithRule("CNS9000", "Inventory", "https://example.org/CNS9000.md", enabled: false);
        WithRule("CA2000", "Another package's rule", "https://example.org/CA2000");
    }

    public CompilerLogBuilder WithRule(string id, string title, string helpUri, bool enabled = true)
    {
        var rule = new JsonObject { ["id"] = id, ["shortDescription"] = Text(title), ["helpUri"] = helpUri };
        if (!enabled)
            rule["defaultConfiguration"] = new JsonObject { ["level"] = "note", ["enabled"] = false };
        _rules.Add(rule);
        return this;
    }

    public CompilerLogBuilder WithoutRules()
    {
        _rules.Clear();
        return this;
    }

    public CompilerLogBuilder With(string ruleId, string level, string message, string? file, int line = 1, int column = 1, int endColumn = 2, string? suppression = null, params (string Key, string Value)[] properties)
    {
        var result = new JsonObject { ["ruleId"] = ruleId, ["level"] = level, ["message"] = Text(message) };
        if (file is not null)
            result["locations"] = new JsonArray(Location(file, line, column, endColumn));
        if (suppression is not null)
            result["suppressions"] = new JsonArray(new JsonObject { ["kind"] = "inSource", ["justification"] = suppression });
        if (properties.Length > 0)
            result["properties"] = new JsonObject { ["warningLevel"] = 1, ["customProperties"] = new JsonObject(properties.Select(property => KeyValuePair.Create(property.Key, (JsonNode?)property.Value))) };
        _results.Add(result);
        return this;
    }

    public CompilerLogBuilder WithThing(string file, int line, params (string Key, string Value)[] properties) =>
        With("CNS9000", "note", "inventory", file, line, 1, 2, null, [("schema", "1"), .. properties]);

    /// <summary>An entry of the list of fixes: it stands at the beginning of a file, and its finding at a line.</summary>
    public CompilerLogBuilder WithFixes(string file, int line, params (string Key, string Value)[] properties)
    {
        With("CNS9003", "note", "fixes", file, properties: properties);
        ((JsonObject)_results[^1]!)["relatedLocations"] = new JsonArray(Location(file, line, 1, 2));
        return this;
    }

    public override string ToString() => new JsonObject
    {
        ["version"] = "2.1.0",
        ["runs"] = new JsonArray(new JsonObject
        {
            ["results"] = _results.DeepClone(),
            ["tool"] = new JsonObject { ["driver"] = new JsonObject { ["name"] = "csc", ["rules"] = _rules.DeepClone() } },
        }),
    }.ToJsonString();

    private static JsonObject Location(string file, int line, int column, int endColumn) => new()
    {
        ["physicalLocation"] = new JsonObject
        {
            ["artifactLocation"] = new JsonObject { ["uri"] = new Uri(file).AbsoluteUri },
            ["region"] = new JsonObject { ["startLine"] = line, ["startColumn"] = column, ["endLine"] = line, ["endColumn"] = endColumn },
        },
    };

    private static JsonObject Text(string text) => new() { ["text"] = text };
}
