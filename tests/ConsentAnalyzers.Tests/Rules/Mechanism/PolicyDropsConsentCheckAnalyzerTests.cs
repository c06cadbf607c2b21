using ConsentAnalyzers.Rules.Mechanism;

namespace ConsentAnalyzers.Tests.Rules.Mechanism;

public sealed class PolicyDropsConsentCheckAnalyzerTests
{
    private const string Asks = "services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = _ => true);";

    [Theory]
    [InlineData(Asks + "app.{|CNS3002:UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always })|};")]
    [InlineData(Asks + "app.{|CNS3002:UseCookiePolicy(new())|};")]
    [InlineData(Asks + "app.UseRouting().{|CNS3002:UseCookiePolicy(new CookiePolicyOptions())|};")]
    [InlineData(Asks + "app.UseCookiePolicy();")]
    [InlineData(Asks + "app.UseCookiePolicy(new CookiePolicyOptions { CheckConsentNeeded = _ => true });")]
    [InlineData("app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always });")]
    [InlineData("services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = _ => false); app.UseCookiePolicy(new CookiePolicyOptions());")]
    [InlineData(Asks + "app.UseCookiePolicy(options);")]
    public Task Options(string startUp) => Verify.AnalyzerAsync<PolicyDropsConsentCheckAnalyzer>($$"""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.DependencyInjection;
        class Startup { void Configure(IServiceCollection services, IApplicationBuilder app, CookiePolicyOptions options) { {{startUp}} } }
        """);

    [Fact]
    public Task The_check_that_is_lost_is_shown() => new AnalyzerTest<PolicyDropsConsentCheckAnalyzer>
    {
        Sources =
        {
            "using Microsoft.AspNetCore.Builder; class A { void M(CookiePolicyOptions o) { {|#1:o.CheckConsentNeeded = _ => true|}; } }",
            "using Microsoft.AspNetCore.Builder; class B { void M(IApplicationBuilder app) { app.{|#0:UseCookiePolicy(new CookiePolicyOptions())|}; } }",
        },
    }.Expect("CNS3002", at: 0, additional: [1]).RunAsync();
}
