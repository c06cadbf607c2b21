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

    [Theory]
    [InlineData("@if (a) {<div><b>")]
    [InlineData("@if (a) {\n if (b) {\n<div><b>")]
    [InlineData("@foreach (var a in b) { <ul> @if (c) { <li><b>")]
    public void What_is_still_open_leaves_its_markup_markup(string view)
    {
        var outline = RazorOutline.Read(view);
        Assert.DoesNotContain(outline.CSharp, span => span.Contains(view.IndexOf("<b>", StringComparison.Ordinal)));
        Assert.Contains(outline.CSharp, span => span.Contains(view.IndexOf('{')));
        Assert.True(view.Contains("@if (a)", StringComparison.Ordinal) == outline.Branches.Any(b => b.Condition == "(a)" && b.Body.End == view.Length));
    }

    [Theory]
    [InlineData("<p><b></i></b></p><s>", "s", null)]
    [InlineData("<p><b><i></p><s>", "s", null)]
    [InlineData("<p><p></p><s>", "s", "p")]
    [InlineData("</p><p></p></p><s>", "s", null)]
    [InlineData("<div><script>a < b; c</script><s>", "s", "div")]
    public void An_end_tag_closes_the_last_of_its_name(string html, string name, string? parent) =>
        Assert.Equal(parent, Elements(html).Single(e => e.Name == name).Parent?.Name);

    [Theory]
    [InlineData("<script>if (a < b && c <d) { '</p>' }</script>", "if (a < b && c <d) { '</p>' }")]
    [InlineData("<script>a<!-- b --></script>", "a<!-- b -->")]
    [InlineData("<script>a < b", "a < b")]
    [InlineData("<style>a { b: '<' }</style>", "a { b: '<' }")]
    [InlineData("<script></script>c", "")]
    public void The_text_of_a_script_is_whole(string html, string text) => Assert.Equal(text, Elements(html)[0].Text);

    [Theory]
    [InlineData("<script>", "a<style b; ")]
    [InlineData("<style>", "<style>a ")]
    [InlineData("", "<p></x>")]
    public void Reading_takes_time_in_proportion(string before, string repeated)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Elements(before + string.Concat(Enumerable.Repeat(repeated, 100_000)));
        // Seconds where it takes a fraction of one: what is quadratic takes minutes.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
    }

    private static System.Collections.Immutable.ImmutableArray<MarkupElement> Elements(string html) => MarkupLibrary.TryRead(html, out _, TestContext.Current.CancellationToken)!.Value;
}
