using System.Collections.Immutable;
using System.Text;
using ConsentAnalyzers.Configuration;
using ConsentAnalyzers.Markup;
using ConsentAnalyzers.Rules.Mechanism;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ConsentAnalyzers.Tests.Markup;

/// <summary>Views are half-typed, and odd: nothing throws, and nothing is reported twice.</summary>
public sealed class BannerRobustnessTests
{
    private const string View = "@inject IConsent C\n@{ var t = \"x\"; }\n<div id=\"cookie-banner\" class=\"alert fixed-bottom\" style=\"position:fixed;font-size\"><p>By continuing you accept cookies &eacute;&#39; @t @C[\"Key\"] .</p><label for=\"a\">Analytics</label><input type=\"checkbox\" id=\"a\" checked asp-for=\"X\"><button style=\"opacity:;font-size:e3\" class=\"btn \">Accept</button><a href=\"#\">Refuse</a></div>";

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new BannerWithoutRefuseAnalyzer(), new WeakRefuseAnalyzer(), new PreTickedConsentAnalyzer(), new ImpliedConsentAnalyzer(), new GuiltWordingAnalyzer(), new CookieWallAnalyzer()];

    private static async Task<ImmutableArray<Diagnostic>> RunAsync(params (string Path, string Text)[] files)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary).WithSpecificDiagnosticOptions([new("CNS3014", ReportDiagnostic.Warn)]);
        var exceptions = new List<Exception>();
        var run = CSharpCompilation.Create("Views", options: options).WithAnalyzers(Analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. files.Append(("Text.resx", "<root><data name=\"Key\"><value>Accept")).Select(f => (AdditionalText)new Text(f.Item1, f.Item2))]), (e, _, _) => exceptions.Add(e), concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        var found = await run.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Empty(exceptions);
        return found;
    }

    [Fact]
    public async Task Cut_anywhere()
    {
        for (var length = 0; length <= View.Length; length++) await RunAsync(("Views/_A.cshtml", View.Substring(0, length)), ("Views/_B.cshtml", "<!-- cookie -->" + View.Substring(length)), ("c.html", View.Remove(length, Math.Min(3, View.Length - length))), ("D.razor", View.Insert(length, "\r\n@(\uD800\0<")));
        Assert.Equal(["CNS3011", "CNS3012", "CNS3013"], (await RunAsync(("Views/_A.cshtml", View))).Select(d => d.Id).Order());
    }

    [Theory]
    [InlineData("<a class=\"cookie-banner\">Accept cookies ")]
    [InlineData("<div class=\"cookie-banner\"><button>Accept</button>")]
    [InlineData("<div class=\"cookie-banner\"><button>Accept</button></div>")]
    [InlineData("<form><p>cookies</p><input type=\"checkbox\" checked id=\"analytics\">")]
    [InlineData("<p class=\"alert\">by continuing you accept cookies ")]
    [InlineData("<div class=\"cookie-bar\"><label for=\"x\">Ads</label><input type=\"checkbox\" checked id=\"x\"></div>")]
    [InlineData("<div class=\"cookie-bar\"><label>Ads <input type=\"checkbox\" checked name=\"ads\">")]
    [InlineData("<div class=\"cookie-banner\"><button>Accept</button><a href=\"#\" style=\"display:none\">Refuse all cookies</a>")]
    [InlineData("<div class=\"cookie-banner\"><button>Accept</button><div class=\"modal\"><a href=\"#\">Refuse all cookies</a>")]
    [InlineData("<template><div class=\"cookie-banner\"><p>cookies</p><button>Accept</button>")]
    [InlineData("&cookies;@(")]
    [InlineData("@{cookie")]
    public async Task Much_of_it_is_read_to_its_end(string piece)
    {
        const int Pieces = 1_000;
        var text = string.Concat(Enumerable.Repeat(piece, Pieces));

        var found = await RunAsync(("index.html", text), ("_A.cshtml", text));

        // No piece is reported twice by a rule, however deep it lies in the others.
        Assert.Equal(found.Length, found.Select(d => (d.Id, d.Location)).Distinct().Count());
        Assert.InRange(found.Length, 0, 2 * Analyzers.Length * Pieces);
    }

    [Fact]
    public void What_lies_around_is_asked_once()
    {
        const int Depth = 10_000;
        var elements = new List<MarkupElement>();
        for (var i = 0; i < Depth; i++) elements.Add(new(i == 10 ? "small" : "div", new(i, 1), [], elements.LastOrDefault()));
        var asked = 0;
        var small = new FromAround<bool>(false, (element, around) =>
        {
            asked++;
            return around || element.Name == "small";
        });

        Assert.True(small.Of(elements[^1]));
        Assert.All(elements, (element, i) => Assert.Equal(i >= 10, small.Of(element)));
        Assert.False(new FromAround<bool>(elements[10], false, (element, around) => around || element.Name == "small").Of(elements[^1]));
        Assert.Equal(Depth, asked);
    }

    [Theory]
    [InlineData("Accept <b>all</b> cookies &amp; go <template>on <i>and</i> on</template> now")]
    [InlineData("a < b &lt;i&gt; <!-- not <b>this</b> --> but <script>x < y</script> this <svg><text>or</text></svg>that")]
    [InlineData("<p>one<p>two<div>three</p>four</div><span")]
    public void A_part_of_a_text_is_the_text_of_the_part(string markup)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var document = MarkupDocument.OfText("<script></script>" + markup, ConsentSettings.Parse(_ => null), cancellationToken)!;
        var texts = new BannerTexts(null!);
        var whole = VisibleText.Of(document, new(0, document.Markup.Length), texts, cancellationToken);

        Assert.All(document.Elements, element =>
        {
            var span = TextSpan.FromBounds(element.StartTag.End, Math.Max(element.StartTag.End, element.ContentEnd));
            Assert.Equal(VisibleText.Of(document, span, texts, cancellationToken).Text, whole.Part(span, int.MaxValue, cancellationToken)!.Text);
        });
    }

    private sealed class Text(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }
}
