using ConsentAnalyzers.Rules.Cookies;
using ConsentAnalyzers.Rules.Diagnostics;
using ConsentAnalyzers.Rules.Markup;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests.Rules.Markup;

public sealed class ScriptStorageAnalyzerTests
{
    // Of unknown purpose: a suggestion. What is asked here is where.
    private const string AsWarnings = "dotnet_diagnostic.CNS2011.severity = warning";

    [Theory]
    // Every door.
    [InlineData("{|CNS2011:document.cookie = 'visitor=' + id|};")]
    [InlineData("{|CNS2011:document.cookie = 'visitor=1; path=/; max-age=3600'|};")]
    [InlineData("{|CNS2011:document.cookie = `visitor=${id}; path=/`|};")]
    [InlineData("{|CNS2011:window.document.cookie = 'visitor-' + shop + '=1'|};")]
    [InlineData("{|CNS2011:localStorage.setItem('visitor', id)|};")]
    [InlineData("{|CNS2011:window.localStorage.setItem('visitor', id)|};")]
    [InlineData("{|CNS2011:sessionStorage.setItem('visitor', id)|};")]
    [InlineData("{|CNS2011:localStorage.visitor = id|};")]
    [InlineData("{|CNS2011:localStorage['visitor'] = id|};")]
    [InlineData("localStorage[key] = id; localStorage.setItem(key, id);")]
    [InlineData("{|CNS2011:localStorage['visitor-' + key] = id|};")]
    [InlineData("var store = window.localStorage; {|CNS2011:store.setItem('visitor', id)|};")]
    [InlineData("{|CNS2011:Cookies.set('visitor', id)|};")]
    [InlineData("{|CNS2011:$.cookie('visitor', id, { expires: 30 })|};")]
    [InlineData("{|CNS2011:cookieStore.set('visitor', id)|};")]
    [InlineData("{|CNS2011:cookieStore.set({ name: 'visitor', value: id })|};")]
    [InlineData("{|CNS2011:this.cookieService.set('visitor', id)|};")]
    [InlineData("var cookies = new Cookies(); {|CNS2011:cookies.set('visitor', id, { maxAge: 60 })|};")]
    [InlineData("const key = 'visi' + 'tor'; {|CNS2011:localStorage.setItem(key, id)|};")]
    [InlineData("{|CNS2011:setCookie('visitor', id, 30)|};")]
    [InlineData("window.onload = function () { {|CNS2011:localStorage.setItem('visitor', id)|}; };")]
    [InlineData("document.addEventListener('scroll', () => {|CNS2011:localStorage.setItem('visitor', id)|});")]
    [InlineData("if (ready) { {|CNS2011:localStorage.setItem('visitor', id)|}; }")]
    [InlineData("if (!hasConsent('analytics')) { {|CNS2011:localStorage.setItem('visitor', id)|}; }")]
    // The calls of a function are the writes.
    [InlineData("function remember(name, value, days) { document.cookie = name + '=' + value; } {|CNS2011:remember('visitor', '1', 30)|};")]
    [InlineData("function keep(key, value) { try { localStorage.setItem(key, value); } catch { } } {|CNS2011:keep('visitor', '1')|};")]
    [InlineData("function keep(key, value) { if (!hasConsent('analytics')) return; localStorage.setItem(key, value); } keep('visitor', '1');")]
    [InlineData("function setCookie(name, value) { fetch('/cookie?' + name + value); } setCookie('visitor', '1');")]
    [InlineData("setThemeCookie('dark', 30);")]
    // Held.
    [InlineData("if (hasConsent('analytics')) { localStorage.setItem('visitor', id); }")]
    [InlineData("if (!hasConsent('analytics')) return; localStorage.setItem('visitor', id);")]
    [InlineData("document.getElementById('accept-cookies').addEventListener('click', () => localStorage.setItem('visitor', id));")]
    [InlineData("tarteaucitron.user.gtagMore = function () { localStorage.setItem('visitor', id); };")]
    [InlineData("document.getElementById('like').addEventListener('click', () => localStorage.setItem('liked', id));")]
    [InlineData("function later() { localStorage.setItem('visitor', id); }")]
    [InlineData("panel.addEventListener('hidden.bs.collapse', () => localStorage.setItem('panel', 1));")]
    // Nothing stored, or taken away.
    [InlineData("try { localStorage.setItem('__test', '__test'); localStorage.removeItem('__test'); } catch { }")]
    [InlineData("function works() { var test = 'test'; window.sessionStorage.setItem(test, '1');\n window.sessionStorage.removeItem(test);\n return true; } works();")]
    [InlineData("if (open) { {|CNS2011:localStorage.setItem('visitor', 1)|}; } else { localStorage.removeItem('visitor'); }")]
    [InlineData("localStorage.removeItem('visitor'); localStorage.getItem('visitor'); var all = document.cookie; localStorage.clear(); delete localStorage.visitor;")]
    [InlineData("document.cookie = 'visitor=; expires=Thu, 01 Jan 1970 00:00:00 GMT'; document.cookie = 'visitor=; max-age=0'; document.cookie = 'visitor=;expires=Sat, 01 Jan 2000 00:00:00 GMT';")]
    [InlineData("Cookies.remove('visitor'); Cookies.set('visitor', '', { expires: -1 }); $.cookie('visitor', null); $.cookie('visitor'); setCookie('visitor', '', -1); setCookie('visitor', '');")]
    [InlineData("function erase(name) { document.cookie = name + '=; Max-Age=-99999999;'; } erase('visitor', '1');")]
    // Exempt.
    [InlineData("localStorage.setItem('theme', 'dark'); document.cookie = 'lang=fr'; Cookies.set('cart', items); localStorage['sidebar-collapsed'] = 1;")]
    [InlineData("localStorage.setItem('cookie_consent', 'no'); document.cookie = 'cookieBannerClosed=1; max-age=3600'; setCookie('CookieConsent', 'yes', 180);")]
    [InlineData("localStorage.setItem(THEME_KEY, 'dark'); sessionStorage.setItem(this.cartKey, items);")]
    [InlineData("// consent-exempt CNS2011 Session: the step of the form\nlocalStorage.setItem('step', 2);")]
    [InlineData("/* consent-exempt CNS2011 Session: the step of the form */ localStorage.setItem('step', 2);")]
    [InlineData("// consent-exempt CNS2001 Session: another rule\n{|CNS2011:localStorage.setItem('step', 2)|};")]
    [InlineData("// localStorage.setItem('visitor', id)\nvar text = \"document.cookie = 'visitor=1'\";")]
    public async Task In_a_script(string script)
    {
        await new AnalyzerTest<ScriptStorageAnalyzer> { AdditionalFiles = { ("index.html", "<p>A jug</p>\n<script>\n" + script + "\n</script>") }, Config = AsWarnings }.RunAsync();
        await new AnalyzerTest<ScriptStorageAnalyzer> { AdditionalFiles = { ("wwwroot/js/site.js", script) }, Config = AsWarnings }.RunAsync();
    }

    [Theory]
    [InlineData("document.cookie = '_ga=' + id", "Cookie '_ga' (Google Analytics, audience measurement) is written by this script before the visitor has consented; write it under a consent check for Analytics")]
    [InlineData("$('#buy').on('click', function () { document.cookie = '_fbp=1'; })", "Cookie '_fbp' (Meta Pixel, advertising) is written by this script before the visitor has consented; write it under a consent check for Advertising")]
    [InlineData("localStorage.setItem('_hjSessionUser_1', id)", "Local storage key '_hjSessionUser_1' (Hotjar, audience measurement) is written by this script before the visitor has consented; write it under a consent check for Analytics")]
    public Task A_trackers_name_is_a_warning(string script, string message)
    {
        var start = script.IndexOf("document", StringComparison.Ordinal) is >= 0 and var at ? at : 0;
        var end = script.IndexOf("; }", StringComparison.Ordinal) is >= 0 and var semicolon ? semicolon : script.Length;
        return new AnalyzerTest<ScriptStorageAnalyzer> { AdditionalFiles = { ("site.js", script[..start] + "{|#0:" + script[start..end] + "|}" + script[end..]) } }
            .Expect("CNS2011", at: 0, severity: DiagnosticSeverity.Warning, message: message)
            .RunAsync();
    }

    [Theory]
    [InlineData("<script>{|#0:sessionStorage.setItem('visitor', id)|}</script>", "Session storage key 'visitor' (purpose unknown) is written by this script before the visitor has consented; write it under a consent check, or declare why it needs none", "storage", "visitor", "session", "sessionStorage")]
    [InlineData("<script>{|#0:localStorage.setItem('visitor', id)|}</script>", "Local storage key 'visitor' (purpose unknown) is written by this script before the visitor has consented; write it under a consent check, or declare why it needs none", "storage", "visitor", "unlimited", "localStorage")]
    [InlineData("<script>{|#0:document.cookie = text|}</script>", "Cookie of unknown name (purpose unknown) is written by this script before the visitor has consented; write it under a consent check, or declare why it needs none", "cookie", "", "unknown", "document.cookie")]
    [InlineData("<script>{|#0:Cookies.set('visitor', id, { expires: 30 })|}</script>", null, "cookie", "visitor", "30 days", "Cookies.set")]
    [InlineData("<script>{|#0:document.cookie = 'visitor=1; path=/'|}</script>", null, "cookie", "visitor", "session", "document.cookie")]
    public Task Properties(string html, string? message, string kind, string name, string lifetime, string element) => new AnalyzerTest<ScriptStorageAnalyzer> { AdditionalFiles = { ("index.html", html) } }
        .Expect("CNS2011", at: 0, severity: DiagnosticSeverity.Info, message: message, properties: [("schema", "1"), ("kind", kind), ("name", name), ("lifetime", lifetime), ("element", element), ("status", "ungated"), ("purpose", "")])
        .RunAsync();

    [Theory]
    [InlineData("<script>{|CNS2011:localStorage.setItem('visitor', '1')|};</script>")]
    [InlineData("@if (feature?.CanTrack == true) { <script>localStorage.setItem('visitor', '1');</script> }")]
    [InlineData("<script>{|CNS2011:localStorage.setItem('visitor-@(1 + 1)', '@Model')|};</script>")]
    [InlineData("<script>function keep() { localStorage.setItem('visitor', '1'); }</script>@if (feature?.CanTrack == true) { <script>keep();</script> }")]
    [InlineData("@* consent-exempt CNS2011 Session: the step of the form *@\n<script>localStorage.setItem('step', '1');</script>")]
    [InlineData("<script type=\"text/plain\" data-cookieconsent=\"statistics\">localStorage.setItem('visitor', '1');</script>")]
    public Task In_a_view(string view) => new AnalyzerTest<ScriptStorageAnalyzer>
    {
        Views = { ("Pages/Index.cshtml", "@page\r\n@{ var feature = HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>(); }\r\n" + view) },
        Config = AsWarnings,
    }.RunAsync();

    [Theory]
    [InlineData("<body onload=\"{|CNS2011:localStorage.setItem('visitor', 1)|}\">")]
    [InlineData("<img src=\"a.png\" onerror='{|CNS2011:document.cookie = \"visitor=1\"|}'>")]
    [InlineData("<button onclick=\"localStorage.setItem('liked', 1)\">Like</button>")]
    [InlineData("<button id=\"accept-cookies\" onclick=\"localStorage.setItem('visitor', 1)\">OK</button>")]
    [InlineData("<script>function keep() { {|CNS2011:localStorage.setItem('visitor', 1)|}; }</script><body onload=\"keep()\">")]
    [InlineData("<a href=\"x\" onclick=\"return confirm('document.cookie = 1')\">x</a>")]
    [InlineData("{|CNS2011:<body onload=\"document.cookie = &quot;visitor=1&quot;\">|}")]
    public Task In_an_attribute(string html) => new AnalyzerTest<ScriptStorageAnalyzer> { AdditionalFiles = { ("index.html", html) }, Config = AsWarnings }.RunAsync();

    [Fact]
    public Task A_snippet_is_one_finding() => new AnalyzerTest(new ScriptStorageAnalyzer(), new TrackerScriptWithoutConsentAnalyzer())
    {
        AdditionalFiles = { ("index.html", "{|CNS2001:<script>|}(function (w, d) { var s = d.createElement('script'); s.src = 'https://static.hotjar.com/c/hotjar.js'; d.head.appendChild(s); w.localStorage.setItem(w.key, 1); })(window, document); localStorage.setItem('_hjid', 1); {|CNS2011:localStorage.setItem('visitor', 1)|};</script>") },
        Config = AsWarnings,
    }.RunAsync();

    [Fact]
    public Task Two_defects_are_two_reports() => new AnalyzerTest(new ScriptStorageAnalyzer(), new CookieLifetimeAnalyzer())
    {
        AdditionalFiles = { ("index.html", "<script>{|CNS2011:document.cookie = {|CNS1004:'visitor=1; max-age=63072000'|}|};</script>") },
        Config = AsWarnings,
    }.RunAsync();

    [Fact]
    public Task The_register_and_the_configuration_exempt() => new AnalyzerTest<ScriptStorageAnalyzer>
    {
        AdditionalFiles =
        {
            ("site.js", "localStorage.setItem('step', 1); document.cookie = 'wizard_1=1'; document.cookie = 'told=1'; {|CNS2011:document.cookie = 'step=1'|}; {|#0:localStorage.setItem('seen', 1)|};"),
            ("consent-register.csv", "kind,name,provider,purpose,lifetime,description\nstorage,step,first party,Session,session,The step\ncookie,told,first party,Cart,session,The cart\nstorage,seen,Stats Ltd,Analytics,unlimited,Pages seen\n"),
        },
        Config = AsWarnings + "\nconsent_analyzers.exempt_cookies = wizard_*:Session",
    }.Expect("CNS2011", at: 0, severity: DiagnosticSeverity.Warning, properties: [("provider", "Stats Ltd"), ("purpose", "Analytics")]).RunAsync();

    [Theory]
    [InlineData("{|CNS1008:// consent-exempt CNS2011 Session|}\nlocalStorage.setItem('step', 1);")]
    [InlineData("{|CNS1008:// consent-exempt CNS2011 Nothing: why|}\nlocalStorage.setItem('step', 1);")]
    [InlineData("{|CNS1007:// consent-exempt CNS2011 Session: why|}\ndocument.cookie = '_ga=1';")]
    [InlineData("// consent-exempt CNS2011 Session: why\nlocalStorage.setItem('step', 1);")]
    public Task Comments_are_checked(string script) => new AnalyzerTest(new ExemptionIncompleteAnalyzer(), new ExemptionContradictsAnalyzer()) { AdditionalFiles = { ("site.js", script) } }.RunAsync();

    [Fact]
    public Task Another_purpose() => new AnalyzerTest(new ScriptStorageAnalyzer(), new ConsentForAnotherPurposeAnalyzer())
    {
        AdditionalFiles = { ("site.js", "if (consent.marketing === true) { {|CNS1009:document.cookie = '_ga=1'|}; }") },
    }.RunAsync();

    [Fact]
    public Task The_inventory_lists_what_is_held_and_exempt() => new AnalyzerTest<InventoryAnalyzer>
    {
        AdditionalFiles = { ("site.js", "{|#0:localStorage.setItem('theme', 1)|}; if (hasConsent('analytics')) {|#1:localStorage.setItem('visitor', 1)|}; $('#a').click(() => {|#2:localStorage.setItem('liked', 1)|});") },
        Config = "dotnet_diagnostic.CNS9000.severity = suggestion",
    }
        .Expect("CNS9000", at: 0, properties: [("kind", "storage"), ("status", "exempt"), ("ground", "Preferences"), ("by", "well-known name")])
        .Expect("CNS9000", at: 1, properties: [("status", "guarded"), ("by", "consent check in the script")])
        .Expect("CNS9000", at: 2, properties: [("status", "guarded"), ("by", "the visitor's act (click)")])
        .RunAsync();

    [Fact]
    public Task A_long_line_takes_time_in_proportion()
    {
        var script = "/* */ " + string.Concat(Enumerable.Repeat("localStorage.setItem('theme',x);Cookies.set('theme',x,o);document.cookie='theme=1; max-age=1';", 20_000));
        return new AnalyzerTest(new ScriptStorageAnalyzer(), new CookieLifetimeAnalyzer(), new ConsentKeptTooLongAnalyzer()) { AdditionalFiles = { ("site.js", script), ("index.html", "<script>" + script + "</script>") } }.RunAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("document.cookie")]
    [InlineData("document.cookie =")]
    [InlineData("localStorage[")]
    [InlineData("localStorage.setItem(")]
    [InlineData("Cookies.set('cart', {")]
    [InlineData("//")]
    [InlineData("*/ localStorage.x")]
    [InlineData("\0document.cookie\0=\0\uD800")]
    [InlineData("cookieStore.set({}); cookieStore.set({ ...all }); localStorage.setItem(); $.cookie(); localStorage['a']['b'] = 1; localStorage.a.b = 1;")]
    [InlineData("function f(a) { document.cookie = a; } f(); f('x'); f('x', f('cart=1', 1, 2)); new f('a', 'b'); {|CNS2011:f('visitor=1; max-age=60')|}; f('visitor=; max-age=0');")]
    [InlineData("document.cookie = 'cart=1; expires=' + new Date(1e300).toUTCString(); document.cookie = 'cart=1; expires=' + new Date(99999999, 1).toUTCString(); Cookies.set('cart', 1, { expires: 1e308 * 10 });")]
    public Task Odd_input(string script) => new AnalyzerTest<ScriptStorageAnalyzer> { AdditionalFiles = { ("site.js", script) }, Config = AsWarnings }.RunAsync();
}
