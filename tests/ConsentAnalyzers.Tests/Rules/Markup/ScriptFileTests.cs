using ConsentAnalyzers.Markup;
using ConsentAnalyzers.Rules.Markup;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Tests.Rules.Markup;

/// <summary>Script files: one script without an element, so that findings stand on the part itself.</summary>
public sealed class ScriptFileTests
{
    [Theory]
    [InlineData("{|CNS2002:gtag('config', 'G-1')|};")]
    [InlineData("gtag('js', new Date());\r\n\r\n  {|CNS2002:gtag('config', 'G-1')|};")]
    [InlineData("var s = document.createElement('script'); s.src = {|CNS2001:'https://www.googletagmanager.com/gtag/js?id=G-1'|}; document.head.appendChild(s);")]
    [InlineData("var s = document.createElement('script'); s.src = {|CNS2003:'https://www.googletagmanager.com/gtm.js?id=GTM-1'|}; document.head.appendChild(s);")]
    [InlineData("{|CNS2002:gtag('config', 'G-1')|}; {|CNS2002:fbq('init', '1')|};")]
    [InlineData("{|CNS2007:gtag('consent', 'default', { analytics_storage: 'granted' })|};")]
    [InlineData("{|CNS2007:tarteaucitron.init({ highPrivacy: false })|};")]
    [InlineData("if (hasConsent('analytics')) { gtag('config', 'G-1'); }")]
    [InlineData("function start() { gtag('config', 'G-1'); }")]
    [InlineData("export function start() { gtag('config', 'G-1'); }\nexport default class Shop { start() { fbq('init', '1'); } }")]
    [InlineData("function start() { {|CNS2002:gtag('config', 'G-1')|}; } start();")]
    [InlineData("// consent-exempt CNS2002: on the screens of our own shop only\ngtag('config', 'G-1');")]
    [InlineData("const menu = document.querySelector('#menu'); menu.classList.toggle('open');")]
    public Task Reported_on_the_part(string script) => new AnalyzerTest([.. All]) { AdditionalFiles = { ("wwwroot/js/site.js", script) } }.RunAsync();

    [Theory]
    [InlineData("const menu = document.querySelector('#menu');", false)]
    [InlineData("", false)]
    [InlineData("x.cookiesAllowed = 1; srcs = 2;", false)]
    [InlineData("document.cookie = 'a=1'", true)]
    [InlineData("rememberCookie('a', 1)", true)]
    [InlineData("gtag('config', 'G-1')", true)]
    [InlineData("img.src = 'https://example.com'", true)]
    public void Files_without_a_candidate_are_not_parsed(string script, bool isCandidate) => Assert.Equal(isCandidate, ScriptCandidates.IsIn(script));

    [Fact]
    public void The_candidates_grow_with_the_text_only()
    {
        Assert.False(ScriptCandidates.IsIn(new string('a', 5_000_000)));
        Assert.True(ScriptCandidates.IsIn(new string('\uD800', 100_000) + " document.cookie = 1"));
    }

    private static IEnumerable<DiagnosticAnalyzer> All =>
        [new TrackerScriptWithoutConsentAnalyzer(), new TrackerSnippetWithoutConsentAnalyzer(), new TagManagerWithoutConsentAnalyzer(), new OpenGateAnalyzer(), new HalfGateAnalyzer()];
}
