// Writes src/ConsentAnalyzers/Knowledge/third-parties.tsv from the npm package third-party-web. The same package gives the same bytes.
//
//     npm pack third-party-web@0.30.0
//     dotnet run .ci/third-party-web.cs -- third-party-web-0.30.0.tgz
//
// Left out: categories that never report, entities with a host in the hand-checked tables, and what third-party-web.except.tsv says.
#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
#:property ImplicitUsings=enable
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

const string Version = "0.30.0";
const string Sha512 = "p+PfyL5U0ediGzvwPzMSdD9MnC8rHW6nWJJVLIQvqN7RsSqfaZ+7n4c9GILqH36EYR0eXB9CzAeCRnKFr/9uJg==";
string[] reporting = ["ad", "analytics", "customer-success", "marketing", "social", "tag-manager"];

if (args is not [var package])
{
    Console.Error.WriteLine("The package's .tgz is missing: dotnet run .ci/third-party-web.cs -- third-party-web-" + Version + ".tgz");
    return 1;
}
var archive = File.ReadAllBytes(package);
if (Convert.ToBase64String(SHA512.HashData(archive)) != Sha512)
{
    Console.Error.WriteLine($"{package} is not third-party-web {Version}.");
    return 1;
}

var here = Path.GetDirectoryName(ThisFile())!;
var knowledge = Path.Combine(here, "../src/ConsentAnalyzers/Knowledge");
string[] handChecked = [.. Hosts("tracker-hosts.tsv"), .. Hosts("pixels.tsv"), .. Hosts("cmp-loaders.tsv")];
var decisions = Rows(Path.Combine(here, "third-party-web.except.tsv")).ToDictionary(r => r[0], r => r[1]);
var unused = decisions.Keys.ToHashSet();
var rows = new SortedDictionary<string, (string Entity, string Category)>(StringComparer.Ordinal);
var silent = new List<string>();

foreach (var entity in Entities(archive).OrderBy(e => e.Name, StringComparer.Ordinal))
{
    if (!reporting.Contains(entity.Category))
    {
        silent.AddRange(entity.Patterns.Select(Host));
        continue;
    }
    var isKnown = entity.Patterns.Select(Host).Any(ours => handChecked.Any(theirs => IsUnder(theirs, ours) || IsUnder(ours, theirs)));
    foreach (var pattern in entity.Patterns)
    {
        unused.Remove(pattern);
        var category = decisions.TryGetValue(pattern, out var decided) ? decided : isKnown ? "-" : entity.Category;
        if (category != "-") rows.TryAdd(Host(pattern), (entity.Name, category));
    }
}
foreach (var host in rows.Keys.Where(h => rows.Any(r => r.Key != h && IsUnder(h, r.Key) && r.Value == rows[h])).ToList()) rows.Remove(host);

// A row stands for all hosts below it.
var problems = unused.Select(p => $"third-party-web.except.tsv: {p} is no host of a category that reports")
    .Concat(silent.Where(s => rows.Keys.Any(r => IsUnder(s, r))).Select(s => $"{s} never reports and lies under a host that does: decide it in third-party-web.except.tsv")).ToList();
problems.ForEach(Console.Error.WriteLine);
if (problems.Count > 0) return 1;

var text = new StringBuilder();
text.Append("host\tentity\tcategory\n");
text.Append($"# Third parties beyond the hand-checked tables: third-party-web {Version} (npm, MIT, Copyright (c) 2019 Patrick Hulce; THIRD-PARTY-NOTICES.md).\n");
text.Append("# Written by .ci/third-party-web.cs, which leaves out what is in tracker-hosts.tsv, pixels.tsv and cmp-loaders.tsv and what .ci/third-party-web.except.tsv decides. Do not edit.\n");
text.Append("# host: itself and all below it. category: of third-party-web, or disputed (monitoring, measurement without cookies).\n");
foreach (var (host, (entity, category)) in rows) text.Append($"{host}\t{entity}\t{category}\n");
File.WriteAllText(Path.Combine(knowledge, "third-parties.tsv"), text.ToString());
Console.WriteLine($"{rows.Count} hosts of {rows.Values.Select(r => r.Entity).Distinct().Count()} entities");
return 0;

IEnumerable<string> Hosts(string table) => Rows(Path.Combine(knowledge, table)).Select(r => r[0]).Where(h => h != "*").Select(Host);

static IEnumerable<string[]> Rows(string table) => File.ReadLines(table).Skip(1).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t'));

static string Host(string pattern) => pattern.StartsWith("*.", StringComparison.Ordinal) ? pattern[2..] : pattern;

static bool IsUnder(string host, string other) => host == other || host.EndsWith("." + other, StringComparison.Ordinal);

static List<(string Name, string Category, List<string> Patterns)> Entities(byte[] archive)
{
    using var tar = new TarReader(new GZipStream(new MemoryStream(archive), CompressionMode.Decompress));
    while (tar.GetNextEntry() is { } entry)
    {
        if (entry.Name != "package/dist/entities-nostats.json") continue;
        using var json = JsonDocument.Parse(entry.DataStream!);
        return [.. json.RootElement.EnumerateArray().Select(e => (e.GetProperty("name").GetString()!.Trim(), e.GetProperty("category").GetString()!, e.GetProperty("domains").EnumerateArray().Select(d => d.GetString()!.Trim().ToLowerInvariant()).ToList()))];
    }
    throw new InvalidDataException("The package holds no entities.");
}

static string ThisFile([CallerFilePath] string path = "") => path;
