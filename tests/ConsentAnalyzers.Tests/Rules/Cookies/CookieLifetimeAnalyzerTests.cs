using ConsentAnalyzers.Rules.Cookies;

namespace ConsentAnalyzers.Tests.Rules.Cookies;

public sealed class CookieLifetimeAnalyzerTests
{
    [Theory]
    [InlineData("Expires = DateTimeOffset.UtcNow.AddYears(2)")]
    [InlineData("Expires = DateTime.Today.AddYears(10)")]
    [InlineData("Expires = DateTime.Now.AddMonths(14)")]
    [InlineData("Expires = DateTimeOffset.Now.AddYears(1).AddMonths(2)")]
    [InlineData("Expires = DateTimeOffset.Now.AddMonths(13).AddDays(1)")]
    [InlineData("Expires = DateTimeOffset.Now.AddDays(398)")]
    [InlineData("Expires = DateTimeOffset.Now.AddHours(398 * 24)")]
    [InlineData("Expires = DateTimeOffset.MaxValue")]
    [InlineData("Expires = new DateTimeOffset(2099, 12, 31, 0, 0, 0, TimeSpan.Zero)")]
    [InlineData("Expires = new DateTime(2038, 1, 19)")]
    [InlineData("Expires = DateTimeOffset.Now + TimeSpan.FromDays(500)")]
    [InlineData("Expires = DateTimeOffset.Now.Add(Lifetimes.Long)")]
    [InlineData("Expires = clock.GetUtcNow().AddYears(2)")]
    [InlineData("Expires = DateTime.UtcNow.AddDays(Lifetimes.Days)")]
    [InlineData("Expires = DateTime.UtcNow.AddDays(remember ? 30 : 1000)", false)]
    [InlineData("Expires = remember ? DateTime.UtcNow.AddDays(30) : DateTime.UtcNow.AddYears(3)")]
    [InlineData("MaxAge = TimeSpan.FromDays(398)")]
    [InlineData("MaxAge = TimeSpan.FromDays(365) * 2")]
    [InlineData("MaxAge = new TimeSpan(400, 0, 0, 0)")]
    [InlineData("MaxAge = TimeSpan.MaxValue")]
    [InlineData("MaxAge = TimeSpan.FromSeconds(34560000)")]
    [InlineData("MaxAge = Lifetimes.Long")]
    [InlineData("MaxAge = Lifetimes.Computed")]
    public Task Reports(string assignment, bool isReported = true) => Verify.AnalyzerAsync<CookieLifetimeAnalyzer>(
        Source($"_ = new CookieOptions {{ {(isReported ? $"{{|CNS1004:{assignment}|}}" : assignment)} }};"));

    [Theory]
    [InlineData("_ = new CookieOptions { Expires = DateTimeOffset.UtcNow.AddYears(1) };")]
    [InlineData("_ = new CookieOptions { Expires = DateTimeOffset.UtcNow.AddMonths(13) };")]
    [InlineData("_ = new CookieOptions { Expires = DateTimeOffset.UtcNow.AddDays(397) };")]
    [InlineData("_ = new CookieOptions { MaxAge = TimeSpan.FromDays(397) };")]
    [InlineData("_ = new CookieOptions { MaxAge = TimeSpan.FromSeconds(33696000) };")]
    [InlineData("_ = new CookieOptions { MaxAge = null, Expires = null };")]
    [InlineData("_ = new CookieOptions { Expires = DateTime.MinValue };")]
    [InlineData("_ = new CookieOptions { Expires = DateTimeOffset.UtcNow.AddYears(-20) };")]
    [InlineData("_ = new CookieOptions { Expires = new DateTime(2030, 1, 1) };")]
    [InlineData("_ = new CookieOptions { MaxAge = TimeSpan.FromDays(n) };")]
    [InlineData("_ = new CookieOptions { Expires = DateTime.UtcNow.AddDays(n) };")]
    [InlineData("_ = new CookieOptions { MaxAge = TimeSpan.FromDays(30), Expires = DateTimeOffset.UtcNow.AddYears(5) };")]
    [InlineData("var o = new CookieOptions { MaxAge = TimeSpan.FromDays(30) }; o.Expires = DateTimeOffset.UtcNow.AddYears(5);")]
    [InlineData("_ = new Microsoft.AspNetCore.HttpsPolicy.HstsOptions { MaxAge = TimeSpan.FromDays(730) };")]
    [InlineData("_ = new Microsoft.Net.Http.Headers.CacheControlHeaderValue { MaxAge = TimeSpan.FromDays(730) };")]
    [InlineData("_ = new Token { Expires = DateTime.UtcNow.AddYears(5) };")]
    public Task IsSilent(string statement) => Verify.AnalyzerAsync<CookieLifetimeAnalyzer>(Source(statement));

    [Theory]
    [InlineData("var o = new CookieOptions(); {|CNS1004:o.Expires = DateTime.Today.AddYears(10)|};")]
    [InlineData("var o = new CookieOptions { MaxAge = null, {|CNS1004:Expires = DateTime.Today.AddYears(10)|} };")]
    [InlineData("var years = 10; _ = new CookieOptions { {|CNS1004:Expires = DateTime.Today.AddYears(years)|} };")]
    [InlineData("var end = DateTime.Today.AddYears(10); _ = new CookieOptions { {|CNS1004:Expires = end|} };")]
    [InlineData("var end = DateTime.Today.AddYears(10); end = DateTime.Now; _ = new CookieOptions { Expires = end };")]
    [InlineData("_ = new CookieBuilder { {|CNS1004:Expiration = TimeSpan.FromDays(500)|} };")]
    [InlineData("_ = new CookieBuilder { {|CNS1004:MaxAge = TimeSpan.FromDays(500)|}, Expiration = TimeSpan.FromDays(600) };")]
    [InlineData("var p = new Microsoft.AspNetCore.Builder.CookiePolicyOptions(); p.ConsentCookie.Expiration = TimeSpan.FromDays(500); p.ConsentCookie.MaxAge = TimeSpan.FromDays(100);")]
    [InlineData("new CookieBuilder().MaxAge = TimeSpan.FromDays(3);")]
    [InlineData("CookieOptions o = new() { {|CNS1004:Expires = DateTime.Today.AddYears(10)|} };")]
    public Task Every_way_to_set_it(string statement) => Verify.AnalyzerAsync<CookieLifetimeAnalyzer>(Source(statement));

    [Theory]
    [InlineData("r.Headers.Append(\"Set-Cookie\", {|CNS1004:\"a=b; Max-Age=63072000\"|});")]
    [InlineData("r.Headers.SetCookie = {|CNS1004:\"a=b; expires=Fri, 31 Dec 9999 23:59:59 GMT\"|};")]
    [InlineData("r.Headers[\"Set-Cookie\"] = {|CNS1004:$\"a={n}; Max-Age={400 * 24 * 3600}; Path=/\"|};")]
    [InlineData("r.Headers[\"Set-Cookie\"] = {|CNS1004:\"a=b; Max-Age=\" + (int)TimeSpan.FromDays(400).TotalSeconds|};")]
    [InlineData("r.Headers[\"Set-Cookie\"] = {|CNS1004:\"a=b; expires=\" + DateTime.UtcNow.AddYears(2).ToString(\"R\")|};")]
    [InlineData("r.Headers[\"Set-Cookie\"] = \"a=b; expires=Fri, 31 Dec 9999 23:59:59 GMT; Max-Age=3600\";")]
    [InlineData("r.Headers[\"Set-Cookie\"] = $\"a=b; Max-Age={n}\";")]
    [InlineData("r.Headers[\"Strict-Transport-Security\"] = \"max-age=63072000\";")]
    [InlineData("r.Headers.CacheControl = \"max-age=63072000\";")]
    [InlineData("_ = new Microsoft.Net.Http.Headers.SetCookieHeaderValue(\"a\", \"b\") { {|CNS1004:MaxAge = TimeSpan.FromDays(500)|} };")]
    public Task Headers(string statement) => Verify.AnalyzerAsync<CookieLifetimeAnalyzer>(Source(statement));

    [Theory]
    [InlineData("Set(\"a\", {|CNS1004:730|}); Set(\"a\", 390); Set(\"a\", n);")]
    [InlineData("SetFor(\"a\", {|CNS1004:TimeSpan.FromDays(500)|}); SetFor(\"a\", TimeSpan.FromDays(5));")]
    [InlineData("Outer({|CNS1004:days: 730|}, \"a\");")]
    [InlineData("r.Cookies.Append(\"a\", \"b\", Factory({|CNS1004:900|}));")]
    [InlineData("Set(\"a\", {|CNS1004:days: Lifetimes.Days|});")]
    [InlineData("SetUntil(\"a\", {|CNS1004:DateTimeOffset.UtcNow.AddYears(3)|});")]
    public Task Arguments_of_wrappers(string statement) => Verify.AnalyzerAsync<CookieLifetimeAnalyzer>(Source(statement));

    [Theory]
    [InlineData("auth.ExpireTimeSpan = TimeSpan.FromDays(500);")]
    [InlineData("{|CNS1004:auth.ExpireTimeSpan = TimeSpan.FromDays(500)|}; props.IsPersistent = true;")]
    [InlineData("auth.ExpireTimeSpan = TimeSpan.FromDays(500); props.IsPersistent = false;")]
    [InlineData("auth.ExpireTimeSpan = TimeSpan.FromDays(30); props.IsPersistent = true;")]
    [InlineData("{|CNS1004:auth.ExpireTimeSpan = TimeSpan.FromDays(500)|}; auth.Cookie.MaxAge = auth.ExpireTimeSpan;")]
    [InlineData("auth.ExpireTimeSpan = TimeSpan.FromDays(500); auth.Cookie.MaxAge = TimeSpan.FromDays(30); props.IsPersistent = true;")]
    [InlineData("auth.ExpireTimeSpan = TimeSpan.FromDays(500); {|CNS1004:auth.Cookie.MaxAge = TimeSpan.FromDays(500)|};")]
    [InlineData("_ = new Microsoft.AspNetCore.Authentication.AuthenticationProperties { IsPersistent = true, {|CNS1004:ExpiresUtc = DateTimeOffset.UtcNow.AddYears(2)|} };")]
    [InlineData("_ = new Microsoft.AspNetCore.Authentication.AuthenticationProperties { ExpiresUtc = DateTimeOffset.UtcNow.AddYears(2) };")]
    [InlineData("props.IsPersistent = true; {|CNS1004:props.ExpiresUtc = DateTimeOffset.UtcNow.AddYears(2)|};")]
    public Task Authentication(string statement) => Verify.AnalyzerAsync<CookieLifetimeAnalyzer>(Source(statement));

    [Theory]
    [InlineData("", 397, 398)]
    [InlineData("consent_analyzers.profile = es", 731, 732)]
    [InlineData("consent_analyzers.max_cookie_lifetime = 30 days", 30, 31)]
    [InlineData("consent_analyzers.max_cookie_lifetime = 6 months", 184, 185)]
    [InlineData("consent_analyzers.profile = es\nconsent_analyzers.max_cookie_lifetime = 13 months", 397, 398)]
    [InlineData("consent_analyzers.max_cookie_lifetime = for ever", 397, 398)]
    [InlineData("[*.cs]\nconsent_analyzers.max_cookie_lifetime = 30 days", 30, 31)]
    public Task The_limit_can_be_set_to_the_day(string config, int allowed, int tooLong) => new AnalyzerTest<CookieLifetimeAnalyzer>
    {
        Sources = { Source($"_ = new CookieOptions {{ MaxAge = TimeSpan.FromDays({allowed}) }}; _ = new CookieOptions {{ {{|CNS1004:MaxAge = TimeSpan.FromDays({tooLong})|}} }};") },
        Config = config,
    }.RunAsync();

    [Fact]
    public Task Message_says_both_lifetimes() => new AnalyzerTest<CookieLifetimeAnalyzer> { Sources = { Source("_ = new CookieOptions { {|CNS1004:Expires = DateTimeOffset.UtcNow.AddYears(2)|} };") } }
        .Expect("CNS1004", message: "The cookie's lifetime is 2 years, the maximum is 13 months; shorten it")
        .RunAsync();

    private static string Source(string statement) => $$"""
        using System;
        using Microsoft.AspNetCore.Http;
        static class Lifetimes
        {
            public const int Days = 2 * 365;
            public static readonly TimeSpan Long = TimeSpan.FromDays(Days);
            public static TimeSpan Computed => Long + TimeSpan.FromHours(3);
        }
        class Token { public DateTime Expires { get; set; } }
        class C(HttpResponse r, Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions auth, Microsoft.AspNetCore.Authentication.AuthenticationProperties props)
        {
            void M(int n, bool remember, TimeProvider clock)
            {
                _ = (r, auth, props);
                {{statement}}
            }
            void Set(string name, int days) => r.Cookies.Append(name, "x", new CookieOptions { Expires = DateTime.Now.AddDays(days) });
            void SetFor(string name, TimeSpan age) => r.Cookies.Append(name, "x", new CookieOptions { MaxAge = age });
            void SetUntil(string key, DateTimeOffset end) { var options = new CookieOptions(); options.Expires = end; r.Cookies.Append(key, "x", options); }
            void Outer(int days, string name) => Set(name, days);
            static CookieOptions Factory(int days) { var options = new CookieOptions { MaxAge = TimeSpan.FromDays(days) }; return options; }
        }
        """;
}
