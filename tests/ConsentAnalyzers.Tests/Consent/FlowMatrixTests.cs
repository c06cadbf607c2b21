using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ConsentAnalyzers.Rules.Cookies;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ConsentAnalyzers.Tests.Consent;

/// <summary>Every construct in three columns: guarded, not guarded, and guarded for another purpose than the cookie's.</summary>
public sealed partial class FlowMatrixTests
{
    // "G" is a check for Analytics, "X" one for Advertising, "F" any other condition; "W" writes _ga, which needs Analytics; "W2" does so in an expression.
    private const string Frame = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.Features;

        enum Purpose { Necessary, Analytics, Advertising }
        enum ConsentState { Unknown, Accepted, Refused }
        interface IConsentService
        {
            bool Allows(Purpose purpose);
            Task<bool> AllowsAsync(Purpose purpose);
            ConsentState GetState(Purpose purpose);
            bool Analytics { get; }
            bool? HasAnalytics { get; }
            bool TryGetValue(Purpose purpose, out bool value);
            bool TryGetConsent(out ConsentChoices? choices);
            bool TryGetState(Purpose purpose, out ConsentState state);
            bool TryGetRefused(Purpose purpose, out bool refused);
            bool TryGet(Purpose purpose, out bool exists);
        }
        class ConsentChoices { public bool Analytics { get; set; } public bool Advertising { get; set; } }
        class Site
        {
            readonly HttpContext context; readonly IConsentService consent; readonly bool ready; readonly IDisposable d;
            Site(HttpContext context, IConsentService consent, bool ready, IDisposable d) { this.context = context; this.consent = consent; this.ready = ready; this.d = d; }
            void Write() { }
            async Task Run(int n, string s, ITrackingConsentFeature? feature, Dictionary<Purpose, bool> consents, IAsyncEnumerable<int> stream, Dictionary<string, bool> flags)
            {
                await Task.Yield();
                BODY
            }
        }
        """;

    [Theory]
    [InlineData("if (G) W")]
    [InlineData("if (G) { if (F) W }")]
    [InlineData("if (F) { } else if (G) W")]
    [InlineData("if (!G) { } else W")]
    [InlineData("if (!G) return; W")]
    [InlineData("if (!G) throw new Exception(); W")]
    [InlineData("if (G == false) return; W")]
    [InlineData("if (G && F) W")]
    [InlineData("if (F && G) W")]
    [InlineData("if (!(G && F)) return; W")]
    [InlineData("if (!G || F) return; W")]
    [InlineData("if (F || !G) return; W")]
    [InlineData("if (!(!G || F)) W")]
    [InlineData("if (F ? G : false) W")]
    [InlineData("if (F ? G : G) W")]
    [InlineData("_ = G ? W2 : null;")]
    [InlineData("if (G == true) W")]
    [InlineData("if (G != false) W")]
    [InlineData("if (G is true) W")]
    [InlineData("if (G is not false) W")]
    [InlineData("if (G is not true) return; W")]
    [InlineData("if (true == G) W")]
    [InlineData("switch (G) { case true: W break; }")]
    [InlineData("switch (n) { case 1 when G: W break; }")]
    [InlineData("switch (G) { case false: return; } W")]
    [InlineData("switch (n) { case 1 when !G: return; default: if (!G) break; W break; }")]
    [InlineData("_ = G switch { true => W2, _ => null };")]
    [InlineData("while (G) { W break; }")]
    [InlineData("for (; G;) { W break; }")]
    [InlineData("do { if (!G) continue; W } while (F);")]
    [InlineData("foreach (var x in s) { if (!G) continue; W }")]
    [InlineData("foreach (var x in s) { if (!G) break; W }")]
    [InlineData("if (!G) return; foreach (var x in s) { W }")]
    [InlineData("using (d) { if (!G) return; W }")]
    [InlineData("using var e = d; if (!G) return; W")]
    [InlineData("lock (this) { if (!G) return; W }")]
    [InlineData("if (!G) return; try { W } finally { }")]
    [InlineData("try { if (!G) return; W } catch { }")]
    [InlineData("if (G) { try { F2(); } catch { W } }")]
    [InlineData("if (G) { try { F2(); } finally { W } }")]
    [InlineData("try { if (!G) return; } finally { F2(); } W")]
    [InlineData("var ok = G; if (ok) W")]
    [InlineData("bool ok; ok = G; if (ok) W")]
    [InlineData("var ok = false; if (G) ok = true; if (ok) W")]
    [InlineData("var ok = F; ok = G; if (ok) W")]
    [InlineData("var ok = F && G; if (ok) W")]
    [InlineData("var ok = F; ok &= G; if (ok) W")]
    [InlineData("var no = !G; if (no) return; W")]
    [InlineData("var no = F || !G; if (!no) W")]
    [InlineData("var ok = F ? G : false; if (ok) W")]
    [InlineData("var (ok, x) = (G, n); if (ok) W")]
    [InlineData("bool ok; int x; (ok, x) = (G, n); if (ok) W")]
    [InlineData("bool ok; if (ok = G) W")]
    [InlineData("bool ok = n switch { 1 => G, _ => false }; if (ok) W")]
    [InlineData("Action a = () => { if (G) W };")]
    [InlineData("if (G) { Action a = () => { W }; a(); }")]
    [InlineData("if (!G) return; context.Response.OnStarting(() => { W return Task.CompletedTask; });")]
    [InlineData("if (G) Local(); void Local() { W }")]
    [InlineData("if (G) Local(); if (G) Local(); void Local() { W }")]
    [InlineData("if (G) A(); void A() { B(); } void B() { W }")]
    [InlineData("Local(); void Local() { if (!G) return; W }")]
    [InlineData("if (await consent.AllowsAsync(Purpose.Analytics)) W")]
    [InlineData("if (!await consent.AllowsAsync(Purpose.Analytics).ConfigureAwait(false)) return; W")]
    [InlineData("if (consent.AllowsAsync(Purpose.Analytics).Result) W")]
    [InlineData("if (consent.GetState(Purpose.Analytics) == ConsentState.Accepted) W")]
    [InlineData("if (consent.GetState(Purpose.Analytics) is ConsentState.Accepted) W")]
    [InlineData("if (consent.GetState(Purpose.Analytics) != ConsentState.Accepted) return; W")]
    [InlineData("var state = consent.GetState(Purpose.Analytics); if (state == ConsentState.Accepted) W")]
    [InlineData("switch (consent.GetState(Purpose.Analytics)) { case ConsentState.Accepted: W break; }")]
    [InlineData("if (consent is { Analytics: true }) W")]
    [InlineData("if (consent is not null and { Analytics: true }) W")]
    [InlineData("if (consent is not { Analytics: true }) return; W")]
    [InlineData("if (feature?.CanTrack ?? false) W")]
    [InlineData("if (feature?.CanTrack ?? true) W")]
    [InlineData("var ok = feature?.CanTrack ?? false; if (ok) W")]
    [InlineData("var ok = feature?.CanTrack ?? true; if (!ok) return; W")]
    [InlineData("switch (feature?.CanTrack) { case true: W break; }")]
    [InlineData("if (feature?.CanTrack == true) W")]
    [InlineData("if (feature?.CanTrack != true) return; W")]
    [InlineData("if (feature?.CanTrack != false) W")]
    [InlineData("if (feature is { CanTrack: true }) W")]
    [InlineData("if (feature != null && feature.CanTrack) W")]
    [InlineData("if (feature == null || !feature.CanTrack) return; W")]
    [InlineData("if (feature is { } f && f.HasConsent) W")]
    [InlineData("var show = !feature?.CanTrack ?? false; if (!show) W")]
    [InlineData("if (feature is null) return; if (feature.IsConsentNeeded) return; W")]
    [InlineData("if ((feature?.CanTrack).GetValueOrDefault()) W")]
    [InlineData("if (feature?.CanTrack is true) W")]
    [InlineData("feature!.GrantConsent(); W")]
    [InlineData("if (context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false) W")]
    [InlineData("if (context.Request.Cookies[\"cookie_consent\"] == \"yes\") W")]
    [InlineData("string? acceptsAnalytics = context.Request.Headers[\"x\"]; if (acceptsAnalytics == \"True\") W")]
    [InlineData("string? acceptsAnalytics = context.Request.Headers[\"x\"]; if (acceptsAnalytics is \"yes\") W")]
    [InlineData("var choice = context.Request.Cookies[\"cookie_consent\"]; if (choice == \"accepted\") W")]
    [InlineData("if (string.Equals(context.Request.Cookies[\"cookie_consent\"], \"true\", StringComparison.OrdinalIgnoreCase)) W")]
    [InlineData("if (context.Request.Cookies[\"CookieConsent\"]?.Contains(\"statistics:true\") == true) W")]
    [InlineData("var choice = context.Request.Cookies[\"cookie_consent\"]; if (choice != null && choice.Contains(\"analytics\")) W")]
    [InlineData("_ = n switch { 1 when G => W2, _ => null };")]
    [InlineData("_ = n switch { _ when !G => null, 1 => W2, _ => null };")]
    [InlineData("switch (n) { case > 3 when G && F: W break; }")]
    [InlineData("switch (n) { case var x when !G: break; default: W break; }")]
    [InlineData("lock (this) { if (G) { W } }")]
    [InlineData("await foreach (var x in stream) { if (!G) continue; W }")]
    [InlineData("if (!G) return; await foreach (var x in stream) { W }")]
    [InlineData("await using var e = (IAsyncDisposable)d; if (!G) return; W")]
    [InlineData("_ = Each(); IEnumerable<int> Each() { if (!G) yield break; W yield return 1; }")]
    [InlineData("_ = Each(); async IAsyncEnumerable<int> Each() { if (!await consent.AllowsAsync(Purpose.Analytics)) yield break; W yield return 1; }")]
    [InlineData("var t = (ok: G, n); if (t.ok) W")]
    [InlineData("var t = (F, G); if (t.Item2) W")]
    [InlineData("(bool ok, int n) t = (F, 1); t.ok = G; if (t.ok) W")]
    [InlineData("(bool ok, int n) t; t = (G, 1); if (!t.ok) return; W")]
    [InlineData("var t = (G, n); var (ok, x) = t; if (ok) W")]
    [InlineData("if ((G, n) is (true, _)) W")]
    [InlineData("if (consent.HasAnalytics ?? false) W")]
    [InlineData("if (consent.HasAnalytics ?? true) W")]
    [InlineData("if (consent.HasAnalytics is not false) W")]
    [InlineData("if (consent.TryGetValue(Purpose.Analytics, out var ok) && ok) W")]
    [InlineData("if (!consent.TryGetValue(Purpose.Analytics, out var ok) || !ok) return; W")]
    [InlineData("consent.TryGetValue(Purpose.Analytics, out var ok); if (ok) W")]
    [InlineData("bool ok; if (consent.TryGetValue(Purpose.Analytics, out ok) && ok) W")]
    [InlineData("if (consents.TryGetValue(Purpose.Analytics, out var ok) && ok) W")]
    [InlineData("if (consents.TryGetValue(Purpose.Analytics, out var ok) is true && ok is true) W")]
    [InlineData("if (consent.TryGetConsent(out var choices) && choices!.Analytics) W")]
    [InlineData("if (consent.TryGetConsent(out var choices) && choices is { Analytics: true }) W")]
    [InlineData("if (consent.TryGetState(Purpose.Analytics, out var state) && state == ConsentState.Accepted) W")]
    [InlineData("if (bool.TryParse(context.Request.Cookies[\"cookie_consent\"], out var granted) && granted) W")]
    [InlineData("if (bool.Parse(context.Request.Cookies[\"cookie_consent\"]!)) W")]
    [InlineData("if (Enum.TryParse<ConsentState>(context.Request.Cookies[\"cookie_consent\"], out var state) && state == ConsentState.Accepted) W")]
    [InlineData("if (context.Request.Cookies.TryGetValue(\"cookie_consent\", out var choice) && choice == \"yes\") W")]
    [InlineData("try { if (consent.TryGetValue(Purpose.Analytics, out var ok) && ok) W } finally { F2(); }")]
    public Task Guarded(string body) => VerifyAsync(body, null);

    [Theory]
    [InlineData("W")]
    [InlineData("if (F) W")]
    [InlineData("if (G) { } W")]
    [InlineData("if (!G) W")]
    [InlineData("if (G) { } else W")]
    [InlineData("if (G || F) W")]
    [InlineData("if (F || G) W")]
    [InlineData("if (!(G && F)) W")]
    [InlineData("if (G == false) W")]
    [InlineData("if (G is false) W")]
    [InlineData("if (F ? G : true) W")]
    [InlineData("_ = G ? null : W2;")]
    [InlineData("if (!G && F) return; W")]
    [InlineData("switch (n) { case 1 when G: break; case 2: W break; }")]
    [InlineData("_ = G switch { true => null, _ => W2 };")]
    [InlineData("while (G) { } W")]
    [InlineData("do { W } while (G);")]
    [InlineData("foreach (var x in s) { if (G) continue; W }")]
    [InlineData("try { if (!G) return; F2(); } catch { W }")]
    [InlineData("try { if (!G) return; F2(); } finally { W }")]
    [InlineData("try { if (!G) throw new Exception(); } catch { } W")]
    [InlineData("var ok = G; ok = F; if (ok) W")]
    [InlineData("var ok = true; if (ok) W")]
    [InlineData("var ok = G; if (F) ok = true; if (ok) W")]
    [InlineData("var ok = F || G; if (ok) W")]
    [InlineData("var (ok, x) = (F, G); if (ok) W")]
    [InlineData("bool ok = n switch { 1 => G, _ => true }; if (ok) W")]
    [InlineData("if (G) { Action a = () => { }; } Action b = () => { W };")]
    [InlineData("if (G) Local(); Local(); void Local() { W }")]
    [InlineData("Action a = Local; if (G) Local(); void Local() { W }")]
    [InlineData("if (consent.GetState(Purpose.Analytics) == ConsentState.Refused) W")]
    [InlineData("if (consent.GetState(Purpose.Analytics) != ConsentState.Refused) W")]
    [InlineData("if (consent.GetState(Purpose.Analytics) != ConsentState.Accepted) W")]
    [InlineData("if (consent is { Analytics: false }) W")]
    [InlineData("if (consent is not null) W")]
    [InlineData("if (feature != null) W")]
    [InlineData("if (feature?.CanTrack ?? false) { } W")]
    [InlineData("if (feature?.CanTrack ?? false) { Write(); } W")]
    [InlineData("switch (feature?.CanTrack) { case true: Write(); break; default: W break; }")]
    [InlineData("if (!feature?.CanTrack ?? false) W")]
    [InlineData("if (feature!.IsConsentNeeded) W")]
    [InlineData("if (consent.Allows(Purpose.Necessary)) W")]
    [InlineData("if (!string.IsNullOrEmpty(s)) W")]
    [InlineData("if (context.Request.Cookies[\"cookie_consent\"] != null) W")]
    [InlineData("if (context.Request.Cookies[\"cookie_consent\"] == \"no\") W")]
    [InlineData("if (context.Request.Cookies.ContainsKey(\"cookie_consent\")) W")]
    [InlineData("if (context.Request.Cookies[\"CookieConsent\"]?.Contains(\"statistics:false\") == true) W")]
    [InlineData("if (context.Request.Cookies[\"CookieConsent\"]?.Contains(\"necessary\") == true) W")]
    [InlineData("if (s.Contains(\"analytics\")) W")]
    [InlineData("_ = n switch { 1 when G => null, _ => W2 };")]
    [InlineData("_ = n switch { 1 when F => W2, _ => null };")]
    [InlineData("lock (this) { if (G) { } W }")]
    [InlineData("using (d) { W }")]
    [InlineData("await foreach (var x in stream) { if (G) continue; W }")]
    [InlineData("await foreach (var x in stream) { if (!G) break; } W")]
    [InlineData("_ = Each(); IEnumerable<int> Each() { if (!G) yield return 0; W yield return 1; }")]
    [InlineData("_ = Each(); IEnumerable<int> Each() { if (G) yield break; W yield return 1; }")]
    [InlineData("try { F2(); } finally { W }")]
    [InlineData("var ok = G; try { bool.TryParse(s, out ok); F2(); } catch { if (ok) W }")]
    [InlineData("var ok = G; var x = 0; try { (ok, x) = (F, 1); F2(); } catch { if (ok) W }")]
    [InlineData("var t = (ok: G, n); try { t.ok = F; F2(); } catch { if (t.ok) W }")]
    [InlineData("(bool ok, int n) t = (G, 1); Swap(out t); if (t.ok) W void Swap(out (bool ok, int n) t) => t = (true, 1);")]
    [InlineData("try { if (!consent.TryGetValue(Purpose.Analytics, out var ok) || !ok) return; } catch { W }")]
    [InlineData("var t = (ok: G, no: F); if (t.no) W")]
    [InlineData("var t = (ok: G, n); t.ok = F; if (t.ok) W")]
    [InlineData("var t = (ok: G, n); t = (F, 1); if (t.ok) W")]
    [InlineData("var t = (ok: G, n); if (F) t = (true, 1); if (t.ok) W")]
    [InlineData("if ((G, n) is (false, _)) W")]
    [InlineData("if (consent.HasAnalytics is not true) W")]
    [InlineData("if (consent.HasAnalytics is false) W")]
    [InlineData("if (consent.HasAnalytics.HasValue) W")]
    [InlineData("if (consent.TryGetValue(Purpose.Analytics, out var ok)) W")]
    [InlineData("if (consent.TryGetValue(Purpose.Analytics, out var ok) && !ok) W")]
    [InlineData("if (consent.TryGetValue(Purpose.Analytics, out var ok) || ok) W")]
    [InlineData("if (consent.TryGetValue(Purpose.Analytics, out var ok)) ok = F; if (ok) W")]
    [InlineData("if (consent.TryGetValue(Purpose.Necessary, out var ok) && ok) W")]
    [InlineData("if (consent.TryGetRefused(Purpose.Analytics, out var no) && no) W")]
    [InlineData("if (consent.TryGetState(Purpose.Analytics, out var state) && state == ConsentState.Refused) W")]
    [InlineData("if (consent.TryGet(Purpose.Analytics, out var there) && there) W")]
    [InlineData("if (flags.TryGetValue(\"analytics\", out var on) && on) W")]
    [InlineData("if (consent.TryGetConsent(out var choices)) W")]
    [InlineData("if (bool.TryParse(s, out var granting) && granting) W")]
    [InlineData("if (bool.TryParse(context.Request.Cookies[\"cookie_consent\"], out var granted)) W")]
    [InlineData("if (context.Request.Cookies.TryGetValue(\"cookie_consent\", out var choice)) W")]
    [InlineData("if (context.Request.Cookies.TryGetValue(\"promo\", out var choice) && choice == \"yes\") W")]
    [InlineData("string? acceptsAnalytics = context.Request.Headers[\"x\"]; if (acceptsAnalytics != \"True\") W")]
    [InlineData("string? acceptsAnalytics = context.Request.Headers[\"x\"]; if (acceptsAnalytics is not null) W")]
    [InlineData("string? analyticsKey = context.Request.Headers[\"x\"]; if (analyticsKey == \"True\") W")]
    public Task NotGuarded(string body) => VerifyAsync(body, "CNS1002");

    [Theory]
    [InlineData("if (X) W")]
    [InlineData("if (!X) return; W")]
    [InlineData("var ok = X; if (ok) W")]
    [InlineData("_ = X ? W2 : null;")]
    [InlineData("while (X) { W break; }")]
    [InlineData("do { if (!X) continue; W } while (F);")]
    [InlineData("foreach (var x in s) { if (!X) break; W }")]
    [InlineData("await foreach (var x in stream) { if (!X) continue; W }")]
    [InlineData("switch (n) { case 1 when X: W break; }")]
    [InlineData("_ = n switch { 1 when X => W2, _ => null };")]
    [InlineData("_ = X switch { true => W2, _ => null };")]
    [InlineData("lock (this) { if (!X) return; W }")]
    [InlineData("using (d) { if (!X) return; W }")]
    [InlineData("if (!X) return; try { W } finally { }")]
    [InlineData("try { if (!X) return; } finally { F2(); } W")]
    [InlineData("_ = Each(); IEnumerable<int> Each() { if (!X) yield break; W yield return 1; }")]
    [InlineData("var (ok, x) = (X, n); if (ok) W")]
    [InlineData("var t = (ok: X, n); if (t.ok) W")]
    [InlineData("if (X is not false) W")]
    [InlineData("Action a = () => { if (X) W };")]
    [InlineData("if (X) { Action a = () => { W }; a(); }")]
    [InlineData("if (consent is { Analytics: false } && X) W")]
    [InlineData("if (consent.TryGetValue(Purpose.Advertising, out var ok) && ok) W")]
    [InlineData("if (consents.TryGetValue(Purpose.Advertising, out var ok) && ok) W")]
    [InlineData("if (consent.TryGetConsent(out var choices) && choices!.Advertising) W")]
    [InlineData("if (consent.TryGetState(Purpose.Advertising, out var state) && state == ConsentState.Accepted) W")]
    [InlineData("if (X && F) W")]
    [InlineData("if (await consent.AllowsAsync(Purpose.Advertising)) W")]
    [InlineData("if (consent.GetState(Purpose.Advertising) == ConsentState.Accepted) W")]
    [InlineData("if (X) Local(); if (X && F) Local(); void Local() { W }")]
    [InlineData("if (context.Request.Cookies[\"CookieConsent\"]?.Contains(\"marketing:true\") == true) W")]
    public Task GuardedForAnotherPurpose(string body) => VerifyAsync(body, "CNS1009");

    [Theory]
    [InlineData("if (G || X) W")]
    [InlineData("if (F ? G : X) W")]
    [InlineData("if (X) Local(); if (G) Local(); void Local() { W }")]
    [InlineData("if (X) { } W")]
    [InlineData("if (!X) W")]
    public Task OnePurposeOrAnotherIsNeither(string body) => VerifyAsync(body, "CNS1002");

    [Theory]
    [InlineData("public string Name { set { if (!G) return; W } }", null)]
    [InlineData("public string Name { set => Write(value == null && G ? W2 : null); } void Write(object? o) { }", null)]
    [InlineData("public string Name { get => \"\"; init { if (G) W } }", null)]
    [InlineData("public string Name { set { W } }", "CNS1002")]
    [InlineData("public string Name { set { if (X) W } }", "CNS1009")]
    [InlineData("public event Action Done { add { if (G) W } remove { } }", null)]
    [InlineData("public event Action Done { add { W } remove { } }", "CNS1002")]
    [InlineData("public string this[int n] { set { if (!X) return; W } }", "CNS1009")]
    [InlineData("bool Ok { get; } public C(HttpContext context, IConsentService consent) : this(context, consent, 1) { Ok = G; } void M() { if (Ok) W }", null)]
    [InlineData("bool Ok { get; } public C(HttpContext context, IConsentService consent) : this(context, consent, 1) { Ok = X; } void M() { if (Ok) W }", "CNS1009")]
    [InlineData("bool Ok { get; set; } public C(HttpContext context, IConsentService consent) : this(context, consent, 1) { Ok = G; } void M() { if (Ok) W }", "CNS1002")]
    [InlineData("bool Ok { get; } = true; public C(HttpContext context, IConsentService consent) : this(context, consent, 1) { Ok = G; } void M() { if (Ok) W }", "CNS1002")]
    [InlineData("public async Task InvokeAsync(HttpContext context, RequestDelegate next) { if (!G) { await next(context); return; } W await next(context); }", null)]
    [InlineData("public async Task InvokeAsync(HttpContext context, RequestDelegate next) { if (!G) await next(context); W await next(context); }", "CNS1002")]
    [InlineData("public async Task InvokeAsync(HttpContext context, RequestDelegate next) { if (X) W await next(context); }", "CNS1009")]
    [InlineData("void M(Microsoft.AspNetCore.Builder.IApplicationBuilder app) => app.Use(async (context, next) => { if (G) W await next(context); });", null)]
    [InlineData("void M(Microsoft.AspNetCore.Builder.IApplicationBuilder app) => app.Use(async (context, next) => { if (F) W await next(context); });", "CNS1002")]
    [InlineData("void M(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app) => app.MapGet(\"/\", (HttpContext context) => { W }).AddEndpointFilter(async (c, next) => G ? await next(c) : null);", "CNS1002")]
    [InlineData("void M(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app) => app.MapGet(\"/\", [RequiresConsent(Purpose.Analytics)] (HttpContext context) => { W }).AddEndpointFilter(async (c, next) => G ? await next(c) : null);", null)]
    [InlineData("void M(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app) => app.MapGet(\"/\", [RequiresConsent(Purpose.Advertising)] (HttpContext context) => { W });", "CNS1009")]
    [InlineData("void M(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app) => app.MapGet(\"/\", () => 1).AddEndpointFilter(async (c, next) => { if (!G) return await next(c); var context = c.HttpContext; W return await next(c); });", null)]
    [InlineData("class Filter(IConsentService consent, int n) : IEndpointFilter { public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext c, EndpointFilterDelegate next) { if (!G) return null; var context = c.HttpContext; W return await next(c); } }", null)]
    [InlineData("class Filter(IConsentService consent, int n) : IEndpointFilter { public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext c, EndpointFilterDelegate next) { if (!G) return await next(c); var context = c.HttpContext; W return null; } }", null)]
    [InlineData("class Filter(IConsentService consent, int n) : IEndpointFilter { public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext c, EndpointFilterDelegate next) { if (X) { var context = c.HttpContext; W } return await next(c); } }", "CNS1009")]
    [InlineData("class Filter(IConsentService consent, int n) : IEndpointFilter { public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext c, EndpointFilterDelegate next) { var context = c.HttpContext; try { if (!G) return null; } finally { W } return await next(c); } }", "CNS1002")]
    public Task Members(string members, string? id) => RunAsync(Frame.Replace("BODY", "") + "\n" + $$"""
        class RequiresConsentAttribute(params Purpose[] purposes) : Attribute { public Purpose[] Purposes => purposes; }
        class C
        {
            readonly HttpContext context; readonly IConsentService consent; readonly int n;
            C(HttpContext context, IConsentService consent, int n) { this.context = context; this.consent = consent; this.n = n; }
            {{Written(members, id)}}
        }
        """);

    [Theory]
    [InlineData("if (ViewBag.Allowed == true) W", true)]
    [InlineData("if (ViewBag.Allowed) W", true)]
    [InlineData("if (!(bool)ViewBag.Allowed) return; W", true)]
    [InlineData("if (ViewData[\"Allowed\"] is true) W", true)]
    [InlineData("if ((bool)ViewData[\"Allowed\"]!) W", true)]
    [InlineData("if ((bool?)ViewData[\"Allowed\"] ?? false) W", true)]
    [InlineData("if (ViewBag.Other == true) W", false)]
    [InlineData("if (ViewData[\"Other\"] is true) W", false)]
    public async Task Entries_of_a_view_are_checks_by_configuration_only(string body, bool isConfigured)
    {
        string Source(string? id) => $$"""
            using System;
            using Microsoft.AspNetCore.Http;
            class C : Microsoft.AspNetCore.Mvc.Controller { void M(HttpContext context, int n) { {{Written(body, id)}} } }
            """;
        await new AnalyzerTest(Analyzers) { Sources = { Source(isConfigured ? null : "CNS1002") }, Config = "consent_analyzers.guard_names = allowed:Analytics" }.RunAsync();
        await new AnalyzerTest(Analyzers) { Sources = { Source(isConfigured ? "CNS1009" : "CNS1002") }, Config = "consent_analyzers.guard_names = allowed:Advertising" }.RunAsync();
        await RunAsync(Source("CNS1002"));
    }

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new CookieWithoutConsentAnalyzer(), new ConsentForAnotherPurposeAnalyzer()];

    private static Task VerifyAsync(string body, string? id) => RunAsync(Frame.Replace("BODY", Written(body, id)));

    private static Task RunAsync(string source) => new AnalyzerTest(Analyzers) { Sources = { source } }.RunAsync();

    private static string Written(string body, string? id)
    {
        var write = id is null ? "context.Response.Cookies.Append(\"_ga\", \"1\")" : $"context.Response.Cookies.{{|{id}:Append(\"_ga\", \"1\")|}}";
        return Letter().Replace(body, letter => letter.Value switch
        {
            "W" => write + ";",
            "W2" => $"((Func<object?>)(() => {{ {write}; return null; }}))()",
            "G" => "consent.Allows(Purpose.Analytics)",
            "X" => "consent.Allows(Purpose.Advertising)",
            "F2()" => "Write()",
            _ => "(n > 1)",
        });
    }

    [GeneratedRegex(@"\b(W2|W|G|X|F2\(\)|F)(?!\w)")]
    private static partial Regex Letter();
}
