using System.ComponentModel;
using System.Diagnostics;

namespace ConsentAnalyzers.Tool.Fixing;

/// <summary>What git says of a folder.</summary>
internal static class WorkTree
{
    /// <returns>The changed and the unknown files below the folder; null where git is not there or does not know the folder.</returns>
    public static async Task<IReadOnlyList<string>?> UncommittedAsync(string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", "core.quotePath=false", "status", "--porcelain", "--", "."])
            start.ArgumentList.Add(argument);
        try
        {
            using var git = Process.Start(start)!;
            var errors = git.StandardError.ReadToEndAsync(cancellation);
            var output = await git.StandardOutput.ReadToEndAsync(cancellation);
            await errors;
            await git.WaitForExitAsync(cancellation);
            return git.ExitCode == 0 ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
