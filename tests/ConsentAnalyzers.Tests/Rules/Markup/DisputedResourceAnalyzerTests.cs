using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Markup;

public sealed class DisputedResourceAnalyzerTests
{
    [Theory]
    [InlineData("{|CNS2014:<iframe src=\"https://www.youtube-nocookie.com/embed/x\">|}</iframe>")]
    [InlineData("{|CNS2014:<iframe src=\"https://www.google.com/maps/embed?pb=1\">|}</iframe>{|CNS2014:<iframe src=\"https://www.google.com/maps/embed?pb=2\">|}</iframe>")]
    [InlineData("{|CNS2014:<script src=\"https://maps.googleapis.com/maps/api/js?key=1\">|}</script>")]
    [InlineData("{|CNS2014:<script src=\"https://www.google.com/recaptcha/api.js\" async defer>|}</script>")]
    [InlineData("{|CNS2014:<script src=\"https://challenges.cloudflare.com/turnstile/v0/api.js\">|}</script>")]
    [InlineData("{|CNS2014:<img src=\"https://www.gravatar.com/avatar/0?s=40\">|}")]
    [InlineData("{|CNS2014:<script src=\"https://browser.sentry-cdn.com/7.0.0/bundle.min.js\">|}</script><script>Sentry.init({ dsn: 'x' });</script>")]
    [InlineData("{|CNS2014:<script defer data-domain=\"example.com\" src=\"https://plausible.io/js/script.js\">|}</script>")]
    [InlineData("{|CNS2014:<script defer src=\"https://static.cloudflareinsights.com/beacon.min.js\">|}</script>")]
    [InlineData("<link rel=\"stylesheet\" href=\"https://fonts.googleapis.com/css2?family=Inter\">")]
    [InlineData("<iframe src=\"https://www.youtube.com/embed/x\"></iframe>")] // CNS2004
    [InlineData("<iframe data-cookieblock-src=\"https://www.google.com/maps/embed?pb=1\" data-cookieconsent=\"preferences\"></iframe>")]
    [InlineData("<script type=\"text/plain\" data-category=\"analytics\" src=\"https://plausible.io/js/script.js\"></script>")]
    [InlineData("<!-- consent-exempt CNS2014 Security: the form is under attack --><script src=\"https://www.google.com/recaptcha/api.js\"></script>")]
    [InlineData("<a href=\"https://www.google.com/maps/place/Paris\">us</a>")]
    [InlineData("<script src=\"https://js.stripe.com/v3\"></script>")]
    public Task In_html(string html) => new AnalyzerTest<DisputedResourceAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();

    [Theory]
    [InlineData("{|CNS2014:<img src=\"https://www.gravatar.com/avatar/@(1 + 1)\">|}")]
    [InlineData("@if (feature?.CanTrack == true) { <img src=\"https://www.gravatar.com/avatar/0\"> }")]
    public Task In_a_view(string view) => Verify.ViewAsync<DisputedResourceAnalyzer>(
        "Pages/Index.cshtml", "@page\n@{ var feature = HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>(); }\n" + view);

    [Fact]
    public Task Message() => new AnalyzerTest<DisputedResourceAnalyzer> { AdditionalFiles = { ("index.html", "{|#0:<img src=\"https://www.gravatar.com/avatar/0\">|}") } }
        .Expect("CNS2014", at: 0, message: "Gravatar (functionality) is contacted before the visitor has chosen, and whether it needs consent is disputed or depends on its configuration; hold it back, or say why it needs none", properties: [("element", "img"), ("status", "ungated")]).RunAsync();
}
