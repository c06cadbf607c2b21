using System.Diagnostics;
using ConsentAnalyzers.Fixes;
using ConsentAnalyzers.Tool.Reporting;

namespace ConsentAnalyzers.Tool.Tests;

public sealed class UnifiedDiffTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_around_a_change_are_shown() => Assert.Equal(
        "--- a/a.cs\n+++ b/a.cs\n@@ -2,7 +2,8 @@\n 2\n 3\n 4\n-5\n+x\n+y\n 6\n 7\n 8\n",
        UnifiedDiff.Write("a.cs", Numbers(10), Numbers(10).Replace("5\n", "x\ny\n"), [Edit(8, 1, "x\ny")]));

    [Fact]
    public void Changes_that_are_near_share_a_hunk_and_those_that_are_not_do_not()
    {
        var (text, edits) = (Numbers(9) + Numbers(9), new[] { Edit(0, 1, "x"), Edit(8, 1, "y"), Edit(34, 1, "z") });
        var diff = UnifiedDiff.Write("a.cs", text, FixMerge.Apply(text, edits), edits);
        Assert.Equal(["@@ -1,8 +1,8 @@", "@@ -15,4 +15,4 @@"], diff.Split('\n').Where(line => line.StartsWith("@@", StringComparison.Ordinal)));
    }

    [Theory]
    // Insertions at the beginning, within, at the end; removals; a file without a last line end; line ends of Windows; an empty file.
    [InlineData("a\nb\nc\n", 0, 0, "new\n")]
    [InlineData("a\nb\nc\n", 2, 0, "new\n")]
    [InlineData("a\nb\nc\n", 6, 0, "new\n")]
    [InlineData("a\nb\nc", 5, 0, " // end")]
    [InlineData("a\nb\nc", 4, 1, "")]
    [InlineData("a\nb\nc", 0, 5, "")]
    [InlineData("a\nb\nc\n", 2, 2, "")]
    [InlineData("a\nb\nc\n", 1, 1, "")]
    [InlineData("a\r\nb\r\nc\r\n", 3, 1, "if (x)\r\n{\r\n    b\r\n}")]
    [InlineData("", 0, 0, "new\n")]
    public void Git_takes_it(string text, int start, int length, string newText) => Applied(text, Edit(start, length, newText));

    [Fact]
    public void Git_takes_any_edits()
    {
        var random = new Random(7);
        for (var run = 0; run < 60; run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => new string('a', random.Next(0, 4)) + (random.Next(9) == 0 ? "\r\n" : "\n"))) + (random.Next(2) == 0 ? "end" : "");
            var edits = new List<FixEdit>();
            for (var at = random.Next(0, 10); at < text.Length; at += random.Next(1, 40))
            {
                var length = random.Next(0, Math.Min(6, text.Length - at));
                edits.Add(Edit(at, length, new[] { "", "x", "\n", "if\n{\n", "\r\n" }[random.Next(5)]));
                at += length;
            }

            Applied(text, [.. edits]);
        }
    }

    private void Applied(string text, params FixEdit[] edits)
    {
        var expected = FixMerge.Apply(text, edits);
        if (expected == text) return;
        var file = _folder.Write("a.cs", text);
        _folder.Write("fix.diff", UnifiedDiff.Write("a.cs", text, expected, edits));
        using var git = Process.Start(new ProcessStartInfo("git", ["-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "fix.diff"]) { WorkingDirectory = _folder.Path, RedirectStandardError = true })!;
        var errors = git.StandardError.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, errors + "\n" + File.ReadAllText(Path.Combine(_folder.Path, "fix.diff")));
        Assert.Equal(expected, File.ReadAllText(file));
    }

    private static string Numbers(int count) => string.Concat(Enumerable.Range(1, count).Select(n => n + "\n"));

    private static FixEdit Edit(int start, int length, string text) => new("/a.cs", start, length, text, 0, 0);
}
