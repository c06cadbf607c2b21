using ConsentAnalyzers.Rules.Mechanism;

namespace ConsentAnalyzers.Tests.Rules.Mechanism;

public sealed class PolicyForcesCookiesAnalyzerTests
{
    [Theory]
    [InlineData("o.OnAppendCookie = c => {|CNS3004:c.IssueCookie = true|};")]
    [InlineData("o.OnAppendCookie = c => { System.Console.WriteLine(c.CookieName); {|CNS3004:c.IssueCookie = true|}; };")]
    [InlineData("o.OnAppendCookie = Always;")]
    [InlineData("o.OnDeleteCookie = c => {|CNS3004:c.IssueCookie = false|};")]
    [InlineData("o.OnAppendCookie = c => { if (c.CookieName == \"cart\") c.IssueCookie = true; };")]
    [InlineData("o.OnAppendCookie = c => c.IssueCookie = c.CookieName == \"cart\";")]
    [InlineData("o.OnAppendCookie = c => c.IssueCookie = false;")]
    [InlineData("o.OnDeleteCookie = c => c.IssueCookie = true;")]
    [InlineData("o.OnAppendCookie = c => c.CookieOptions.Secure = true;")]
    [InlineData("new Own().IssueCookie = true;")]
    public Task Events(string statement) => Verify.AnalyzerAsync<PolicyForcesCookiesAnalyzer>($$"""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.CookiePolicy;
        class Own { public bool IssueCookie { get; set; } }
        class Startup
        {
            void Configure(CookiePolicyOptions o) { {{statement}} }
            static void Always(AppendCookieContext c) { {{(statement.Contains("Always", StringComparison.Ordinal) ? "{|CNS3004:c.IssueCookie = true|};" : "")}} }
        }
        """);
}
