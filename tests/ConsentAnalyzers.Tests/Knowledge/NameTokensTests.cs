using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Tests.Knowledge;

public sealed class NameTokensTests
{
    [Theory]
    [InlineData("cart_id", "cart id")]
    [InlineData("X-XSRF-TOKEN", "X XSRF TOKEN")]
    [InlineData("preferredLanguage2", "preferred Language 2")]
    [InlineData("UITheme", "UI Theme")]
    [InlineData("ASP.NET_SessionId", "ASP NET Session Id")]
    [InlineData(".AspNetCore.Culture", "Asp Net Core Culture")]
    [InlineData("i18n", "i 18 n")]
    [InlineData("JSESSIONID", "JSESSIONID")]
    [InlineData("a:b c%d/e", "a b c d e")]
    [InlineData("", "")]
    [InlineData("__--..", "")]
    [InlineData("préférence", "préférence")]
    public void Words(string name, string words)
    {
        var found = new List<string>();
        foreach (var (start, length) in NameTokens.Split(name)) found.Add(name.Substring(start, length));
        Assert.Equal(words, string.Join(' ', found));
    }

    [Theory]
    [InlineData("CSRFtoken_x2", "CSRFtoken x2")]
    public void WordsWithoutCase(string name, string words)
    {
        var found = new List<string>();
        foreach (var (start, length) in NameTokens.Split(name, atCase: false)) found.Add(name.Substring(start, length));
        Assert.Equal(words, string.Join(' ', found));
    }

    [Fact]
    public void ContainsComparesWholeWords()
    {
        Assert.True(NameTokens.Contains("BASKET_COOKIENAME", "basket"));
        Assert.False(NameTokens.Contains("cartographer", "cart"));
    }
}
