using ConsentAnalyzers.Tool.Audit;
using ConsentAnalyzers.Tool.Fixing;
using Spectre.Console;

namespace ConsentAnalyzers.Tool.Reporting;

/// <summary>What the terminal, or a log, shows of a fix.</summary>
internal sealed class FixReport(Texts texts)
{
    private readonly IAnsiConsole _console = ConsoleReport.Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>A unified diff that <c>git apply</c> takes, coloured on a terminal.</summary>
    public void WriteDiff(IReadOnlyList<ChangedFile> files)
    {
        _console.WriteLine();
        foreach (var file in files)
        {
            foreach (var line in UnifiedDiff.Write(file.RelativePath, file.File.Text, file.NewText, file.Edits).TrimEnd('\n').Split('\n'))
                _console.Write(new Text(line + "\n", StyleOf(line)));
        }
    }

    public void WriteSummary(IReadOnlyList<PlannedFix> done, IReadOnlyList<LeftFinding> left, int files, bool isDryRun, IEnumerable<string> unused)
    {
        _console.WriteLine();
        var asked = left.Where(item => item.Reason != LeftReason.NotAsked).ToList();
        WriteList(isDryRun ? texts.WouldFix : texts.Fixed, [.. done.Select(fix => (fix.Finding, $"[green]{fix.Fix.Title.EscapeMarkup()}[/]"))]);
        WriteList(texts.LeftForYou, [.. asked.Select(item => (item.Finding, Reason(item).EscapeMarkup()))]);
        foreach (var option in unused)
            _console.MarkupLine($"[yellow]{string.Format(texts.NothingCalledSo, option).EscapeMarkup()}[/]");
        _console.MarkupLine($"[bold]{texts.FixSummary(done.Count, asked.Count, left.Count - asked.Count, files, isDryRun).EscapeMarkup()}[/]");
        if (asked.Count > 0)
            _console.MarkupLine($"[dim]{texts.RulePages} {ToolInfo.ProjectUrl}/tree/main/docs/{(texts.Language == "fr" ? "fr/" : "")}rules[/]");
        if (!isDryRun && done.Count > 0)
            _console.MarkupLine($"[dim]{texts.ReadTheFixes.EscapeMarkup()}[/]");
    }

    private void WriteList(string title, List<(Finding Finding, string Text)> items)
    {
        if (items.Count == 0)
            return;
        _console.MarkupLine($"[bold]{title}[/]");
        foreach (var file in items.GroupBy(item => item.Finding.Place.Path).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            _console.MarkupLine($"  [underline]{file.Key.EscapeMarkup()}[/]");
            var table = ConsoleReport.FindingsTable();
            foreach (var (finding, text) in file.OrderBy(item => item.Finding.Place.StartLine).ThenBy(item => item.Finding.Place.StartColumn))
                table.AddRow($"[dim]{finding.Place.Position}[/]", $"[bold]{finding.RuleId}[/]", Subject(finding).EscapeMarkup(), text);
            _console.Write(new Padder(table, new Padding(4, 0, 0, 0)));
        }

        _console.WriteLine();
    }

    private static string Subject(Finding finding) => finding.Properties.GetValueOrDefault("name", "");

    private string Reason(LeftFinding item)
    {
        var name = Subject(item.Finding);
        return string.Format(texts.LeftReasons[item.Reason], name.Contains(' ') ? $"\"{name}=…\"" : $"{(name.Length > 0 ? name : "…")}=…");
    }

    private static Style StyleOf(string line) => line switch
    {
        ['+', '+', '+', ..] or ['-', '-', '-', ..] => new Style(decoration: Decoration.Bold),
        ['@', ..] => new Style(Color.Aqua),
        ['+', ..] => new Style(Color.Green),
        ['-', ..] => new Style(Color.Red),
        _ => Style.Plain,
    };
}
