using System.Diagnostics;
using System.Text;

namespace ConsentAnalyzers.EndToEnd.Tests;

/// <summary>What a command did; the two streams apart.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public string All => Output + Errors;
}

/// <summary>Runs a command as a user's shell would, free of what the test runner's own SDK has put into the environment.</summary>
public static class Command
{
    private static readonly string[] SetByTheRunner = ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly", "CI"];

    public static Task<CommandResult> DotnetAsync(string folder, params string[] arguments) => RunAsync("dotnet", folder, [], arguments);

    public static async Task<CommandResult> RunAsync(string file, string folder, IEnumerable<(string Name, string Value)> environment, params string[] arguments)
    {
        using var process = Start(file, folder, environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CommandResult(process.ExitCode, await output, await errors);
    }

    public static Process Start(string file, string folder, IEnumerable<(string Name, string Value)> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(file)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in SetByTheRunner)
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
