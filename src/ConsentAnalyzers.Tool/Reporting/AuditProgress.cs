using System.Diagnostics;
using ConsentAnalyzers.Tool.Audit;
using Spectre.Console;

namespace ConsentAnalyzers.Tool.Reporting;

/// <summary>On a terminal: one line a step, with a spinner and the time it takes.</summary>
internal sealed class LiveProgress(ProgressContext context, Texts texts) : IAuditProgress
{
    private ProgressTask? _current;
    private ProgressTask? _compiling;

    public void Restoring() => Start(texts.Restoring);

    public void Compiling(string project)
    {
        _compiling ??= Start(texts.Compiling);
        _compiling.Description = $"{texts.Compiling} [bold]{project.EscapeMarkup()}[/]";
    }

    public void Reading() => Start(texts.Reading);

    public void Stop() => _current?.StopTask();

    private ProgressTask Start(string step)
    {
        Stop();
        return _current = context.AddTask(step).IsIndeterminate();
    }
}

/// <summary>In a log: a line when a step begins, with the time since the start.</summary>
internal sealed class PlainProgress(IAnsiConsole console, Texts texts) : IAuditProgress
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public void Restoring() => Write(texts.Restoring);

    public void Compiling(string project) => Write($"{texts.Compiling} {project}");

    public void Reading() => Write(texts.Reading);

    private void Write(string step) => console.WriteLine($"[{Stopwatch.GetElapsedTime(_start):mm\\:ss}] {step}");
}
