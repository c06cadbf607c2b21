using ConsentAnalyzers.Rules.Cookies;

namespace ConsentAnalyzers.Tests.Rules.Cookies;

public sealed class RawSetCookieHeaderAnalyzerTests
{
    [Theory]
    [InlineData("response.Headers.{|CNS1003:Append(\"Set-Cookie\", \"_ga=1\")|};")]
    [InlineData("response.Headers.{|CNS1003:Append(\"set-cookie\", \"promo=1\")|};")]
    [InlineData("response.Headers.{|CNS1003:Append(HeaderNames.SetCookie, \"promo=1; Path=/\")|};")]
    [InlineData("response.Headers.{|CNS1003:Append(\"Set\" + \"-Cookie\", id)|};")]
    [InlineData("response.Headers.{|CNS1003:Add(\"Set-Cookie\", \"promo=1\")|};")]
    [InlineData("response.Headers.{|CNS1003:Add(new KeyValuePair<string, StringValues>(\"Set-Cookie\", \"promo=1\"))|};")]
    [InlineData("response.Headers.{|CNS1003:TryAdd(\"Set-Cookie\", \"promo=1\")|};")]
    [InlineData("response.Headers.{|CNS1003:AppendCommaSeparatedValues(\"Set-Cookie\", \"promo=1\")|};")]
    [InlineData("{|CNS1003:response.Headers[\"Set-Cookie\"] = \"promo=1\"|};")]
    [InlineData("{|CNS1003:response.Headers[HeaderNames.SetCookie] = new[] { \"promo=1\", \"_fbp=2\" }|};")]
    [InlineData("{|CNS1003:response.Headers.SetCookie = \"promo=1\"|};")]
    [InlineData("{|CNS1003:response.Headers.SetCookie += \"promo=1\"|};")]
    [InlineData("var headers = response.Headers; {|CNS1003:headers[\"Set-Cookie\"] = \"promo=1\"|};")]
    [InlineData("context?.Response.Headers.{|CNS1003:Append(\"Set-Cookie\", \"promo=1\")|};")]
    [InlineData("response.OnStarting(() => { {|CNS1003:response.Headers.SetCookie = \"promo=1\"|}; return Task.CompletedTask; });")]
    [InlineData("response.Headers.{|CNS1003:Append(\"Set-Cookie\", new SetCookieHeaderValue(\"promo\", \"1\") { MaxAge = TimeSpan.FromDays(3) }.ToString())|};")]
    [InlineData("{|CNS1003:response.GetTypedHeaders().SetCookie = new List<SetCookieHeaderValue> { new(\"promo\", \"1\") }|};")]
    [InlineData("response.GetTypedHeaders().SetCookie.{|CNS1003:Add(new SetCookieHeaderValue(\"promo\", \"1\"))|};")]
    [InlineData("response.GetTypedHeaders().{|CNS1003:Append(\"Set-Cookie\", \"promo=1\")|};")]
    // The policy cannot hold back what it never sees, and a name that looks exempt is no declaration.
    [InlineData("response.Headers.{|CNS1003:Append(\"Set-Cookie\", \"sessionid=1\")|};")]
    public Task Reports(string statement) => Verify.AnalyzerAsync<RawSetCookieHeaderAnalyzer>(Source(statement));

    [Theory]
    [InlineData("_ = response.Headers[\"Set-Cookie\"];")]
    [InlineData("_ = response.Headers.SetCookie; _ = response.Headers.ContainsKey(\"Set-Cookie\");")]
    [InlineData("foreach (var c in response.GetTypedHeaders().SetCookie) { _ = c.Name; }")]
    [InlineData("response.Headers.Remove(\"Set-Cookie\");")]
    [InlineData("response.Headers.Append(\"Cache-Control\", \"max-age=63072000\"); response.Headers[id] = \"x\";")]
    [InlineData("new List<string>().Add(\"Set-Cookie\"); new Dictionary<string, string>()[\"Set-Cookie\"] = \"a=b\";")]
    [InlineData("new System.Net.Http.HttpResponseMessage().Headers.Add(\"Set-Cookie\", \"promo=1\");")]
    [InlineData("new System.Net.Http.HttpRequestMessage().Headers.TryAddWithoutValidation(\"Set-Cookie\", \"promo=1\");")]
    [InlineData("context!.Request.Headers[\"Set-Cookie\"] = \"promo=1\";")]
    [InlineData("context!.Request.Headers.Append(\"Set-Cookie\", \"promo=1\");")]
    // Deletions are the refusal's path.
    [InlineData("response.Headers.Append(\"Set-Cookie\", \"_ga=; Max-Age=0; Path=/\");")]
    [InlineData("response.Headers.Append(\"Set-Cookie\", \"_ga=; expires=Thu, 01 Jan 1970 00:00:00 GMT\");")]
    [InlineData("response.Headers.Append(\"Set-Cookie\", \"_ga=; expires=Thu, 01-Jan-1970 00:00:00 GMT\");")]
    [InlineData("response.Headers.Append(\"Set-Cookie\", $\"{id}=; Max-Age={0}\");")]
    [InlineData("response.Headers.Append(\"Set-Cookie\", $\"_ga=; Expires={DateTimeOffset.UnixEpoch:R}\");")]
    [InlineData("response.Headers.Append(\"Set-Cookie\", new SetCookieHeaderValue(\"_ga\") { Expires = DateTimeOffset.MinValue }.ToString());")]
    // Guarded.
    [InlineData("if (context!.Features.Get<ITrackingConsentFeature>()!.CanTrack) response.Headers.Append(\"Set-Cookie\", \"_ga=1\");")]
    [InlineData("_ = nameof(response.Headers.SetCookie);")]
    public Task IsSilent(string statement) => Verify.AnalyzerAsync<RawSetCookieHeaderAnalyzer>(Source(statement));

    [Theory]
    [InlineData("[ConsentExempt(\"Session\", Justification = \"the shop's session\")]")]
    [InlineData("[ConsentExempt(\"Session\", \"sid\", Justification = \"the shop's session\")]")]
    public Task A_declared_ground_is_the_teams_word(string attribute) => Verify.AnalyzerAsync<RawSetCookieHeaderAnalyzer>($$"""
        using System;
        using Microsoft.AspNetCore.Http;
        class ConsentExemptAttribute : Attribute { public ConsentExemptAttribute(string ground, params string[] names) { } public string? Justification { get; set; } }
        class C { {{attribute}} void M(HttpResponse r) { r.Headers.Append("Set-Cookie", "sid=1"); } }
        """);

    [Fact]
    public Task The_enforced_policy_never_sees_it() => new AnalyzerTest<RawSetCookieHeaderAnalyzer>
    {
        Sources =
        {
            "using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Http; class S { void M(IApplicationBuilder app, CookiePolicyOptions o) { o.CheckConsentNeeded = _ => true; app.UseCookiePolicy(); } }",
            Source("response.Headers.{|CNS1003:Append(\"Set-Cookie\", \"promo=1\")|};"),
        },
    }.RunAsync();

    [Theory]
    [InlineData("\"_ga=1; Max-Age=63072000\"", "_ga", "Google Analytics", "Analytics", "730 days")]
    [InlineData("\"promo=1; Expires=Fri, 31 Dec 9999 23:59:59 GMT\"", "promo", "", "", "unlimited")]
    [InlineData("$\"shop-{id}=1\"", "shop-*", "", "", "unknown")]
    [InlineData("\"promo=1\"", "promo", "", "", "session")]
    public Task Properties_come_from_the_header(string value, string name, string provider, string purpose, string lifetime) =>
        new AnalyzerTest<RawSetCookieHeaderAnalyzer> { Sources = { Source($"response.Headers.{{|CNS1003:Append(\"Set-Cookie\", {value})|}};") } }
            .Expect("CNS1003", message: $"Cookie '{name}' is written as a raw Set-Cookie header, which no cookie policy and no consent check sees; write it with Response.Cookies.Append", properties: [("name", name), ("provider", provider), ("purpose", purpose), ("lifetime", lifetime), ("element", "Set-Cookie")])
            .RunAsync();

    [Fact]
    public Task No_other_cookie_rule_repeats_it() => Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(Source("response.Headers.Append(\"Set-Cookie\", \"_ga=1\"); response.Headers.SetCookie = \"promo=1\";"));

    private static string Source(string statement) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.Features;
        using Microsoft.Extensions.Primitives;
        using Microsoft.Net.Http.Headers;
        class C
        {
            void M(HttpContext? context, HttpResponse response, string id)
            {
                {{statement}}
            }
        }
        """;
}
