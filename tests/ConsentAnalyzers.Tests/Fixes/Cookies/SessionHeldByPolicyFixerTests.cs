using ConsentAnalyzers.Tests.Verifiers;

namespace ConsentAnalyzers.Tests.Fixes.Cookies;

public sealed class SessionHeldByPolicyFixerTests
{
    private const string Policy = "builder.Services.Configure<CookiePolicyOptions>(options =>\n{\n    options.CheckConsentNeeded = _ => true;\n    options.ConsentCookie.Expiration = TimeSpan.FromDays(180);\n});\n";
    private const string TempData = "class HomeController : Microsoft.AspNetCore.Mvc.Controller { public void Index() => TempData[\"a\"] = \"b\"; }\n";

    [Theory]
    [InlineData("builder.Services.AddSession();\n", "builder.Services.AddSession(options => options.Cookie.IsEssential = true);\n")]
    [InlineData("builder.Services.AddSession(o => o.IdleTimeout = TimeSpan.FromMinutes(20));\n", "builder.Services.AddSession(o =>\n{\n    o.IdleTimeout = TimeSpan.FromMinutes(20);\n    o.Cookie.IsEssential = true;\n});\n")]
    [InlineData("builder.Services.AddSession(o =>\n{\n    o.IdleTimeout = TimeSpan.FromMinutes(20); // short\n});\n", "builder.Services.AddSession(o =>\n{\n    o.IdleTimeout = TimeSpan.FromMinutes(20); // short\n    o.Cookie.IsEssential = true;\n});\n")]
    [InlineData("builder.Services.Configure<SessionOptions>(o => { o.IdleTimeout = TimeSpan.FromMinutes(20); });\n", "builder.Services.Configure<SessionOptions>(o => { o.IdleTimeout = TimeSpan.FromMinutes(20); o.Cookie.IsEssential = true; });\n")]
    public Task Session(string session, string mended) => Verify.FixAsync("CNS1011", "essential", Program(Policy + session, "app.UseSession();\n"), Program(Policy + mended, "app.UseSession();\n"));

    [Fact]
    public Task Temp_data() => Verify.FixAsync("CNS1011", "essential", Program(Policy, "") + TempData, "using Microsoft.AspNetCore.Mvc;\n\n" + Program(Policy + "builder.Services.Configure<CookieTempDataProviderOptions>(options => options.Cookie.IsEssential = true);\n", "") + TempData);

    private static string Program(string services, string pipeline) => $"var builder = WebApplication.CreateBuilder(args);\n{services}var app = builder.Build();\napp.UseCookiePolicy();\n{pipeline}app.Run();\n";
}
