using ConsentAnalyzers.Tool.Audit;
using ConsentAnalyzers.Tool.Reporting;

namespace ConsentAnalyzers.Tool.Tests;

public sealed class SourceExcerptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Common_indentation_goes_and_blank_space_is_not_marked()
    {
        _folder.Write("a.cs", "        cookies.Append(\n            \"x\",\n            \"1\");\n");

        var lines = Read(1, 17, 3, 17);

        Assert.Equal([new ExcerptLine(1, "cookies.", "Append(", ""), new ExcerptLine(2, "    ", "\"x\",", ""), new ExcerptLine(3, "    ", "\"1\")", ";")], lines);
    }

    [Fact]
    public void Minified_lines_are_cut_around_the_place()
    {
        _folder.Write("a.cs", new string('a', 5000) + "HERE" + new string('b', 5000));

        var line = Assert.Single(Read(1, 5001, 1, 5005));

        Assert.Equal("HERE", line.Marked);
        Assert.True(line.Before.Length < 200 && line.After.Length < 200);
    }

    [Fact]
    public void Long_elements_are_cut_to_a_few_lines()
    {
        _folder.Write("a.cs", string.Join('\n', Enumerable.Repeat("line", 50)));

        Assert.Equal(4, Read(2, 1, 40, 5).Count);
    }

    [Theory]
    [InlineData("missing.cs", 1)]
    [InlineData("a.cs", 0)]
    [InlineData("a.cs", 99)]
    public void What_is_not_there_is_left_out(string file, int line)
    {
        _folder.Write("a.cs", "x\n");

        Assert.Empty(new SourceExcerpt(_folder.Path).Read(new Place(file, line, 1, line, 2)));
    }

    private IReadOnlyList<ExcerptLine> Read(int startLine, int startColumn, int endLine, int endColumn) =>
        new SourceExcerpt(_folder.Path).Read(new Place("a.cs", startLine, startColumn, endLine, endColumn));
}
