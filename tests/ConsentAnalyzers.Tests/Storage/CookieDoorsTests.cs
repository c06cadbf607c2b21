using ConsentAnalyzers.Rules.Cookies;

namespace ConsentAnalyzers.Tests.Storage;

/// <summary>Every way by which C# stores a cookie, beside <c>Response.Cookies.Append</c>.</summary>
public sealed class CookieDoorsTests
{
    [Theory]
    [InlineData("new ChunkingCookieManager().{|CNS1002:AppendResponseCookie(context, \"_ga\", \"1\", new CookieOptions())|};")]
    [InlineData("manager.{|CNS1001:AppendResponseCookie(context, \"promo\", \"1\", new CookieOptions())|};")]
    [InlineData("manager.AppendResponseCookie(context, \".AspNetCore.Cookies\", \"1\", new CookieOptions());")]
    [InlineData("manager.AppendResponseCookie(context, \"_ga\", \"\", new CookieOptions { Expires = DateTimeOffset.UnixEpoch });")]
    [InlineData("manager.DeleteCookie(context, \"_ga\", new CookieOptions());")]
    [InlineData("if (context.Features.Get<ITrackingConsentFeature>()!.CanTrack) manager.AppendResponseCookie(context, \"_ga\", \"1\", new CookieOptions());")]
    public Task Cookie_managers(string statement) => Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(Source(statement));

    [Fact]
    public Task A_cookie_manager_of_ones_own_is_named_by_its_caller() => Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>("""
        using Microsoft.AspNetCore.Authentication.Cookies;
        using Microsoft.AspNetCore.Http;
        class Manager(ICookieManager inner) : ICookieManager
        {
            public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) => inner.AppendResponseCookie(context, key, value, options);
            public void DeleteCookie(HttpContext context, string key, CookieOptions options) => inner.DeleteCookie(context, key, options);
            public string? GetRequestCookie(HttpContext context, string key) => inner.GetRequestCookie(context, key);
        }
        """);

    [Fact]
    public Task A_decorator_of_the_response_cookies_is_named_by_its_caller() => Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>("""
        using Microsoft.AspNetCore.Http;
        class Decorated(IResponseCookies inner) : IResponseCookies
        {
            public void Append(string key, string value) => inner.Append(key, value);
            public void Append(string key, string value, CookieOptions options) => inner.Append(key, value, options);
            public void Delete(string key) => inner.Delete(key);
            public void Delete(string key, CookieOptions options) => inner.Delete(key, options);
        }
        class C { void M(Decorated cookies) { cookies.{|CNS1002:Append("_ga", "1")|}; cookies.Append("cart", "1"); } }
        """);

    [Theory]
    [InlineData("js.{|CNS1002:InvokeVoidAsync(\"setCookie\", \"_ga\", \"1\", 30)|};")]
    [InlineData("js.{|CNS1001:InvokeVoidAsync(\"site.writeCookie\", \"promo\", \"1\")|};")]
    [InlineData("js.{|CNS1002:InvokeAsync<object>(\"Cookies.set\", \"_fbp\", \"1\")|};")]
    [InlineData("js.{|CNS1001:InvokeVoidAsync(\"blazorExtensions.WriteCookie\", Environment.MachineName, \"1\", 7)|};")]
    [InlineData("js.{|CNS1002:InvokeVoidAsync(\"eval\", \"document.cookie = '_ga=1; path=/'\")|};")]
    [InlineData("js.{|CNS1002:InvokeVoidAsync(\"eval\", $\"document.cookie = \\\"_ga={id}; path=/\\\"\")|};")]
    [InlineData("module.{|CNS1002:InvokeVoidAsync(\"createCookie\", \"_ga\", \"1\")|};")]
    [InlineData("((IJSInProcessRuntime)js).{|CNS1002:InvokeVoid(\"setCookie\", \"_ga=1; max-age=3600\")|};")]
    [InlineData("js.InvokeVoidAsync(\"setCookie\", \"theme\", \"dark\", 30);")]
    [InlineData("js.InvokeVoidAsync(\"setCookie\", \"_ga=; max-age=0\");")]
    [InlineData("js.InvokeVoidAsync(\"eval\", \"document.cookie = '_ga=; expires=Thu, 01 Jan 1970 00:00:00 GMT'\");")]
    [InlineData("js.InvokeAsync<string>(\"getCookie\", \"_ga\");")]
    [InlineData("js.InvokeVoidAsync(\"deleteCookie\", \"_ga\");")]
    [InlineData("js.InvokeVoidAsync(\"setCookieConsent\", \"accepted\");")]
    [InlineData("js.InvokeVoidAsync(\"cookieStore.get\", \"_ga\");")]
    [InlineData("js.InvokeVoidAsync(\"eval\", \"document.cookie == 'a=b'\");")]
    [InlineData("js.InvokeVoidAsync(\"eval\", \"console.log(document.cookie)\");")]
    [InlineData("js.InvokeVoidAsync(id, \"_ga\"); js.InvokeVoidAsync(\"setCookie\");")]
    [InlineData("if (context.Features.Get<ITrackingConsentFeature>()!.CanTrack) js.InvokeVoidAsync(\"setCookie\", \"_ga\", \"1\");")]
    [InlineData("new Action<string>(_ => { }).Invoke(\"setCookie\");")]
    public Task JavaScript(string statement) => Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(Source(statement));

    [Fact]
    public Task JavaScript_by_a_service_of_ones_own() => Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>("""
        using System.Threading.Tasks;
        using Microsoft.JSInterop;
        class CookieService(IJSRuntime js) { public ValueTask SetAsync(string name, string value) => js.InvokeVoidAsync("setCookie", name, value); }
        class C { async Task M(CookieService cookies) { await cookies.{|CNS1002:SetAsync("_ga", "1")|}; await cookies.SetAsync("theme", "dark"); } }
        """);

    [Fact]
    public Task JavaScript_goes_around_the_enforced_policy() => new AnalyzerTest<CookieWithoutConsentAnalyzer>
    {
        Sources =
        {
            "using Microsoft.AspNetCore.Builder; class S { void M(IApplicationBuilder app, CookiePolicyOptions o) { o.CheckConsentNeeded = _ => true; app.UseCookiePolicy(); } }",
            Source("js.{|CNS1002:InvokeVoidAsync(\"setCookie\", \"_ga\", \"1\")|}; context.Response.Cookies.Append(\"_ga\", \"1\");"),
        },
    }.RunAsync();

    [Theory]
    [InlineData("context.Response.Cookies.{|CNS1002:Append(\"_ga\", \"1\", new CookieBuilder { Expiration = TimeSpan.FromDays(3) }.Build(context))|};")]
    [InlineData("context.Response.Cookies.Append(\"_ga\", \"1\", new CookieBuilder { Expiration = TimeSpan.FromDays(-3) }.Build(context));")]
    [InlineData("var builder = new CookieBuilder { Name = \"_ga\" }; context.Response.Cookies.{|CNS1002:Append(builder.Name, \"1\", builder.Build(context))|};")]
    [InlineData("var builder = new CookieBuilder(); builder.Name = \"cart\"; context.Response.Cookies.Append(builder.Name, \"1\", builder.Build(context));")]
    [InlineData("context.Response.Cookies.Append(policy.ConsentCookie.Name!, \"yes\", policy.ConsentCookie.Build(context));")]
    public Task Builders(string statement) => Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(Source(statement));

    [Theory]
    [InlineData("void Set(string name) => r.Cookies.Append(\"shop-\" + name, \"x\"); void M() { {|CNS1001:Set(\"promo\")|}; Set(\"cart\"); }")]
    [InlineData("void Set(string key) => r.Cookies.Append($\"_g{key}\", \"x\"); void M() { {|CNS1002:Set(\"a\")|}; }")]
    [InlineData("void Set(string id) => r.Cookies.{|CNS1001:Append($\"promo-{id}\", \"x\")|}; void M() => Set(\"1\");")]
    [InlineData("void Set(string name, CookieOptions? o = null) { o ??= new CookieOptions(); o.Expires = DateTimeOffset.UnixEpoch; r.Cookies.Append(name, \"x\", o); } void M() => Set(\"_ga\");")]
    public Task Wrappers_with_a_prefix_or_settings_of_their_own(string members) => Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>($"using System; using Microsoft.AspNetCore.Http; class C(HttpResponse r) {{ {members} HttpResponse R => r; }}");

    private static string Source(string statement) => $$"""
        using System;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Authentication.Cookies;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.Features;
        using Microsoft.JSInterop;
        class C
        {
            void M(HttpContext context, ICookieManager manager, IJSRuntime js, IJSObjectReference module, CookiePolicyOptions policy, string id)
            {
                {{statement}}
            }
        }
        """;
}
