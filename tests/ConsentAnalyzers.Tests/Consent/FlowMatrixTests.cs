using System.Text.RegularExpressions;
using ConsentAnalyzers.Rules.Cookies;

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
            bool? MarketingOrNot { get; }
        }
        class Site
        {
            readonly HttpContext context; readonly IConsentService consent; readonly bool ready; readonly IDisposable d;
            Site(HttpContext context, IConsentService consent, bool ready, IDisposable d) { this.context = context; this.consent = consent; this.ready = ready; this.d = d; }
            void Write() { }
            async Task Run(int n, string s, ITrackingConsentFeature? feature)
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
    [InlineData("var choice = context.Request.Cookies[\"cookie_consent\"]; if (choice == \"accepted\") W")]
    [InlineData("if (string.Equals(context.Request.Cookies[\"cookie_consent\"], \"true\", StringComparison.OrdinalIgnoreCase)) W")]
    [InlineData("if (context.Request.Cookies[\"CookieConsent\"]?.Contains(\"statistics:true\") == true) W")]
    [InlineData("var choice = context.Request.Cookies[\"cookie_consent\"]; if (choice != null && choice.Contains(\"analytics\")) W")]
    public Task Guarded(string body) => VerifyAsync(body, isReported: false);

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
    public Task NotGuarded(string body) => VerifyAsync(body, isReported: true);

    [Theory]
    [InlineData("if (X) W")]
    [InlineData("if (!X) return; W")]
    [InlineData("if (G || X) W")]
    [InlineData("var ok = X; if (ok) W")]
    [InlineData("if (X && F) W")]
    [InlineData("if (await consent.AllowsAsync(Purpose.Advertising)) W")]
    [InlineData("if (consent.GetState(Purpose.Advertising) == ConsentState.Accepted) W")]
    [InlineData("if (X) Local(); if (G) Local(); void Local() { W }")]
    public Task GuardedForAnotherPurpose(string body) => VerifyAsync(body, isReported: true);

    private static Task VerifyAsync(string body, bool isReported)
    {
        var write = isReported ? "context.Response.Cookies.{|CNS1002:Append(\"_ga\", \"1\")|}" : "context.Response.Cookies.Append(\"_ga\", \"1\")";
        var source = Letter().Replace(body, letter => letter.Value switch
        {
            "W" => write + ";",
            "W2" => $"((Func<object?>)(() => {{ {write}; return null; }}))()",
            "G" => "consent.Allows(Purpose.Analytics)",
            "X" => "consent.Allows(Purpose.Advertising)",
            "F2()" => "Write()",
            _ => "(n > 1)",
        });
        return Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(Frame.Replace("BODY", source));
    }

    [GeneratedRegex(@"\b(W2|W|G|X|F2\(\)|F)(?!\w)")]
    private static partial Regex Letter();
}
