using System.Collections.Immutable;
using System.Text;
using ConsentAnalyzers.Rules.Cookies;
using ConsentAnalyzers.Rules.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Tests.Rules.Markup;

/// <summary>All markup rules together: no text makes one throw, one tag has one finding, and what is harmless changes nothing.</summary>
public sealed class MarkupRulesRobustnessTests
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> MarkupRules = [.. Documentation.Rules.Analyzers.Where(a => a.GetType().Namespace == typeof(TagAnalyzer).Namespace)];

    private static readonly string[] Pieces =
    [
        "<script src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>", "<script type=\"text/plain\" data-cookieconsent=\"statistics\" src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>",
        "<script>gtag('config', 'G-1');</script>", "<script data-cookieconsent=\"ignore\">fbq('init', '1');</script>", "<script>gtag('consent', 'default', { analytics_storage: 'granted' });</script>",
        "<script>gtag('consent', 'default', { analytics_storage: 'denied' });</script>", "<script>_paq.push(['trackPageView']);</script>", "<script>_paq.push(['requireConsent']);</script>",
        "<script>localStorage.setItem('visitor', 1)</script>", "<script>document.cookie='_ga=1'</script>", "<body onload=\"document.cookie='visitor=1'\">", "<button onclick=\"localStorage.setItem('_ga', 1)\">", "<img onerror='gtag(&quot;config&quot;, 1)'>",
        "<!-- consent-exempt CNS2009 AudienceMeasurement: ours -->", "<!-- consent-exempt CNS2001: told so -->", "<noscript>", "</noscript>", "<template>", "</template>", "<p></p>",
        "<img src=\"https://www.facebook.com/tr?id=1\">", "<img srcset=\", https://www.facebook.com/tr 1x,", "\">", "<img width=1 height=1 src=//ad.doubleclick.net/x>", "<style>@import url(", "https://www.google-analytics.com/x.css", ")", "</style>",
        "<div style=\"background:url('https://www.facebook.com/tr')\">", "</div>", "<iframe src=\"https://www.youtube.com/embed/x\"></iframe>", "<iframe src=\"https://www.youtube-nocookie.com/embed/x\"></iframe>",
        "<script src=\"https://consent.cookiebot.com/uc.js\" data-blockingmode=\"auto\"></script>", "<script async src=\"https://cmp.osano.com/a/osano.js\"></script>", "<script>tarteaucitron.init({ highPrivacy: false });</script>",
        "<script src=\"https://www.googletagmanager.com/gtm.js?id=GTM-1\"></script>", "<link rel=\"preload\" as=\"script\" href=\"https://static.hotjar.com/a.js\">", "<", ">", "\"", "'", "\0", "\r\n", "😀", "\uD800", "/*", "*/", "url(", "{", "}",
    ];

    [Fact]
    public async Task Any_mixture_of_tags_is_judged()
    {
        var random = new Random(20261122);
        var test = new AnalyzerTest(MarkupRules);
        for (var i = 0; i < 400; i++)
        {
            var html = new StringBuilder();
            for (var n = random.Next(1, 25); n > 0; n--) html.Append(Pieces[random.Next(Pieces.Length)]);
            test.AdditionalFiles.Add(($"{i}.html", html.ToString(), MarkupOptions.None));
            test.AdditionalFiles.Add(($"{i}-more.html", "<p>harmless</p>\n<!-- a comment -->\n" + html, MarkupOptions.None));
        }
        var findings = await Findings(test);
        Assert.DoesNotContain(findings, d => d.Id == "AD0001");
        Assert.True(findings.Length > 1000, $"{findings.Length} findings");
        // A platform's setting, its loader and an ungated tag may share an element's place with nothing else.
        Assert.All(findings.GroupBy(d => (d.Location.GetLineSpan().Path, d.Location.SourceSpan)), same => Assert.Equal(same.Count(), same.Select(d => d.GetMessage()).Distinct().Count()));
        foreach (var file in findings.GroupBy(d => Path.GetFileNameWithoutExtension(d.Location.GetLineSpan().Path).Replace("-more", "")))
        {
            var (plain, more) = (file.Where(d => !d.Location.GetLineSpan().Path.Contains("-more")), file.Where(d => d.Location.GetLineSpan().Path.Contains("-more")));
            Assert.Equal(plain.Select(d => d.Id).Order(), more.Select(d => d.Id).Order());
        }
    }

    [Fact]
    public async Task Any_mixture_of_statements_is_judged()
    {
        string[] pieces =
        [
            "document.cookie = '_ga=1';", "document.cookie = name + ", "localStorage.setItem('visitor', ", "localStorage['", "Cookies.set('visitor', 1, { expires: 800 });", "function keep(name, value) {", "keep('visitor', 1);", "}", "{", "(", ")", ";", "'", "`${", "/*", "*/", "//", "\n", "\r\n",
            "// consent-exempt CNS2011: told so\n", "// consent-exempt\n", "if (hasConsent('analytics')) {", "else", "gtag('config', 'G-1');", "s.src = 'https://static.hotjar.com/c/hotjar.js';", "_paq.push(['setVisitorCookieTimeout', 63072000]);", "var d = new Date(); d.setFullYear(d.getFullYear() + 2);",
            "document.cookie = 'theme=1; expires=' + d.toUTCString();", "klaroConfig = { cookieExpiresAfterDays: 365 };", "=>", "async", "class A { set(k) {", "\0", "\uD800", "localStorage.removeItem('visitor');", "new Date(1e300)", "return", "export default ",
        ];
        var random = new Random(20261123);
        var test = new AnalyzerTest([.. MarkupRules, new CookieLifetimeAnalyzer(), new ConsentKeptTooLongAnalyzer()]);
        for (var i = 0; i < 400; i++)
        {
            var script = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => pieces[random.Next(pieces.Length)]));
            test.AdditionalFiles.Add(($"{i}.js", script, MarkupOptions.None));
            test.AdditionalFiles.Add(($"{i}-more.js", "'use strict';\n/* harmless */\n" + script, MarkupOptions.None));
        }
        var findings = await Findings(test);
        Assert.DoesNotContain(findings, d => d.Id == "AD0001");
        Assert.True(findings.Length > 500, $"{findings.Length} findings");
        foreach (var file in findings.GroupBy(d => Path.GetFileNameWithoutExtension(d.Location.GetLineSpan().Path).Replace("-more", "")))
        {
            var (plain, more) = (file.Where(d => !d.Location.GetLineSpan().Path.Contains("-more")), file.Where(d => d.Location.GetLineSpan().Path.Contains("-more")));
            Assert.Equal(plain.Select(d => d.Id).Order(), more.Select(d => d.Id).Order());
        }
    }

    [Theory]
    [InlineData("<img src=\"https://www.facebook.com/tr?id=1\">")]
    [InlineData("<noscript><img width=1 height=1 src=//ad.doubleclick.net/x></noscript>")]
    [InlineData("<script>_paq.push(['trackPageView']);</script>")]
    [InlineData("<script>gtag('consent', 'default', { analytics_storage: 'granted' });</script>")]
    [InlineData("<style>@import url(https://www.google-analytics.com/x.css); a { b: url(")]
    [InlineData("<div style=\"a:url(\">")]
    public async Task Many_tags_are_judged_in_time(string tag)
    {
        var test = new AnalyzerTest(MarkupRules) { AdditionalFiles = { ("many.html", string.Concat(Enumerable.Repeat(tag, 5_000)), MarkupOptions.None) } };
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.DoesNotContain(await Findings(test), d => d.Id == "AD0001");
        // Seconds where it takes a fraction of one: what is quadratic takes minutes.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    private static async Task<ImmutableArray<Diagnostic>> Findings(AnalyzerTest test)
    {
        var project = new TestProject(test);
        return await new CompilationWithAnalyzers(project.Compilation, MarkupRules, project.Options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }
}
