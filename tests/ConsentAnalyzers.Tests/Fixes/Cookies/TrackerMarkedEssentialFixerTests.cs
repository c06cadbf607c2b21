namespace ConsentAnalyzers.Tests.Fixes.Cookies;

public sealed class TrackerMarkedEssentialFixerTests
{
    private const string Rule = "CNS1006";
    private const string Key = "remove";

    [Theory]
    [InlineData("new CookieOptions { IsEssential = true }", "new CookieOptions { }")]
    [InlineData("new CookieOptions { IsEssential = true, Secure = true }", "new CookieOptions { Secure = true }")]
    [InlineData("new CookieOptions { Secure = true, IsEssential = true }", "new CookieOptions { Secure = true }")]
    [InlineData("new CookieOptions\n    {\n        Secure = true,\n        IsEssential = true, // a habit\n        HttpOnly = true,\n    }", "new CookieOptions\n    {\n        Secure = true,\n        HttpOnly = true,\n    }")]
    public Task Initializer(string options, string mended) => Verify.FixAsync(Rule, Key, Program(options), Program(mended));

    [Fact]
    public Task Statement() => Verify.FixAsync(Rule, Key, """
        class C
        {
            void M(HttpResponse response)
            {
                var options = new CookieOptions();
                options.IsEssential = true;
                response.Cookies.Append("_ga", "1", options);
            }
        }
        """, """
        class C
        {
            void M(HttpResponse response)
            {
                var options = new CookieOptions();
                response.Cookies.Append("_ga", "1", options);
            }
        }
        """);

    [Fact]
    public Task A_branch_that_does_nothing_else_is_left() => Verify.NoFixAsync(Rule, Key, """
        class C
        {
            void M(HttpResponse response, bool all)
            {
                var options = new CookieOptions();
                if (all) options.IsEssential = true;
                response.Cookies.Append("_ga", "1", options);
            }
        }
        """);

    [Fact]
    public Task In_a_view() => Verify.FixViewAsync(Rule, Key, "Views/A.cshtml", """
        @using Microsoft.AspNetCore.Http
        @{
            Context.Response.Cookies.Append("_ga", "1", new CookieOptions { IsEssential = true, Secure = true });
        }
        <p></p>
        """, """
        @using Microsoft.AspNetCore.Http
        @{
            Context.Response.Cookies.Append("_ga", "1", new CookieOptions { Secure = true });
        }
        <p></p>
        """);

    private static string Program(string options) => $$"""
        class C
        {
            void M(HttpResponse response) => response.Cookies.Append("_ga", "1", {{options}});
        }
        """;
}
