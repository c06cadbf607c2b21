using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Markup;

public sealed class EmbedWithoutConsentAnalyzerTests
{
    [Theory]
    [InlineData("{|CNS2004:<iframe width=\"560\" src=\"https://www.youtube.com/embed/x\">|}</iframe>")]
    [InlineData("{|CNS2004:<iframe src=\"//player.vimeo.com/video/1\">|}</iframe>")]
    [InlineData("{|CNS2004:<iframe src=\"https://www.facebook.com/plugins/page.php?x\">|}</iframe>")]
    [InlineData("{|CNS2004:<iframe src=\"https://platform.twitter.com/widgets/follow_button.html\">|}</iframe>")]
    [InlineData("{|CNS2004:<object data=\"https://www.youtube.com/embed/x\">|}</object>")]
    [InlineData("{|CNS2004:<embed src=\"https://www.youtube.com/embed/x\">|}")]
    [InlineData("{|CNS2004:<iframe src=\"https://www.youtube.com/embed/x\">|}</iframe>{|CNS2004:<iframe src=\"https://www.youtube.com/embed/y\">|}</iframe>")]
    [InlineData("<iframe data-src=\"https://www.youtube.com/embed/x\" data-cookieconsent=\"marketing\"></iframe>")]
    [InlineData("<iframe data-cookieblock-src=\"https://www.youtube.com/embed/x\" data-cookieconsent=\"marketing\"></iframe>")]
    [InlineData("{|CNS2004:<link rel=\"stylesheet\" href=\"https://assets.calendly.com/assets/external/widget.css\">|}")]
    [InlineData("{|CNS2004:<link href='//assets.calendly.com/x.css' REL='Alternate Stylesheet'>|}")]
    [InlineData("{|CNS2004:<link rel=\"preload\" as=\"script\" href=\"https://static.hotjar.com/c/hotjar-1.js\">|}")]
    [InlineData("{|CNS2004:<link rel=\"modulepreload\" href=\"https://static.hotjar.com/c/hotjar-1.js\">|}")]
    [InlineData("<link rel=\"preload\" as=\"script\" href=\"https://static.hotjar.com/c/hotjar-1.js\"><script src=\"https://static.hotjar.com/c/hotjar-1.js\"></script>")] // CNS2001, once
    [InlineData("<link rel=\"preload\" as=\"style\" href=\"https://fonts.googleapis.com/css2?family=Inter\"><link rel=\"stylesheet\" href=\"https://fonts.googleapis.com/css2?family=Inter\">")]
    [InlineData("<link rel=\"stylesheet\" data-name=\"calendly\" data-href=\"https://assets.calendly.com/assets/external/widget.css\">")]
    [InlineData("<object data-src=\"https://www.youtube.com/embed/x\" class=\"optanon-category-C0004\"></object>")]
    [InlineData("<embed data-src=\"https://www.youtube.com/embed/x\" data-usercentrics=\"YouTube\">")]
    [InlineData("<iframe src=\"/local.html\"></iframe>")]
    [InlineData("<iframe src=\"https://www.youtube-nocookie.com/embed/x\"></iframe>")]
    [InlineData("<iframe src=\"https://js.stripe.com/v3\"></iframe>")]
    [InlineData("<a href=\"https://www.youtube.com/watch?v=x\">film</a>")]
    [InlineData("<template><iframe src=\"https://www.youtube.com/embed/x\"></iframe></template>")]
    [InlineData("<!-- <iframe src=\"https://www.youtube.com/embed/x\"></iframe> -->")]
    public Task In_html(string html) => new AnalyzerTest<EmbedWithoutConsentAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();

    private const string Tag = "<iframe src=\"https://www.youtube.com/embed/x\">";
    private const string Reported = "{|CNS2004:" + Tag + "|}</iframe>";
    private const string Silent = Tag + "</iframe>";

    [Theory]
    [InlineData(Reported)]
    [InlineData("<div><p>static <b>x</b></p>" + Reported + "</div>")]
    [InlineData("@if (Ready)\n{\n    " + Reported + "\n}")]
    [InlineData("@if (Consent.Video)\n{\n    " + Silent + "\n}")]
    [InlineData("@if (Model?.Consent?.Video == true)\n{\n    " + Silent + "\n}")]
    [InlineData("@if (Consent.Marketing)\n{\n    " + Silent + "\n}")]
    [InlineData("@if (!Consent.Video)\n{\n    <p>ask</p>\n}\nelse\n{\n    <div>" + Silent + "</div>\n}")]
    [InlineData("@if (Ok)\n{\n    " + Silent + "\n}")]
    [InlineData("<!-- " + Silent + " -->" + Reported)]
    [InlineData("@* " + Silent + " *@" + Reported)]
    [InlineData("{|CNS2004:<iframe src=\"https://www.youtube.com/embed/@Id\">|}</iframe>")]
    [InlineData("@if (Consent.Video) { <iframe src=\"https://www.youtube.com/embed/@Id\"></iframe> }")]
    [InlineData("{|CNS2004:<iframe src=\"@Address\">|}</iframe>")]
    [InlineData("<ErrorBoundary><ChildContent>" + Reported + "</ChildContent></ErrorBoundary>")]
    [InlineData("@if (Consent.Video) { <ErrorBoundary>" + Silent + "</ErrorBoundary> }")]
    [InlineData("<ErrorBoundary>@if (Consent.Video) { " + Silent + " }</ErrorBoundary>")]
    [InlineData("<ConsentGate Purpose=\"Purpose.Functional\">" + Silent + "</ConsentGate>")]
    [InlineData("<ConsentGate Purpose=\"Purpose.Analytics\">" + Silent + "</ConsentGate>")]
    [InlineData("<ConsentGate Purpose=\"@Purpose.Functional\"><ErrorBoundary>" + Silent + "</ErrorBoundary></ConsentGate>")]
    [InlineData("@Fragment\n@code { RenderFragment Fragment = @" + Reported + "; }")]
    [InlineData("@foreach (var x in new[] { 1, 2 }) { if (!Consent.Video) { continue; } " + Silent + " }")]
    [InlineData("<p @onclick=\"() => { if (Ready) { } }\">x</p>" + Reported)]
    public Task In_a_component(string markup) => new AnalyzerTest<EmbedWithoutConsentAnalyzer>
    {
        Sources =
        {
            """
            namespace Test;
            public enum Purpose { Analytics, Functional }
            public class Visitor { public Answers? Consent { get; set; } } public class Answers { public bool Video { get; set; } }
            public interface IConsent { bool Video { get; } bool Marketing { get; } }
            """,
        },
        Views =
        {
            ("_Imports.razor", "@using Microsoft.AspNetCore.Components\n@using Microsoft.AspNetCore.Components.Web\n@using Test"),
            ("ConsentGate.razor", "@ChildContent\n@code { [Parameter] public RenderFragment? ChildContent { get; set; } [Parameter] public Purpose Purpose { get; set; } }"),
            ("Film.razor", "@inject IConsent Consent\n<h1>Film</h1>\n" + markup + "\n@code {\n    Visitor? Model = null;\n    bool Ready { get; set; }\n    bool Ok => Consent.Video;\n    string Id = \"abc\";\n    const string Address = \"https://www.youtube.com/embed/x\";\n}"),
        },
    }.RunAsync();

    [Fact]
    public Task A_page_that_requires_consent() => new AnalyzerTest<EmbedWithoutConsentAnalyzer>
    {
        Sources = { "public class RequiresConsentAttribute(string purpose) : System.Attribute { public string Purpose => purpose; }" },
        Views =
        {
            ("Held.razor", "@attribute [RequiresConsent(\"Functional\")]\n" + Silent),
            ("Other.razor", "@attribute [RequiresConsent(\"Analytics\")]\n" + Silent),
        },
    }.RunAsync();

    [Fact]
    public Task Message_and_properties() => new AnalyzerTest<EmbedWithoutConsentAnalyzer> { AdditionalFiles = { ("index.html", Reported) } }
        .Expect("CNS2004", message: "YouTube (functionality) is embedded before the visitor has consented; load it only after consent for Functional, or after a click", properties: [("kind", "tracker"), ("name", "YouTube"), ("element", "iframe"), ("address", "https://www.youtube.com/embed/x")])
        .RunAsync();
}
