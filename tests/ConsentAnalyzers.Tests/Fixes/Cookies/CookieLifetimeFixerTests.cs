using ConsentAnalyzers.Tests.Verifiers;

namespace ConsentAnalyzers.Tests.Fixes.Cookies;

public sealed class CookieLifetimeFixerTests
{
    private const string Rule = "CNS1004";
    private const string Key = "shorten";

    [Theory]
    [InlineData("Expires = DateTimeOffset.UtcNow.AddYears(2)", "Expires = DateTimeOffset.UtcNow.AddMonths(13)")]
    [InlineData("Expires = DateTime.Now.AddMonths(24)", "Expires = DateTime.Now.AddMonths(13)")]
    [InlineData("Expires = DateTimeOffset.Now.AddDays(400)", "Expires = DateTimeOffset.Now.AddDays(390)")]
    [InlineData("Expires = DateTimeOffset.UtcNow.AddHours(24 * 500)", "Expires = DateTimeOffset.UtcNow.AddHours(9360)")]
    [InlineData("Expires = DateTimeOffset.UtcNow.AddYears(1).AddMonths(6)", "Expires = DateTimeOffset.UtcNow.AddMonths(13)")]
    [InlineData("Expires = DateTimeOffset.UtcNow.Add(TimeSpan.FromDays(730))", "Expires = DateTimeOffset.UtcNow.Add(TimeSpan.FromDays(390))")]
    [InlineData("Expires = DateTimeOffset.UtcNow + TimeSpan.FromDays(730)", "Expires = DateTimeOffset.UtcNow + TimeSpan.FromDays(390)")]
    [InlineData("Expires = DateTimeOffset.MaxValue", "Expires = DateTimeOffset.UtcNow.AddMonths(13)")]
    [InlineData("Expires = DateTime.MaxValue", "Expires = DateTimeOffset.UtcNow.AddMonths(13)")]
    [InlineData("Expires = new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero)", "Expires = DateTimeOffset.UtcNow.AddMonths(13)")]
    [InlineData("Expires = keep ? DateTimeOffset.UtcNow.AddYears(5) : DateTimeOffset.UtcNow.AddDays(1)", "Expires = keep ? DateTimeOffset.UtcNow.AddMonths(13) : DateTimeOffset.UtcNow.AddDays(1)")]
    [InlineData("MaxAge = TimeSpan.FromDays(365 * 2)", "MaxAge = TimeSpan.FromDays(390)")]
    [InlineData("MaxAge = TimeSpan.FromSeconds(63072000)", "MaxAge = TimeSpan.FromSeconds(33696000)")]
    [InlineData("MaxAge = 2 * TimeSpan.FromDays(365)", "MaxAge = TimeSpan.FromDays(390)")]
    [InlineData("MaxAge = TimeSpan.MaxValue", "MaxAge = TimeSpan.FromDays(390)")]
    [InlineData("MaxAge = new TimeSpan(730, 0, 0, 0)", "MaxAge = new TimeSpan(390, 0, 0, 0)")]
    [InlineData("MaxAge = new(20000, 0, 0)", "MaxAge = new(9360, 0, 0)")]
    public Task Setting(string setting, string mended) => Verify.FixAsync(Rule, Key, Program(setting), Program(mended));

    [Theory]
    [InlineData("private const int Days = 730;", "TimeSpan.FromDays(Days)", "private const int Days = 390;", "TimeSpan.FromDays(Days)")]
    [InlineData("private static readonly TimeSpan Kept = TimeSpan.FromDays(730);", "Kept", "private static readonly TimeSpan Kept = TimeSpan.FromDays(390);", "Kept")]
    [InlineData("private const int Days = 730; public int All => Days;", "TimeSpan.FromDays(Days)", "private const int Days = 730; public int All => Days;", "TimeSpan.FromDays(390)")]
    [InlineData("public static readonly TimeSpan Kept = TimeSpan.FromDays(730);", "Kept", "public static readonly TimeSpan Kept = TimeSpan.FromDays(730);", "TimeSpan.FromDays(390)")]
    public Task Constant(string member, string value, string mendedMember, string mendedValue) => Verify.FixAsync(Rule, Key, WithMember(member, value), WithMember(mendedMember, mendedValue));

    [Theory]
    [InlineData("days: 730", "TimeSpan.FromDays(days)", "int days", "days: 390")]
    [InlineData("2", "TimeSpan.FromDays(365 * years)", "int years", "1")]
    [InlineData("63072000", "TimeSpan.FromSeconds(seconds)", "int seconds", "33696000")]
    [InlineData("TimeSpan.FromDays(800)", "time", "TimeSpan time", "TimeSpan.FromDays(390)")]
    public Task Argument_of_a_wrapper(string argument, string value, string parameter, string mended) => Verify.FixAsync(Rule, Key, Wrapper(argument, value, parameter), Wrapper(mended, value, parameter));

    [Theory]
    [InlineData("\"theme=dark; Max-Age=63072000; Path=/\"", "\"theme=dark; Max-Age=33696000; Path=/\"")]
    [InlineData("$\"theme={value}; max-age=63072000\"", "$\"theme={value}; max-age=33696000\"")]
    [InlineData("\"theme=dark; Expires=Fri, 31 Dec 9999 23:59:59 GMT; Path=/\"", "\"theme=dark; Max-Age=33696000; Path=/\"")]
    [InlineData("$\"theme={value}; Max-Age={60 * 60 * 24 * 730}\"", "$\"theme={value}; Max-Age={33696000}\"")]
    [InlineData("$\"theme={value}; Max-Age={(int)TimeSpan.FromDays(730).TotalSeconds}\"", "$\"theme={value}; Max-Age={(int)TimeSpan.FromDays(390).TotalSeconds}\"")]
    [InlineData("\"theme=\" + value + \"; Max-Age=63072000\"", "\"theme=\" + value + \"; Max-Age=33696000\"")]
    [InlineData("$\"theme={value}; Expires={DateTime.UtcNow.AddYears(2):R}\"", "$\"theme={value}; Expires={DateTime.UtcNow.AddMonths(13):R}\"")]
    public Task Header(string header, string mended) => Verify.FixAsync(Rule, Key, Headers(header), Headers(mended));

    [Fact]
    public Task The_limit_is_the_configuration_s()
    {
        var test = new FixTest(Rule, Key)
        {
            Config = "consent_analyzers.max_cookie_lifetime = 100 days",
            Sources = { ("Test0.cs", Program("Expires = DateTimeOffset.UtcNow.AddYears(2)")) },
            Fixed = { ["Test0.cs"] = Program("Expires = DateTimeOffset.UtcNow.AddDays(100)") },
        };
        return test.RunAsync();
    }

    [Fact]
    public Task In_a_view() => Verify.FixViewAsync(Rule, Key, "Views/A.cshtml", """
        @{
            Context.Response.Cookies.Append("theme", "dark", new Microsoft.AspNetCore.Http.CookieOptions { MaxAge = TimeSpan.FromDays(1000) });
        }
        """, """
        @{
            Context.Response.Cookies.Append("theme", "dark", new Microsoft.AspNetCore.Http.CookieOptions { MaxAge = TimeSpan.FromDays(390) });
        }
        """);

    private static string Program(string setting) => $$"""
        class C
        {
            void M(HttpResponse response, bool keep)
            {
                response.Cookies.Append("theme", "dark", new CookieOptions { {{setting}}, Secure = true });
            }
        }
        """;

    private static string WithMember(string member, string value) => $$"""
        class C
        {
            {{member}}

            void M(HttpResponse response) => response.Cookies.Append("theme", "dark", new CookieOptions { MaxAge = {{value}} });
        }
        """;

    private static string Wrapper(string argument, string value, string parameter) => $$"""
        class C(HttpResponse response)
        {
            void Remember(string name, {{parameter}}) => response.Cookies.Append(name, "x", new CookieOptions { MaxAge = {{value}} });

            void M() => Remember("theme", {{argument}});
        }
        """;

    private static string Headers(string header) => $$"""
        class C
        {
            void M(HttpResponse response, string value) => response.Headers.Append("Set-Cookie", {{header}});
        }
        """;
}
