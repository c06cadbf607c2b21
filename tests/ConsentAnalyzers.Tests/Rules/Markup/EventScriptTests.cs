using ConsentAnalyzers.Rules.Markup;

namespace ConsentAnalyzers.Tests.Rules.Markup;

/// <summary>Event attributes that start a tracker.</summary>
public sealed class EventScriptTests
{
    [Theory]
    [InlineData("{|CNS2002:<body onload=\"gtag('config', 'G-1')\">|}")]
    [InlineData("{|CNS2002:<BODY OnLoad=gtag('config','G-1')>|}")]
    [InlineData("{|CNS2002:<img src='a.png' onerror=\"fbq('init', '1')\">|}")]
    [InlineData("{|CNS2002:<body onload=\"gtag(&quot;config&quot;, &#39;G-1&#39;)\">|}")]
    [InlineData("{|CNS2002:<button onclick=\"gtag('config', 'G-1')\">|}Buy</button>")]
    [InlineData("<button onclick=\"gtag('event', 'buy')\">Buy</button>")]
    [InlineData("<button id=\"accept-all\" onclick=\"gtag('config', 'G-1')\">OK</button>")]
    [InlineData("<button onclick=\"gtag('config', 'G-1')\">Accept cookies</button>")]
    [InlineData("<button onclick=\"acceptCookies(); gtag('config', 'G-1')\">OK</button>")]
    [InlineData("<body onload=\"if (hasConsent('analytics')) gtag('config', 'G-1')\">")]
    [InlineData("<script>function start() { gtag('config', 'G-1'); }</script><button onclick=\"start()\">Accept cookies</button>")]
    [InlineData("{|CNS2002:<script>|}function start() { gtag('config', 'G-1'); }</script><body onload=\"start()\">")]
    [InlineData("{|CNS2002:<script>|}function start() { gtag('config', 'G-1'); }</script><button onclick=\"start()\">Buy</button>")]
    [InlineData("<script>function save() { gtag('config', 'G-1'); }</script><div id=\"cookie-banner\"><p><button onclick=\"save()\">Save</button></p></div>")]
    [InlineData("<script>function save() { gtag('config', 'G-1'); }</script><button onclick=\"save()\" class=\"cookie-settings-save\">Save</button>")]
    [InlineData("{|CNS2002:<script>|}function save() { gtag('config', 'G-1'); }</script><div id=\"cookie-banner\"><button onclick=\"save()\" id=\"refuse\">No</button></div>")]
    [InlineData("{|CNS2002:<script>|}function save() { gtag('config', 'G-1'); }</script><body class=\"has-cookie-banner\"><button onclick=\"save()\">Buy</button></body>")]
    [InlineData("<script>function start() { gtag('config', 'G-1'); }</script><template><body onload=\"start()\"></template>")]
    [InlineData("<!-- <body onload=\"gtag('config', 'G-1')\"> --><pre><img onerror=\"gtag('config', 'G-1')\"></pre>")]
    [InlineData("<img onerror=\"\"><img onerror=\"(\"><img onerror><img onerror=\"=\"><x on=\"f()\" onx-y=\"gtag('config', 'G-1')\">")]
    public Task In_html(string html) => new AnalyzerTest<TrackerSnippetWithoutConsentAnalyzer> { AdditionalFiles = { ("index.html", html) } }.RunAsync();

    [Theory]
    [InlineData("{|CNS2002:<body onload=\"gtag('config', '@(1 + 1)')\">|}</body>")]
    [InlineData("@if (feature?.CanTrack == true) { <img onerror=\"gtag('config', 'G-1')\" /> }")]
    public Task In_a_view(string view) => Verify.ViewAsync<TrackerSnippetWithoutConsentAnalyzer>(
        "Pages/Index.cshtml", "@page\n@{ var feature = HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>(); }\n" + view);

    [Fact]
    public Task A_components_handler_is_CSharp() => Verify.ViewAsync<TrackerSnippetWithoutConsentAnalyzer>(
        "Home.razor", "<button @onclick=\"Start\" @onclick:preventDefault=\"true\">Buy</button>\n@code { private void Start() { } }");
}
