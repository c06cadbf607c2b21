using ConsentAnalyzers.Rules.Cookies;
using ConsentAnalyzers.Rules.Markup;
using ConsentAnalyzers.Tests.Verifiers;

namespace ConsentAnalyzers.Tests.Rules.Cookies;

/// <summary>CNS1004 and CNS1005 in scripts: of views, of pages, of script files.</summary>
public sealed class ScriptLifetimeTests
{
    [Theory]
    [InlineData("document.cookie = {|CNS1004:'theme=dark; max-age=63072000'|};")]
    [InlineData("document.cookie = {|CNS1004:'theme=dark; max-age=' + 60 * 60 * 24 * 365 * 2|};")]
    [InlineData("document.cookie = {|CNS1004:`theme=dark; Max-Age=${2 * 365 * 86400}; path=/`|};")]
    [InlineData("document.cookie = {|CNS1004:'theme=dark; expires=Fri, 31 Dec 9999 23:59:59 GMT'|};")]
    [InlineData("var d = new Date(); d.setFullYear(d.getFullYear() + 2); document.cookie = {|CNS1004:'theme=dark; expires=' + d.toUTCString()|};")]
    [InlineData("var d = new Date(); d.setTime(d.getTime() + 500 * 24 * 60 * 60 * 1000); document.cookie = {|CNS1004:'theme=dark; expires=' + d.toUTCString()|};")]
    [InlineData("var d = new Date(Date.now() + 34560000000); document.cookie = {|CNS1004:'theme=dark; expires=' + d.toUTCString()|};")]
    [InlineData("document.cookie = {|CNS1004:'theme=dark; expires=' + new Date(new Date().setFullYear(new Date().getFullYear() + 2)).toUTCString()|};")]
    [InlineData("document.cookie = {|CNS1004:'theme=dark; expires=' + new Date(2099, 0, 1).toUTCString()|};")]
    [InlineData("document.cookie = {|CNS1004:'theme=dark; expires=' + new Date('2038-01-19').toUTCString()|};")]
    [InlineData("document.cookie = 'theme=dark; max-age=33696000'; document.cookie = 'theme=dark; max-age=34300800'; document.cookie = {|CNS1004:'theme=dark; max-age=34387200'|};")] // 390, 397, 398 days
    [InlineData("var d = new Date(); d.setMonth(d.getMonth() + 13); document.cookie = 'theme=dark; expires=' + d.toUTCString();")]
    [InlineData("document.cookie = 'theme=dark'; document.cookie = 'theme=dark; max-age=' + days; document.cookie = 'theme=; max-age=0'; document.cookie = 'theme=dark; expires=' + d.toUTCString();")]
    [InlineData("Cookies.set('theme', 'dark', { expires: {|CNS1004:800|} }); Cookies.set('theme', 'dark', { expires: 390 }); Cookies.set('theme', 'dark', { expires: -1 });")]
    [InlineData("$.cookie('theme', 'dark', { path: '/', expires: {|CNS1004:365 * 10|} });")]
    [InlineData("cookies.set('theme', 'dark', { maxAge: {|CNS1004:63072000|} });")]
    [InlineData("cookieStore.set({ name: 'theme', value: 'dark', expires: {|CNS1004:Date.now() + 400 * 86400000|} });")]
    [InlineData("this.cookieService.set('theme', 'dark', {|CNS1004:800|}); this.cookieService.set('theme', 'dark', { expires: {|CNS1004:800|} });")]
    [InlineData("docCookies.setItem('theme', 'dark', {|CNS1004:Infinity|});")]
    [InlineData("const far = new Date(Date.now() + 2 * 365 * 86400000); Cookies.set('theme', 'dark', { expires: {|CNS1004:far|} });")]
    [InlineData("function setCookie(name, value, days) { var d = new Date(); d.setTime(d.getTime() + days * 86400000); document.cookie = name + '=' + value + '; expires=' + d.toUTCString(); } setCookie('theme', 'dark', {|CNS1004:730|}); setCookie('lang', 'fr', 30);")]
    [InlineData("function keep(name, value) { document.cookie = {|CNS1004:name + '=' + value + '; max-age=63072000'|}; } keep('theme', 'dark');")]
    [InlineData("function later() { document.cookie = 'theme=dark; max-age=63072000'; }")]
    [InlineData("if (hasConsent('analytics')) { document.cookie = {|CNS1004:'visitor=1; max-age=63072000'|}; }")]
    [InlineData("gtag('config', 'G-1', { cookie_expires: {|CNS1004:63072000|} }); gtag('config', 'G-1', { cookie_expires: 28 * 24 * 60 * 60 }); gtag('event', 'x', { cookie_expires: 63072000 });")]
    [InlineData("ga('create', 'UA-1', 'auto', { cookieExpires: {|CNS1004:63072000|} });")]
    [InlineData("_paq.push(['setVisitorCookieTimeout', {|CNS1004:63072000|}]); _paq.push(['setVisitorCookieTimeout', 33955200]); _paq.push(['setVisitorCookieTimeout', seconds]);")]
    [InlineData("_gaq.push(['_setVisitorCookieTimeout', {|CNS1004:63072000000|}]);")]
    [InlineData("mixpanel.init('key', { cookie_expiration: {|CNS1004:730|} }); {|CNS1004:s.cookieLifetime = '63072000'|};")]
    [InlineData("localStorage.setItem('theme', 'dark');")]
    // The choice has a limit of its own.
    [InlineData("document.cookie = {|CNS1005:'cookie_consent=yes; max-age=31536000'|}; document.cookie = 'cookie_consent=yes; max-age=15552000';")]
    [InlineData("Cookies.set('cookie_consent', 'yes', { expires: {|CNS1005:800|} }); Cookies.set('cookie_consent', 'yes', { expires: 184 });")]
    [InlineData("CookieConsent.run({ cookie: { name: 'cc', expiresAfterDays: {|CNS1005:365|} } }); CookieConsent.run({ cookie: { expiresAfterDays: 182 } });")]
    [InlineData("var klaroConfig = { cookieExpiresAfterDays: {|CNS1005:365|} }; window.orejimeConfig = { cookie: { duration: {|CNS1005:365|} } };")]
    [InlineData("window.cookieconsent.initialise({ cookie: { expiryDays: {|CNS1005:365|} } });")]
    [InlineData("var {|CNS1005:tarteaucitronForceExpire = 365|};")]
    [InlineData("var tarteaucitronExpireInDay = false; var tarteaucitronForceExpire = 365;")]
    [InlineData("window.axeptioSettings = { clientId: 'x', userCookiesDuration: {|CNS1005:365|} };")]
    // The way out.
    [InlineData("// consent-exempt CNS1004: agreed with the regulator\ndocument.cookie = 'theme=dark; max-age=63072000';")]
    [InlineData("// consent-exempt CNS1005: agreed with the regulator\ndocument.cookie = 'cookie_consent=yes; max-age=31536000';")]
    public async Task In_a_script(string script)
    {
        await Test(("index.html", "<p>A jug</p>\n<script>\n" + script + "\n</script>")).RunAsync();
        await Test(("wwwroot/js/site.js", script)).RunAsync();
        await new AnalyzerTest(new CookieLifetimeAnalyzer(), new ConsentKeptTooLongAnalyzer()) { Views = { ("Pages/Index.cshtml", "@page\n<script>\n" + script + "\n</script>") } }.RunAsync();
    }

    [Fact]
    public Task Messages() => Test(("site.js", "document.cookie = {|#0:'theme=dark; max-age=63072000'|}; document.cookie = {|#1:'cookie_consent=yes; max-age=31536000'|}; klaro.setup({ cookieExpiresAfterDays: {|#2:365|} });"))
        .Expect("CNS1004", at: 0, message: "The cookie's lifetime is 730 days, the maximum is 13 months; shorten it")
        .Expect("CNS1005", at: 1, message: "The consent choice 'cookie_consent' is kept for 365 days, the maximum is 6 months: after it the visitor is to be asked again; shorten it")
        .Expect("CNS1005", at: 2, message: "The consent choice 'Klaro' is kept for 365 days, the maximum is 6 months: after it the visitor is to be asked again; shorten it")
        .RunAsync();

    [Fact]
    public Task The_limits_are_configured() => new AnalyzerTest(new CookieLifetimeAnalyzer(), new ConsentKeptTooLongAnalyzer())
    {
        AdditionalFiles = { ("site.js", "Cookies.set('theme', 'dark', { expires: 700 }); Cookies.set('theme', 'dark', { expires: {|CNS1004:800|} }); Cookies.set('cookie_consent', 'yes', { expires: 365 });") },
        Config = "consent_analyzers.profile = es",
    }.RunAsync();

    [Fact]
    public Task A_Matomo_timeout_is_two_findings() => new AnalyzerTest(new CookieLifetimeAnalyzer(), new AudienceMeasurementNotExemptAnalyzer())
    {
        AdditionalFiles = { ("index.html", "<!-- consent-exempt CNS2009 AudienceMeasurement: our own server -->\n{|CNS2009:<script>|}var _paq = window._paq = window._paq || []; _paq.push(['setVisitorCookieTimeout', {|CNS1004:63072000|}]); _paq.push(['trackPageView']); (function(){var u='//stats.example.com/';_paq.push(['setTrackerUrl', u+'matomo.php']);})();</script>") },
    }.RunAsync();

    [Fact]
    public Task In_an_attribute() => Test(("index.html", "<body onload=\"document.cookie = {|CNS1004:'theme=dark; max-age=63072000'|}\"><button onclick=\"Cookies.set('cookie_consent', 'yes', { expires: {|CNS1005:365|} })\">OK</button>")).RunAsync();

    private static AnalyzerTest Test((string, string) file) => new(new CookieLifetimeAnalyzer(), new ConsentKeptTooLongAnalyzer()) { AdditionalFiles = { file } };
}
