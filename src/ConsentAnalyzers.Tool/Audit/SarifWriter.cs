using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConsentAnalyzers.Tool.Audit;

/// <summary>Writes the audit as one SARIF 2.1.0 log: no machine path, no date, the same bytes for the same site.</summary>
internal static class SarifWriter
{
    private const string Root = "SRCROOT";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(AuditResult audit, string toolVersion)
    {
        var rules = audit.Rules.Select((rule, index) => (rule.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index);
        var results = audit.Findings.Concat(audit.Known).Concat(audit.Suppressed).Concat(audit.InventoryEntries);
        var known = audit.Known.ToHashSet(ReferenceEqualityComparer.Instance);
        var log = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "ConsentAnalyzers",
                        ["semanticVersion"] = toolVersion,
                        ["informationUri"] = ToolInfo.ProjectUrl,
                        ["rules"] = new JsonArray([.. audit.Rules.Select(Rule)]),
                    },
                },
                ["originalUriBaseIds"] = new JsonObject { [Root] = new JsonObject { ["description"] = Message("The audited folder.") } },
                ["invocations"] = new JsonArray(new JsonObject { ["executionSuccessful"] = true }),
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. results.Select(finding => Result(finding, rules, known.Contains(finding)))]),
            }),
        };
        return log.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Rule(RuleInfo rule)
    {
        var configuration = new JsonObject { ["level"] = Name(rule.DefaultLevel) };
        if (!rule.IsEnabledByDefault)
            configuration["enabled"] = false;
        var written = new JsonObject { ["id"] = rule.Id, ["shortDescription"] = Message(rule.Title) };
        if (rule.Description.Length > 0)
            written["fullDescription"] = Message(rule.Description);
        if (rule.HelpUri.Length > 0)
            written["helpUri"] = rule.HelpUri;
        written["defaultConfiguration"] = configuration;
        return written;
    }

    private static JsonObject Result(Finding finding, Dictionary<string, int> rules, bool isKnown)
    {
        // The inventory is information, not a problem: SARIF has a kind for it, whose level is "none".
        var isInventory = finding.RuleId == SarifReader.InventoryRule;
        var result = new JsonObject
        {
            ["ruleId"] = finding.RuleId,
            ["ruleIndex"] = rules[finding.RuleId],
            ["kind"] = isInventory ? "informational" : "fail",
            ["level"] = Name(isInventory ? Level.None : finding.Level),
            ["message"] = Message(finding.Message),
            ["locations"] = new JsonArray(Location(finding.Place)),
        };
        if (finding.RelatedPlaces.Count > 0)
            result["relatedLocations"] = new JsonArray([.. finding.RelatedPlaces.Select(Location)]);
        if (isKnown)
        {
            // For those who know no baselines it is set aside as well.
            result["baselineState"] = "unchanged";
            result["suppressions"] = new JsonArray(new JsonObject { ["kind"] = "external", ["justification"] = Baseline.FileName });
        }

        if (finding.Suppression is { } suppression)
            result["suppressions"] = new JsonArray(Suppressed(suppression));
        if (finding.Properties.Count > 0)
            result["properties"] = new JsonObject(finding.Properties.OrderBy(property => property.Key, StringComparer.Ordinal).Select(property => KeyValuePair.Create(property.Key, (JsonNode?)property.Value)));
        return result;
    }

    private static JsonObject Suppressed(Suppression suppression)
    {
        var written = new JsonObject { ["kind"] = "inSource" };
        if (suppression.Justification.Length > 0)
            written["justification"] = suppression.Justification;
        return written;
    }

    private static JsonObject Location(Place place)
    {
        var physical = new JsonObject
        {
            ["artifactLocation"] = new JsonObject { ["uri"] = string.Join('/', place.Path.Split('/').Select(Uri.EscapeDataString)), ["uriBaseId"] = Root },
        };
        if (place.StartLine > 0)
            physical["region"] = new JsonObject { ["startLine"] = place.StartLine, ["startColumn"] = place.StartColumn, ["endLine"] = place.EndLine, ["endColumn"] = place.EndColumn };
        return new JsonObject { ["physicalLocation"] = physical };
    }

    private static JsonObject Message(string text) => new() { ["text"] = text };

    private static string Name(Level level) => level.ToString().ToLowerInvariant();
}
