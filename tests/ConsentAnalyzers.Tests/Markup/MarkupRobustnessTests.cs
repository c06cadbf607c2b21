using System.Text;
using ConsentAnalyzers.Markup;

namespace ConsentAnalyzers.Tests.Markup;

/// <summary>No text makes the readers throw or lose their place. The seed is fixed, so that a failure can be met again.</summary>
public sealed class MarkupRobustnessTests
{
    private static readonly string[] Pieces =
    [
        "<", ">", "</", "/>", "<script", "<script src=\"https://x\">", "</script>", "<div>", "</div>", "<br>", "<!--", "-->", "@", "@@", "@*", "*@", "@(", "@{", "@if (x) {", "@if(", "else {", "else if (y) {",
        "@foreach (var a in b)", "@functions {", "@code {", "@section S {", "@model List<int>", "@:", "{", "}", "(", ")", "[", "]", "\"", "'", "`", "\\", "//", "/*", "*/", ";", "=", "a.b(c)", "\"\"\"", "$\"{x}\"", "@\"y\"", "'\\''",
        "\n", "\r\n", "\r", "\t", " ", "\0", "é", "😀", "\uD800", "\uE000", "<template>", "<textarea>", "<title>", "<plaintext>", "<iframe>", "&amp;", "&#x", "x",
    ];

    [Fact]
    public void Any_mixture_of_markup_and_code_is_read()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 3000; round++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(1, 60); n > 0; n--) text.Append(Pieces[random.Next(Pieces.Length)]);
            var written = text.ToString();

            var outline = RazorOutline.Read(written);
            Assert.All(outline.CSharp, span => Assert.InRange(span.End, span.Start, written.Length));
            Assert.All(outline.Branches, branch => Assert.InRange(branch.Body.End, branch.Body.Start, written.Length));

            var markup = written.Replace('\r', ' ').Replace('\0', ' ');
            var elements = MarkupLibrary.TryRead(markup, out var problem, TestContext.Current.CancellationToken);
            Assert.Null(problem);
            Assert.All(elements!.Value, element =>
            {
                Assert.Equal('<', markup[element.StartTag.Start]);
                Assert.InRange(element.StartTag.End, element.StartTag.Start + 1, markup.Length);
                if (element.Text.Length > 0) Assert.Equal(element.Text, markup.Substring(element.TextStart, element.Text.Length));
            });
        }
    }

    [Theory]
    [InlineData("@if (Model.HasConsent)\n{\n    <p>a</p>\n}\nelse\n{\n    <p>b</p>\n}", "(Model.HasConsent)", 2)]
    [InlineData("@{ if (a) { <p>a</p> } else if (b) { <p>b</p> } }", "(a)", 2)]
    [InlineData("@if (a) { <div @(x) title=\"}\"><span>}</span></div> }", "(a)", 1)]
    [InlineData("@if (s == \"}\" || c == '}') { <p>a</p> }", "(s == \"}\" || c == '}')", 1)]
    [InlineData("@if (a) { <text>} { </text> @:} {\n }", "(a)", 1)]
    public void Conditions_are_told_from_the_text(string view, string condition, int branches)
    {
        var outline = RazorOutline.Read(view);
        Assert.Equal(branches, outline.Branches.Length);
        Assert.Contains(outline.Branches, branch => branch.Condition == condition && !branch.IsElse);
    }
}
