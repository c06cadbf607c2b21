using System.Text.RegularExpressions;

namespace ConsentAnalyzers.EndToEnd.Tests;

/// <summary>A sample of the repository that says of each wrong place, in a comment before it, which rule finds it.</summary>
public sealed partial class SampleSite(string path)
{
    private static readonly string[] BuildOutput = ["bin", "obj", "App_Data"];

    /// <summary>Relative to the repository.</summary>
    public string Path { get; } = path;

    public string Folder { get; } = System.IO.Path.Combine(Repository.Root, path);

    public IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Where(file => !Relative(file).Split('/').Any(BuildOutput.Contains) && !file.EndsWith("README.md", StringComparison.Ordinal));

    /// <summary>The names of all places, right and wrong.</summary>
    public IEnumerable<string> Names => Files.SelectMany(File.ReadLines).SelectMany(line => Anchor().Matches(line)).Select(match => match.Groups["name"].Value);

    /// <summary>"RULE file:line of the anchor", for each anchor.</summary>
    public List<string> WrongPlaces => [.. Files
        .SelectMany(file => File.ReadLines(file).SelectMany((line, i) => Anchor().Matches(line).Where(m => m.Groups["kind"].Value == "WRONG").Select(m => $"{m.Groups["rule"].Value} {Relative(file)}:{i + 1}")))
        .Order(StringComparer.Ordinal)];

    /// <summary>The anchors of findings as "RULE file:line:column": a finding belongs to the last anchor of its rule before it.</summary>
    public List<string> Places(IEnumerable<string> findings) => [.. findings.Select(finding => FindingPlace().Match(finding)).Select(finding =>
    {
        var (rule, file, line) = (finding.Groups["rule"].Value, finding.Groups["file"].Value, int.Parse(finding.Groups["line"].Value));
        var anchor = File.ReadLines(System.IO.Path.Combine(Folder, file)).Take(line).Select((text, i) => (Text: text, Line: i + 1)).LastOrDefault(l => Anchor().Match(l.Text) is { Success: true } m && m.Groups["rule"].Value == rule);
        return $"{rule} {file}:{anchor.Line}";
    }).Order(StringComparer.Ordinal)];

    /// <summary>Copies the sample, as whoever takes it elsewhere does.</summary>
    public void CopyTo(string folder)
    {
        foreach (var file in Files)
        {
            var target = System.IO.Path.Combine(folder, System.IO.Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    private string Relative(string file) => System.IO.Path.GetRelativePath(Folder, file).Replace('\\', '/');

    [GeneratedRegex(@"(?<kind>WRONG|RIGHT) (?<name>[a-z-]+): (?<rule>CNS\d{4})?")]
    private static partial Regex Anchor();

    [GeneratedRegex(@"^(?<rule>CNS\d{4}) (?<file>.+):(?<line>\d+):\d+$")]
    private static partial Regex FindingPlace();
}
