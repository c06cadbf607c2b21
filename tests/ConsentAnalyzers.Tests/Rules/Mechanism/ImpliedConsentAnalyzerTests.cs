using ConsentAnalyzers.Rules.Mechanism;

namespace ConsentAnalyzers.Tests.Rules.Mechanism;

public sealed class ImpliedConsentAnalyzerTests
{
    [Theory]
    [InlineData("By continuing to use this site, you agree to our use of cookies.")]
    [InlineData("If you continue without changing your settings, we'll assume that you are happy to receive all cookies.")]
    [InlineData("By using this website you accept the use of <a href=\"/c\">cookies</a>.")]
    [InlineData("En continuant votre navigation, vous acceptez l&rsquo;utilisation de cookies.")]
    [InlineData("En poursuivant votre navigation sur ce site, vous acceptez le dépôt de cookies.")]
    [InlineData("Durch die weitere Nutzung der Seite stimmen Sie der Verwendung von Cookies zu.")]
    [InlineData("Si continúa navegando, acepta el uso de cookies.")]
    [InlineData("Proseguendo la navigazione, accetti l'uso dei cookie.")]
    [InlineData("Door verder te gaan, gaat u akkoord met cookies.")]
    [InlineData("Ao continuar a navegar, concorda com o uso de cookies.")]
    public Task In_a_banner(string sentence) => new AnalyzerTest<ImpliedConsentAnalyzer> { AdditionalFiles = { ("index.html", "<div class=\"cookie-bar\"><h3>Cookies</h3>\n<p>GOV.UK is old. {|CNS3013:" + sentence + "|} Read more.</p><button>OK</button></div>") } }.RunAsync();

    [Theory]
    [InlineData("<div class=\"alert fixed-bottom\">{|CNS3013:By continuing to browse you accept our cookies|}</div>")]
    [InlineData("<div role=\"dialog\"><p>{|CNS3013:By scrolling you agree to tracking cookies!|}</p></div>")]
    [InlineData("<p>{|CNS3013:By continuing to browse, you agree to our cookies.|}</p><div id=\"cookie-banner\"><button>OK</button></div>")]
    [InlineData("<div><div id=\"cookie-banner\"><button>OK</button></div><p>{|CNS3013:By continuing to browse, you agree to our cookies.|}</p></div>")]
    [InlineData("<div id=\"cookieConsent\"><p>This website uses cookies. {|CNS3013:By continuing to use it you consent.|}</p></div>")]
    public Task Around_a_banner(string html) => new AnalyzerTest<ImpliedConsentAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();

    private const string Wording = "By continuing to use this site, you agree to our use of cookies.";

    [Theory]
    [InlineData("<article><p>" + Wording + "</p></article>")]
    [InlineData("<p>" + Wording + "</p>")]
    [InlineData("<footer><p>" + Wording + "</p></footer>")]
    [InlineData("<div class=\"cookie-bar\"><p>By clicking Accept you agree to our use of cookies.</p></div>")]
    [InlineData("<div class=\"cookie-bar\"><p>If you continue without accepting, we only use necessary cookies; you agree to nothing.</p></div>")]
    [InlineData("<div class=\"cookie-bar\"><p>If you continue, no cookies are set.</p></div>")]
    [InlineData("<div class=\"cookie-bar\"><p>En continuant sans accepter, vous refusez les cookies.</p></div>")]
    [InlineData("<div class=\"cookie-bar\"><p>We use cookies if you accept. You may continue browsing whatever you choose.</p></div>")]
    [InlineData("<form action=\"/register\"><p>By continuing you agree to our terms and our cookie policy.</p></form>")]
    [InlineData("<div class=\"alert\"><p>By continuing you accept the risk.</p></div>")]
    [InlineData("<pre><div class=\"cookie-bar\"><p>" + Wording + "</p></div></pre>")]
    [InlineData("<!-- <div class=\"cookie-bar\"><p>" + Wording + "</p></div> -->")]
    [InlineData("<script>var text = '<div class=\"cookie-bar\">" + Wording + "</div>';</script>")]
    [InlineData("<!-- consent-exempt CNS3013: shown where no cookies are set --><div class=\"cookie-bar\"><p>" + Wording + "</p></div>")]
    [InlineData("<div class=\"cookie-bar\"><!-- consent-exempt CNS3013: shown where no cookies are set --><p>" + Wording + "</p></div>")]
    public Task Silent(string html) => new AnalyzerTest<ImpliedConsentAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();

    [Theory]
    [InlineData("Views/Home/Privacy.cshtml")]
    [InlineData("Pages/Cookies.cshtml")]
    [InlineData("Views/Home/Terms.cshtml")]
    [InlineData("Views/Shared/MentionsLegales.cshtml")]
    public Task Never_in_a_policy(string path) => new AnalyzerTest<ImpliedConsentAnalyzer> { Views = { (path, "<div class=\"cookie-bar\"><p>" + Wording + "</p></div>") } }.RunAsync();

    [Fact]
    public Task From_a_resource() => new AnalyzerTest<ImpliedConsentAnalyzer>
    {
        Sources = { ("Program.cs", "public class Program { public static void Main() { } }") },
        Views = { ("Views/Shared/_Banner.cshtml", "@inject Microsoft.Extensions.Localization.IStringLocalizer<Program> L\n<div id=\"cookie-bar\"><p>@{|CNS3013:L[\"Text\"]|}</p></div>") },
        AdditionalFiles = { ("Text.fr.resx", "<root><data name=\"Text\"><value>En poursuivant, vous acceptez nos cookies.</value></data>") },
    }.RunAsync();

    [Fact]
    public Task Message() => new AnalyzerTest<ImpliedConsentAnalyzer> { AdditionalFiles = { ("index.html", "<div class=\"cookie-bar\"><p>{|#0:By continuing  to browse you accept\ncookies.|}</p></div>") } }
        .Expect("CNS3013", at: 0, message: "'By continuing to browse you accept cookies.' takes going on for a consent, and silence is a refusal; ask for a choice, and let nothing follow from browsing").RunAsync();
}
