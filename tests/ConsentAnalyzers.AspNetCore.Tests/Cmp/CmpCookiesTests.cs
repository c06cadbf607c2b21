using Microsoft.Extensions.Primitives;

namespace ConsentAnalyzers.AspNetCore.Tests.Cmp;

public class CmpCookiesTests
{
    private static string? Find(string name, params string?[] headers) => new CmpCookies(new StringValues(headers)).Find(name);

    [Theory]
    [InlineData("a=1", "1")]
    [InlineData("x=0; a=1;y=2", "1")]
    [InlineData("x=0;a = 1 ; y=2", "1")]
    [InlineData("a=b=c==", "b=c==")]
    [InlineData("a={\"x\":[1,2]}; b=1", "{\"x\":[1,2]}")]
    [InlineData("a=k:v,w:x; b=1", "k:v,w:x")]
    [InlineData("a=1; a=1", "1")]
    [InlineData("a=%41", "%41")]
    [InlineData(";;=;a=1;;", "1")]
    public void A_value_is_what_the_browser_sent(string header, string value) => Assert.Equal(value, Find("a", header));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a=")]
    [InlineData("A=1")]
    [InlineData("aa=1; b=a=1; %61=1")]
    [InlineData("a=1; a=2")]
    [InlineData("a=1; a=")]
    public void None_or_an_unclear_one_is_none(string header) => Assert.Null(Find("a", header));

    [Fact]
    public void Several_headers_are_one()
    {
        Assert.Equal("1", Find("a", "x=0", null, "a=1"));
        Assert.Null(Find("a", "a=1", "a=2"));
        Assert.Null(Find("a"));
    }

    [Fact]
    public void What_no_browser_would_keep_is_none()
    {
        Assert.Equal(4096, Find("a", "a=" + new string('x', 4096))!.Length);
        Assert.Null(Find("a", "a=" + new string('x', 4097)));
        Assert.Null(Find("a", "a=1; a=" + new string('x', 4097)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("a+b c", "a+b c")]
    [InlineData("%7b%7D", "{}")]
    [InlineData("%C3%A9t%C3%A9", "été")]
    [InlineData("é%C3%A9", "éé")]
    [InlineData("%F0%9F%8D%AA", "🍪")]
    [InlineData("%2525", "%25")]
    [InlineData("%00", "\0")]
    [InlineData("%", null)]
    [InlineData("%2", null)]
    [InlineData("%zz", null)]
    [InlineData("%-1", null)]
    [InlineData("%FF", null)]
    [InlineData("%C3", null)]
    [InlineData("%C3x%A9", null)]
    [InlineData("%C0%AF", null)]
    [InlineData("%ED%A0%80", null)]
    [InlineData("%F5%80%80%80", null)]
    public void Percent_encoding_is_undone_strictly(string text, string? decoded) => Assert.Equal(decoded, CmpCookies.Decode(text));
}
