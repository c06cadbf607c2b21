using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;

namespace ConsentAnalyzers.Tests.Markup;

public sealed class InlineScriptFactTests
{
    private static ScriptFact[] Of(ScriptFactKind kind, string text) => [.. InlineScript.Parse(text).Facts.Where(f => f.Kind == kind)];

    [Theory]
    [InlineData("var s = document.createElement('script'); s.src = 'https://static.hotjar.com/c/hotjar-1.js';", "hotjar")]
    [InlineData("s.src='https:\\/\\/static.hotjar.com\\/c\\/hotjar-1.js'", "hotjar")]
    [InlineData("s.src = 'https:' + '//static.hotjar' + '.com/c/x.js'", "hotjar")]
    [InlineData("s.src = `https://static.hotjar.com/c/${id}.js`", "hotjar")]
    [InlineData("s.src = `//${host}.hotjar.com/c.js`", "hotjar")]
    [InlineData("s.src = ('https:' == document.location.protocol ? 'https://' : 'http://') + 'static.hotjar.com/c/x.js'", "hotjar")]
    [InlineData("s.src = document.location.protocol + '//static.hotjar.com/c/x.js'", "hotjar")]
    [InlineData("s.src = base + 'matomo.js'", "matomo")]
    [InlineData("s.src = base + '/js/piwik.js'", "matomo")]
    [InlineData("var u = '//stats.example.org/'; s.src = u + 'matomo.js';", "matomo")]
    [InlineData("s['src'] = 'https://static.hotjar.com/x.js'", "hotjar")]
    [InlineData("s.setAttribute('src', 'https://static.hotjar.com/x.js')", "hotjar")]
    [InlineData("$('<script>').attr('src', 'https://static.hotjar.com/x.js').appendTo('head')", "hotjar")]
    [InlineData("Object.assign(document.createElement('script'), { src: 'https://static.hotjar.com/x.js', async: true })", "hotjar")]
    [InlineData("loadScript('https://static.hotjar.com/x.js')", "hotjar")]
    [InlineData("$.getScript('https://static.hotjar.com/x.js', function () { })", "hotjar")]
    [InlineData("importScripts('https://static.hotjar.com/x.js')", "hotjar")]
    [InlineData("import('https://static.hotjar.com/x.js')", "hotjar")]
    [InlineData("fetch('https://www.google-analytics.com/mp/collect?measurement_id=G-1', { method: 'POST' })", "google-analytics-4")]
    [InlineData("navigator.sendBeacon('https://www.google-analytics.com/collect', data)", "google-analytics-ua")]
    [InlineData("$.ajax({ url: 'https://api.segment.io/v1/track', type: 'POST' })", "segment")]
    [InlineData("xhr.open('POST', 'https://api.segment.io/v1/track')", "segment")]
    [InlineData("new Image().src = 'https://www.facebook.com/tr?id=1&ev=PageView'", "meta-pixel")]
    [InlineData("document.write('<script src=\"https://static.hotjar.com/x.js\"></' + 'script>')", "hotjar")]
    [InlineData("document.write(\"\\x3Cscript src='//static.hotjar.com/x.js'>\\x3C/script>\")", "hotjar")]
    [InlineData("document.write(unescape(\"%3Cscript src='//static.hotjar.com/x.js'%3E%3C/script%3E\"))", "hotjar")]
    [InlineData("el.innerHTML = '<iframe src=\"https://www.youtube.com/embed/1\"></iframe>'", "youtube")]
    [InlineData("$('#v').html('<iframe width=1 src=https://www.youtube.com/embed/1 >')", "youtube")]
    [InlineData("el.insertAdjacentHTML('beforeend', `<iframe src=\"https://www.youtube.com/embed/${id}\">`)", "youtube")]
    [InlineData("(function (d, u) { var s = d.createElement('script'); s.src = u; })(document, 'https://static.hotjar.com/x.js')", "hotjar")]
    [InlineData("var cfg = { url: 'https://static.hotjar.com/x.js' }; s.src = cfg.url;", "hotjar")]
    [InlineData("if (a) s.src = 'https://static.hotjar.com/x.js'\nelse b()", "hotjar")]
    public void Address(string text, string tracker) => Assert.Equal(tracker, Assert.Single(Of(ScriptFactKind.Address, text)).Tracker!.Key);

    [Theory]
    [InlineData("location.href = 'https://www.facebook.com/tr'")]
    [InlineData("window.open('https://www.youtube.com/embed/1')")]
    [InlineData("console.log('https://static.hotjar.com/x.js')")]
    [InlineData("var csp = 'script-src https://static.hotjar.com';")]
    [InlineData("if (src.indexOf('https://static.hotjar.com/x.js') >= 0) block(src)")]
    [InlineData("document.querySelector('script[src*=\"static.hotjar.com\"]').remove()")]
    [InlineData("// s.src = 'https://static.hotjar.com/x.js'")]
    [InlineData("/* s.src = 'https://static.hotjar.com/x.js' */")]
    [InlineData("<!-- s.src = 'https://static.hotjar.com/x.js'")]
    [InlineData("var r = /s.src='https:..static.hotjar.com'/;")]
    [InlineData("s.src = 'https://cdn.example.org/site.js'")]
    [InlineData("s.src = 'https://consent.cookiebot.com/uc.js'")]
    [InlineData("s.src = url")]
    [InlineData("document.write('<p>src=none')")]
    public void NoAddress(string text) => Assert.Empty(Of(ScriptFactKind.Address, text));

    [Fact]
    public void PlacesAreExact()
    {
        const string text = "x(); gtag('config', 'G-1'); s.src = 'https://static.hotjar.com/x.js';";
        var facts = InlineScript.Parse(text).Facts;
        Assert.Equal(["gtag('config', 'G-1')", "'https://static.hotjar.com/x.js'"], facts.Select(f => text.Substring(f.Offset, f.Length)));
    }

    [Theory]
    [InlineData("gtag('config', 'AW-1')", ScriptFactKind.Start, "google-ads")]
    [InlineData("gtag('event', 'purchase', {})", ScriptFactKind.Event, "google-analytics-4")]
    [InlineData("window.gtag('config', '\uE000')", ScriptFactKind.Start, "google-analytics-4")]
    [InlineData("window['gtag']('config', id)", ScriptFactKind.Start, "google-analytics-4")]
    [InlineData("gtag?.('config', id)", ScriptFactKind.Start, "google-analytics-4")]
    [InlineData("ga('create', \"UA-1\")", ScriptFactKind.Start, "google-analytics-ua")]
    [InlineData("ga('send', 'event')", ScriptFactKind.Event, "google-analytics-ua")]
    [InlineData("var _gaq=[['_setAccount','UA-1']]", ScriptFactKind.Start, "google-analytics-ua")]
    [InlineData("fbq('track', 'Purchase')", ScriptFactKind.Event, "meta-pixel")]
    [InlineData("fbq('consent', 'revoke')", ScriptFactKind.Consent, "meta-pixel")]
    [InlineData("_paq.push(['trackPageView'])", ScriptFactKind.Start, "matomo")]
    [InlineData("_paq.push(['requireConsent'])", ScriptFactKind.Consent, "matomo")]
    [InlineData("_paq.push(['setVisitorCookieTimeout', 33696000])", ScriptFactKind.Setting, "matomo")]
    [InlineData("(window._paq = window._paq || []).push(['trackPageView'])", ScriptFactKind.Start, "matomo")]
    [InlineData("(adsbygoogle = window.adsbygoogle || []).push({})", ScriptFactKind.Event, "google-adsense")]
    [InlineData("amplitude.getInstance().init('k')", ScriptFactKind.Start, "amplitude")]
    [InlineData("mixpanel.init('k', { debug: true })", ScriptFactKind.Start, "mixpanel")]
    [InlineData("posthog.init('k', {})", ScriptFactKind.Start, "posthog")]
    [InlineData("hj('event', 'x')", ScriptFactKind.Event, "hotjar")]
    [InlineData("clarity('consent')", ScriptFactKind.Consent, "microsoft-clarity")]
    [InlineData("ym(1, 'init', {})", ScriptFactKind.Start, "yandex-metrica")]
    [InlineData("new YT.Player('p', {})", ScriptFactKind.Start, "youtube")]
    [InlineData("window.__lc.license = 1", ScriptFactKind.Start, "livechat")]
    [InlineData("var sc_project=1", ScriptFactKind.Start, "statcounter")]
    [InlineData("Intercom('boot', { app_id: 'x' })", ScriptFactKind.Start, "intercom")]
    public void Snippet(string text, object kind, string tracker)
    {
        var fact = Assert.Single(InlineScript.Parse(text).Facts);
        Assert.Equal(((ScriptFactKind)kind, tracker), (fact.Kind, fact.Tracker!.Key));
    }

    [Theory]
    [InlineData("function ga() { }")]
    [InlineData("analytics.render('x')")]
    [InlineData("my.gtag('config', 'G-1')")]
    [InlineData("ab.push(['trackPageView'])")]
    [InlineData("var text = \"gtag('config', 'G-1')\";")]
    [InlineData("window.gtag = function () { console.log(arguments); };")]
    [InlineData("(function () { function hj(a) { return a; } hj(1); hj(); })();")]
    [InlineData("hj();")]
    public void NoSnippet(string text) => Assert.Empty(InlineScript.Parse(text).Facts);

    [Fact]
    public void ConsentMode()
    {
        const string text = """
            gtag('consent', 'default', { ad_storage: 'denied', 'analytics_storage': 'denied', wait_for_update: 500 });
            gtag('js', new Date());
            gtag('config', 'G-1');
            function accept() { gtag('consent', 'update', { ad_storage: 'granted', analytics_storage: choice }); }
            """;
        var modes = Of(ScriptFactKind.Consent, text);
        Assert.Equal(2, modes.Length);
        Assert.NotEmpty(modes[0].ConsentMode!.Denied);
        Assert.Empty(modes[0].ConsentMode!.Granted);
        Assert.Equal("default", modes[0].ConsentMode!.Command);
        Assert.True(modes[0].Offset < Of(ScriptFactKind.Start, text)[0].Offset);
        Assert.Equal("update", modes[1].ConsentMode!.Command);
        Assert.Equal(["ad_storage"], modes[1].ConsentMode!.Granted);
        Assert.Equal(["analytics_storage"], modes[1].ConsentMode!.Unknown);
        Assert.Equal("accept", modes[1].Context.Uncalled);
    }

    [Theory]
    [InlineData("gtag('consent', 'default', { ad_storage: 'granted' });", "ad_storage")]
    [InlineData("const m = { ad_storage: 'granted' }; gtag('consent', 'default', m);", "ad_storage")]
    [InlineData("window.uetq.push('consent', 'default', { ad_storage: 'granted' });", "ad_storage")]
    public void ConsentModeGranted(string text, string key) => Assert.Equal([key], Assert.Single(Of(ScriptFactKind.Consent, text)).ConsentMode!.Granted);

    [Theory]
    [InlineData("document.cookie = 'visitor=1; max-age=31536000; path=/';", "visitor", ScriptStorage.Cookie, 365.0)]
    [InlineData("document.cookie = 'visitor=' + id + '; max-age=' + 60 * 60 * 24 * 400;", "visitor", ScriptStorage.Cookie, 400.0)]
    [InlineData("document.cookie = `visitor=${id};max-age=86400`;", "visitor", ScriptStorage.Cookie, 1.0)]
    [InlineData("document.cookie = 'a_' + id + '=1';", "a_*", ScriptStorage.Cookie, null)]
    [InlineData("document.cookie = text;", null, ScriptStorage.Cookie, null)]
    [InlineData("var d = new Date(); d.setTime(d.getTime() + (500*24*60*60*1000)); document.cookie = 'v=1; expires=' + d.toUTCString();", "v", ScriptStorage.Cookie, 500.0)]
    [InlineData("var d = new Date(); d.setFullYear(d.getFullYear() + 2); document.cookie = 'v=1;expires=' + d.toGMTString() + ';path=/';", "v", ScriptStorage.Cookie, 730.0)]
    [InlineData("var d = new Date(); d.setTime(d.getTime() + 1000*60*60*24*30); var e = 'expires=' + d.toUTCString(); document.cookie = 'v=1;' + e + ';path=/';", "v", ScriptStorage.Cookie, 30.0)]
    [InlineData("document.cookie = 'v=1; expires=' + new Date(Date.now() + 864e5).toUTCString();", "v", ScriptStorage.Cookie, 1.0)]
    [InlineData("localStorage.setItem('visitor', id)", "visitor", ScriptStorage.Local, null)]
    [InlineData("window.sessionStorage.setItem('visitor', id)", "visitor", ScriptStorage.Session, null)]
    [InlineData("localStorage.visitor = id", "visitor", ScriptStorage.Local, null)]
    [InlineData("localStorage['visitor'] = id", "visitor", ScriptStorage.Local, null)]
    [InlineData("const KEY = 'visitor'; localStorage.setItem(KEY, id)", "visitor", ScriptStorage.Local, null)]
    [InlineData("Cookies.set('visitor', id, { expires: 400 })", "visitor", ScriptStorage.Cookie, 400.0)]
    [InlineData("$.cookie('visitor', id, { expires: 365, path: '/' })", "visitor", ScriptStorage.Cookie, 365.0)]
    [InlineData("cookieStore.set({ name: 'visitor', value: id })", "visitor", ScriptStorage.Cookie, null)]
    [InlineData("setCookie('visitor', id, 30)", "visitor", ScriptStorage.Cookie, null)]
    public void StorageWrite(string text, string? name, object storage, double? days)
    {
        var fact = Assert.Single(Of(ScriptFactKind.StorageWrite, text));
        Assert.Equal((name, (ScriptStorage)storage), (fact.Name, fact.Storage));
        Assert.Equal(days, fact.LifetimeDays);
        Assert.False(fact.IsDeletion);
    }

    [Fact]
    public void CookieWritersCalls()
    {
        const string text = """
            function store(key, value, exdays) {
              const d = new Date();
              d.setTime(d.getTime() + (exdays * 24 * 60 * 60 * 1000));
              document.cookie = key + "=" + value + ";expires=" + d.toUTCString() + ";path=/";
            }
            store('visitor', '1', 400);
            """;
        var writes = Of(ScriptFactKind.StorageWrite, text);
        Assert.Equal([null, "visitor"], writes.Select(w => w.Name));
        Assert.Equal(400, writes[1].LifetimeDays);
        Assert.Equal(ScriptContextKind.Runs, writes[1].Context.Kind);
    }

    [Theory]
    [InlineData("document.cookie = 'v=; expires=Thu, 01 Jan 1970 00:00:00 GMT';")]
    [InlineData("document.cookie = name + '=; expires=Thu, 01 Jan 1970 00:00:01 GMT; path=/';")]
    [InlineData("document.cookie = 'v=; max-age=0';")]
    [InlineData("document.cookie = 'v=; Max-Age=-1';")]
    [InlineData("document.cookie = `v=; expires=${new Date(0).toUTCString()}`;")]
    [InlineData("var d = new Date(); d.setTime(d.getTime() - 1); document.cookie = 'v=; expires=' + d.toGMTString();")]
    [InlineData("Cookies.set('v', '', { expires: -1 })")]
    [InlineData("$.cookie('v', null)")]
    public void Deletion(string text) => Assert.True(Assert.Single(Of(ScriptFactKind.StorageWrite, text)).IsDeletion);

    [Theory]
    [InlineData("var c = document.cookie;")]
    [InlineData("localStorage.getItem('v')")]
    [InlineData("localStorage.removeItem('v')")]
    [InlineData("Cookies.get('v')")]
    [InlineData("$.cookie('v')")]
    [InlineData("Cookies.remove('v')")]
    [InlineData("if (document.cookie == '') x()")]
    public void NoStorageWrite(string text) => Assert.Empty(Of(ScriptFactKind.StorageWrite, text));

    [Fact]
    public void CallsCarryConstants()
    {
        var script = InlineScript.Parse("tarteaucitron.init({ 'highPrivacy': false, services: [{ name: 'x', default: true }], f: function () { } }); _paq.push(['setUserId', 'u']); window.klaroConfig = { mustConsent: !1 };");
        Assert.Equal(["tarteaucitron.init", "_paq", "klaroConfig"], script.Calls.Select(c => c.Path));
        Assert.Equal(["highPrivacy=false", "services.0.name=x", "services.0.default=true"], script.Calls[0].Properties.Select(p => p.Path + "=" + p.Value));
        Assert.Equal(["setUserId", "u"], script.Calls[1].Arguments);
        Assert.Equal(SnippetShape.Push, script.Calls[1].Shape);
        Assert.Equal("mustConsent=false", script.Calls[2].Properties.Select(p => p.Path + "=" + p.Value).Single());
    }

    [Fact]
    public void FunctionsTellWhoIsCalled()
    {
        var script = InlineScript.Parse("function a() { } function b() { } if (hasConsent()) a();");
        Assert.Equal(["", "a", "b"], script.Functions.Select(f => f.Name));
        Assert.Equal([true, true, false], script.Functions.Select(f => f.IsCalled));
        Assert.Equal(ConsentPurposes.General, script.Functions[1].Context.Consent);
    }

    [Theory]
    [InlineData("document.querySelector('#cookieConsent button[data-cookie-string]').addEventListener('click', function (e) { document.cookie = e.target.dataset.cookieString; });")]
    [InlineData("var button = document.querySelector('#cookieConsent button[data-cookie-string]'); button.addEventListener('click', function (event) { document.cookie = button.dataset.cookieString; }, false);")]
    [InlineData("$('#cookieConsent button[data-cookie-string]').click(function (e) { var s = $(this).data('cookie-string'); document.cookie = s; });")]
    public void TemplatesBanner(string text)
    {
        var fact = Assert.Single(Of(ScriptFactKind.StorageWrite, text));
        Assert.Equal((".AspNet.Consent", ConsentPurposes.General), (fact.Name, fact.Context.Consent));
    }

    [Fact]
    public void OwnGtagInsideAFunction() =>
        Assert.Contains(InlineScript.Parse("function load() { window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments); } gtag('js', new Date()); gtag('config', 'G-1'); } load();").Facts, f => f.Kind == ScriptFactKind.Start && f.Context.Kind == ScriptContextKind.Runs);

    [Fact]
    public void RazorPlaceholders()
    {
        var facts = InlineScript.Parse("\uE000\uE000\uE000\nvar id = \uE000\uE000; \uE000 gtag('config', \uE000\uE000);\n\uE000\uE000\n if (\uE000\uE000) { gtag('config', '\uE000'); }").Facts;
        Assert.Equal(2, facts.Count(f => f.Kind == ScriptFactKind.Start));
    }
}
