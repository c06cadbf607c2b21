using System.Diagnostics;
using ConsentAnalyzers.Tool.Audit;
using Spectre.Console;

namespace ConsentAnalyzers.Tool.Reporting;

/// <summary>What the terminal, or a log, shows of an audit.</summary>
internal sealed class ConsoleReport(Texts texts, string action, string failure)
{
    // A log has no width: nothing is wrapped or cut there.
    private const int LogWidth = 10_000;
    private const int WideEnough = 110;
    private const int ShownPlaces = 2;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly IAnsiConsole _console = Create(Console.Out, Console.IsOutputRedirected);
    private readonly IAnsiConsole _errors = Create(Console.Error, Console.IsErrorRedirected);

    public void WriteTarget(AuditTarget target)
    {
        _console.MarkupLine($"[bold]consent[/] {ToolInfo.Version.EscapeMarkup()} · {action}");
        foreach (var file in target.BuildFiles)
            _console.MarkupLine($"  {Shorten(file).EscapeMarkup()}");
        _console.WriteLine();
    }

    public Task<AuditResult> ShowProgressAsync(Func<IAuditProgress, Task<AuditResult>> audit, bool isVerbose)
    {
        if (isVerbose || !_console.Profile.Capabilities.Interactive)
            return audit(new PlainProgress(_console, texts));

        return _console.Progress()
            .Columns(new SpinnerColumn(Spinner.Known.Dots) { CompletedText = "[green]✓[/]" }, new TaskDescriptionColumn { Alignment = Justify.Left }, new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var progress = new LiveProgress(context, texts);
                var result = await audit(progress);
                progress.Stop();
                return result;
            });
    }

    public void WriteBuildOutput(string line) => _console.WriteLine(line);

    public void WriteFailure(AuditException problem)
    {
        _errors.MarkupLine($"[red bold]{failure}[/] {problem.Message.EscapeMarkup()}");
        foreach (var detail in problem.Details)
            _errors.MarkupLine($"  {detail.EscapeMarkup()}");
    }

    public void WriteResult(AuditResult audit, IReadOnlyList<string> written)
    {
        _console.WriteLine();
        if (audit.IsAspNetCore)
        {
            WriteFindings(audit);
            WriteInventory(audit);
        }

        if (!audit.IsComplete)
            _console.MarkupLine($"[yellow]{texts.Incomplete.EscapeMarkup()}[/]");
        _console.MarkupLine($"[bold]{texts.Summary(audit).EscapeMarkup()}[/]");
        if (audit.Known.Count + audit.GoneFromBaseline > 0)
            _console.MarkupLine($"{texts.BaselineSummary(audit).EscapeMarkup()}");
        _console.MarkupLine($"[dim]{texts.Evidence.EscapeMarkup()}[/]");
        _console.WriteLine();
        _console.WriteLine($"{texts.Written(Stopwatch.GetElapsedTime(_start))}");
        foreach (var file in written)
            _console.WriteLine($"  {Shorten(file)}");
    }

    public void WriteBaseline(AuditResult audit, string file)
    {
        _console.WriteLine();
        _console.MarkupLine($"[bold]{texts.BaselineWritten(audit.Findings.Count + audit.Known.Count).EscapeMarkup()}[/]");
        _console.WriteLine($"  {Shorten(file)}");
    }

    private void WriteFindings(AuditResult audit)
    {
        foreach (var file in audit.Findings.GroupBy(finding => finding.Place.Path))
        {
            _console.MarkupLine($"[bold underline]{file.Key.EscapeMarkup()}[/]");
            var table = FindingsTable();
            foreach (var finding in file)
                table.AddRow($"[dim]{finding.Place.Position}[/]", Colored(finding.Level), $"[bold]{finding.RuleId}[/]", finding.Message.EscapeMarkup());

            _console.Write(new Padder(table, new Padding(2, 0, 0, 1)));
        }
    }

    /// <summary>A row a finding: its position, two words, a text that may wrap.</summary>
    public static Table FindingsTable() => new Table().Border(TableBorder.None).HideHeaders().AddColumns(
        new TableColumn("").NoWrap().RightAligned(),
        new TableColumn("").NoWrap(),
        new TableColumn("").NoWrap(),
        new TableColumn(""));

    private void WriteInventory(AuditResult audit)
    {
        if (audit.Inventory.Count == 0)
            return;

        _console.MarkupLine($"[bold]{texts.Inventory}[/]");
        // Seven columns want room; on a narrow terminal what belongs together shares a cell.
        var isNarrow = _console.Profile.Width < WideEnough;
        var headers = isNarrow ? new[] { texts.Name, texts.Purpose, texts.Status, texts.Where } : [texts.Kind, texts.Name, texts.Provider, texts.Purpose, texts.Lifetime, texts.Status, texts.Where];
        var table = new Table().Border(_console.Profile.Capabilities.Unicode ? TableBorder.Rounded : TableBorder.Ascii).AddColumns([.. headers.Select(header => $"[bold]{header}[/]")]);
        if (audit.Inventory.Max(thing => thing.Places.Max(place => Short(place).Length)) <= _console.Profile.Width / 3)
            table.Columns[^1].NoWrap();
        foreach (var thing in audit.Inventory)
        {
            var (kind, provider, purpose, lifetime) = (texts.KindName(thing.Kind).EscapeMarkup(), texts.ProviderName(thing.Provider).EscapeMarkup(), texts.PurposeOrGround(thing).EscapeMarkup(), texts.LifetimeName(thing.Lifetime).EscapeMarkup());
            var name = $"[bold]{texts.OrUnknown(thing.Name).EscapeMarkup()}[/]";
            var status = $"[{StatusColor(thing.Status)}]{texts.StatusText(thing).EscapeMarkup()}[/]";
            var places = Places(thing).EscapeMarkup();
            table.AddRow(isNarrow ? [$"{name}\n[dim]{kind}, {provider}[/]", $"{purpose}\n[dim]{lifetime}[/]", status, places] : [kind, name, provider, purpose, lifetime, status, places]);
        }

        _console.Write(table);
        _console.WriteLine();
    }

    private static string Places(StoredThing thing)
    {
        var shown = string.Join('\n', thing.Places.Take(ShownPlaces).Select(Short));
        return thing.Places.Count > ShownPlaces ? $"{shown}\n+{thing.Places.Count - ShownPlaces}" : shown;
    }

    // The column is for editors: the report and the log have it.
    private static string Short(Place place) => place.StartLine == 0 ? place.Path : $"{place.Path}:{place.StartLine}";

    private string Colored(Level level) => level switch
    {
        Level.Error => $"[red]{texts.LevelName(level)}[/]",
        Level.Warning => $"[yellow]{texts.LevelName(level)}[/]",
        _ => $"[blue]{texts.LevelName(level)}[/]",
    };

    private static string StatusColor(string status) => status is "ungated" or "open" or "mismatched" ? "yellow" : "green";

    /// <summary>Relative to where the user stands, when it is below.</summary>
    private static string Shorten(string file)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative;
    }

    public static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (isRedirected)
            console.Profile.Width = LogWidth;
        return console;
    }
}
