using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;
using ConsentAnalyzers.Markup;
using static ConsentAnalyzers.Tests.Markup.InlineScriptSnippets;

namespace ConsentAnalyzers.Tests.Markup;

public sealed class InlineScriptTests
{
    // One line a fact: kind, tracker or name, context.
    private static string[] Facts(string text, bool all = false) =>
        [.. InlineScript.Parse(text).Facts.Where(f => all || f.Kind is ScriptFactKind.Start or ScriptFactKind.Address or ScriptFactKind.StorageWrite).Select(Show)];

    private static string Show(ScriptFact fact) => $"{fact.Kind} {fact.Tracker?.Key ?? fact.Name}: {Show(fact.Context)}";

    private static string Show(ScriptContext context) => context.Kind switch
    {
        ScriptContextKind.Consent => context.Consent.ToText() is { Length: > 0 } purposes ? purposes : "some purpose",
        ScriptContextKind.Uncalled => "uncalled " + context.Uncalled,
        ScriptContextKind.Handler => "on " + context.Handler,
        _ => "runs",
    };

    private static string Context(string text, string of = "gtag('config'")
    {
        var facts = InlineScript.Parse(text).Facts;
        var fact = Assert.Single(facts, f => text.IndexOf(of, StringComparison.Ordinal) == f.Offset);
        return Show(fact.Context);
    }

    [Theory]
    [InlineData(Gtag, "google-analytics-4", false)]
    [InlineData(Universal, "google-analytics-ua", true)]
    [InlineData(Classic, "google-analytics-ua", true)]
    [InlineData(Meta, "meta-pixel", true)]
    [InlineData(Hotjar, "hotjar", true)]
    [InlineData(TikTok, "tiktok-pixel", true)]
    [InlineData(LinkedIn, "linkedin-insight", true)]
    [InlineData(Matomo, "matomo", true)]
    [InlineData(Segment, "segment", true)]
    [InlineData(Crisp, "crisp", true)]
    [InlineData(Yandex, "yandex-metrica", true)]
    [InlineData(Pinterest, "pinterest-tag", true)]
    [InlineData(Bing, "bing-uet", true)]
    public void VendorsBootstrapStarts(string text, string tracker, bool loads)
    {
        var facts = InlineScript.Parse(text).Facts;
        Assert.Contains(facts, f => f.Kind == ScriptFactKind.Start && f.Tracker!.Key == tracker && f.Context.Kind == ScriptContextKind.Runs);
        Assert.Equal(loads, facts.Any(f => f.Kind == ScriptFactKind.Address && f.Tracker!.Key == tracker && f.Context.Kind == ScriptContextKind.Runs));
        Assert.All(facts, f => Assert.True(f.Tracker == null || f.Tracker.Key == tracker || f.Tracker.Key == "google-tag-manager", Show(f)));
    }

    [Theory]
    [InlineData(TagManager, "google-tag-manager")]
    [InlineData(Clarity, "microsoft-clarity")]
    [InlineData(ApplicationInsights, "application-insights-js")]
    [InlineData(Intercom, "intercom")]
    [InlineData(Urchin, "google-analytics-ua")]
    public void VendorsBootstrapLoads(string text, string tracker) =>
        Assert.Contains(InlineScript.Parse(text).Facts, f => f.Kind == ScriptFactKind.Address && f.Tracker!.Key == tracker && f.Context.Kind == ScriptContextKind.Runs);

    public static TheoryData<string> Bootstraps() => new(Gtag, Universal, Classic, Urchin, TagManager, Meta, Hotjar, Clarity, TikTok, LinkedIn, Matomo, ApplicationInsights, Segment, Intercom, Crisp, Yandex, Pinterest, Bing);

    [Theory]
    [MemberData(nameof(Bootstraps))]
    public void BootstrapUnderConsent(string text)
    {
        string[] gates =
        [
            "if (hasConsent('analytics')) { %s }",
            "if (consent.analytics === true) { %s }",
            "if (getCookie('cookie_consent') === 'accepted') { %s }",
            "function load() { %s }\nif (localStorage.getItem('cookieConsent') == 'true') load();",
            "(function () { if (!hasConsent()) return; %s })();",
            "document.getElementById('accept-cookies').addEventListener('click', function () { %s });",
            "window.addEventListener('CookiebotOnAccept', () => { %s });",
            "if (!consent.given) { showBanner(); } else { %s }",
        ];
        foreach (var gate in gates)
        {
            var facts = InlineScript.Parse(gate.Replace("%s", text)).Facts.Where(f => f.Kind is ScriptFactKind.Start or ScriptFactKind.Address).ToArray();
            Assert.NotEmpty(facts);
            Assert.All(facts, f => Assert.True(f.Context.Kind == ScriptContextKind.Consent, gate + ": " + Show(f)));
        }
    }

    [Theory]
    [MemberData(nameof(Bootstraps))]
    public void BootstrapThatNothingHolds(string text)
    {
        string[] gates =
        [
            "if (isProduction) { %s }",
            "if (!hasConsent()) { %s }",
            "if (consent === 'denied') { %s }",
            "if (hasConsent()) { enableButtons(); }\n%s",
            "function load() { %s }\nif (hasConsent()) load(); else load();",
            "document.addEventListener('DOMContentLoaded', function () { %s });",
            "window.onload = function () { %s };",
            "setTimeout(() => { %s }, 3000);",
            "try { %s } catch (e) { }",
            "fetch('/api/settings').then(r => r.json()).then(s => { %s });",
        ];
        foreach (var gate in gates)
        {
            var facts = InlineScript.Parse(gate.Replace("%s", text)).Facts.Where(f => f.Kind is ScriptFactKind.Start or ScriptFactKind.Address).ToArray();
            Assert.NotEmpty(facts);
            Assert.All(facts, f => Assert.True(f.Context.Kind == ScriptContextKind.Runs, gate + ": " + Show(f)));
        }
    }

    [Theory]
    // conditions that hold
    [InlineData("if (consent.analytics === true) gtag('config', 'G-1');", "Analytics")]
    [InlineData("if (consent.analytics) gtag('config', 'G-1');", "Analytics")]
    [InlineData("if (hasConsent()) gtag('config', 'G-1');", "any purpose")]
    [InlineData("if (hasConsent('marketing')) gtag('config', 'G-1');", "Advertising")]
    [InlineData("if (userHasAnalyticsConsent) gtag('config', 'G-1');", "Analytics")]
    [InlineData("hasConsent('analytics') && gtag('config', 'G-1');", "Analytics")]
    [InlineData("!hasConsent('analytics') || gtag('config', 'G-1');", "Analytics")]
    [InlineData("hasConsent() ? gtag('config', 'G-1') : showBanner();", "any purpose")]
    [InlineData("if (getCookie('cookie_consent') === 'accepted') gtag('config', 'G-1');", "any purpose")]
    [InlineData("if (getCookie('analytics_consent') === '1') gtag('config', 'G-1');", "Analytics")]
    [InlineData("if ('accepted' === Cookies.get('cookieConsent')) gtag('config', 'G-1');", "any purpose")]
    [InlineData("if (localStorage.getItem('cookieConsent') === 'true') gtag('config', 'G-1');", "any purpose")]
    [InlineData("if (localStorage.cookieConsent == 'yes') gtag('config', 'G-1');", "any purpose")]
    [InlineData("if (localStorage['consent_analytics']) gtag('config', 'G-1');", "Analytics")]
    [InlineData("const c = JSON.parse(localStorage.getItem('cookieConsent')); if (c.analytics === true) { gtag('config', 'G-1'); }", "Analytics")]
    [InlineData("const c = JSON.parse(localStorage.getItem('cookieConsent') || '{}'); if (c && c.marketing) gtag('config', 'G-1');", "Advertising")]
    [InlineData("if (consent) { if (consent.analytics) gtag('config', 'G-1'); }", "Analytics")]
    [InlineData("if (consent && consent.given) gtag('config', 'G-1');", "any purpose")]
    [InlineData("const { analytics } = getConsent(); if (analytics) gtag('config', 'G-1');", "Analytics")]
    [InlineData("const KEY = 'cookie_consent'; if (readCookie(KEY) === 'all') gtag('config', 'G-1');", "any purpose")]
    [InlineData("const ok = getCookie('consent') === 'yes'; if (ok) gtag('config', 'G-1');", "any purpose")]
    [InlineData("function check() { return getCookie('cc_cookie') === 'yes'; } if (check()) gtag('config', 'G-1');", "any purpose")]
    [InlineData("if (document.cookie.indexOf('cookie_consent=accepted') > -1) gtag('config', 'G-1');", "any purpose")]
    [InlineData("if (document.cookie.indexOf('cookie_consent=accepted') !== -1) gtag('config', 'G-1');", "any purpose")]
    [InlineData("if (document.cookie.includes('consent=true')) gtag('config', 'G-1');", "any purpose")]
    [InlineData("if (/consent=granted/.test(document.cookie)) gtag('config', 'G-1');", "any purpose")]
    [InlineData("if (document.cookie.match(/cookieConsent=true/)) gtag('config', 'G-1');", "any purpose")]
    [InlineData("if (document.cookie.split('; ').some(c => c.startsWith('cookie_consent=all'))) gtag('config', 'G-1');", "any purpose")]
    [InlineData("const v = document.cookie.split('; ').find(r => r.startsWith('cookie_consent='))?.split('=')[1]; if (v === 'accepted') gtag('config', 'G-1');", "any purpose")]
    [InlineData("if (Cookiebot.consent.statistics) gtag('config', 'G-1');", "Analytics")]
    [InlineData("if (window.Cookiebot && Cookiebot.consent && Cookiebot.consent.marketing) gtag('config', 'G-1');", "Advertising")]
    [InlineData("if (OnetrustActiveGroups.includes('C0002')) gtag('config', 'G-1');", "Analytics")]
    [InlineData("if (OnetrustActiveGroups.indexOf(',C0004,') >= 0) gtag('config', 'G-1');", "Advertising")]
    [InlineData("if (Didomi.getUserConsentStatusForPurpose('analytics')) gtag('config', 'G-1');", "Analytics")]
    [InlineData("if (CookieConsent.acceptedCategory('analytics')) gtag('config', 'G-1');", "Analytics")]
    [InlineData("if (klaro.getManager().getConsent('analytics')) gtag('config', 'G-1');", "Analytics")]
    [InlineData("if (tarteaucitron.state.gtag === true) gtag('config', 'G-1');", "Analytics")]
    [InlineData("if (acceptedCookies.includes('statistics')) gtag('config', 'G-1');", "Analytics")]
    [InlineData("if (cookiesAllowed) gtag('config', 'G-1');", "any purpose")]
    [InlineData("if (allowAnalytics) gtag('config', 'G-1');", "Analytics")]
    [InlineData("if (consentLevel >= 2) gtag('config', 'G-1');", "any purpose")]
    [InlineData("if (consent === ConsentState.Accepted) gtag('config', 'G-1');", "any purpose")]
    [InlineData("if (consent !== 'denied') gtag('config', 'G-1');", "any purpose")]
    [InlineData("if (consentDenied) { } else gtag('config', 'G-1');", "any purpose")]
    [InlineData("switch (consent) { case 'accepted': gtag('config', 'G-1'); break; case 'denied': break; }", "any purpose")]
    [InlineData("_axcb.push(function (sdk) { sdk.on('cookies:complete', function (c) { gtag('config', 'G-1'); }); });", "some purpose")]
    [InlineData("window._axcb = window._axcb || []; window._axcb.push(sdk => sdk.on('cookies:complete', c => gtag('config', 'G-1')));", "some purpose")]
    [InlineData("tarteaucitron.user.gtagMore = function () { gtag('config', 'G-1'); };", "some purpose")]
    [InlineData("__tcfapi('addEventListener', 2, function (tc, ok) { gtag('config', 'G-1'); });", "some purpose")]
    [InlineData("document.querySelector('.btn-accept').onclick = function () { gtag('config', 'G-1'); };", "any purpose")]
    [InlineData("const b = document.getElementById('acceptCookies'); b.addEventListener('click', () => { gtag('config', 'G-1'); });", "any purpose")]
    [InlineData("document.querySelectorAll('.accept-cookies').forEach(b => b.addEventListener('click', () => gtag('config', 'G-1')));", "any purpose")]
    [InlineData("$('#cookie-accept').click(function () { gtag('config', 'G-1'); });", "any purpose")]
    [InlineData("$(document).on('click', '#accept-all', function () { gtag('config', 'G-1'); });", "any purpose")]
    [InlineData("function load() { gtag('config', 'G-1'); } acceptButton.addEventListener('click', load);", "any purpose")]
    [InlineData("document.addEventListener('consent:granted', () => gtag('config', 'G-1'));", "any purpose")]
    [InlineData("initBanner({ onAccept: function () { gtag('config', 'G-1'); }, onRefuse: function () { } });", "any purpose")]
    [InlineData("function CookiebotCallback_OnAccept() { gtag('config', 'G-1'); }", "any purpose")]
    [InlineData("function OptanonWrapper() { if (OnetrustActiveGroups.includes('C0002')) { gtag('config', 'G-1'); } }", "Analytics")]
    [InlineData("CookieConsent.run({ onConsent: function () { if (CookieConsent.acceptedCategory('ads')) gtag('config', 'G-1'); } });", "Advertising")]
    [InlineData("async function f() { if (!(await getConsent()).analytics) { return; } gtag('config', 'G-1'); } f();", "Analytics")]
    [InlineData("function f() { if (!hasConsent()) { return } else { } gtag('config', 'G-1') } f()", "any purpose")]
    [InlineData("function f() { if (!hasConsent()) throw new Error(); gtag('config', 'G-1') } f()", "any purpose")]
    [InlineData("while (hasConsent()) { gtag('config', 'G-1'); }", "any purpose")]
    [InlineData("if (hasConsent('analytics') && hasConsent('ads')) gtag('config', 'G-1');", "Analytics, Advertising")]
    [InlineData("if (hasConsent('analytics') || hasConsent('ads')) gtag('config', 'G-1');", "some purpose")]
    [InlineData("if (hasConsent('analytics')) if (x) { setTimeout(function () { gtag('config', 'G-1'); }, 1); }", "Analytics")]
    [InlineData("if (consent.analytics) { function load() { gtag('config', 'G-1'); } } load();", "Analytics")]
    [InlineData("var T = { init: function () { gtag('config', 'G-1'); } }; if (hasConsent()) T.init();", "any purpose")]
    [InlineData("var T = (function () { function a() { gtag('config', 'G-1'); } return { start: a }; })(); if (hasConsent()) T.start();", "any purpose")]
    [InlineData("class T { start() { gtag('config', 'G-1'); } } if (hasConsent()) new T().start();", "any purpose")]
    [InlineData("var T = { a() { this.b(); }, b() { gtag('config', 'G-1'); } }; if (hasConsent()) T.a();", "any purpose")]
    [InlineData("const load = () => gtag('config', 'G-1'); if (hasConsent()) { load(); }", "any purpose")]
    [InlineData("window.load = function () { gtag('config', 'G-1'); }; if (hasConsent()) load();", "any purpose")]
    [InlineData("getConsent().then(c => { if (c.analytics) gtag('config', 'G-1'); });", "Analytics")]
    [InlineData("onConsentChange(function (c) { if (c === 'accepted') gtag('config', 'G-1'); });", "any purpose")]
    [InlineData("OneTrust.OnConsentChanged(e => { if (e.detail.includes('C0002')) gtag('config', 'G-1'); });", "Analytics")]
    [InlineData("window.addEventListener('consentChanged', e => { if (e.detail.marketing) gtag('config', 'G-1'); });", "Advertising")]
    [InlineData("CookieConsent.run({ onConsent: ({ cookie }) => { if (cookie.categories.includes('analytics')) gtag('config', 'G-1'); } });", "Analytics")]
    [InlineData("function apply(p) { if (p.analytics) gtag('config', 'G-1'); } apply(JSON.parse(localStorage.getItem('cookieConsent')));", "Analytics")]
    [InlineData("function apply(p) { if (p.analytics) gtag('config', 'G-1'); } apply(readConsent()); function save() { apply({ necessary: true, analytics: true }); }", "Analytics")]
    [InlineData("function handleConsent(state) { if (state !== 'granted') return; gtag('config', 'G-1'); } handleConsent(x);", "any purpose")]
    [InlineData("document.addEventListener('click', e => { if (e.target.matches('.accept-cookies')) gtag('config', 'G-1'); });", "any purpose")]
    [InlineData("document.addEventListener('click', function (e) { if (e.target.id === 'cookie-accept') { gtag('config', 'G-1'); } });", "any purpose")]
    // conditions that do not
    [InlineData("function apply(p) { if (p.analytics) gtag('config', 'G-1'); } apply(readConsent()); apply(defaults);", "runs")]
    [InlineData("getSettings().then(c => { if (c.analytics) gtag('config', 'G-1'); });", "runs")]
    [InlineData("window.addEventListener('consentChanged', e => { gtag('config', 'G-1'); });", "runs")]
    [InlineData("document.addEventListener('click', e => { if (e.target.matches('.refuse')) gtag('config', 'G-1'); });", "on click")]
    [InlineData("if (consent) { gtag('config', 'G-1'); } show(consent.date);", "runs")]
    [InlineData("if (consent === 'denied') gtag('config', 'G-1');", "runs")]
    [InlineData("if (!hasConsent()) gtag('config', 'G-1');", "runs")]
    [InlineData("if (consent == null) gtag('config', 'G-1');", "runs")]
    [InlineData("if (consent !== null) gtag('config', 'G-1');", "runs")]
    [InlineData("if (typeof consent !== 'undefined') gtag('config', 'G-1');", "runs")]
    [InlineData("if (document.cookie.indexOf('consent=accepted') === -1) gtag('config', 'G-1');", "runs")]
    [InlineData("if (document.cookie.indexOf('consent=denied') > -1) gtag('config', 'G-1');", "runs")]
    [InlineData("if (document.getElementById('cookie-consent')) gtag('config', 'G-1');", "runs")]
    [InlineData("if (consentBanner) gtag('config', 'G-1');", "runs")]
    [InlineData("if (consentBanner.classList.contains('hidden')) gtag('config', 'G-1');", "runs")]
    [InlineData("if (consentRequired) gtag('config', 'G-1');", "runs")]
    [InlineData("if (trackingId) gtag('config', 'G-1');", "runs")]
    [InlineData("if (analyticsEnabled) gtag('config', 'G-1');", "runs")]
    [InlineData("if (Notification.permission === 'granted') gtag('config', 'G-1');", "runs")]
    [InlineData("if (allVideos) gtag('config', 'G-1');", "runs")]
    [InlineData("if (hasConsent() || isTest) gtag('config', 'G-1');", "runs")]
    [InlineData("if (hasConsent()) { x(); } gtag('config', 'G-1');", "runs")]
    [InlineData("if (hasConsent()) { x(); } else if (y) gtag('config', 'G-1');", "runs")]
    [InlineData("if (x) { if (!hasConsent()) return; } gtag('config', 'G-1');", "runs")]
    [InlineData("function f() { if (!hasConsent()) { log(); } gtag('config', 'G-1'); } f();", "runs")]
    [InlineData("function f() { gtag('config', 'G-1'); } if (hasConsent()) f(); f();", "runs")]
    [InlineData("function f() { gtag('config', 'G-1'); } function g() { f(); } g();", "runs")]
    [InlineData("function f() { gtag('config', 'G-1'); f(); } f();", "runs")]
    [InlineData("window.addEventListener('load', function () { gtag('config', 'G-1'); });", "runs")]
    [InlineData("window.addEventListener('CookiebotOnDecline', function () { gtag('config', 'G-1'); });", "runs")]
    [InlineData("window.addEventListener('OneTrustGroupsUpdated', function () { gtag('config', 'G-1'); });", "runs")]
    [InlineData("function OptanonWrapper() { gtag('config', 'G-1'); }", "runs")]
    [InlineData("initBanner({ onRefuse: function () { gtag('config', 'G-1'); } });", "runs")]
    [InlineData("$(function () { gtag('config', 'G-1'); });", "runs")]
    [InlineData("document.getElementById('refuse').addEventListener('click', function () { gtag('config', 'G-1'); });", "on click")]
    [InlineData("document.getElementById('buy').addEventListener('click', function () { gtag('config', 'G-1'); });", "on click")]
    [InlineData("buy.onclick = () => { gtag('config', 'G-1'); };", "on click")]
    [InlineData("function f() { gtag('config', 'G-1'); } buy.addEventListener('click', f);", "on click")]
    [InlineData("function f() { gtag('config', 'G-1'); } buy.addEventListener('click', f); f();", "runs")]
    [InlineData("if (true) gtag('config', 'G-1');", "runs")]
    // nobody calls it
    [InlineData("function load() { gtag('config', 'G-1'); }", "uncalled load")]
    [InlineData("var load = function () { gtag('config', 'G-1'); };", "uncalled load")]
    [InlineData("function load() { setTimeout(function () { gtag('config', 'G-1'); }, 1); }", "uncalled load")]
    [InlineData("var T = { load: function () { gtag('config', 'G-1'); } };", "uncalled T.load")]
    [InlineData("function a() { b(); } function b() { gtag('config', 'G-1'); }", "uncalled b")]
    [InlineData("new Vue({ methods: { load() { gtag('config', 'G-1'); } } });", "uncalled load")]
    [InlineData("function load() { if (hasConsent()) { gtag('config', 'G-1'); } }", "uncalled load")]
    public void Condition(string text, string context) => Assert.Equal(context, Context(text));
}
