using ConsentAnalyzers.Tests.Verifiers;

namespace ConsentAnalyzers.Tests.Fixes.Cookies;

public sealed class RawSetCookieHeaderFixerTests
{
    private const string Rule = "CNS1003";
    private const string Key = "append";

    [Theory]
    [InlineData("response.Headers.Append(\"Set-Cookie\", \"theme=dark; Path=/\");", "response.Cookies.Append(\"theme\", \"dark\");")]
    [InlineData("response.Headers[\"Set-Cookie\"] = \"theme=dark; Path=/; Max-Age=86400; Secure; HttpOnly; SameSite=Lax\";", "response.Cookies.Append(\"theme\", \"dark\", new CookieOptions { MaxAge = TimeSpan.FromDays(1), Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax });")]
    [InlineData("response.Headers.SetCookie = $\"theme={value}; Domain=shop.example; Path=/a\";", "response.Cookies.Append(\"theme\", value, new CookieOptions { Domain = \"shop.example\", Path = \"/a\" });")]
    [InlineData("response.Headers.Append(\"Set-Cookie\", \"theme=\" + Uri.EscapeDataString(value) + \"; Path=/; Partitioned; Secure\");", "response.Cookies.Append(\"theme\", value, new CookieOptions { Secure = true, Extensions = { \"Partitioned\" } });")]
    [InlineData("response.Headers.Append(\"Set-Cookie\", $\"theme={id:N}; Path=/\");", "response.Cookies.Append(\"theme\", id.ToString(\"N\"));")]
    [InlineData("response.Headers.Append(\"Set-Cookie\", \"theme=dark\");", "response.Cookies.Append(\"theme\", \"dark\", new CookieOptions { Path = null });")]
    [InlineData("response.Headers.Append(\"Set-Cookie\", \"theme=a%20b; Path=/\");", "response.Cookies.Append(\"theme\", \"a b\");")]
    [InlineData("response.Headers.Append(\"Set-Cookie\", new Microsoft.Net.Http.Headers.SetCookieHeaderValue(\"theme\", value) { Path = \"/\", HttpOnly = true, SameSite = Microsoft.Net.Http.Headers.SameSiteMode.Strict }.ToString());", "response.Cookies.Append(\"theme\", value, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict });")]
    [InlineData("var headers = context.Response.Headers;\n        headers.Append(\"Set-Cookie\", \"theme=dark; Path=/\");", "var headers = context.Response.Headers;\n        context.Response.Cookies.Append(\"theme\", \"dark\");")]
    public Task Exempt_cookie(string header, string append) => Verify.FixAsync(Rule, Key, Body(header), Body(append));

    [Fact]
    public Task Tracker_s_cookie_waits() => Verify.FixAsync(Rule, Key, Body("response.Headers.Append(\n            \"Set-Cookie\",\n            \"_ga=1; Path=/\");"), "using Microsoft.AspNetCore.Http.Features;\n\n" + Body("if (response.HttpContext.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)\n        {\n            response.Cookies.Append(\"_ga\", \"1\");\n        }"));

    [Fact]
    public Task Tracker_s_cookie_by_the_helper() => Verify.FixWithHelperAsync(Rule, Key, Body("response.Headers.Append(\"Set-Cookie\", \"_ga=1; Path=/\");"), "using ConsentAnalyzers.AspNetCore;\n\n" + Body("response.AppendCookieIfConsented(ConsentPurpose.Analytics, \"_ga\", \"1\");"));

    [Fact]
    public Task Unknown_cookie_is_a_choice() => Verify.FixWithHelperAsync(Rule, "append:Functional", Body("response.Headers.Append(\"Set-Cookie\", \"xyz=1; Path=/\");"), "using ConsentAnalyzers.AspNetCore;\n\n" + Body("response.AppendCookieIfConsented(ConsentPurpose.Functional, \"xyz\", \"1\");"));

    [Theory]
    [InlineData("response.Headers.Append(\"Set-Cookie\", \"xyz=1; Path=/\");")]
    [InlineData("response.Headers.Append(\"Set-Cookie\", value);")]
    [InlineData("response.Headers.Append(\"Set-Cookie\", $\"theme={value}; Path={id}\");")]
    [InlineData("response.Headers.Append(\"Set-Cookie\", $\"theme=v1.{value}; Path=/\");")]
    [InlineData("response.Headers.Append(\"Set-Cookie\", \"theme=a b; Path=/\");")]
    [InlineData("response.Headers.Append(\"Set-Cookie\", $\"theme={System.Net.WebUtility.UrlEncode(value)}; Path=/\");")]
    [InlineData("response.Headers.Append(\"Set-Cookie\", \"theme=dark; Path=/; SameSite=Odd\");")]
    public Task Left(string header) => Verify.NoFixAsync(Rule, Key, Body(header));

    private static string Body(string code) => $$"""
        class C
        {
            void M(HttpContext context, HttpResponse response, string value, Guid id)
            {
                {{code}}
            }
        }
        """;
}
