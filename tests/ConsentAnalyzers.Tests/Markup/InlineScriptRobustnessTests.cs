using System.Text;
using ConsentAnalyzers.Markup;

namespace ConsentAnalyzers.Tests.Markup;

public sealed class InlineScriptRobustnessTests
{
    private static void Check(string text)
    {
        var script = InlineScript.Parse(text);
        foreach (var fact in script.Facts)
        {
            Assert.InRange(fact.Offset, 0, text.Length);
            Assert.InRange(fact.Offset + fact.Length, fact.Offset, text.Length);
        }
        foreach (var call in script.Calls) Assert.InRange(call.Offset + call.Length, call.Offset, text.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("}")]
    [InlineData("{")]
    [InlineData(")))]]]}}}")]
    [InlineData("'")]
    [InlineData("`${")]
    [InlineData("`${`${`")]
    [InlineData("/")]
    [InlineData("a /b/ c /")]
    [InlineData("\\")]
    [InlineData("<!--")]
    [InlineData("/*")]
    [InlineData("if")]
    [InlineData("if (")]
    [InlineData("if (a")]
    [InlineData("function")]
    [InlineData("function (")]
    [InlineData("=>")]
    [InlineData("a =>")]
    [InlineData("class")]
    [InlineData("class A { b")]
    [InlineData("new")]
    [InlineData("new new new")]
    [InlineData("switch (a) { case")]
    [InlineData("for (;;")]
    [InlineData("var")]
    [InlineData("var {")]
    [InlineData("a ? b")]
    [InlineData("a ? b :")]
    [InlineData("a.")]
    [InlineData("a?.")]
    [InlineData("...")]
    [InlineData("export default")]
    [InlineData("import x from 'y'")]
    [InlineData("do x; while")]
    [InlineData("label: label2: x")]
    [InlineData("@if (x) { <text>gtag('config', 'G-1')</text> }")]
    [InlineData("\0\u2028\uFEFF\uD800")]
    [InlineData("document.cookie =")]
    [InlineData("localStorage.setItem()")]
    [InlineData("localStorage.setItem('a')")]
    [InlineData("gtag(")]
    [InlineData("gtag('consent','default',")]
    [InlineData("_paq.push([")]
    [InlineData("x = x + x; y = y || y; if (y && x) y()")]
    [InlineData("function f() { return f() } if (f()) f()")]
    [InlineData("var a = b, b = a; if (a) s.src = a")]
    [InlineData("unescape('%')")]
    [InlineData("s.src = unescape('%3Z%')")]
    public void OddText(string text) => Check(text);

    [Fact]
    public void EveryBeginningOfABootstrap()
    {
        foreach (var text in (string[])[InlineScriptSnippets.Meta, InlineScriptSnippets.TikTok, InlineScriptSnippets.Matomo, InlineScriptSnippets.Intercom])
        {
            for (var length = 0; length < text.Length; length += 3) Check(text[..length]);
            for (var start = 0; start < text.Length; start += 7) Check(text[start..]);
        }
    }

    [Fact]
    public void RandomTokens()
    {
        string[] pieces =
        [
            "(", ")", "[", "]", "{", "}", ";", ",", ".", "?.", ":", "?", "=>", "=", "==", "!==", "&&", "||", "??", "!", "+", "-", "*", "/", "`", "${", "'", "\"", "\\", "\n", " ", "...",
            "if", "else", "for", "while", "do", "switch", "case", "default", "return", "function", "class", "new", "var", "let", "const", "async", "await", "try", "catch", "finally", "typeof", "in", "of", "import", "export", "get", "this",
            "gtag", "'config'", "fbq", "_paq", "push", "consent", "hasConsent", "document", "cookie", "src", "'https://static.hotjar.com/'", "localStorage", "setItem", "addEventListener", "'click'", "accept", "x", "y", "1", "0x", "1e", "true", "null", "\uE000", "/*", "*/", "//", "<!--", "é", "\0",
        ];
        var random = new Random(20261122);
        for (var round = 0; round < 3000; round++)
        {
            var text = new StringBuilder();
            for (var i = random.Next(60); i >= 0; i--) text.Append(pieces[random.Next(pieces.Length)]).Append(random.Next(3) == 0 ? " " : "");
            Check(text.ToString());
        }
    }

    [Fact]
    public void RandomDamage()
    {
        var random = new Random(7);
        string[] texts = [InlineScriptSnippets.Universal, InlineScriptSnippets.TagManager, InlineScriptSnippets.Hotjar, InlineScriptSnippets.Segment, "if (consent.analytics) { " + InlineScriptSnippets.LinkedIn + " }"];
        for (var round = 0; round < 1500; round++)
        {
            var text = new StringBuilder(texts[random.Next(texts.Length)]);
            for (var i = random.Next(6); i >= 0; i--)
            {
                var at = random.Next(text.Length);
                switch (random.Next(3))
                {
                    case 0: text.Remove(at, Math.Min(random.Next(20), text.Length - at)); break;
                    case 1: text.Insert(at, (char)random.Next(1, 256)); break;
                    default: text[at] = "(){}[]'\"`/;,\n\\"[random.Next(14)]; break;
                }
                if (text.Length == 0) text.Append('x');
            }
            Check(text.ToString());
        }
    }

    public static TheoryData<string, string, string, string> Nests() => new()
    {
        { "parentheses", "(", "gtag('config','G-1')", ")" },
        { "brackets", "[", "gtag('config','G-1')", "]" },
        { "blocks", "{", "gtag('config','G-1')", "}" },
        { "objects", "x({a:", "gtag('config','G-1')", "})" },
        { "calls", "f(", "gtag('config','G-1')", ")" },
        { "functions", "(function(){", "gtag('config','G-1')", "})();" },
        { "arrows", "(()=>{", "gtag('config','G-1')", "})();" },
        { "templates", "`${", "gtag('config','G-1')", "}`" },
        { "ifs", "if(a){", "gtag('config','G-1')", "}" },
    };

    [Theory]
    [MemberData(nameof(Nests))]
    public void DeepNesting(string name, string open, string inner, string close)
    {
        var text = string.Concat(Enumerable.Repeat(open, 10_000)) + inner + string.Concat(Enumerable.Repeat(close, 10_000));
        OnASmallStack(() => Check(text));
        var shallow = string.Concat(Enumerable.Repeat(open, 400)) + inner + string.Concat(Enumerable.Repeat(close, 400));
        OnASmallStack(() =>
        {
            Assert.True(InlineScript.Parse(shallow).Facts.Any(f => f.Kind == ScriptFactKind.Start), name);
        });
    }

    [Theory]
    [InlineData("!")]
    [InlineData("new ")]
    [InlineData("a=")]
    [InlineData("a=>")]
    [InlineData("a?b:")]
    [InlineData("a&&")]
    [InlineData("a||b&&")]
    [InlineData("a.b().")]
    [InlineData("if(a)")]
    [InlineData("if(a);else ")]
    [InlineData("for(;;)")]
    [InlineData("do ")]
    [InlineData("x:")]
    [InlineData("typeof ")]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("`${")]
    [InlineData("function a(){")]
    [InlineData("class A{a(){")]
    [InlineData("a(")]
    [InlineData("=/[")]
    [InlineData("/")]
    [InlineData("case ")]
    [InlineData("await ")]
    [InlineData("x+=")]
    [InlineData("var a=")]
    [InlineData("return ")]
    [InlineData("}")]
    [InlineData(")")]
    public void LongRepetition(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 20_000)) + "gtag('config','G-1')";
        OnASmallStack(() => Check(text));
    }

    // What an analyzer's thread may have: one megabyte.
    private static void OnASmallStack(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                failure = e;
            }
        }, 1024 * 1024);
        thread.Start();
        thread.Join();
        if (failure != null) throw new InvalidOperationException(failure.Message, failure);
    }

    [Theory]
    [InlineData("gtag('config','G-1');\n")]
    [InlineData("if (hasConsent('analytics')) { load(); } else { x(); }\n")]
    [InlineData("function f(a) { return a + 1 }\nf(2);\n")]
    [InlineData("(function(e){var t=e.a;t&&t.b(function(n){return n.c})})(window);")]
    [InlineData("x = x + 'a';")]
    [InlineData("a=a+b+c+d;b=a+a;c=b+b;")]
    [InlineData("var a0 = a0 + a0;")]
    [InlineData("(")]
    [InlineData("f(")]
    [InlineData("{")]
    [InlineData("(function(){a();")]
    [InlineData("/[")]
    [InlineData("=/x[\\n")]
    [InlineData("`${a")]
    [InlineData("/*")]
    [InlineData("'a' + ")]
    [InlineData("a.b.c(d)")]
    [InlineData("this.f();")]
    [InlineData("T.a=function(){this.b()};T.b=function(){T.a()};")]
    [InlineData("function a(){b()}function b(){a()}")]
    [InlineData("if(a)")]
    [InlineData("a&&(b||c)&&")]
    [InlineData("document.cookie.split(';').some(c => c.startsWith('consent='));")]
    [InlineData("s.src='https://static.hotjar.com/'+x;")]
    public void WorkGrowsWithTheText(string piece)
    {
        long Work(int times)
        {
            long work = 0;
            OnASmallStack(() => work = InlineScript.Parse(string.Concat(Enumerable.Repeat(piece, times))).Work);
            return work;
        }
        var small = Work(500);
        var large = Work(4000);
        Assert.True(large <= small * 8 * 1.3 + 2000, $"500: {small}, 4000: {large}");
    }
}
