namespace ConsentAnalyzers.Tests.Fixes.Markup;

public sealed class AudienceMeasurementNotExemptFixerTests
{
    private const string Head = "<script>\n    var _paq = window._paq = window._paq || [];\n";
    private const string Tail = "    _paq.push([\"trackPageView\"]);\n    (function() { var u='//stats.example.com/'; _paq.push(['setTrackerUrl', u+'matomo.php']); var g=document.createElement('script'); g.src=u+'matomo.js'; document.head.appendChild(g); })();\n</script>\n";
    private const string Pixel = "<noscript><p><img src=\"//stats.example.com/matomo.php?idsite=1\" alt=\"\" /></p></noscript>\n";

    [Theory]
    [InlineData(Head + Tail, Head + "    _paq.push([\"requireConsent\"]);\n" + Tail)]
    [InlineData(Head + Tail + "<noscript><img src=\"//stats.example.com/matomo.php?idsite=1\" alt=\"\" /></noscript>\n<p></p>\n", Head + "    _paq.push([\"requireConsent\"]);\n" + Tail + "<p></p>\n")]
    [InlineData("<script>_paq.push(['trackPageView']);</script><script src=\"/matomo/matomo.js\"></script>", "<script>_paq.push(['requireConsent']); _paq.push(['trackPageView']);</script><script src=\"/matomo/matomo.js\"></script>")]
    public Task Waits(string before, string after) => new FixTest("CNS2009", "gate") { AdditionalFiles = { ("index.html", before) }, Fixed = { ["index.html"] = after } }.RunAsync();

    [Fact]
    public Task Declared_exempt_in_a_view() => new FixTest("CNS2009", "exempt:AudienceMeasurement")
    {
        Views = { ("Views/A.cshtml", "<div>\n" + Head + Tail + "</div>\n") },
        Fixed = { ["Views/A.cshtml"] = "<div>\n@* consent-exempt CNS2009 AudienceMeasurement: *@\n" + Head + "    _paq.push([\"setVisitorCookieTimeout\", 33696000]);\n" + Tail + "</div>\n" },
        Wakes = ["CNS1008"],
    }.RunAsync();

    [Fact]
    public Task An_exemption_is_completed() => new FixTest("CNS2009", "exempt:AudienceMeasurement")
    {
        AdditionalFiles = { ("index.html", "<!-- consent-exempt CNS2009 AudienceMeasurement: our own server -->\n" + Head + Tail) },
        Fixed = { ["index.html"] = "<!-- consent-exempt CNS2009 AudienceMeasurement: our own server -->\n" + Head + "    _paq.push([\"setVisitorCookieTimeout\", 33696000]);\n" + Tail },
    }.RunAsync();

    [Theory]
    [InlineData("exempt:AudienceMeasurement", Head + "    _paq.push(['setUserId', 'a']);\n" + Tail)]
    [InlineData("exempt:AudienceMeasurement", Head + "    _paq.push(['setVisitorCookieTimeout', 63072000]);\n" + Tail)]
    [InlineData("gate", Head + "    _paq.push(['requireConsent']);\n    _paq.push(['setConsentGiven']);\n" + Tail)]
    [InlineData("gate", Head + Tail + Pixel)]
    [InlineData("gate", "<script src=\"/matomo/matomo.js\"></script>\n")]
    public Task Left_alone(string key, string html) => new FixTest("CNS2009", key) { AdditionalFiles = { ("index.html", html) } }.NothingAsync();

    [Fact]
    public Task A_loader_alone_is_held_back() => Verify.FixViewAsync("CNS2009", "gate", "Views/A.cshtml",
        "@using Microsoft.AspNetCore.Http.Features\n<script src=\"/matomo/matomo.js\"></script>\n",
        "@using Microsoft.AspNetCore.Http.Features\n@if (Context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)\n{\n    <script src=\"/matomo/matomo.js\"></script>\n}\n");
}
