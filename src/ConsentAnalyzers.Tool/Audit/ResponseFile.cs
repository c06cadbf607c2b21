using System.CommandLine.Parsing;

namespace ConsentAnalyzers.Tool.Audit;

/// <summary>
/// Of a site's Directory.Build.rsp an audit keeps the properties and leaves the rest: a logger or a binary log would write into the site's tree.
/// </summary>
internal static class ResponseFile
{
    private static readonly string[] Prefixes = ["p:", "property:"];

    public static IEnumerable<string> Properties(string folder)
    {
        for (DirectoryInfo? current = new(folder); current is not null; current = current.Parent)
        {
            var file = Path.Combine(current.FullName, "Directory.Build.rsp");
            if (File.Exists(file))
                return File.ReadLines(file).Where(line => !line.TrimStart().StartsWith('#')).SelectMany(CommandLineParser.SplitCommandLine).Where(IsProperty);
        }

        return [];
    }

    private static bool IsProperty(string argument)
    {
        var name = argument.TrimStart('-', '/');
        return name.Length < argument.Length && Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
    }
}
