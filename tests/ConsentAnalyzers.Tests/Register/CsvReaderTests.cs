using ConsentAnalyzers.Register;

namespace ConsentAnalyzers.Tests.Register;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("\n\r\n\r\n", "")]
    [InlineData("a,b,c", "a|b|c")]
    [InlineData("a;b;c", "a|b|c")]
    [InlineData("a;b,c;d", "a|b,c|d")]
    [InlineData("\uFEFFa,b", "a|b")]
    [InlineData("a,b\nc,d", "a|b / c|d")]
    [InlineData("a,b\r\nc,d\r\n", "a|b / c|d")]
    [InlineData("a,b\rc,d\r", "a|b / c|d")]
    [InlineData("a,b\n\n\nc,d", "a|b / c|d")]
    [InlineData("\"a\",\"b\"", "a|b")]
    [InlineData("\"a \"\"x\"\"\",\"\"\"\"", "a \"x\"|\"")]
    [InlineData("\"a,;\nb\",\"c\r\nd\"\ne,f", "a,;\nb|c\r\nd / e|f")]
    [InlineData(" \"a, b\" ,\tc ", "a, b|c")]
    [InlineData("a\"b,c", "a\"b|c")]
    [InlineData("a,,", "a||")]
    [InlineData(",,", "")]
    [InlineData("a,\"\"", "a|")]
    [InlineData("a\0b,c", "a\0b|c")]
    public void Records(string text, string expected)
    {
        var csv = CsvReader.Read(text);
        Assert.Equal(expected, Text(csv));
        Assert.Empty(csv.Unclosed);
        Assert.Empty(csv.Overfull);
    }

    [Theory]
    [InlineData("a,\"b\nc,d", "a|\"b / c|d")]
    [InlineData("\"", "\"")]
    [InlineData("a,\"", "a|\"")]
    [InlineData("\"x,\"\"y,\"\"z\na,b", "\"x|y|z / a|b")]
    public void An_open_quote_takes_its_line_with_it_and_no_more(string text, string expected)
    {
        var csv = CsvReader.Read(text);
        Assert.Equal(expected, Text(csv));
        Assert.Single(csv.Unclosed);
    }

    [Fact]
    public void Text_after_a_quote_stays()
    {
        var csv = CsvReader.Read("\"a\"b\"c,d");
        Assert.Equal("ab\"c|d", Text(csv));
        Assert.Equal("\"a\"b\"c", "\"a\"b\"c,d".Substring(csv.Overfull.Single().Start, csv.Overfull.Single().Length));
    }

    [Fact]
    public void Places_are_those_of_the_text()
    {
        const string Text = "a , \"b\nc\" \r\nd,e";
        var csv = CsvReader.Read(Text);
        Assert.Equal(["a", "\"b\nc\"", "d", "e"], csv.Records.SelectMany(r => r.Fields).Select(f => Text.Substring(f.Span.Start, f.Span.Length)));
        Assert.Equal(["a , \"b\nc\"", "d,e"], csv.Records.Select(r => Text.Substring(r.Span.Start, r.Span.Length)));
    }

    [Theory]
    [InlineData('"')]
    [InlineData(',')]
    [InlineData('\n')]
    [InlineData(' ')]
    [InlineData('\0')]
    public void Long_texts_of_one_character(char character)
    {
        var csv = CsvReader.Read(new string(character, 500_000) + "x");
        Assert.NotEmpty(csv.Records);
    }

    private static string Text(CsvReader csv) => string.Join(" / ", csv.Records.Select(r => string.Join("|", r.Fields.Select(csv.TextOf))));
}
