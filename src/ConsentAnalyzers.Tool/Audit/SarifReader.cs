using System.Text.Json;

namespace ConsentAnalyzers.Tool.Audit;

/// <summary>What one compiler log says about consent. Paths are still the machine's.</summary>
internal sealed record CompilerLog(IReadOnlyList<Finding> Results, IReadOnlyList<RuleInfo> Rules, IReadOnlyList<string> LoadProblems);

/// <summary>Reads the SARIF 2.1.0 that csc writes.</summary>
internal static class SarifReader
{
    public const string InventoryRule = "CNS9000";
    public const string FixListRule = "CNS9003";

    private const string Prefix = "CNS";

    // The compiler's words for an analyzer that it could not load, that wants a newer compiler, or that threw.
    private static readonly string[] LoadProblemRules = ["CS8032", "CS8033", "CS8034", "CS8040", "CS9057", "AD0001"];

    public static CompilerLog Read(Stream sarif)
    {
        using var log = JsonDocument.Parse(sarif);
        var results = new List<Finding>();
        var rules = new List<RuleInfo>();
        var problems = new List<string>();
        foreach (var run in Items(log.RootElement, "runs"))
        {
            rules.AddRange(Items(run.GetProperty("tool").GetProperty("driver"), "rules").Where(rule => IsOurs(Text(rule, "id"))).Select(ReadRule));
            foreach (var result in Items(run, "results"))
            {
                var id = Text(result, "ruleId");
                if (IsOurs(id))
                    results.Add(ReadResult(id, result));
                else if (LoadProblemRules.Contains(id) && Text(result, "message", "text") is var message && message.Contains("ConsentAnalyzers", StringComparison.Ordinal))
                    problems.Add($"{id}: {message}");
            }
        }

        return new CompilerLog(results, rules, problems);
    }

    private static bool IsOurs(string ruleId) => ruleId.StartsWith(Prefix, StringComparison.Ordinal);

    private static RuleInfo ReadRule(JsonElement rule)
    {
        var configuration = rule.TryGetProperty("defaultConfiguration", out var found) ? found : default;
        var isEnabled = configuration.ValueKind != JsonValueKind.Object || !configuration.TryGetProperty("enabled", out var enabled) || enabled.GetBoolean();
        return new RuleInfo(Text(rule, "id"), Text(rule, "shortDescription", "text"), Text(rule, "fullDescription", "text"), Text(rule, "helpUri"), ReadLevel(Text(configuration, "level")), isEnabled);
    }

    private static Finding ReadResult(string id, JsonElement result)
    {
        var properties = result.TryGetProperty("properties", out var bag) && bag.TryGetProperty("customProperties", out var custom)
            ? custom.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.String).ToDictionary(property => property.Name, property => property.Value.GetString()!)
            : [];
        var suppression = Items(result, "suppressions").Select(found => new Suppression(Text(found, "justification"))).FirstOrDefault();
        return new Finding(
            id,
            ReadLevel(Text(result, "level")),
            Text(result, "message", "text"),
            Items(result, "locations").Select(ReadPlace).FirstOrDefault() ?? new Place("", 0, 0, 0, 0),
            [.. Items(result, "relatedLocations").Select(ReadPlace)],
            properties,
            suppression);
    }

    private static Place ReadPlace(JsonElement location)
    {
        var physical = location.GetProperty("physicalLocation");
        var uri = Text(physical, "artifactLocation", "uri");
        var path = Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && absolute.IsFile ? absolute.LocalPath : Uri.UnescapeDataString(uri);
        var region = physical.TryGetProperty("region", out var found) ? found : default;
        return new Place(path, Number(region, "startLine"), Number(region, "startColumn"), Number(region, "endLine"), Number(region, "endColumn"));
    }

    // SARIF's default level is a warning.
    private static Level ReadLevel(string level) => level switch
    {
        "none" => Level.None,
        "note" => Level.Note,
        "error" => Level.Error,
        _ => Level.Warning,
    };

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : [];

    private static string Text(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return "";
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString()! : "";
    }

    private static int Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.GetInt32() : 0;
}
