using ConsentAnalyzers.Rules.Cookies;

namespace ConsentAnalyzers.Tests.Rules.Cookies;

/// <summary>A method that passes its parameter on as the cookie's name is a writer: its call sites are looked at.</summary>
public sealed class CookieWritersTests
{
    [Theory]
    [InlineData("void Set(string name) => r.Cookies.Append(name, \"x\"); void M() { {|CNS1002:Set(\"_ga\")|}; {|CNS1001:Set(\"promo\")|}; Set(\"cart\"); }")]
    [InlineData("void Set(string value, string name) { r.Cookies.Append(name, value); } void M() => this.{|CNS1002:Set(\"x\", \"_ga\")|};")]
    [InlineData("void Set(string value, string name) { r.Cookies.Append(name, value); } void M() => this.{|CNS1002:Set(name: \"_ga\", value: \"x\")|};")]
    [InlineData("void Set(string name) => Inner(name); void Inner(string key) => r.Cookies.Append(key, \"x\"); void M() => {|CNS1002:Set(\"_ga\")|};")]
    [InlineData("void Set(string name) => r.Cookies.Append(name, \"x\"); void M(ITrackingConsentFeature f) { if (f.CanTrack) Set(\"_ga\"); }")]
    [InlineData("void Set(string name, ITrackingConsentFeature f) { if (f.CanTrack) r.Cookies.Append(name, \"x\"); } void M(ITrackingConsentFeature f) => Set(\"_ga\", f);")]
    [InlineData("void Set(string name, CookieOptions o) => r.Cookies.Append(name, \"x\", o); void M() => Set(\"_ga\", new CookieOptions { Expires = DateTimeOffset.UnixEpoch });")]
    [InlineData("void Remove(string name) => r.Cookies.Append(name, \"\", new CookieOptions { Expires = DateTimeOffset.UnixEpoch }); void M() => Remove(\"_ga\");")]
    [InlineData("void Remove(string name) => r.Cookies.Delete(name); void M() => Remove(\"_ga\");")]
    [InlineData("void Set(string name, int days) => r.Cookies.Append(name, \"\", new CookieOptions { Expires = DateTimeOffset.Now.AddDays(days) }); void M() { Set(\"_ga\", -1); {|CNS1002:Set(\"_ga\", 1)|}; }")]
    [InlineData("void Say(string name) => Console.WriteLine(name); void M() => Say(\"_ga\");")]
    [InlineData("void Say(string name) => new System.Text.StringBuilder().Append(name); void M() => Say(\"_ga\");")]
    [InlineData("void M() { {|CNS1002:Set(\"_ga\")|}; void Set(string name) => r.Cookies.Append(name, \"x\"); }")]
    [InlineData("void Set(string name) => Set(name); void M() => Set(\"_ga\");")]
    public Task In_one_class(string members) => Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(Usings + $"class C(HttpResponse r) {{ {members} HttpResponse R => r; }}");

    [Theory]
    [InlineData("jar.{|CNS1002:Put(\"_ga\", \"1\")|};", "class Jar(HttpResponse r) : IJar { public void Put(string key, string value) => r.Cookies.Append(key, value); }")]
    [InlineData("jar.Put(\"_ga\", \"1\");", "class Jar(HttpResponse r) : IJar { public void Put(string key, string value) => r.Cookies.Append(key, value); } class Other : IJar { public void Put(string key, string value) { } }")]
    [InlineData("context.{|CNS1002:PutCookie(\"_ga\")|};", "static class Extensions { public static void PutCookie(this HttpContext context, string key) => context.Response.Cookies.Append(key, \"1\"); }")]
    [InlineData("Helper.{|CNS1001:PutCookie(context, \"promo\")|};", "static class Helper { public static void PutCookie(HttpContext context, string key) => context.Response.Cookies.Append(key, \"1\"); }")]
    public Task Across_classes(string call, string types) => Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(Usings + $$"""
        interface IJar { void Put(string key, string value); }
        {{types}}
        class C(IJar jar, HttpContext context) { void M() { _ = jar; _ = context; {{call}} } }
        """);

    [Fact]
    public Task In_another_assembly_by_configuration() => new AnalyzerTest<CookieWithoutConsentAnalyzer>
    {
        References = { TestReferences.Library("Library", "namespace L { public static class Jar { public static void Put(string value, string cookieName) { } public static void Other(string name) { } } }") },
        Sources = { "class C { void M() { L.Jar.{|CNS1002:Put(\"x\", \"_ga\")|}; L.Jar.Other(\"_ga\"); } }" },
        Config = "consent_analyzers.cookie_writers = Jar.Put",
    }.RunAsync();

    private const string Usings = "using System; using Microsoft.AspNetCore.Http; using Microsoft.AspNetCore.Http.Features;\n";
}
