using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ConsentAnalyzers.Fixes;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests.Documentation;

/// <summary>Compares texts with what they must say, and says what is expected. Every method gives one line or block a problem.</summary>
internal static partial class Drift
{
    /// <summary>What a rule's page begins with, up to its first section.</summary>
    public static string ExpectedHead(DiagnosticDescriptor rule, PageLanguage language) => $"""
        # {rule.Id}: {rule.Title.ToString(language.Culture)}

        | | |
        |---|---|
        | {language.Id} | {rule.Id} |
        | {language.Category} | {rule.Category} |
        | {language.Severity} | {language.NameOf(rule.DefaultSeverity)} |
        | {language.Enabled} | {(rule.IsEnabledByDefault ? language.Yes : language.No)} |
        | {language.Fix} | {(FixEngine.Rules.Contains(rule.Id) || rule.Id == Descriptors.CNS9003_FixList.Id ? language.Yes : language.NoFix)} |
        | {language.OtherLanguage} | [{rule.Id}]({language.OtherFolder}/{rule.Id}.md) |

        {rule.Description.ToString(language.Culture)}

        """.ReplaceLineEndings("\n");

    public static IEnumerable<string> OfPage(DiagnosticDescriptor rule, PageLanguage language, string? page)
    {
        var path = language.PageOf(rule.Id);
        var head = ExpectedHead(rule, language);
        if (page is null)
        {
            yield return $"{path} does not exist. It begins:\n{head}\nand goes on with the sections {string.Join(", ", language.Sections)}.";
            yield break;
        }

        page = page.ReplaceLineEndings("\n");
        if (!page.StartsWith(head, StringComparison.Ordinal)) yield return $"{path} must begin:\n{head}";
        var sections = MarkdownFile.Parse(page).Headings.Where(h => h.Level == 2).Select(h => h.Text).ToList();
        if (!sections.SequenceEqual(language.Sections)) yield return $"{path} must have the sections\n  {string.Join("\n  ", language.Sections)}\nand has\n  {string.Join("\n  ", sections)}";
    }

    /// <summary>The French page shows the same code: nothing is translated, so nothing is wrong in one language only.</summary>
    public static IEnumerable<string> OfTranslation(string path, MarkdownFile english, MarkdownFile translated)
    {
        var (expected, actual) = (Blocks(english), Blocks(translated));
        for (var i = 0; i < Math.Max(expected.Count, actual.Count); i++)
        {
            if (i < expected.Count && i < actual.Count && expected[i] == actual[i]) continue;
            yield return i < expected.Count ? $"{path}: code block {i + 1} must be the English page's:\n{expected[i]}" : $"{path}: code block {i + 1} is not on the English page:\n{actual[i]}";
        }

        static List<string> Blocks(MarkdownFile file) => file.Blocks.ConvertAll(b => $"```{string.Join(' ', b.Info)}\n{b.Text}```");
    }

    public static IEnumerable<string> OfPages(string folder, IEnumerable<string> pages, IEnumerable<string> ids) =>
        pages.Where(page => !ids.Contains(Path.GetFileNameWithoutExtension(page))).Select(page => $"{folder}/{Path.GetFileName(page)} describes no rule");

    public static string ExpectedTable(IEnumerable<DiagnosticDescriptor> rules) => string.Concat(rules
        .Select(rule => $"| [{rule.Id}](docs/rules/{rule.Id}.md) | {rule.Title.ToString(PageLanguage.English.Culture)} | {(rule.IsEnabledByDefault ? PageLanguage.English.NameOf(rule.DefaultSeverity) : "Off")} |\n")
        .Prepend("| Id | Rule | Severity |\n|---|---|---|\n"));

    public static IEnumerable<string> OfTable(string readme, IEnumerable<DiagnosticDescriptor> rules)
    {
        var table = ExpectedTable(rules);
        var text = readme.ReplaceLineEndings("\n");
        var at = text.IndexOf(table, StringComparison.Ordinal);
        if (at < 0 || (at + table.Length < text.Length && text[at + table.Length] == '|')) yield return $"README.md must hold this table:\n{table}";
    }

    /// <param name="releases">The texts of AnalyzerReleases.Shipped.md and AnalyzerReleases.Unshipped.md.</param>
    public static IEnumerable<string> OfReleases(string releases, ImmutableArray<DiagnosticDescriptor> rules)
    {
        var lines = releases.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).ToList();
        foreach (var rule in rules)
        {
            var severity = rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString() : "Disabled";
            var expected = $"{rule.Id} | {rule.Category} | {severity} | {rule.Title.ToString(PageLanguage.English.Culture)}";
            if (!lines.Contains(expected)) yield return $"AnalyzerReleases.Unshipped.md (or Shipped) must hold the line:\n{expected}";
        }

        foreach (var line in lines.Where(line => line.StartsWith("CNS", StringComparison.Ordinal) && !rules.Any(rule => line.StartsWith(rule.Id + " ", StringComparison.Ordinal)))) yield return $"AnalyzerReleases lists a rule that does not exist: {line}";
    }

    /// <summary>A preset names every rule; the inventory is the tool's to switch on.</summary>
    public static IEnumerable<string> OfPreset(string path, string preset, ImmutableArray<DiagnosticDescriptor> rules)
    {
        var severity = Severity().Match(preset) is { Success: true } first ? first.Groups[1].Value : "…";
        var lines = preset.ReplaceLineEndings("\n").Split('\n').ToHashSet();
        // A rule that is off by default is each team's own decision.
        return rules.Where(rule => rule.IsEnabledByDefault).Select(rule => $"dotnet_diagnostic.{rule.Id}.severity = {severity}").Where(line => !lines.Contains(line)).Select(line => $"{path} must hold the line:\n{line}")
            .Concat(rules.Where(rule => !rule.IsEnabledByDefault && preset.Contains(rule.Id, StringComparison.Ordinal)).Select(rule => $"{path} must not name {rule.Id}, which is off by default"));
    }

    public static IEnumerable<string> OfHelpLinks(ImmutableArray<DiagnosticDescriptor> rules) =>
        from rule in rules
        let expected = Descriptors.PageAddress + rule.Id + ".md"
        where rule.HelpLinkUri != expected || !expected.EndsWith("/" + PageLanguage.English.PageOf(rule.Id), StringComparison.Ordinal)
        select $"{rule.Id}: the help link must be {expected} and end with {PageLanguage.English.PageOf(rule.Id)}; it is {rule.HelpLinkUri}";

    /// <summary>Relative links of one file: the file or folder exists, and the anchor is one of its headings.</summary>
    /// <param name="exists">By path from the root.</param>
    public static IEnumerable<string> OfLinks(string path, MarkdownFile file, IReadOnlyDictionary<string, MarkdownFile> files, Func<string, bool> exists)
    {
        foreach (var link in file.Links.Where(l => !l.Target.Contains("://") && !l.Target.StartsWith("mailto:", StringComparison.Ordinal)))
        {
            var (target, anchor) = link.Target.Split('#', 2) is [var t, var a] ? (t, a) : (link.Target, null);
            var resolved = target.Length == 0 ? path : Resolve(path, target);
            if (resolved is null || !exists(resolved))
            {
                yield return $"{path}:{link.Line}: {link.Target} leads nowhere: {resolved ?? "above the root"} does not exist";
                continue;
            }

            if (anchor is null || !files.TryGetValue(resolved, out var page) || page.Headings.Any(h => h.Anchor == anchor)) continue;
            yield return $"{path}:{link.Line}: {link.Target} leads nowhere: {resolved} has no #{anchor}. It has {string.Join(", ", page.Headings.Select(h => "#" + h.Anchor))}";
        }
    }

    /// <param name="keys">Every key the code reads.</param>
    public static IEnumerable<string> OfKeys(string path, MarkdownFile guide, ImmutableArray<string> keys)
    {
        var headings = guide.Headings.Where(h => h.Level == 3 && h.Text.StartsWith('`')).Select(h => h.Text.Trim('`')).ToList();
        foreach (var key in keys.Except(headings)) yield return $"{path} must have the heading:\n### `{key}`";
        foreach (var key in headings.Except(keys)) yield return $"{path} documents a key that does not exist: {key}";
        foreach (var key in MentionedKeys(guide).Except(keys)) yield return $"{path} mentions a key that does not exist: {key}";
    }

    /// <summary>The keys a page names anywhere but in what it shows as wrong.</summary>
    public static IEnumerable<string> MentionedKeys(MarkdownFile file)
    {
        var text = file.Blocks.Where(b => b.Is("wrong")).Aggregate(file.Text, (all, block) => all.Replace(block.Text, "\n"));
        return Key().Matches(text).Select(m => m.Value).Distinct();
    }

    /// <summary>Output that a page quotes: what stands behind a rule's id is that rule's message.</summary>
    public static IEnumerable<string> OfQuotedMessages(string path, MarkdownFile file, ImmutableArray<DiagnosticDescriptor> rules)
    {
        foreach (Match quoted in file.Blocks.Where(block => block.Language.Length == 0).SelectMany(block => QuotedMessage().Matches(block.Text)))
        {
            var (id, message) = (quoted.Groups[1].Value, quoted.Groups[2].Value.TrimEnd());
            if (rules.FirstOrDefault(rule => rule.Id == id) is not { } found)
            {
                yield return $"{path} quotes {id}, which is no rule";
                continue;
            }

            var format = found.MessageFormat.ToString(PageLanguage.English.Culture);
            var pattern = "^" + Placeholder().Replace(Regex.Escape(format), ".+") + "$";
            if (!Regex.IsMatch(message, pattern, RegexOptions.CultureInvariant)) yield return $"{path} quotes {id}:\n{message}\nand its message is now:\n{format}";
        }
    }

    /// <summary>A path without <c>.</c> and <c>..</c>; <see langword="null"/> above the root.</summary>
    private static string? Resolve(string from, string target)
    {
        var parts = new Stack<string>(from.Split('/')[..^1]);
        foreach (var part in target.Split('/'))
        {
            if (part == ".." && !parts.TryPop(out _)) return null;
            if (part is not (".." or "." or "")) parts.Push(Uri.UnescapeDataString(part));
        }

        return string.Join('/', parts.Reverse());
    }

    [GeneratedRegex(@"(?:error|warning|note|info) (CNS\d{4}):? (.+)$", RegexOptions.Multiline)]
    private static partial Regex QuotedMessage();

    // An escaped "{0}".
    [GeneratedRegex(@"\\\{\d+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^dotnet_diagnostic\.CNS\d{4}\.severity = (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Severity();

    [GeneratedRegex(@"consent_analyzers\.[a-z_]+")]
    private static partial Regex Key();
}
