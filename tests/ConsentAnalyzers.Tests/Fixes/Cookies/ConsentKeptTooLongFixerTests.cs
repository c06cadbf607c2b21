using ConsentAnalyzers.Tests.Verifiers;

namespace ConsentAnalyzers.Tests.Fixes.Cookies;

public sealed class ConsentKeptTooLongFixerTests
{
    private const string Rule = "CNS1005";
    private const string Key = "shorten";

    [Theory]
    [InlineData("Expires = DateTimeOffset.UtcNow.AddYears(1)", "Expires = DateTimeOffset.UtcNow.AddMonths(6)")]
    [InlineData("MaxAge = TimeSpan.FromDays(365)", "MaxAge = TimeSpan.FromDays(180)")]
    public Task Choice(string setting, string mended) => Verify.FixAsync(Rule, Key, Program(setting), Program(mended));

    [Theory]
    [InlineData("options =>\n{\n    // GDPR\n    options.CheckConsentNeeded = _ => true; // ask\n    options.MinimumSameSitePolicy = SameSiteMode.Lax;\n}", "options =>\n{\n    // GDPR\n    options.CheckConsentNeeded = _ => true; // ask\n    options.ConsentCookie.Expiration = TimeSpan.FromDays(180);\n    options.MinimumSameSitePolicy = SameSiteMode.Lax;\n}")]
    [InlineData("options => { options.CheckConsentNeeded = _ => true; }", "options => { options.CheckConsentNeeded = _ => true; options.ConsentCookie.Expiration = TimeSpan.FromDays(180); }")]
    [InlineData("o => o.CheckConsentNeeded = _ => true", "o =>\n{\n    o.CheckConsentNeeded = _ => true;\n    o.ConsentCookie.Expiration = TimeSpan.FromDays(180);\n}")]
    public Task Framework_s_default(string options, string mended) => Verify.FixAsync(Rule, Key, Site(options), Site(mended));

    [Theory]
    [InlineData("new CookiePolicyOptions { CheckConsentNeeded = _ => true }", "new CookiePolicyOptions { ConsentCookie = { Expiration = TimeSpan.FromDays(180) }, CheckConsentNeeded = _ => true }")]
    [InlineData("new CookiePolicyOptions\n{\n    CheckConsentNeeded = _ => true,\n}", "new CookiePolicyOptions\n{\n    ConsentCookie = { Expiration = TimeSpan.FromDays(180) },\n    CheckConsentNeeded = _ => true,\n}")]
    public Task Framework_s_default_in_an_initializer(string options, string mended) => Verify.FixAsync(Rule, Key, Use(options), Use(mended));

    private static string Program(string setting) => $$"""
        class C
        {
            void M(HttpResponse response) => response.Cookies.Append("cookie_consent", "yes", new CookieOptions { {{setting}} });
        }
        """;

    private static string Site(string options) => $"var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.Configure<CookiePolicyOptions>({options});\nvar app = builder.Build();\napp.UseCookiePolicy();\napp.Run();\n";

    private static string Use(string options) => $"var app = WebApplication.CreateBuilder(args).Build();\napp.UseCookiePolicy({options});\napp.Run();\n";
}
