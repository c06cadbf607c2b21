using ConsentAnalyzers.Rules.Cookies;

namespace ConsentAnalyzers.Tests.Rules.Cookies;

public sealed class ConsentKeptTooLongAnalyzerTests
{
    [Theory]
    [InlineData("r.Cookies.Append(\"cookie_consent\", \"yes\", new CookieOptions { {|CNS1005:Expires = DateTimeOffset.UtcNow.AddYears(1)|} });")]
    [InlineData("r.Cookies.Append(\".AspNet.Consent\", \"yes\", new CookieOptions { {|CNS1005:MaxAge = TimeSpan.FromDays(185)|} });")]
    [InlineData("r.Cookies.Append(\"CookieConsent\", \"yes\", new CookieOptions { {|CNS1005:Expires = DateTime.Now.AddMonths(7)|} });")]
    [InlineData("var c = new CookieOptions(); {|CNS1005:c.Expires = DateTime.Now.AddDays(365)|}; r.Cookies.Append(\"cookie_consent\", \"yes\", c);")]
    [InlineData("var c = new CookieOptions { {|CNS1005:Expires = DateTime.Now.AddDays(365)|} }; if (n > 0) r.Cookies.Append(\"cookie_consent\", \"yes\", c); else r.Cookies.Append(\"cookie_consent\", \"no\", c);")]
    [InlineData("r.Cookies.Append(\"cookie_consent\", \"yes\", Long());")]
    [InlineData("r.Cookies.Append(\"cookie_consent\", \"yes\", Of({|CNS1005:365|}));")]
    [InlineData("Keep(\"cookie_consent\", {|CNS1005:365|}); Keep(\"cookie_consent\", 180); Keep(\"theme\", 365);")]
    [InlineData("r.Headers.Append(\"Set-Cookie\", {|CNS1005:\"cookie_consent=yes; Max-Age=31536000\"|});")]
    public Task Hand_written(string statement) => Verify.AnalyzerAsync<ConsentKeptTooLongAnalyzer>(Source(statement, statement.Contains("Long()", StringComparison.Ordinal)));

    [Theory]
    [InlineData("r.Cookies.Append(\"cookie_consent\", \"yes\", new CookieOptions { Expires = DateTimeOffset.UtcNow.AddMonths(6) });")]
    [InlineData("r.Cookies.Append(\"cookie_consent\", \"yes\", new CookieOptions { MaxAge = TimeSpan.FromDays(184) });")]
    [InlineData("r.Cookies.Append(\"cookie_consent\", \"yes\");")]
    [InlineData("r.Cookies.Append(\"cookie_consent\", \"yes\", new CookieOptions { MaxAge = TimeSpan.FromDays(n) });")]
    [InlineData("r.Cookies.Append(\"theme\", \"dark\", new CookieOptions { Expires = DateTimeOffset.UtcNow.AddYears(1) });")]
    [InlineData("r.Cookies.Append(\"_ga\", \"1\", new CookieOptions { Expires = DateTimeOffset.UtcNow.AddYears(1) });")]
    [InlineData("r.Cookies.Append(\"cookie_consent\", \"\", new CookieOptions { Expires = DateTimeOffset.UtcNow.AddYears(-1) });")]
    [InlineData("r.Cookies.Append(\"cookie_consent\", \"yes\", new CookieOptions { Expires = DateTimeOffset.UtcNow.AddYears(1), MaxAge = TimeSpan.FromDays(180) });")]
    [InlineData("r.Cookies.Delete(\"cookie_consent\", new CookieOptions { Expires = DateTimeOffset.UtcNow.AddYears(1) });")]
    public Task Short_or_no_choice(string statement) => Verify.AnalyzerAsync<ConsentKeptTooLongAnalyzer>(Source(statement));

    [Theory]
    [InlineData("{|CNS1005:o.CheckConsentNeeded = _ => true|};")]
    [InlineData("{|CNS1005:o.CheckConsentNeeded = c => c.Request.Path != \"/api\"|}; o.ConsentCookie.Name = \"choice\";")]
    [InlineData("o.CheckConsentNeeded = _ => true; {|CNS1005:o.ConsentCookie.Expiration = TimeSpan.FromDays(365)|};")]
    [InlineData("o.CheckConsentNeeded = _ => true; {|CNS1005:o.ConsentCookie.MaxAge = TimeSpan.FromDays(365)|};")]
    [InlineData("o.CheckConsentNeeded = _ => true; o.ConsentCookie.Expiration = TimeSpan.FromDays(180);")]
    [InlineData("o.CheckConsentNeeded = _ => true; o.ConsentCookie = new CookieBuilder { Name = \"c\", {|CNS1005:Expiration = TimeSpan.FromDays(365)|} };")]
    [InlineData("_ = new CookiePolicyOptions { CheckConsentNeeded = _ => true, ConsentCookie = { {|CNS1005:Expiration = TimeSpan.FromDays(365)|} } };")]
    [InlineData("_ = new CookiePolicyOptions { CheckConsentNeeded = _ => true, ConsentCookie = { Expiration = TimeSpan.FromDays(100) } };")]
    [InlineData("_ = new CookiePolicyOptions { {|CNS1005:CheckConsentNeeded = _ => true|}, ConsentCookie = { Name = \"c\" } };")]
    [InlineData("o.CheckConsentNeeded = _ => true; Shorten(o.ConsentCookie);")]
    [InlineData("o.CheckConsentNeeded = _ => true; var cookie = o.ConsentCookie; cookie.Expiration = TimeSpan.FromDays(n);")]
    [InlineData("o.CheckConsentNeeded = _ => false;")]
    [InlineData("o.CheckConsentNeeded = null;")]
    [InlineData("o.MinimumSameSitePolicy = SameSiteMode.Lax;")]
    public Task The_frameworks_cookie(string statement) => Verify.AnalyzerAsync<ConsentKeptTooLongAnalyzer>(Source(statement));

    [Fact]
    public Task The_default_is_said_once_at_the_first_place() => new AnalyzerTest<ConsentKeptTooLongAnalyzer>
    {
        Sources =
        {
            "using Microsoft.AspNetCore.Builder; class A { void M(CookiePolicyOptions o) { {|CNS1005:o.CheckConsentNeeded = _ => true|}; } }",
            "using Microsoft.AspNetCore.Builder; class B { void M(CookiePolicyOptions o) { o.CheckConsentNeeded = _ => true; } }",
        },
    }.RunAsync();

    [Theory]
    [InlineData("consent_analyzers.profile = es", 731, 732)]
    [InlineData("consent_analyzers.max_consent_lifetime = 30 days", 30, 31)]
    [InlineData("consent_analyzers.max_consent_lifetime = 12 months", 366, 367)]
    public Task The_limit_can_be_set_to_the_day(string config, int allowed, int tooLong) => new AnalyzerTest<ConsentKeptTooLongAnalyzer>
    {
        Sources = { Source($"r.Cookies.Append(\"cookie_consent\", \"y\", new CookieOptions {{ MaxAge = TimeSpan.FromDays({allowed}) }}); r.Cookies.Append(\"cookie_consent\", \"y\", new CookieOptions {{ {{|CNS1005:MaxAge = TimeSpan.FromDays({tooLong})|}} }});") },
        Config = config,
    }.RunAsync();

    [Fact]
    public Task A_declared_choice_cookie_counts() => Verify.AnalyzerAsync<ConsentKeptTooLongAnalyzer>("""
        using System;
        using Microsoft.AspNetCore.Http;
        class ConsentExemptAttribute : Attribute { public ConsentExemptAttribute(string ground, params string[] names) { } public string? Justification { get; set; } }
        class C { [ConsentExempt("ConsentChoice", Justification = "remembers the answer")] void M(HttpResponse r) => r.Cookies.Append("answer", "1", new CookieOptions { {|CNS1005:MaxAge = TimeSpan.FromDays(365)|} }); }
        """);

    [Fact]
    public Task An_external_CMP_keeps_its_own_choice() => new AnalyzerTest<ConsentKeptTooLongAnalyzer> { Sources = { Source("o.CheckConsentNeeded = _ => true;") }, Config = "consent_analyzers.external_cmp = Didomi" }.RunAsync();

    [Fact]
    public Task Message_names_the_cookie_and_both_lifetimes() => new AnalyzerTest<ConsentKeptTooLongAnalyzer> { Sources = { Source("{|CNS1005:o.CheckConsentNeeded = _ => true|};") } }
        .Expect("CNS1005", message: "The consent choice '.AspNet.Consent' is kept for 365 days, the maximum is 6 months: after it the visitor is to be asked again; shorten it")
        .RunAsync();

    [Theory]
    [InlineData("r.Cookies.Append(\"cookie_consent\", \"yes\", new CookieOptions { Expires = DateTimeOffset.UtcNow.AddYears(2) });")]
    [InlineData("o.ConsentCookie.Expiration = TimeSpan.FromDays(800);")]
    [InlineData("Keep(\"cookie_consent\", 800);")]
    public Task A_choice_that_exceeds_both_limits_is_said_once(string statement) => Verify.AnalyzerAsync<CookieLifetimeAnalyzer>(Source(statement));

    private static string Source(string statement, bool isLongReported = false) => $$"""
        using System;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        class C(HttpResponse r)
        {
            void M(int n, CookiePolicyOptions o)
            {
                {{statement}}
            }
            static CookieOptions Long() => new() { {{(isLongReported ? "{|CNS1005:Expires = DateTimeOffset.UtcNow.AddYears(1)|}" : "Expires = DateTimeOffset.UtcNow.AddYears(1)")}} };
            static CookieOptions Of(int days) => new() { Expires = DateTimeOffset.UtcNow.AddDays(days) };
            void Keep(string name, int days) => r.Cookies.Append(name, "x", new CookieOptions { Expires = DateTime.Now.AddDays(days) });
            static void Shorten(CookieBuilder cookie) => cookie.Expiration = TimeSpan.FromDays(30);
        }
        """;
}
