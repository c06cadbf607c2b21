using ConsentAnalyzers.Tool.Audit;
using ConsentAnalyzers.Tool.Fixing;

namespace ConsentAnalyzers.Tool.Tests.Fixing;

public sealed class FileWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_file_is_written_and_nothing_is_left_beside()
    {
        var (a, b) = (_folder.Write("a.cs", "old"), _folder.Write("Views/b.cshtml", "old"));

        FileWriter.Write([(a, "A"u8.ToArray()), (b, "B"u8.ToArray())]);

        Assert.Equal(("A", "B"), (File.ReadAllText(a), File.ReadAllText(b)));
        Assert.Equal([b, a], Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rights_stay()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such rights.");
            return;
        }

        var file = _folder.Write("a.cs", "old");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        FileWriter.Write([(file, "new"u8.ToArray())]);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(file));
    }

    [Fact]
    public void One_file_that_cannot_be_written_leaves_all_as_they_are()
    {
        var (a, b) = (_folder.Write("a.cs", "old"), _folder.Write("b.cs", "old"));
        File.SetAttributes(b, FileAttributes.ReadOnly);

        var failure = Assert.Throws<AuditException>(() => FileWriter.Write([(a, "A"u8.ToArray()), (b, "B"u8.ToArray())]));

        Assert.Contains("None was changed.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(("old", "old"), (File.ReadAllText(a), File.ReadAllText(b)));
        Assert.Equal([a, b], Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal));
        File.SetAttributes(b, FileAttributes.Normal);
    }

    [Fact]
    public void A_failure_half_way_leaves_every_file_whole_and_says_which_are_new()
    {
        var a = _folder.Write("a.cs", "old");
        // A folder takes the place of a file between the two steps: nothing can be moved over it.
        var b = Path.Combine(_folder.Path, "b.cs");
        Directory.CreateDirectory(b);
        _folder.Write("b.cs/inside", "old");

        var failure = Assert.Throws<AuditException>(() => FileWriter.Write([(a, "A"u8.ToArray()), (b, "B"u8.ToArray())]));

        Assert.Equal([a], failure.Details);
        Assert.Contains($"'{b}' cannot be written", failure.Message, StringComparison.Ordinal);
        Assert.Equal(("A", "old"), (File.ReadAllText(a), File.ReadAllText(Path.Combine(b, "inside"))));
    }
}
