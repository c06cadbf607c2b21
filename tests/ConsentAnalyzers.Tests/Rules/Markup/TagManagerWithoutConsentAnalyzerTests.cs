using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Markup;

public sealed class TagManagerWithoutConsentAnalyzerTests
{
    private const string Snippet = "(function(w,d,s,l,i){w[l]=w[l]||[];w[l].push({'gtm.start':new Date().getTime(),event:'gtm.js'});var f=d.getElementsByTagName(s)[0],j=d.createElement(s),dl=l!='dataLayer'?'&l='+l:'';j.async=true;j.src='https://www.googletagmanager.com/gtm.js?id='+i+dl;f.parentNode.insertBefore(j,f);})(window,document,'script','dataLayer','GTM-1');";
    private const string Frame = "<iframe src=\"https://www.googletagmanager.com/ns.html?id=GTM-1\" height=\"0\" width=\"0\">";

    [Theory]
    [InlineData("{|CNS2003:<script>|}" + Snippet + "</script>")]
    [InlineData("{|CNS2003:<script async src=\"https://www.googletagmanager.com/gtm.js?id=GTM-1\">|}</script>")]
    [InlineData("<noscript>{|CNS2003:" + Frame + "|}</iframe></noscript>")]
    [InlineData("{|CNS2003:<script src=\"https://tags.tiqcdn.com/utag/a/b/prod/utag.js\">|}</script>")]
    [InlineData("<script type=\"text/plain\" data-cookieconsent=\"statistics\">" + Snippet + "</script>")]
    [InlineData("<script type=\"text/plain\" data-cookieconsent=\"statistics\">" + Snippet + "</script><noscript>{|CNS2003:" + Frame + "|}</iframe></noscript>")]
    [InlineData("<script>if (consent.marketing === true) { " + Snippet + " }</script>")]
    [InlineData("<script async src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>")]
    [InlineData("<!-- <script>" + Snippet + "</script> -->")]
    public Task In_html(string html) => new AnalyzerTest<TagManagerWithoutConsentAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();

    [Theory]
    [InlineData("{|CNS2003:<script>|}" + Snippet + "</script>")]
    [InlineData("@if (HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>()?.CanTrack == true) { <script>" + Snippet + "</script> }")]
    public Task In_a_view(string view) => Verify.ViewAsync<TagManagerWithoutConsentAnalyzer>("Pages/Index.cshtml", "@page\n" + view);

    [Fact]
    public Task Script_and_noscript_are_one_finding() => new AnalyzerTest<TagManagerWithoutConsentAnalyzer> { AdditionalFiles = { ("index.html", "{|#0:<script>|}" + Snippet + "</script><noscript>{|#1:" + Frame + "|}</iframe></noscript>") } }
        .Expect("CNS2003", at: 0, message: "Google Tag Manager is loaded before the visitor has consented, and what it loads cannot be seen in the code; hold the container back until there is consent", additional: [1], properties: [("kind", "tracker"), ("purpose", "")])
        .RunAsync();
}
