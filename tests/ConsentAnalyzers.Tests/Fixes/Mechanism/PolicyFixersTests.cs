namespace ConsentAnalyzers.Tests.Fixes.Mechanism;

/// <summary>CNS3001 to CNS3004: the cookie policy's set-up.</summary>
public sealed class PolicyFixersTests
{
    private const string Relies = "app.MapGet(\"/\", (HttpContext context) => context.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>()?.CanTrack ?? false);";

    [Theory]
    [InlineData("context => false", "context => true")]
    [InlineData("_ => false", "_ => true")]
    [InlineData("null", "_ => true")]
    [InlineData("context => { return false; }", "context => { return true; }")]
    public Task Consent_is_asked_for(string never, string asks) => Ask(Program($"builder.Services.Configure<CookiePolicyOptions>(options => options.CheckConsentNeeded = {never});", "app.UseCookiePolicy();", Relies), Program($"builder.Services.Configure<CookiePolicyOptions>(options => options.CheckConsentNeeded = {asks});", "app.UseCookiePolicy();", Relies));

    [Fact]
    public Task Consent_is_asked_for_in_the_middlewares_own_options() => Ask(
        Program("", "app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always });", Relies),
        Program("", "app.UseCookiePolicy(new CookiePolicyOptions { CheckConsentNeeded = _ => true, Secure = CookieSecurePolicy.Always });", Relies));

    [Fact]
    public Task Consent_is_asked_for_where_nothing_was_configured() => new FixTest("CNS3001", "ask")
    {
        Sources = { ("Program.cs", Program("", "app.UseCookiePolicy();", Relies)) },
        Fixed =
        {
            ["Program.cs"] = Program("", "app.UseCookiePolicy();", Relies).Replace("var app", """
                builder.Services.Configure<CookiePolicyOptions>(options =>
                {
                    options.CheckConsentNeeded = _ => true;
                    options.ConsentCookie.Expiration = TimeSpan.FromDays(180);
                });
                var app
                """),
        },
    }.RunAsync();

    [Fact]
    public Task A_block_that_does_more_is_its_authors() => Verify.NoFixAsync("CNS3001", "ask", Program("builder.Services.Configure<CookiePolicyOptions>(options => options.CheckConsentNeeded = context => { Console.WriteLine(); return false; });", "app.UseCookiePolicy();", Relies));

    [Fact]
    public Task Options_are_merged() => new FixTest("CNS3002", "merge")
    {
        Sources =
        {
            ("Program.cs", Program("""
                builder.Services.Configure<CookiePolicyOptions>(options =>
                {
                    options.CheckConsentNeeded = _ => true;
                    options.Secure = CookieSecurePolicy.Always;
                });
                """, "app.UseCookiePolicy(new CookiePolicyOptions { MinimumSameSitePolicy = SameSiteMode.Lax, Secure = CookieSecurePolicy.Always });", ""))
        },
        Fixed =
        {
            ["Program.cs"] = Program("""
                builder.Services.Configure<CookiePolicyOptions>(options =>
                {
                    options.CheckConsentNeeded = _ => true;
                    options.MinimumSameSitePolicy = SameSiteMode.Lax;
                    options.Secure = CookieSecurePolicy.Always;
                });
                """, "app.UseCookiePolicy();", ""),
        },
    }.RunAsync();

    [Theory]
    [InlineData("new CookiePolicyOptions()")]
    [InlineData("new CookiePolicyOptions { }")]
    public Task Empty_options_go_away(string options) => Verify.FixAsync("CNS3002", "merge",
        Program("builder.Services.Configure<CookiePolicyOptions>(options => { options.CheckConsentNeeded = _ => true; });", $"app.UseCookiePolicy({options});", ""),
        Program("builder.Services.Configure<CookiePolicyOptions>(options => { options.CheckConsentNeeded = _ => true; });", "app.UseCookiePolicy();", ""));

    [Theory]
    // A local of the start-up code means nothing in the lambda's place.
    [InlineData("builder.Services.Configure<CookiePolicyOptions>(options => { options.CheckConsentNeeded = _ => true; }); var mode = SameSiteMode.Lax;", "app.UseCookiePolicy(new CookiePolicyOptions { MinimumSameSitePolicy = mode });")]
    [InlineData("builder.Services.Configure<CookiePolicyOptions>(options => options.CheckConsentNeeded = _ => true);", "app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always });")]
    public Task What_cannot_be_merged_is_left(string configuration, string use) => Verify.NoFixAsync("CNS3002", "merge", Program(configuration, use, ""));

    [Theory]
    [InlineData("app.Use(async (context, next) => { context.Response.Cookies.Append(\"promo\", \"1\"); await next(); });")]
    [InlineData("app.UseMiddleware<Visits>();")]
    [InlineData("app.UseVisits();")]
    public Task The_policy_moves_before_what_writes(string writes) => Verify.FixAsync("CNS3003", "move",
        Asking($"app.UseStaticFiles();\n{writes}\napp.UseRouting();\napp.UseCookiePolicy(); // late\napp.UseAuthorization();") + Visits,
        Asking($"app.UseStaticFiles();\napp.UseCookiePolicy();\n{writes}\napp.UseRouting();\napp.UseAuthorization();") + Visits);

    [Theory]
    [InlineData("app.UseMiddleware<Counting>();")]
    [InlineData("app.Use((context, next) => { new Counter().Count(context); return next(context); });")]
    public Task The_policy_moves_before_what_writes_through_a_service(string writes)
    {
        const string service = "class Counting(RequestDelegate next) { public Task InvokeAsync(HttpContext context) { new Counter().Count(context); return next(context); } }\nclass Counter { public void Count(HttpContext context) => context.Response.Cookies.Append(\"promo\", \"1\"); }\n";
        return Verify.FixAsync("CNS3003", "move", Asking($"app.UseStaticFiles();\n{writes}\napp.UseCookiePolicy();") + service, Asking($"app.UseStaticFiles();\napp.UseCookiePolicy();\n{writes}") + service);
    }

    [Theory]
    [InlineData("app.UseRouting().UseVisits().UseCookiePolicy();")]
    [InlineData("app.UseVisits(); app.Map(\"/shop\", shop => shop.UseCookiePolicy());")]
    [InlineData("First(app); app.UseCookiePolicy(); static void First(IApplicationBuilder other) => other.UseVisits();", true)]
    public Task A_policy_that_is_no_statement_beside_is_left(string pipeline, bool isMended = false) => isMended
        ? Verify.FixAsync("CNS3003", "move", Asking(pipeline) + Visits, Asking("app.UseCookiePolicy();\nFirst(app);  static void First(IApplicationBuilder other) => other.UseVisits();") + Visits)
        : Verify.NoFixAsync("CNS3003", "move", Asking(pipeline) + Visits);

    [Theory]
    [InlineData("options.OnAppendCookie = context => context.IssueCookie = true;")]
    [InlineData("options.OnAppendCookie = context => { context.IssueCookie = true; };")]
    [InlineData("options.OnDeleteCookie = context => context.IssueCookie = false;")]
    public Task An_event_that_overrules_the_policy_goes_away(string setting) => Verify.FixAsync("CNS3004", "remove",
        Asking("app.UseCookiePolicy();", "\n    " + setting), Asking("app.UseCookiePolicy();"));

    [Fact]
    public Task An_event_that_does_more_keeps_the_rest() => Verify.FixAsync("CNS3004", "remove",
        Asking("app.UseCookiePolicy();", "\n    options.OnAppendCookie = context =>\n    {\n        context.CookieOptions.Secure = true;\n        context.IssueCookie = true;\n    };"),
        Asking("app.UseCookiePolicy();", "\n    options.OnAppendCookie = context =>\n    {\n        context.CookieOptions.Secure = true;\n    };"));

    private static Task Ask(string before, string after) => new FixTest("CNS3001", "ask") { Sources = { ("Program.cs", before) }, Fixed = { ["Program.cs"] = after }, Wakes = ["CNS1005"] }.RunAsync();

    private static string Asking(string pipeline, string more = "") => Program($"builder.Services.Configure<CookiePolicyOptions>(options =>\n{{\n    options.CheckConsentNeeded = _ => true;\n    options.ConsentCookie.Expiration = TimeSpan.FromDays(180);{more}\n}});", pipeline, "");

    private static string Program(string configuration, string pipeline, string endpoint) => $"var builder = WebApplication.CreateBuilder(args);\n{configuration}\nvar app = builder.Build();\n{pipeline}\n{endpoint}\napp.Run();\n";

    private const string Visits = """

        class Visits(RequestDelegate next)
        {
            public Task InvokeAsync(HttpContext context)
            {
                context.Response.Cookies.Append("promo", "1");
                return next(context);
            }
        }

        static class VisitsExtensions
        {
            public static IApplicationBuilder UseVisits(this IApplicationBuilder app) => app.UseMiddleware<Visits>();
        }
        """;
}
