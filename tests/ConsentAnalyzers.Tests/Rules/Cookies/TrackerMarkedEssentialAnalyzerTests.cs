using ConsentAnalyzers.Rules.Cookies;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests.Rules.Cookies;

public sealed class TrackerMarkedEssentialAnalyzerTests
{
    [Theory]
    [InlineData("r.Cookies.Append(\"_ga\", \"1\", new CookieOptions { {|CNS1006:IsEssential = true|} });")]
    [InlineData("var o = new CookieOptions(); {|CNS1006:o.IsEssential = true|}; r.Cookies.Append(\"_fbp\", \"1\", o); r.Cookies.Append(\"_fbp\", \"2\", o);")]
    [InlineData("const bool essential = true; r.Cookies.Append(\"_ga\", \"1\", new CookieOptions { {|CNS1006:IsEssential = essential|} });")]
    [InlineData("r.Cookies.Append(\"_ga\", \"1\", new CookieBuilder { {|CNS1006:IsEssential = true|} }.Build(context));")]
    [InlineData("Put(\"_ga\", new CookieOptions { {|CNS1006:IsEssential = true|} });")]
    // Without an enforced policy the declaration is idle, and still wrong.
    [InlineData("if (context.Features.Get<ITrackingConsentFeature>()!.CanTrack) r.Cookies.Append(\"_ga\", \"1\", new CookieOptions { {|CNS1006:IsEssential = true|} });")]
    public Task Reports(string statement) => Verify.AnalyzerAsync<TrackerMarkedEssentialAnalyzer>(Source("C", statement));

    [Theory]
    [InlineData("C", "r.Cookies.Append(\"VisitorId\", Guid.NewGuid().ToString(), new CookieOptions { {|CNS1006:IsEssential = true|} });")]
    [InlineData("C", "var id = Guid.NewGuid().ToString(\"N\"); r.Cookies.Append(\"trackingRef\", id, new CookieOptions { {|CNS1006:IsEssential = true|} });")]
    [InlineData("StatsCollector", "r.Cookies.Append(\"uid\", Guid.NewGuid().ToString(), new CookieOptions { {|CNS1006:IsEssential = true|} });")]
    public Task A_visitors_identifier_is_a_suggestion(string type, string statement) =>
        new AnalyzerTest<TrackerMarkedEssentialAnalyzer> { Sources = { Source(type, statement) } }.Expect("CNS1006", severity: DiagnosticSeverity.Info).RunAsync();

    [Theory]
    [InlineData("Checkout", "r.Cookies.Append(\"uid\", Guid.NewGuid().ToString(), new CookieOptions { IsEssential = true });")]
    [InlineData("StatsCollector", "r.Cookies.Append(\"uid\", name, new CookieOptions { IsEssential = true });")]
    [InlineData("StatsCollector", "r.Cookies.Append(\"session\", Guid.NewGuid().ToString(), new CookieOptions { IsEssential = true });")]
    [InlineData("TrackerBasket", "r.Cookies.Append(\"basket\", Guid.NewGuid().ToString(), new CookieOptions { IsEssential = true });")]
    [InlineData("C", "r.Cookies.Append(\"_ga\", \"1\", new CookieOptions { IsEssential = false });")]
    [InlineData("C", "r.Cookies.Append(\"_ga\", \"1\");")]
    [InlineData("C", "r.Cookies.Append(\"_ga\", \"\", new CookieOptions { IsEssential = true, Expires = DateTimeOffset.UnixEpoch });")]
    [InlineData("C", "r.Cookies.Append(\"cookie_consent\", \"yes\", new CookieOptions { IsEssential = true });")]
    [InlineData("C", "r.Cookies.Append(\"promo\", \"1\", new CookieOptions { IsEssential = true });")]
    public Task Only_what_needs_consent(string type, string statement) => Verify.AnalyzerAsync<TrackerMarkedEssentialAnalyzer>(Source(type, statement));

    [Fact]
    public Task Under_an_enforced_policy_a_check_of_its_own_needs_it() => new AnalyzerTest<TrackerMarkedEssentialAnalyzer>
    {
        Sources =
        {
            "using Microsoft.AspNetCore.Builder; class S { void M(IApplicationBuilder app, CookiePolicyOptions o) { o.CheckConsentNeeded = _ => true; app.UseCookiePolicy(); } }",
            Source("C", "if (context.Features.Get<ITrackingConsentFeature>()!.CanTrack) r.Cookies.Append(\"_ga\", \"1\", new CookieOptions { IsEssential = true });"),
        },
    }.RunAsync();

    [Fact]
    public Task Message_of_a_known_cookie() => new AnalyzerTest<TrackerMarkedEssentialAnalyzer> { Sources = { Source("C", "r.Cookies.Append(\"_ga\", \"1\", new CookieOptions { {|CNS1006:IsEssential = true|} });") } }
        .Expect("CNS1006", message: "Cookie '_ga' (Google Analytics, audience measurement) is marked essential, so that the cookie policy lets it pass without consent; remove IsEssential", properties: [("purpose", "Analytics")])
        .RunAsync();

    [Fact]
    public Task Message_of_an_identifier() => new AnalyzerTest<TrackerMarkedEssentialAnalyzer> { Sources = { Source("C", "r.Cookies.Append(\"VisitorId\", Guid.NewGuid().ToString(), new CookieOptions { {|CNS1006:IsEssential = true|} });") } }
        .Expect("CNS1006", severity: DiagnosticSeverity.Info, message: "Cookie 'VisitorId' (of unknown purpose, an identifier of the visitor) is marked essential, so that the cookie policy lets it pass without consent; remove IsEssential, or declare the ground that exempts it")
        .RunAsync();

    private static string Source(string type, string statement) => $$"""
        using System;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.Features;
        class {{type}}(HttpResponse r)
        {
            void M(HttpContext context, string name)
            {
                {{statement}}
            }
            void Put(string key, CookieOptions options) => r.Cookies.Append(key, "1", options);
        }
        """;
}
