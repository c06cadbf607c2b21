using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConsentAnalyzers.Tool.Audit;

/// <summary>
/// The findings that a team knows already, <c>consent-baseline.json</c>: they are listed and fail nothing, new ones do.
/// A finding is known by its rule, its file and the text of its line, so that lines may move; each known line counts as often as it was there.
/// </summary>
internal sealed class Baseline
{
    public const string FileName = "consent-baseline.json";

    private const int Version = 1;

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<(string Rule, string Path, string Line), int> _known = [];

    private Baseline()
    {
    }

    /// <exception cref="AuditException">The file cannot be read; the message names it, the entry and the value.</exception>
    public static Baseline Read(string file)
    {
        var baseline = new Baseline();
        try
        {
            var root = JsonNode.Parse(File.ReadAllText(file)) as JsonObject;
            if (root?["version"] is not JsonValue version || !version.TryGetValue<int>(out var number) || number != Version)
                throw new AuditException($"'{file}' is no baseline of version {Version}: write it again with --write-baseline.");
            foreach (var (entry, index) in (root["findings"] as JsonArray ?? []).Select((entry, index) => (entry, index)))
            {
                if (entry is not JsonObject finding || Text(finding, "rule") is not { } rule || Text(finding, "path") is not { } path || Text(finding, "line") is not { } line)
                    throw new AuditException($"'{file}': entry {index + 1} has no rule, path or line ({entry?.ToJsonString() ?? "null"}): mend it, or write the file again with --write-baseline.");
                var count = finding["count"] is JsonValue written && written.TryGetValue<int>(out var times) && times > 0 ? times : 1;
                baseline._known[(rule, path, line)] = baseline._known.GetValueOrDefault((rule, path, line)) + count;
            }
        }
        catch (JsonException e)
        {
            throw new AuditException($"'{file}', line {e.LineNumber + 1}, is no JSON: mend it, or write the file again with --write-baseline.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AuditException($"'{file}' cannot be read ({e.Message.TrimEnd('.')}).");
        }

        return baseline;
    }

    /// <summary>The baseline of an audit as text: in the findings' order, the same for the same site.</summary>
    public static string Write(AuditResult audit)
    {
        var lines = new SourceLines(audit.Root);
        var entries = audit.Findings.Concat(audit.Known)
            .GroupBy(finding => Key(finding, lines))
            .OrderBy(group => group.Key.Path, StringComparer.Ordinal).ThenBy(group => group.First().Place.StartLine).ThenBy(group => group.Key.Rule, StringComparer.Ordinal)
            .Select(group =>
            {
                var entry = new JsonObject { ["rule"] = group.Key.Rule, ["path"] = group.Key.Path, ["line"] = group.Key.Line };
                if (group.Count() > 1)
                    entry["count"] = group.Count();
                return entry;
            });
        return new JsonObject { ["version"] = Version, ["findings"] = new JsonArray([.. entries]) }.ToJsonString(Layout) + "\n";
    }

    /// <summary>Sets aside what is known.</summary>
    public AuditResult Apply(AuditResult audit)
    {
        var lines = new SourceLines(audit.Root);
        var left = new Dictionary<(string, string, string), int>(_known);
        var (findings, known) = (new List<Finding>(), new List<Finding>());
        foreach (var finding in audit.Findings)
        {
            var key = Key(finding, lines);
            if (left.GetValueOrDefault(key) == 0)
            {
                findings.Add(finding);
                continue;
            }

            left[key]--;
            known.Add(finding);
        }

        return audit with { Findings = findings, Known = known, GoneFromBaseline = left.Values.Sum() };
    }

    private static (string Rule, string Path, string Line) Key(Finding finding, SourceLines lines) =>
        (finding.RuleId, finding.Place.Path, Hash(string.Join(' ', lines.At(finding.Place).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) + "\n" + finding.Properties.GetValueOrDefault("name", "")));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    private static string? Text(JsonObject entry, string name) => entry[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
