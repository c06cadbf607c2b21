using System.Text;
using ConsentAnalyzers.Tool.Audit;
using ConsentAnalyzers.Tool.Fixing;

namespace ConsentAnalyzers.Tool.Tests.Fixing;

public sealed class SourceFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with mark", "utf-16", "utf-16BE", "utf-32"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Encoding_mark_and_line_ends_stay(string name)
    {
        Encoding encoding = name switch { "utf-8" => new UTF8Encoding(false), "utf-8 with mark" => new UTF8Encoding(true), _ => Encoding.GetEncoding(name) };
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("café\r\nb\nc")];
        var file = SourceFile.Read(Write(bytes));

        Assert.Equal("café\r\nb\nc", file.Text);
        Assert.Equal(bytes, file.With(file.Text));
        Assert.Equal([.. encoding.GetPreamble(), .. encoding.GetBytes("thé\r\n")], file.With("thé\r\n"));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_come_back_as_they_were()
    {
        byte[] bytes = [(byte)'a', 0xE9, 0x80, (byte)'\n'];
        var file = SourceFile.Read(Write(bytes));

        Assert.Equal(4, file.Text.Length);
        Assert.Equal([(byte)'x', .. bytes], file.With("x" + file.Text));
        Assert.Contains("save it as UTF-8", Assert.Throws<AuditException>(() => file.With(file.Text + "…")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_one() => Assert.Equal("", SourceFile.Read(Write([])).Text);

    [Fact]
    public void A_link_is_followed()
    {
        var target = Write([(byte)'a']);
        var link = Path.Combine(_folder.Path, "link");
        File.CreateSymbolicLink(link, target);

        Assert.Equal(target, SourceFile.Read(link).Path);
    }

    private string Write(byte[] bytes)
    {
        var path = Path.Combine(_folder.Path, "file");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
