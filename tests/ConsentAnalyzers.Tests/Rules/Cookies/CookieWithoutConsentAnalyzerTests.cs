using ConsentAnalyzers.Rules.Cookies;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests.Rules.Cookies;

public sealed class CookieWithoutConsentAnalyzerTests
{
    [Theory]
    [InlineData("response.Cookies.{|CNS1001:Append(\"promo\", \"x\")|};")]
    [InlineData("response.Cookies.{|CNS1001:Append(\"promo\", \"x\", new CookieOptions { HttpOnly = true })|};")]
    [InlineData("response.Cookies.{|CNS1001:Append(value: \"x\", key: \"promo\")|};")]
    [InlineData("response?.Cookies?.{|CNS1001:Append(\"promo\", \"x\")|};")]
    [InlineData("var cookies = response.Cookies; cookies.{|CNS1001:Append(\"promo\", \"x\")|};")]
    [InlineData("response.Cookies\n    .{|CNS1001:Append\n    (\"promo\", \"x\")|};")]
    [InlineData("response.Cookies.{|CNS1001:Append([new KeyValuePair<string, string>(\"promo\", \"x\")], new CookieOptions())|};")]
    [InlineData("response.Cookies.{|CNS1002:Append(\"_ga\", \"x\")|};")]
    [InlineData("response.Cookies.{|CNS1002:Append(\"_ga_ABC123\", \"x\")|};")]
    [InlineData("response.Cookies.{|CNS1002:Append($\"_ga_{id}\", \"x\")|};")]
    [InlineData("response.Cookies.{|CNS1002:Append(\"_fbp\", \"x\")|};")]
    [InlineData("response.Cookies.{|CNS1002:Append(\"__Secure-_ga\", \"x\")|};")]
    [InlineData("response.Cookies.{|CNS1002:Append(\"_ga\", \"\")|};")]
    [InlineData("response.Cookies.{|CNS1002:Append(\"_pk_id.1.1fff\", \"x\")|};")]
    [InlineData("response.Cookies.{|CNS1001:Append(id, \"x\")|};", true)]
    [InlineData("response.Cookies.{|CNS1001:Append(\"fr\", \"x\")|};")]
    [InlineData("response.Cookies.{|CNS1001:Append(\"visitor_id\", \"x\")|};")]
    [InlineData("response.Cookies.{|CNS1001:Append(\"analytics_session\", \"x\")|};")]
    [InlineData("response.OnStarting(() => { response.Cookies.{|CNS1001:Append(\"promo\", \"x\")|}; return Task.CompletedTask; });")]
    public Task Reports(string statement, bool nameIsLocal = false) =>
        Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(Method(nameIsLocal ? "var id = Guid.NewGuid().ToString(); " + statement : statement, nameIsLocal ? "" : ", string id"));

    [Theory]
    [InlineData("response.Cookies.Delete(\"_ga\");")]
    [InlineData("response.Cookies.Append(\"_ga\", \"\", new CookieOptions { Expires = DateTimeOffset.UtcNow.AddDays(-1) });")]
    [InlineData("response.Cookies.Append(\"_ga\", \"\", new CookieOptions { Expires = DateTimeOffset.UnixEpoch });")]
    [InlineData("response.Cookies.Append(\"_ga\", \"\", new CookieOptions { Expires = new DateTime(1970, 1, 1) });")]
    [InlineData("response.Cookies.Append(\"_ga\", \"\", new CookieOptions { MaxAge = TimeSpan.Zero });")]
    [InlineData("response.Cookies.Append(\"_ga\", \"\", new CookieOptions { MaxAge = TimeSpan.FromDays(-1), Expires = DateTimeOffset.Now.AddDays(3) });")]
    [InlineData("var gone = new CookieOptions(); gone.Expires = DateTime.Now.AddYears(-1); response.Cookies.Append(\"_ga\", \"\", gone);")]
    [InlineData("response.Cookies.Append(\".AspNetCore.Session\", \"x\");")]
    [InlineData("response.Cookies.Append(\"cart_id\", \"x\");")]
    [InlineData("response.Cookies.Append(\"X-XSRF-TOKEN\", \"x\");")]
    [InlineData("response.Cookies.Append(\"ui-theme\", \"x\");")]
    [InlineData("response.Cookies.Append(\"preferred_language\", \"x\");")]
    [InlineData("response.Cookies.Append(\"__Host-session\", \"x\");")]
    [InlineData("response.Cookies.Append(\"__Host-abc\", \"x\");")]
    [InlineData("response.Cookies.Append(\"cookie_consent\", \"x\");")]
    [InlineData("response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName, \"x\");")]
    [InlineData("response.Cookies.Append(Names.Basket, \"x\");")]
    [InlineData("response.Cookies.Append(Names.Visitor, \"x\");")]
    [InlineData("response.Cookies.Append(id + \".Theme\", \"x\");")]
    [InlineData("response.Cookies.{|CNS1001:Append(Environment.MachineName + \".Promo\", \"x\")|};")]
    [InlineData("response.Cookies.Append(ThemeContext.CookieName(), \"x\");")]
    [InlineData("response.Cookies.{|CNS1001:Append(CampaignContext.CookieName(), \"x\")|};")]
    [InlineData("response.Cookies.Append(CookieConsentService.Unnamed(), \"x\");")]
    [InlineData("response.Cookies.Append(\"customer\", new Customer().Id.ToString());")]
    [InlineData("response.Cookies.Append(\"BrandCoursesFilter\", \"x\"); response.Cookies.Append(\"orders_sort\", \"x\");")]
    // A shop's visitor is its customer; anybody else's is not.
    [InlineData("response.Cookies.Append(\"visitor\", new Customer().Id.ToString());")]
    [InlineData("response.Cookies.{|CNS1001:Append(\"visitor\", Guid.NewGuid().ToString())|};")]
    [InlineData("response.Cookies.{|CNS1001:Append(\"promo\", new Customer().Id.ToString())|};")]
    [InlineData("response.Cookies.Append($\"{Names.Prefix}session\", \"x\");")]
    [InlineData("response.Cookies.Append(Names.BASKET_COOKIENAME, \"x\");")]
    [InlineData("response.Cookies.Append(options.XsrfCookieName, \"x\");")]
    [InlineData("response.Cookies.Append(nameof(Names.Theme), \"x\");")]
    [InlineData("response.Cookies.Append(key: id, value: \"x\");")]
    [InlineData("_ = nameof(response.Cookies.Append);")]
    [InlineData("System.Linq.Expressions.Expression<Action> e = () => response.Cookies.Append(\"_ga\", \"x\");")]
    [InlineData("new System.Text.StringBuilder().Append(\"_ga\", 0, 3);")]
    [InlineData("response.Headers.Append(\"X-Promo\", \"x\");")]
    public Task IsSilent(string statement) => Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(Method(statement));

    [Fact]
    public Task Message_names_the_cookie_its_vendor_and_its_purpose() =>
        new AnalyzerTest<CookieWithoutConsentAnalyzer> { Sources = { Method("response.Cookies.{|CNS1002:Append(\"_ga\", \"x\", new CookieOptions { MaxAge = TimeSpan.FromDays(30) })|};") } }
            .Expect(
                "CNS1002",
                message: "Cookie '_ga' (Google Analytics, audience measurement) is written before the visitor has consented; write it under a consent check for Analytics",
                properties: [("schema", "1"), ("kind", "cookie"), ("name", "_ga"), ("provider", "Google Analytics"), ("purpose", "Analytics"), ("ground", ""), ("lifetime", "30 days"), ("status", "ungated"), ("element", "Append")])
            .RunAsync();

    [Fact]
    public Task Message_of_an_unknown_cookie_asks() =>
        new AnalyzerTest<CookieWithoutConsentAnalyzer> { Sources = { Method("response.Cookies.{|CNS1001:Append(\"promo\", \"x\")|};") } }
            .Expect("CNS1001", message: "Cookie 'promo' is written without a consent check, and nothing says what it is for; write it under a consent check, or declare its ground with [ConsentExempt]", properties: [("lifetime", "session"), ("purpose", "")])
            .RunAsync();

    [Fact]
    public Task A_named_purpose_guards_an_unknown_cookie() => Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(Method("if (hasMarketingConsent) response.Cookies.Append(\"promo\", \"x\");", ", bool hasMarketingConsent"));

    [Theory]
    [InlineData("analytics || marketing", "CNS1002", "_ga")]
    [InlineData("analytics", null, "_ga")]
    [InlineData("analytics || marketing", null, "promo")]
    public Task Purposes_are_sets(string condition, string? id, string name)
    {
        var write = $"Append(\"{name}\", \"x\")";
        return Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(Method(
            $"if ({condition}) response.Cookies.{(id is null ? write : $"{{|{id}:{write}|}}")};".Replace("analytics", "analyticsConsent").Replace("marketing", "marketingConsent"), ", bool analyticsConsent, bool marketingConsent"));
    }

    [Theory]
    [InlineData("[ConsentGuard] bool Ready() => DateTime.Now.Hour > 3;", "Ready()", null)]
    [InlineData("[ConsentGuard(\"Analytics\")] bool Ready => DateTime.Now.Hour > 3;", "Ready", null)]
    [InlineData("[ConsentGuard(\"Advertising\")] bool Ready => DateTime.Now.Hour > 3;", "Ready", "CNS1009")]
    [InlineData("[ConsentGuard(\"Advertising\", \"Analytics\")] bool Ready => DateTime.Now.Hour > 3;", "Ready", null)]
    [InlineData("[ConsentGuard(\"Nonsense\")] bool Ready => DateTime.Now.Hour > 3;", "Ready", "CNS1002")]
    [InlineData("[ConsentGuard] Task<bool> Ready() => Task.FromResult(DateTime.Now.Hour > 3);", "await Ready()", null)]
    [InlineData("bool Ready() => DateTime.Now.Hour > 3;", "Ready()", "CNS1002")]
    public Task Guard_attribute(string member, string condition, string? id)
    {
        var write = id is null ? "Append(\"_ga\", \"x\")" : $"{{|{id}:Append(\"_ga\", \"x\")|}}";
        return new AnalyzerTest(new CookieWithoutConsentAnalyzer(), new ConsentForAnotherPurposeAnalyzer()) { Sources = { Usings + Attributes + $$"""
            class C
            {
                {{member}}
                async Task M(HttpResponse response) { await Task.Yield(); if ({{condition}}) response.Cookies.{{write}}; }
            }
            """ } }.RunAsync();
    }

    [Theory]
    [InlineData("bool Ok => feature.CanTrack;", false)]
    [InlineData("bool Ok => Inner; bool Inner => Deeper(); bool Deeper() { if (!feature.CanTrack) return false; return DateTime.Now.Hour > 3; }", false)]
    [InlineData("bool Ok { get { var ok = feature.CanTrack; return ok && DateTime.Now.Hour > 3; } }", false)]
    [InlineData("bool Ok => feature.CanTrack || DateTime.Now.Hour > 3;", true)]
    [InlineData("bool Ok { get { try { return feature.CanTrack; } catch { return true; } } }", true)]
    [InlineData("bool HasConsent => true; bool Ok => HasConsent;", true)]
    [InlineData("bool HasConsent { get { if (DateTime.Now.Hour > 3) return true; return feature.CanTrack; } } bool Ok => HasConsent;", true)]
    [InlineData("bool HasConsent { get; set; } bool Ok => HasConsent;", false)]
    [InlineData("bool HasConsent() => store.Contains(\"x\"); bool Ok => HasConsent();", false)]
    [InlineData("bool Ok => Again; bool Again => Ok;", true)]
    [InlineData("bool Ok => !NeedsConsent; bool NeedsConsent => !feature.CanTrack;", false)]
    public Task Bodies_are_opened(string members, bool isReported)
    {
        var write = isReported ? "{|CNS1002:Append(\"_ga\", \"x\")|}" : "Append(\"_ga\", \"x\")";
        return Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(Usings + $$"""
            class C(ITrackingConsentFeature feature, List<string> store)
            {
                {{members}}
                void M(HttpResponse response) { _ = store; _ = feature; if (Ok) response.Cookies.{{write}}; }
            }
            """);
    }

    [Theory]
    [InlineData("readonly bool ok; C(ITrackingConsentFeature feature) { ok = feature.CanTrack; }", false)]
    [InlineData("bool ok { get; } C(ITrackingConsentFeature feature) { ok = feature.CanTrack; }", false)]
    [InlineData("readonly bool ok = true; C(ITrackingConsentFeature feature) { ok = feature.CanTrack; }", true)]
    [InlineData("bool ok; C(ITrackingConsentFeature feature) { ok = feature.CanTrack; }", true)]
    public Task Fields_carry_what_the_constructor_gave_them(string members, bool isReported)
    {
        var write = isReported ? "{|CNS1002:Append(\"_ga\", \"x\")|}" : "Append(\"_ga\", \"x\")";
        return Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(Usings + $$"""
            class C { {{members}} void M(HttpResponse response) { if (ok) response.Cookies.{{write}}; } }
            """);
    }

    [Theory]
    [InlineData("[RequiresConsent(\"Analytics\")] void M(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\");")]
    [InlineData("[RequiresConsent] void M(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\");")]
    [InlineData("[RequiresConsent(\"Advertising\", \"SocialMedia\")] void M(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\");")]
    [InlineData("[RequiresConsent] class D { void M(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\"); }")]
    [InlineData("abstract class B { [RequiresConsent] public abstract void M(HttpResponse r); } class D : B { public override void M(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\"); }")]
    [InlineData("interface I { [RequiresConsent] void M(HttpResponse r); } class D : I { public void M(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\"); }")]
    [InlineData("interface I { [RequiresConsent] void M(HttpResponse r); void N(HttpResponse r); } class D : I { void I.M(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\"); void I.N(HttpResponse r) => r.Cookies.{|CNS1002:Append(\"_ga\", \"x\")|}; }")]
    [InlineData("[RequiresConsent] interface I { void M(HttpResponse r); } class D : I { public void M(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\"); public void N(HttpResponse r) => r.Cookies.{|CNS1002:Append(\"_ga\", \"x\")|}; }")]
    [InlineData("[RequiresConsent] int P { get { response.Cookies.Append(\"_ga\", \"x\"); return 1; } } HttpResponse response = null!;")]
    [InlineData("void M(HttpResponse r, ITrackingConsentFeature f) { if (f.CanTrack) W(r); if (!f.CanTrack) return; W(r); } void W(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\");")]
    [InlineData("void M(HttpResponse r, ITrackingConsentFeature f) { if (f.CanTrack) W(r); else W(r); } void W(HttpResponse r) => r.Cookies.{|CNS1002:Append(\"_ga\", \"x\")|};")]
    [InlineData("void M(HttpResponse r, ITrackingConsentFeature f) { if (f.CanTrack) W(r); } void W(HttpResponse r) => V(r); void V(HttpResponse r) => r.Cookies.Append(\"_ga\", \"x\");")]
    [InlineData("void M(HttpResponse r, ITrackingConsentFeature f) { if (f.CanTrack) W(r); } public void W(HttpResponse r) => r.Cookies.{|CNS1002:Append(\"_ga\", \"x\")|};")]
    [InlineData("void W(HttpResponse r) { if (r.StatusCode > 3) W(r); r.Cookies.{|CNS1002:Append(\"_ga\", \"x\")|}; }")]
    public Task Contracts_and_private_callers(string members) => Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(Usings + Attributes + $"class C {{ {members} }}");

    [Theory]
    [InlineData("public void A(HttpResponse r, ITrackingConsentFeature f) { if (f.CanTrack) W(r); } public void B(HttpResponse r) => {|#1:W(r)|};", "void W(HttpResponse r) => r.Cookies.{|#0:Append(\"_ga\", \"x\")|};", new[] { 1 })]
    [InlineData("public void A(HttpResponse r) { this.{|#1:W(r)|}; W(r, \"\"); _ = nameof(W); } public void B(HttpResponse r) => {|#2:W(r)|}; void W(HttpResponse r, string s) { }", "void W(HttpResponse r) => r.Cookies.{|#0:Append(\"_ga\", \"x\")|};", new[] { 1, 2 })]
    [InlineData("public Action<HttpResponse> A() => {|#1:W|};", "void W(HttpResponse r) { Action a = () => r.Cookies.{|#0:Append(\"_ga\", \"x\")|}; a(); W(r); }", new[] { 1 })]
    [InlineData("public void A(HttpResponse r) { {|#1:L()|}; void L() => r.Cookies.{|#0:Append(\"_ga\", \"x\")|}; }", "", new[] { 1 })]
    [InlineData("public void A(HttpResponse r) => W(r); public void W(HttpResponse r) => r.Cookies.{|#0:Append(\"_ga\", \"x\")|};", "", new int[0])]
    [InlineData("", "void W(HttpResponse r) => r.Cookies.{|#0:Append(\"_ga\", \"x\")|};", new int[0])]
    [InlineData("public void A(HttpResponse r) => Y(r); void Y(HttpResponse r) => {|#1:W(r)|};", "void W(HttpResponse r) => r.Cookies.{|#0:Append(\"_ga\", \"x\")|};", new[] { 1 })]
    public Task Bare_callers_of_a_private_method_are_named(string callers, string written, int[] additional) =>
        new AnalyzerTest<CookieWithoutConsentAnalyzer> { Sources = { Usings + $"class C {{ {callers} {written} }}" } }.Expect("CNS1002", at: 0, additional: additional).RunAsync();

    [Fact]
    public Task At_most_ten_bare_callers_are_named_in_the_order_of_the_source() => new AnalyzerTest<CookieWithoutConsentAnalyzer>
    {
        Sources =
        {
            ("B.cs", "partial class C { void B(Microsoft.AspNetCore.Http.HttpResponse r) { " + string.Concat(Enumerable.Range(3, 12).Select(n => n <= 10 ? $"{{|#{n}:W(r)|}}; " : "W(r); ")) + "} }"),
            ("A.cs", "partial class C { void A(Microsoft.AspNetCore.Http.HttpResponse r) { {|#1:W(r)|}; {|#2:W(r)|}; } void W(Microsoft.AspNetCore.Http.HttpResponse r) => r.Cookies.{|#0:Append(\"promo\", \"x\")|}; }"),
        },
    }.Expect("CNS1001", at: 0, additional: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).RunAsync();

    [Theory]
    [InlineData("[ConsentExempt(Ground.Preferences, \"promo\", Justification = \"asked for\")] void M(HttpResponse r) => r.Cookies.Append(\"promo\", \"x\");")]
    [InlineData("[ConsentExempt(\"Cart\")] void M(HttpResponse r) => r.Cookies.Append(\"promo\", \"x\");")]
    [InlineData("[ConsentExempt(Ground.Preferences, \"other\")] void M(HttpResponse r) => r.Cookies.{|CNS1001:Append(\"promo\", \"x\")|};")]
    [InlineData("[ConsentExempt(\"Whatever\", \"promo\")] void M(HttpResponse r) => r.Cookies.{|CNS1001:Append(\"promo\", \"x\")|};")]
    [InlineData("[ConsentExempt(Ground.Session, \"_ga\")] void M(HttpResponse r) => r.Cookies.{|CNS1002:Append(\"_ga\", \"x\")|};")]
    [InlineData("[ConsentExempt(Ground.AudienceMeasurement, \"_pk_*\")] void M(HttpResponse r) => r.Cookies.Append(\"_pk_id.1\", \"x\");")]
    [InlineData("[ConsentExempt(Ground.Session, \"_pk_*\")] void M(HttpResponse r) => r.Cookies.{|CNS1002:Append(\"_pk_id.1\", \"x\")|};")]
    [InlineData("[ConsentExempt(Ground.Security)] const string Name = \"promo\"; void M(HttpResponse r) => r.Cookies.Append(Name, \"x\");")]
    [InlineData("[ConsentExempt(Ground.Cart, \"p*\")] class D { void M(HttpResponse r) => r.Cookies.Append(\"promo\", \"x\"); }")]
    public Task Exempt_attribute(string members) => Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(Usings + Attributes + $"class C {{ {members} }}");

    [Fact]
    public Task Exempt_attribute_on_the_assembly_names_its_cookies() => Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(
        Usings + "[assembly: ConsentExempt(Ground.Cart, \"promo\")] [assembly: ConsentExempt(Ground.Cart)]" + Attributes
        + "class C { void M(HttpResponse r) { r.Cookies.Append(\"promo\", \"x\"); r.Cookies.{|CNS1001:Append(\"other\", \"x\")|}; } }");

    [Theory]
    [InlineData("consent_analyzers.exempt_cookies = promo", "Append(\"promo\", \"x\")")]
    [InlineData("consent_analyzers.exempt_cookies = shop, promo : Cart", "Append(\"promo\", \"x\")")]
    [InlineData("consent_analyzers.exempt_cookies = pro*:Cart", "Append(\"promo\", \"x\")")]
    [InlineData("consent_analyzers.exempt_cookies = pro", "{|CNS1001:Append(\"promo\", \"x\")|}")]
    [InlineData("consent_analyzers.exempt_cookies = _ga:Cart", "{|CNS1002:Append(\"_ga\", \"x\")|}")]
    [InlineData("consent_analyzers.cookie_policy = enforced", "Append(\"_ga\", \"x\")")]
    [InlineData("consent_analyzers.cookie_policy = enforced", "{|CNS1002:Append(\"_ga\", \"x\", new CookieOptions { IsEssential = true })|}")]
    [InlineData("[*.cs]\nconsent_analyzers.exempt_cookies = promo", "Append(\"promo\", \"x\")")]
    public Task Configuration(string config, string write) => new AnalyzerTest<CookieWithoutConsentAnalyzer> { Sources = { Method($"response.Cookies.{write};") }, Config = config }.RunAsync();

    [Theory]
    [InlineData("consent_analyzers.guards = C.Ready", null)]
    [InlineData("consent_analyzers.guards = Shop.C.Ready:Analytics", null)]
    [InlineData("consent_analyzers.guards = M:Shop.C.Ready(System.Int32):Analytics|Advertising", null)]
    [InlineData("consent_analyzers.guards = M:Shop.C.Ready", null)]
    [InlineData("consent_analyzers.guards = C.Ready:Advertising", "CNS1009")]
    [InlineData("consent_analyzers.guards = Other.Ready", "CNS1002")]
    [InlineData("consent_analyzers.guard_names = ready", null)]
    [InlineData("consent_analyzers.guard_names = !ready", "CNS1002")]
    public Task Configured_guards(string config, string? id)
    {
        var write = id is null ? "Append(\"_ga\", \"x\")" : $"{{|{id}:Append(\"_ga\", \"x\")|}}";
        return new AnalyzerTest(new CookieWithoutConsentAnalyzer(), new ConsentForAnotherPurposeAnalyzer())
        {
            Sources = { Usings + $"namespace Shop {{ class C {{ bool Ready(int n) => n > 2; void M(HttpResponse r) {{ if (Ready(3)) r.Cookies.{write}; }} }} }}" },
            Config = config,
        }.RunAsync();
    }

    private const string Asks = "services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = _ => true);";

    [Theory]
    [InlineData(Asks + "app.UseCookiePolicy();", "Append(\"promo\", \"x\")")]
    [InlineData(Asks + "app.UseCookiePolicy();", "Append(\"_ga\", \"x\")")]
    [InlineData(Asks + "app.UseCookiePolicy();", "{|CNS1002:Append(\"_ga\", \"x\", new CookieOptions { IsEssential = true })|}")]
    [InlineData(Asks, "{|CNS1001:Append(\"promo\", \"x\")|}")]
    [InlineData("app.UseCookiePolicy();", "{|CNS1001:Append(\"promo\", \"x\")|}")]
    [InlineData("services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = _ => false); app.UseCookiePolicy();", "{|CNS1001:Append(\"promo\", \"x\")|}")]
    [InlineData("services.Configure<CookiePolicyOptions>(o => o.CheckConsentNeeded = _ => { return false; }); app.UseCookiePolicy();", "{|CNS1001:Append(\"promo\", \"x\")|}")]
    [InlineData(Asks + "app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always });", "{|CNS1001:Append(\"promo\", \"x\")|}")]
    [InlineData("app.UseCookiePolicy(new CookiePolicyOptions { CheckConsentNeeded = _ => true });", "Append(\"promo\", \"x\")")]
    [InlineData("services.Configure<CookiePolicyOptions>(o => { o.CheckConsentNeeded = _ => true; o.OnAppendCookie = c => c.IssueCookie = true; }); app.UseCookiePolicy();", "{|CNS1001:Append(\"promo\", \"x\")|}")]
    [InlineData("services.Configure<CookiePolicyOptions>(o => { o.CheckConsentNeeded = _ => true; o.OnAppendCookie = c => { if (c.CookieName == \"cart\") c.IssueCookie = true; }; }); app.UseCookiePolicy();", "Append(\"promo\", \"x\")")]
    public Task The_enforced_policy_holds_back_what_is_not_essential(string startup, string write) => Verify.AnalyzerAsync<CookieWithoutConsentAnalyzer>(Usings + $$"""
        class Startup { void Configure(Microsoft.Extensions.DependencyInjection.IServiceCollection services, IApplicationBuilder app) { {{startup}} } }
        class C { void M(HttpResponse r) => r.Cookies.{{write}}; }
        """);

    [Fact]
    public Task Tests_are_skipped_unless_asked_for() =>
        new AnalyzerTest<CookieWithoutConsentAnalyzer> { Sources = { Method("response.Cookies.Append(\"_ga\", \"x\");") }, BuildProperties = { ["IsTestProject"] = "true" } }.RunAsync();

    [Fact]
    public Task Tests_are_looked_at_when_asked_for() => new AnalyzerTest<CookieWithoutConsentAnalyzer>
    {
        Sources = { Method("response.Cookies.{|CNS1002:Append(\"_ga\", \"x\")|};") },
        BuildProperties = { ["IsTestProject"] = "true" },
        Config = "consent_analyzers.analyze_tests = true",
    }.RunAsync();

    [Fact]
    public Task Nothing_is_said_without_ASP_NET_Core() => new AnalyzerTest<CookieWithoutConsentAnalyzer>
    {
        AspNetCore = false,
        Sources = { "class Cookies { public void Append(string a, string b) { } } class C { void M(Cookies cookies) => cookies.Append(\"_ga\", \"1\"); }" },
    }.RunAsync();

    [Theory]
    [InlineData("class C { void M(Microsoft.AspNetCore.Http.HttpResponse r) { r.Cookies.Append(")]
    [InlineData("class C { void M(Microsoft.AspNetCore.Http.HttpResponse r) { if (r.Cookies.Append(\"_ga\"")]
    [InlineData("class C { bool Ok => Ok && ; void M(Microsoft.AspNetCore.Http.HttpResponse r) { if (Ok { r.Cookies.Append(\"\"")]
    [InlineData("using Microsoft.AspNetCore.Http; class C { [ConsentExempt void M(HttpResponse r) => r.Cookies")]
    public Task Half_typed_code_is_no_crash(string source) => new AnalyzerTest<CookieWithoutConsentAnalyzer> { Sources = { source }, CompilerErrorsAllowed = true }.RunAsync();

    [Fact]
    public Task Code_of_a_view_is_looked_at() => Verify.ViewAsync<CookieWithoutConsentAnalyzer>("Pages/Index.cshtml", """
        @page
        @functions {
            void Write(HttpResponse r) => r.Cookies.{|CNS1002:Append("_ga", "1")|};
        }
        @{ HttpContext.Response.Cookies.{|CNS1001:Append("promo", "1")|}; }
        @if (HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.ITrackingConsentFeature>()?.CanTrack ?? false)
        {
            HttpContext.Response.Cookies.Append("_ga", "1");
        }
        <p>@Model</p>
        """);

    [Fact]
    public Task Code_of_a_component_is_looked_at() => Verify.ViewAsync<CookieWithoutConsentAnalyzer>("A.razor", """
        @inject Microsoft.AspNetCore.Http.IHttpContextAccessor Accessor
        <p>hello</p>
        @code {
            protected override void OnInitialized() => Accessor.HttpContext!.Response.Cookies.{|CNS1002:Append("_fbp", "1")|};
        }
        """);

    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.Features;
        using Microsoft.AspNetCore.Localization;
        using Microsoft.Extensions.DependencyInjection;

        """;

    private const string Attributes = """

        enum Ground { Session, Cart, Security, Preferences, AudienceMeasurement }
        [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
        class ConsentExemptAttribute : Attribute { public ConsentExemptAttribute(object ground, params string[] names) { } public string? Justification { get; set; } }
        class ConsentGuardAttribute(params string[] purposes) : Attribute { public string[] P => purposes; }
        class RequiresConsentAttribute(params string[] purposes) : Attribute { public string[] P => purposes; }

        """;

    private static string Method(string statement, string parameters = ", string id") => Usings + $$"""
        static class Names
        {
            public const string Prefix = ".Shop.";
            public const string BASKET_COOKIENAME = "eShop";
            public static string Theme => "theme";
            public static readonly string Basket = "basket";
            public static string Visitor => Prefix + "Session";
        }
        class ThemeContext { public static string CookieName() => Environment.MachineName; }
        class CampaignContext { public static string CookieName() => Environment.MachineName; }
        class CookieConsentService { public static string Unnamed() => Environment.MachineName; public void Write(HttpResponse r) => r.Cookies.Append(Unnamed(), "x"); }
        class Customer { public Guid Id { get; set; } }
        class Settings { public string XsrfCookieName { get; set; } = ""; }
        class C
        {
            void M(HttpResponse response, Settings options{{parameters}})
            {
                {{statement}}
            }
        }
        """;
}
