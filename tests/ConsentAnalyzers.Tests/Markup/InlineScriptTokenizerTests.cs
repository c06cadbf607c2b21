using ConsentAnalyzers.Markup;

namespace ConsentAnalyzers.Tests.Markup;

public sealed class InlineScriptTokenizerTests
{
    private static string Tokens(string text) => string.Join(" ", ScriptTokenizer.Tokenize(text).SkipLast(1).Select(t => $"{t.Kind.ToString()[0]}:{text.Substring(t.Start, t.Length)}"));

    [Theory]
    [InlineData("a.b(1)", "W:a P:. W:b P:( N:1 P:)")]
    [InlineData("a / b / c", "W:a P:/ W:b P:/ W:c")]
    [InlineData("x = /a\\/[/]b/gi.test(y)", "W:x P:= R:/a\\/[/]b/gi P:. W:test P:( W:y P:)")]
    [InlineData("return /a/", "W:return R:/a/")]
    [InlineData("if (x) /a/.test(y)", "W:if P:( W:x P:) R:/a/ P:. W:test P:( W:y P:)")]
    [InlineData("(x) / 2 / 3", "P:( W:x P:) P:/ N:2 P:/ N:3")]
    [InlineData("a++ / 2", "W:a P:++ P:/ N:2")]
    [InlineData("'a\\'b' \"c\"", "S:'a\\'b' S:\"c\"")]
    [InlineData("'open\nnext", "S:'open W:next")]
    [InlineData("`a${b}c`", "T:`a P:${ W:b P:} T:c`")]
    [InlineData("`a${ {x:`y${z}`} }`", "T:`a P:${ P:{ W:x P:: T:`y P:${ W:z P:} T:` P:} P:} T:`")]
    [InlineData("a // b\nc /* d */ e", "W:a W:c W:e")]
    [InlineData("<!-- a\nb\n--> c\nd", "W:b W:d")]
    [InlineData("a --> b", "W:a P:-- P:> W:b")]
    [InlineData("a === b !== c => d ?? e?.f ? .5 : 1", "W:a P:=== W:b P:!== W:c P:=> W:d P:?? W:e P:?. W:f P:? N:.5 P:: N:1")]
    [InlineData("\uE000\uE000 a", "W:\uE000\uE000 W:a")]
    [InlineData("#!x\na", "W:a")]
    [InlineData("@ \\ a", "P:@ P:\\ W:a")]
    public void Text(string text, string tokens) => Assert.Equal(tokens, Tokens(text));

    [Theory]
    [InlineData("'a\\x41\\u0042\\n\\/\\''", "aAB\n/'")]
    [InlineData("\"https:\\/\\/x\"", "https://x")]
    [InlineData("'open", "open")]
    [InlineData("'\\x4'", "x4")]
    [InlineData("`a`", "a")]
    [InlineData("'a\\\nb'", "ab")]
    public void Value(string text, string value) => Assert.Equal(value, ScriptTokenizer.Unquote(text, ScriptTokenizer.Tokenize(text)[0]));
}
