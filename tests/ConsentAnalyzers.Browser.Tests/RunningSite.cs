using System.Diagnostics;
using System.Text;

namespace ConsentAnalyzers.Browser.Tests;

/// <summary>A built site in a process of its own, on a free port of this machine.</summary>
internal sealed class RunningSite : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;

    private RunningSite(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<RunningSite> StartAsync(string assembly, string contentRoot, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [assembly, "--urls", "http://127.0.0.1:0", "--contentRoot", contentRoot, "--environment", "Development", .. arguments])
        {
            WorkingDirectory = contentRoot,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = new StringBuilder();
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException($"The site {assembly} did not start:\n{output}"));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new RunningSite(process, await address.Task);

        void Read(string? line)
        {
            lock (output) output.AppendLine(line);
            if (line?.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at) address.TrySetResult(new Uri(line[(at + Listening.Length)..].Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
