using ConsentAnalyzers.Rules.Cookies;

namespace ConsentAnalyzers.Tests.Rules.Cookies;

public sealed class CallWithoutConsentAnalyzerTests
{
    private const string Frame = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Linq.Expressions;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.AspNetCore.Routing;
        using Microsoft.Extensions.DependencyInjection;

        public enum Purpose { Necessary, Analytics, Advertising }
        public interface IConsent { bool Allows(Purpose purpose); bool Given { get; } }
        [AttributeUsage(AttributeTargets.All)]
        public class RequiresConsentAttribute(params object[] purposes) : Attribute { public object[] P => purposes; }

        public class Tracker
        {
            [RequiresConsent(Purpose.Analytics)] public void Track() { }
            [RequiresConsent(Purpose.Analytics)] public static Task TrackAsync(int n = 0) => Task.CompletedTask;
            [RequiresConsent(Purpose.Analytics, Purpose.Advertising)] public void Both() { }
            [RequiresConsent] public void AnyConsent() { }
            [RequiresConsent("Nonsense")] public void Nonsense() { }
            [RequiresConsent(Purpose.Analytics)] public string? VisitorId { get; set; }
            [RequiresConsent(Purpose.Analytics)] public int this[int n] => n;
            [RequiresConsent(Purpose.Analytics)] public virtual void Overridden() { }
            [RequiresConsent(Purpose.Analytics)] public T Generic<T>(T x) => x;
            public void Free() { }
        }
        public class Derived : Tracker { public override void Overridden() { base.Overridden(); } }
        public interface IPixel { [RequiresConsent(Purpose.Advertising)] void Fire(); void Rest(); }
        public class Pixel : IPixel { public void Fire() { } void IPixel.Rest() { } public void Rest() { } }
        [RequiresConsent(Purpose.Advertising)] public interface IMarked { void Fire(); }
        public class Marked : IMarked { public void Fire() => Inner(); void Inner() { } }
        [RequiresConsent(Purpose.Analytics)] public class Statistics { public Statistics() { } public void Count() { Count(); } public static int Total => 1; public class Nested { public void Count() { } } }
        public static class Extensions { [RequiresConsent(Purpose.Analytics)] public static void Extend(this Tracker t) { } }
        public class Made { [RequiresConsent(Purpose.Analytics)] public Made(int n) { } public Made() { } }

        """;

    [Theory]
    [InlineData("t.{|CNS1012:Track()|};")]
    [InlineData("t?.{|CNS1012:Track()|};")]
    [InlineData("Tracker.{|CNS1012:TrackAsync(3)|}.Wait();")]
    [InlineData("if (n > 3) t.{|CNS1012:Track()|};")]
    [InlineData("if (consent.Allows(Purpose.Advertising)) t.{|CNS1012:Track()|};")]
    [InlineData("if (consent.Allows(Purpose.Advertising) || consent.Allows(Purpose.Analytics)) t.{|CNS1012:Track()|};")]
    [InlineData("if (consent.Allows(Purpose.Analytics)) t.{|CNS1012:Both()|};")]
    [InlineData("t.{|CNS1012:AnyConsent()|};")]
    [InlineData("_ = t.{|CNS1012:VisitorId|};")]
    [InlineData("t.{|CNS1012:VisitorId|} = \"x\";")]
    [InlineData("_ = t?.{|CNS1012:VisitorId|};")]
    [InlineData("_ = {|CNS1012:t[3]|};")]
    [InlineData("new Derived().Free(); new Derived { {|CNS1012:VisitorId|} = \"x\" }.ToString();")]
    [InlineData("Tracker d = new Derived(); d.{|CNS1012:Overridden()|};")]
    [InlineData("void D(Derived d) => d.{|CNS1012:Overridden()|};")]
    [InlineData("_ = t.{|CNS1012:Generic(3)|};")]
    [InlineData("t.{|CNS1012:Extend()|};")]
    [InlineData("void P(IPixel p) => p.{|CNS1012:Fire()|};")]
    [InlineData("void P(Pixel p) { p.{|CNS1012:Fire()|}; p.Rest(); ((IPixel)p).Rest(); }")]
    [InlineData("void P(IMarked p) => p.{|CNS1012:Fire()|};")]
    [InlineData("void P(Marked p) => p.{|CNS1012:Fire()|};")]
    [InlineData("void S(Statistics s) => s.{|CNS1012:Count()|};")]
    [InlineData("void S(Statistics.Nested s) => s.{|CNS1012:Count()|};")]
    [InlineData("_ = Statistics.{|CNS1012:Total|};")]
    [InlineData("{|CNS1012:new Statistics()|}.Count();")]
    [InlineData("Statistics s = {|CNS1012:new()|};")]
    [InlineData("_ = {|CNS1012:new Made(3)|}; _ = new Made();")]
    [InlineData("Action a = t.{|CNS1012:Track|}; if (consent.Allows(Purpose.Analytics)) a();")]
    [InlineData("new List<int>().ForEach(n => t.{|CNS1012:Track()|});")]
    [InlineData("_ = new[] { 1 }.Select(t.{|CNS1012:Generic|}).ToList();")]
    [InlineData("app.Use(async (context, next) => { t.{|CNS1012:Track()|}; await next(context); });")]
    [InlineData("app.MapGet(\"/\", () => t.{|CNS1012:Track()|});")]
    [InlineData("app.MapGet(\"/\", () => Task.Run(t.{|CNS1012:Track|}));")]
    [InlineData("app.Lifetime.ApplicationStarted.Register(t.{|CNS1012:Track|});")]
    [InlineData("Local(); void Local() { t.{|CNS1012:Track()|}; }")]
    [InlineData("{|CNS1012:Local()|}; [RequiresConsent(Purpose.Analytics)] void Local() { t.Track(); }")]
    [InlineData("services.AddSingleton(_ => { var s = new Statistics(); s.{|CNS1012:Count()|}; return s; });")]
    public Task Reports(string statement) => Verify.AnalyzerAsync<CallWithoutConsentAnalyzer>(In(statement));

    [Theory]
    [InlineData("if (consent.Allows(Purpose.Analytics)) t.Track();")]
    [InlineData("if (!consent.Allows(Purpose.Analytics)) return; Tracker.TrackAsync().Wait(); t.VisitorId = \"x\"; _ = new Statistics();")]
    [InlineData("if (consent.Given) t.Track();")]
    [InlineData("if (consent.Given) t.AnyConsent();")]
    [InlineData("if (consent.Allows(Purpose.Advertising)) t.AnyConsent();")]
    [InlineData("if (consent.Allows(Purpose.Analytics) && consent.Allows(Purpose.Advertising)) t.Both();")]
    [InlineData("if (consent.Allows(Purpose.Analytics)) { Action a = t.Track; a(); }")]
    [InlineData("t.Free(); t.Nonsense();")]
    [InlineData("_ = nameof(t.Track); _ = nameof(t.VisitorId);")]
    [InlineData("Expression<Action<Tracker>> e = x => x.Track(); Expression<Func<Tracker, string?>> f = x => x.VisitorId;")]
    [InlineData("app.MapGet(\"/\", Endpoint); [RequiresConsent(Purpose.Analytics)] string Endpoint() { t.Track(); return \"\"; }")]
    [InlineData("app.MapMethods(\"/\", [\"GET\"], Tracker.TrackAsync);")]
    [InlineData("app.MapGet(\"/\", [RequiresConsent(Purpose.Analytics)] () => t.Track());")]
    [InlineData("services.AddSingleton(new Statistics()); services.AddSingleton(_ => new Statistics()); services.AddSingleton<Statistics>();")]
    [InlineData("if (consent.Allows(Purpose.Analytics)) Local(); void Local() { t.Track(); }")]
    [InlineData("_ = typeof(Statistics);")]
    public Task IsSilent(string statement) => Verify.AnalyzerAsync<CallWithoutConsentAnalyzer>(In(statement));

    [Theory]
    [InlineData("class D { [RequiresConsent(Purpose.Analytics)] void M(Tracker t) => t.Track(); }")]
    [InlineData("class D { [RequiresConsent(Purpose.Advertising)] void M(Tracker t) => t.{|CNS1012:Track()|}; }")]
    [InlineData("class D { [RequiresConsent(\"Advertising\", \"Analytics\")] void M(Tracker t) => t.Track(); }")]
    [InlineData("class D { [RequiresConsent] void M(Tracker t) => t.Track(); }")]
    [InlineData("class D { [RequiresConsent(Purpose.Analytics)] void M(Tracker t) => t.AnyConsent(); }")]
    [InlineData("[RequiresConsent(Purpose.Analytics)] class D { string? id = new Tracker().VisitorId; D(Tracker t) { t.Track(); } void M(Tracker t) { Action a = () => t.Track(); a(); } }")]
    [InlineData("class D { string? id = new Tracker { }.{|CNS1012:VisitorId|}; void M() => new Tracker().{|CNS1012:Track()|}; }")]
    [InlineData("class D { static string? id = Static.{|CNS1012:VisitorId|}; static Tracker Static = new(); }")]
    [InlineData("class D : Tracker { public override void Overridden() => Track(); }")]
    [InlineData("class D : Tracker { public void Other() => base.{|CNS1012:Overridden()|}; }")]
    [InlineData("class D : IPixel { public void Fire() => Run(); [RequiresConsent(Purpose.Advertising)] void Run() { } public void Rest() => {|CNS1012:Run()|}; }")]
    [InlineData("class D : Statistics { public D() { } public void M() => {|CNS1012:Count()|}; }")]
    [InlineData("class D : Made { public D() : {|CNS1012:base(3)|} { } }")]
    [InlineData("class D(Tracker t, IConsent consent) { public void M() { if (consent.Allows(Purpose.Analytics)) Inner(); } void Inner() => t.Track(); }")]
    [InlineData("class D(Tracker t, IConsent consent) { public void M() { if (consent.Allows(Purpose.Analytics)) Inner(); Inner(); } void Inner() => t.{|CNS1012:Track()|}; }")]
    [InlineData("class HomeController : Controller { [RequiresConsent(Purpose.Analytics)] public IActionResult Index() => Ok(); public IActionResult Home() => Index(); }")]
    [InlineData("class HomeController : Controller { [RequiresConsent(Purpose.Analytics)] private void Count() { } public void Index() => {|CNS1012:Count()|}; }")]
    [InlineData("class HomeController : Controller { [NonAction, RequiresConsent(Purpose.Analytics)] public void Count() { } public void Index() => {|CNS1012:Count()|}; }")]
    [InlineData("[RequiresConsent(Purpose.Analytics)] class HomeController : Controller { public IActionResult Index() => Ok(); } class D { void M(HomeController c) => c.Index(); }")]
    [InlineData("class IndexModel : PageModel { [RequiresConsent(Purpose.Analytics)] public void OnGet() { } public void OnPost() => OnGet(); [RequiresConsent(Purpose.Analytics)] public void Count() { } public void OnPut() => {|CNS1012:Count()|}; }")]
    [InlineData("[RequiresConsent(Purpose.Analytics)] class Counter(RequestDelegate next) { public Task InvokeAsync(HttpContext context) => next(context); } class D { void M(IApplicationBuilder app) => app.UseMiddleware<Counter>(); }")]
    public Task Contracts_of_the_place_count(string types) => Verify.AnalyzerAsync<CallWithoutConsentAnalyzer>(Frame + types);

    [Fact]
    public Task A_component_is_reported_on_its_tag() => new AnalyzerTest<CallWithoutConsentAnalyzer>
    {
        Sources = { Frame },
        Views =
        {
            ("Meter.razor", "@attribute [RequiresConsent(Purpose.Analytics)]\n<p>x</p>\n@code { [Microsoft.AspNetCore.Components.Parameter] public string? Name { get; set; } void Help() { } protected override void OnInitialized() => Help(); }"),
            ("Page.razor", """
                @inject IConsent Consent
                <p>@* <Meter /> *@</p>
                {|CNS1012:<Meter Name="x" />|}
                @if (Consent.Allows(Purpose.Analytics))
                {
                    <Meter Name="y" />
                    <div><Meter /></div>
                }
                else
                {
                    <Wrapped>{|CNS1012:<Meter>|}</Meter></Wrapped>
                    <!-- consent-exempt CNS1012: shows its own banner first -->
                    <Meter />
                }
                """),
            ("Wrapped.razor", "@ChildContent\n@code { [Microsoft.AspNetCore.Components.Parameter] public Microsoft.AspNetCore.Components.RenderFragment? ChildContent { get; set; } }"),
        },
    }.RunAsync();

    [Fact]
    public Task Views_call_too() => new AnalyzerTest<CallWithoutConsentAnalyzer>
    {
        Sources = { Frame },
        Views = { ("Views/Home/Index.cshtml", "@inject IConsent Consent\n@inject Tracker Tracker\n@{ Tracker.{|CNS1012:Track()|}; }\n@if (Consent.Allows(Purpose.Analytics)) { Tracker.Track(); }\n<p>@Tracker.{|CNS1012:VisitorId|}</p>") },
    }.RunAsync();

    [Fact]
    public Task Message_says_for_what_and_what_to_do() => new AnalyzerTest<CallWithoutConsentAnalyzer> { Sources = { In("t.{|CNS1012:Both()|};") } }
        .Expect("CNS1012", message: "'Both' is marked [RequiresConsent] for Analytics, Advertising, and nothing guards this use of it; check the consent first, or mark the calling member [RequiresConsent] too")
        .RunAsync();

    [Fact]
    public Task Marks_of_a_library_are_seen() => new AnalyzerTest<CallWithoutConsentAnalyzer>
    {
        References = { TestReferences.Library("Shop.Library", "namespace Shop; public class RequiresConsentAttribute(string purpose) : System.Attribute { public string P => purpose; } public class Library { [RequiresConsent(\"Analytics\")] public virtual void Track() { } public void Free() { } }") },
        Sources = { "class D : Shop.Library { public override void Track() { } } class C { void M(Shop.Library l, D d) { l.{|CNS1012:Track()|}; d.{|CNS1012:Track()|}; l.Free(); } }" },
    }.RunAsync();

    [Fact]
    public Task Another_attribute_marks_nothing() => Verify.AnalyzerAsync<CallWithoutConsentAnalyzer>("class C { [System.Obsolete] void T() { } void M() => T(); }".Replace("System.Obsolete", "System.ComponentModel.Browsable(false)"));

    [Fact]
    public Task Tests_are_skipped() => new AnalyzerTest<CallWithoutConsentAnalyzer> { Sources = { In("t.Track();") }, BuildProperties = { ["IsTestProject"] = "true" } }.RunAsync();

    [Theory]
    [InlineData("class RequiresConsentAttribute : System.Attribute { } class C { [RequiresConsent void M() { M( } }")]
    [InlineData("class RequiresConsentAttribute : System.Attribute { } class C { [RequiresConsent] void M() { M(; new C(.M(); Action a = M } }")]
    [InlineData("[RequiresConsent] class C : C { void M() => M(); }")]
    public Task Half_typed_code_is_no_crash(string source) => new AnalyzerTest<CallWithoutConsentAnalyzer> { Sources = { source }, CompilerErrorsAllowed = true }.RunAsync();

    private static string In(string statement) => Frame + $$"""
        class Caller
        {
            void M(Tracker t, IConsent consent, int n, IServiceCollection services, WebApplication app)
            {
                {{statement}}
            }
        }
        """;
}
