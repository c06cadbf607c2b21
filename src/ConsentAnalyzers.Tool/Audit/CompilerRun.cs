using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ConsentAnalyzers.Tool.Audit;

/// <summary>One compilation of one project, and the log the compiler wrote.</summary>
internal sealed record CompiledProject(string ProjectFile, string TargetFramework, bool IsAspNetCore, string LogFile);

/// <param name="IsComplete">False when a finding that the site calls an error stopped the build: what depends on that project was not compiled.</param>
internal sealed record CompilerOutput(IReadOnlyList<CompiledProject> Projects, bool IsComplete);

/// <param name="ListFixes">Whether the analyzers list the edits that mend what they find (CNS9003).</param>
internal sealed record CompilerOptions(string Configuration, string Language, Action<string>? OnOutput, bool ListFixes = false);

/// <summary>Runs the site's own `dotnet build` with the analyzers injected.</summary>
internal static partial class CompilerRun
{
    private const string ProgressMark = "consent-audit: ";
    private const int ShownErrors = 10;

    public static async Task<CompilerOutput> ExecuteAsync(AuditTarget target, Scratch scratch, CompilerOptions options, IAuditProgress progress, CancellationToken cancellation)
    {
        var output = new List<string>();
        var exitCode = await BuildAsync(target, scratch, options, Receive, cancellation);
        var errors = output.Select(line => ErrorLine().Match(line)).Where(match => match.Success).ToList();

        // A finding that the site's .editorconfig calls an error fails the build, not the audit.
        if (exitCode != 0 && (errors.Count == 0 || errors.Exists(error => !error.Groups["code"].Value.StartsWith("CNS", StringComparison.Ordinal))))
            throw Failure(target, errors, output);

        if (!Directory.Exists(scratch.Logs))
            throw new AuditException("Nothing was compiled with the analyzers: name a C# project, and if its build sets CustomAfterDirectoryBuildTargets, let it append to the value that is there.");

        var projects = Directory.GetFiles(scratch.Logs, "*.project").Select(ReadProject);
        return new CompilerOutput([.. projects.OrderBy(project => project.ProjectFile, StringComparer.Ordinal).ThenBy(project => project.TargetFramework, StringComparer.Ordinal)], exitCode == 0);

        void Receive(string line)
        {
            options.OnOutput?.Invoke(line);
            if (line.TrimStart().StartsWith(ProgressMark, StringComparison.Ordinal))
                progress.Compiling(line.TrimStart()[ProgressMark.Length..].Replace(" ()", ""));
            else
                output.Add(line);
        }
    }

    private static async Task<int> BuildAsync(AuditTarget target, Scratch scratch, CompilerOptions options, Action<string> onLine, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = target.Root, // so that the site's global.json chooses the SDK
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        Injection.Apply(start.Environment);
        string[] arguments =
        [
            "build", BuildFile(target, scratch), "--configuration", options.Configuration,
            "-noAutoResponse", .. ResponseFile.Properties(target.Root), .. Injection.Properties(scratch, options),
            "-nologo", "-verbosity:minimal", "-tl:off", "-nodeReuse:false",
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        using var build = new Process { StartInfo = start };
        build.OutputDataReceived += (_, e) => Hand(e.Data);
        build.ErrorDataReceived += (_, e) => Hand(e.Data);
        try
        {
            build.Start();
        }
        catch (Win32Exception)
        {
            throw new AuditException("The command 'dotnet' was not found: install the .NET SDK that builds this site, and make sure it is on the PATH.");
        }

        build.StandardInput.Close();
        build.BeginOutputReadLine();
        build.BeginErrorReadLine();
        try
        {
            await build.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            build.Kill(entireProcessTree: true);
            throw;
        }

        return build.ExitCode;

        void Hand(string? line)
        {
            if (line is null)
                return;
            lock (build)
                onLine(line);
        }
    }

    /// <summary>Several projects are built as one solution, in the scratch folder: one restore, each project once.</summary>
    private static string BuildFile(AuditTarget target, Scratch scratch)
    {
        if (target.BuildFiles is [var single])
            return single;

        var solution = scratch.File("audit.slnx");
        // A solution folder each: two projects of one name cannot share one.
        new XElement("Solution", target.BuildFiles.Select((file, index) => new XElement("Folder", new XAttribute("Name", $"/{index}/"), new XElement("Project", new XAttribute("Path", file))))).Save(solution);
        return solution;
    }

    private static AuditException Failure(AuditTarget target, List<Match> errors, List<string> output)
    {
        if (errors.Count == 0)
            return new AuditException("The build failed before anything was compiled: make 'dotnet build' work here, then audit again.", [.. output.Where(line => line.Trim().Length > 0).TakeLast(ShownErrors)]);

        var lines = errors.Select(error => Describe(error, target.Root)).Distinct().ToList();
        var more = lines.Count > ShownErrors ? [$"… and {lines.Count - ShownErrors} more"] : Array.Empty<string>();
        return new AuditException("The site does not build, so it cannot be audited: correct these errors ('dotnet build' shows them too), then audit again.", [.. lines.Take(ShownErrors), .. more]);
    }

    private static string Describe(Match error, string root)
    {
        var place = error.Groups["place"].Value;
        if (place.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            place = place[(root.Length + 1)..];
        var code = $"error {error.Groups["code"].Value}".TrimEnd();
        return $"{(place.Length > 0 ? place + ": " : "")}{code}: {error.Groups["text"].Value}";
    }

    /// <summary>Reads what ConsentAuditBeforeCompile in audit.targets wrote.</summary>
    private static CompiledProject ReadProject(string marker)
    {
        var lines = File.ReadAllLines(marker);
        return new CompiledProject(lines[0], lines[1].Split(':')[1], lines[2] == "aspnetcore:true", Path.ChangeExtension(marker, ".sarif"));
    }

    [GeneratedRegex(@"^\s*(?:(?<place>.*?)\s*:\s*)?(?:[a-z]+ )?error\s*(?<code>[A-Za-z]+[0-9]+)?\s*:\s*(?<text>.*?)(?:\s*\[[^\]]+\])?$", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorLine();
}
