using System.Diagnostics;
using System.Globalization;

namespace ConsentAnalyzers.AspNetCore.Tests.Proof;

/// <summary>Processes of their own that keep proofs: tests/ConsentAnalyzers.AspNetCore.ProofWriter.</summary>
public class ProofProcessTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public async Task What_was_acknowledged_outlives_a_killed_process(int visitors)
    {
        await using var folder = new ProofFolder();
        var kept = new List<string>();

        // The second start goes on where the first was killed.
        for (var run = 1; run <= 3; run++)
        {
            using var process = Start(folder, visitors, decisions: 0);
            var enough = kept.Count + 300;
            while (kept.Count < enough && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line) kept.Add(Kept(line));
            process.Kill();
            // A line that the kill has cut is none that was told.
            var rest = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            kept.AddRange(rest.Split('\n')[..^1].Select(Kept));
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0, process.ExitCode);

            var inFile = (await folder.ReadAsync()).Select(record => record.Proof.SubjectId).ToHashSet();
            Assert.DoesNotContain(kept, subject => !inFile.Contains(subject));
            var verdict = await folder.VerifyAsync();
            Assert.True(verdict.IsWhole, verdict.Reason);
            Assert.True(kept.Count >= enough, $"{kept.Count} proofs were acknowledged in run {run}.");
        }

        await folder.FillAsync(1);
        Assert.True((await folder.VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task Processes_share_a_file()
    {
        await using var folder = new ProofFolder();
        var processes = Enumerable.Range(0, 2).Select(_ => Start(folder, visitors: 20, decisions: 20)).ToList();

        var outputs = await Task.WhenAll(processes.Select(process => process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)));

        var kept = outputs.SelectMany(output => output.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(Kept).Order().ToList();
        Assert.Equal(800, kept.Count);
        Assert.Equal(kept, (await folder.ReadAsync()).Select(record => record.Proof.SubjectId).Order());
        var verdict = await folder.VerifyAsync();
        Assert.True(verdict.IsWhole, verdict.Reason);
        foreach (var process in processes)
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
            process.Dispose();
        }
    }

    private static Process Start(ProofFolder folder, int visitors, int decisions)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "ConsentAnalyzers.AspNetCore.ProofWriter.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, folder.Path, visitors.ToString(CultureInfo.InvariantCulture), decisions.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        return Process.Start(start)!;
    }

    private static string Kept(string line)
    {
        var words = line.TrimEnd('\r').Split(' ');
        Assert.True(words is ["kept", _], line);
        return words[1];
    }
}
