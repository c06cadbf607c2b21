using ConsentAnalyzers.Rules.Mechanism;

namespace ConsentAnalyzers.Tests.Rules.Mechanism;

public sealed class PolicyTooLateAnalyzerTests
{
    private const string Inline = "app.Use(async (context, next) => { context.Response.Cookies.Append(\"promo\", \"1\"); await next(); });";

    private const string Visits = """
        class Visits(RequestDelegate next)
        {
            public Task InvokeAsync(HttpContext context)
            {
                context.Response.Cookies.Append("promo", "1");
                return next(context);
            }
        }
        static class VisitsExtensions { public static IApplicationBuilder UseVisits(this IApplicationBuilder app) => app.UseMiddleware<Visits>(); }
        """;

    [Theory]
    [InlineData(Inline + " app.{|CNS3003:UseCookiePolicy()|};")]
    [InlineData("app.UseMiddleware<Visits>(); app.{|CNS3003:UseCookiePolicy()|};")]
    [InlineData("app.UseMiddleware(typeof(Visits)); app.{|CNS3003:UseCookiePolicy()|};")]
    [InlineData("app.UseVisits(); app.{|CNS3003:UseCookiePolicy()|};")]
    [InlineData("app.UseRouting().UseVisits().{|CNS3003:UseCookiePolicy()|};")]
    [InlineData("app.UseWhen(c => true, branch => branch.UseVisits()); app.{|CNS3003:UseCookiePolicy()|};")]
    [InlineData("app.Map(\"/api\", api => api.UseMiddleware<Visits>()); app.{|CNS3003:UseCookiePolicy()|};")]
    [InlineData("app.UseVisits(); app.Map(\"/shop\", shop => shop.{|CNS3003:UseCookiePolicy()|});")]
    [InlineData("app.UseVisits(); app.{|CNS3003:UseCookiePolicy()|}; app.UseCookiePolicy();")]
    [InlineData("First(app); app.{|CNS3003:UseCookiePolicy()|}; static void First(IApplicationBuilder app) => app.UseVisits();")]
    [InlineData("app.UseVisits(); Second(app); static void Second(IApplicationBuilder app) => app.{|CNS3003:UseCookiePolicy()|};")]
    public Task Reports(string pipeline) => Run(pipeline);

    [Theory]
    [InlineData("app.UseCookiePolicy(); " + Inline)]
    [InlineData("app.UseCookiePolicy(); app.UseVisits();")]
    [InlineData("app.UseVisits();")]
    [InlineData("app.UseCookiePolicy();")]
    [InlineData("app.UseStaticFiles(); app.UseSession(); app.UseCookiePolicy();")]
    [InlineData("app.UseCookiePolicy(); app.UseVisits(); app.UseCookiePolicy();")]
    [InlineData("app.Use(async (context, next) => { await next(); context.Response.Cookies.Append(\"promo\", \"1\"); }); app.UseCookiePolicy();")]
    [InlineData("app.Use(async (context, next) => { context.Response.OnStarting(() => { context.Response.Cookies.Append(\"promo\", \"1\"); return Task.CompletedTask; }); await next(); }); app.UseCookiePolicy();")]
    [InlineData("app.Use(async (context, next) => { context.Response.Cookies.Append(\"session_id\", \"1\"); await next(); }); app.UseCookiePolicy();")]
    [InlineData("app.Use(async (context, next) => { context.Response.Cookies.Append(\"promo\", \"1\", new CookieOptions { IsEssential = true }); await next(); }); app.UseCookiePolicy();")]
    [InlineData("app.Use(async (context, next) => { context.Response.Cookies.Delete(\"promo\"); await next(); }); app.UseCookiePolicy();")]
    [InlineData("app.Use(async (context, next) => { context.Response.Headers.Append(\"Set-Cookie\", \"promo=1\"); await next(); }); app.UseCookiePolicy();")]
    [InlineData("app.UseRouting(); app.UseEndpoints(e => e.MapGet(\"/\", (HttpContext context) => context.Response.Cookies.Append(\"promo\", \"1\"))); app.UseCookiePolicy();")]
    [InlineData("app.Map(\"/shop\", shop => shop.UseCookiePolicy()); app.UseVisits();")]
    [InlineData("Second(app); app.UseVisits(); static void Second(IApplicationBuilder app) => app.UseCookiePolicy();")]
    public Task IsSilent(string pipeline) => Run(pipeline);

    [Fact]
    public Task A_policy_that_never_asks_holds_nothing_back_anyway() => Run("app.UseVisits(); app.UseCookiePolicy();", "_ => false");

    [Theory]
    [InlineData("app.UseVisits(); app.UseShop();", "app.{|CNS3003:UseCookiePolicy()|};")]
    [InlineData("app.UseShop(); app.UseVisits();", "app.UseCookiePolicy();")]
    [InlineData("app.UseShop();", "app.UseVisits(); app.{|CNS3003:UseCookiePolicy()|};")]
    public Task Across_files_and_extension_methods(string program, string extension) => new AnalyzerTest<PolicyTooLateAnalyzer>
    {
        Sources =
        {
            $"var builder = WebApplication.CreateBuilder(args); builder.Services.AddShop(); var app = builder.Build(); {program} app.Run();",
            $$"""
            static class Shop
            {
                public static IServiceCollection AddShop(this IServiceCollection services) => services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = _ => true);
                public static WebApplication UseShop(this WebApplication app) { {{extension}} return app; }
            }
            """,
            Visits,
        },
    }.RunAsync();

    [Fact]
    public Task The_write_is_shown() => new AnalyzerTest<PolicyTooLateAnalyzer>
    {
        Sources = { Startup("app.UseMiddleware<Early>(); app.{|#0:UseCookiePolicy()|};", "_ => true") + "class Early(RequestDelegate next) { public Task Invoke(HttpContext c) { c.Response.Cookies.{|#1:Append(\"promo\", \"1\")|}; return next(c); } }" },
    }.Expect("CNS3003", at: 0, additional: [1], message: "UseCookiePolicy() comes after middleware that writes cookie 'promo', which it cannot hold back there; move UseCookiePolicy() before that middleware").RunAsync();

    private const string Service = "interface IPromos { void Remember(HttpContext context); } class Promos : IPromos { public void Remember(HttpContext context) => Write(context.Response); void Write(HttpResponse response) => response.Cookies.Append(\"promo\", \"1\"); } ";

    [Theory]
    [InlineData(Service + "class Early(RequestDelegate next, IPromos promos) { public Task Invoke(HttpContext c) { promos.Remember(c); return next(c); } }")]
    [InlineData(Service + "class Early(RequestDelegate next) { public Task Invoke(HttpContext c, IPromos promos) { if (c.Request.Query.Count > 0) promos.Remember(c); return next(c); } }")]
    [InlineData("static class Promos { public static void Remember(this HttpContext context) => context.Response.Cookies.Append(\"promo\", \"1\"); } class Early(RequestDelegate next) { public Task Invoke(HttpContext c) { c.Remember(); return next(c); } }")]
    public Task Through_a_service(string types) => Run("app.UseMiddleware<Early>(); app.{|CNS3003:UseCookiePolicy()|};", types: types);

    [Fact]
    public Task Through_a_service_from_a_handler() => Run("app.Use(async (context, next) => { context.RequestServices.GetRequiredService<IPromos>().Remember(context); await next(); }); app.{|CNS3003:UseCookiePolicy()|};", types: Service);

    [Theory]
    // Behind the next one, later, or after the policy.
    [InlineData(Service + "class Early(RequestDelegate next, IPromos promos) { public async Task Invoke(HttpContext c) { await next(c); promos.Remember(c); } }")]
    [InlineData(Service + "class Early(RequestDelegate next, IPromos promos) { public Task Invoke(HttpContext c) { c.Response.OnStarting(() => { promos.Remember(c); return Task.CompletedTask; }); return next(c); } }")]
    [InlineData("class Promos { public void Remember(HttpContext context) => context.Response.OnStarting(() => { context.Response.Cookies.Append(\"promo\", \"1\"); return Task.CompletedTask; }); } class Early(RequestDelegate next, Promos promos) { public Task Invoke(HttpContext c) { promos.Remember(c); return next(c); } }")]
    // Under a check, here or there; what needs none.
    [InlineData(Service + "class Choice { public bool HasConsent { get; set; } } class Early(RequestDelegate next, IPromos promos, Choice choice) { public Task Invoke(HttpContext c) { if (choice.HasConsent) promos.Remember(c); return next(c); } }")]
    [InlineData("class Choice { public bool HasConsent { get; set; } } class Promos(Choice choice) { public void Remember(HttpContext context) { if (choice.HasConsent) context.Response.Cookies.Append(\"promo\", \"1\"); } } class Early(RequestDelegate next, Promos promos) { public Task Invoke(HttpContext c) { promos.Remember(c); return next(c); } }")]
    [InlineData("class Carts { public void Remember(HttpContext context) => context.Response.Cookies.Append(\"cart_id\", \"1\"); } class Early(RequestDelegate next, Carts carts) { public Task Invoke(HttpContext c) { carts.Remember(c); return next(c); } }")]
    [InlineData("class Promos { public void Remember(HttpContext context) => context.Response.Cookies.Append(\"promo\", \"1\", new CookieOptions { IsEssential = true }); } class Early(RequestDelegate next, Promos promos) { public Task Invoke(HttpContext c) { promos.Remember(c); return next(c); } }")]
    [InlineData("class Promos { public void Forget(HttpContext context) => context.Response.Cookies.Delete(\"promo\"); public void Remember(HttpContext context) => context.Response.Cookies.Append(\"promo\", \"1\"); } class Early(RequestDelegate next, Promos promos) { public Task Invoke(HttpContext c) { promos.Forget(c); return next(c); } }")]
    // Which of them?
    [InlineData(Service + "class Nothing : IPromos { public void Remember(HttpContext context) { } } class Early(RequestDelegate next, IPromos promos) { public Task Invoke(HttpContext c) { promos.Remember(c); return next(c); } }")]
    [InlineData("class Promos { public void Remember(HttpContext context) => Remember(context); } class Early(RequestDelegate next, Promos promos) { public Task Invoke(HttpContext c) { promos.Remember(c); return next(c); } }")]
    public Task Through_a_service_it_is_silent(string types) => Run("app.UseMiddleware<Early>(); app.UseCookiePolicy();", types: types);

    [Fact]
    public Task Methods_that_call_each_other() => Run("A(app); static void A(IApplicationBuilder app) { B(app); app.UseCookiePolicy(); } static void B(IApplicationBuilder app) { A(app); }");

    private static Task Run(string pipeline, string asks = "_ => true", string types = "") => new AnalyzerTest<PolicyTooLateAnalyzer> { Sources = { Startup(pipeline, asks) + types, Visits } }.RunAsync();

    private static string Startup(string pipeline, string asks) => $$"""
        class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = {{asks}});
            public void Configure(IApplicationBuilder app)
            {
                {{pipeline}}
            }
        }

        """;
}
