using ConsentAnalyzers.Rules.Mechanism;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests.Rules.Mechanism;

public sealed class WithdrawalLeavesCookiesAnalyzerTests
{
    private const string Header = "kind,name,provider,purpose,lifetime,description,policy,source,reviewed\n";
    private const string Recent = "cookie,recent,first party,Personalisation,13 months,Seen products,,code,\n";
    private const string Ga = "cookie,_ga,Google,Analytics,13 months,Visits,https://policies.google.com/privacy,code,\n";
    private const string Withdraw = "app.MapPost(\"/no\", (HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.{|CNS3008:WithdrawConsent()|});";
    private const string Withdrawn = "app.MapPost(\"/no\", (HttpContext c) => { c.Features.Get<ITrackingConsentFeature>()!.WithdrawConsent(); CLEAN });";

    [Theory]
    [InlineData(Recent, Withdraw)]
    [InlineData(Ga, Withdraw + "app.MapPost(\"/ga\", (HttpContext c) => c.Response.Cookies.Append(\"_ga\", \"1\"));")]
    [InlineData(Recent, "app.MapPost(\"/no\", (HttpContext c) => c.Response.Cookies.{|CNS3008:Delete(\"cookie_consent\")|});")]
    [InlineData(Recent, Withdraw + "app.MapPost(\"/x\", (HttpContext c) => c.Response.Cookies.Delete(\"cart\"));")]
    public Task Reports(string rows, string statements) => Run(rows, statements);

    [Theory]
    [InlineData(Recent, "c.Response.Cookies.Delete(\"recent\");")]
    [InlineData(Recent, "c.Response.Cookies.Append(\"recent\", \"\", new CookieOptions { Expires = DateTimeOffset.UnixEpoch });")]
    [InlineData(Recent, "foreach (var name in c.Request.Cookies.Keys) c.Response.Cookies.Delete(name);")]
    [InlineData(Recent, "foreach (var name in new[] { \"recent\" }) c.Response.Cookies.Delete(name);")]
    // A third party's own cookies; what a tag container sets; no purpose; no cookie.
    [InlineData(Ga, "")]
    [InlineData("cookie,recent,first party,Personalisation,13 months,Seen products,,external,\n", "")]
    [InlineData("cookie,cart,first party,Cart,session,Basket,,code,\n", "")]
    [InlineData("storage,recent,first party,Personalisation,13 months,Seen products,,code,\n", "")]
    [InlineData("", "")]
    public Task IsSilent(string rows, string clean) => Run(rows, Withdrawn.Replace("CLEAN", clean, StringComparison.Ordinal));

    [Fact]
    public Task Nothing_is_withdrawn() => Run(Recent, "app.MapPost(\"/yes\", (HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.GrantConsent());");

    [Theory]
    [InlineData("consent_refused")]
    [InlineData("cookies_declined")]
    public Task A_refusal_that_goes_away_takes_no_consent_back(string cookie) => Run(Recent, $"app.MapPost(\"/yes\", (HttpContext c) => {{ c.Features.Get<ITrackingConsentFeature>()!.GrantConsent(); c.Response.Cookies.Delete(\"{cookie}\"); }});");

    [Theory]
    [InlineData("options.Cookies.Add(ConsentPurpose.Personalisation, \"recent\");", false)]
    [InlineData("options.Cookies.Add(ConsentPurpose.Personalisation, \"last\", \"rec*\");", false)]
    [InlineData("options.Cookies.Add(ConsentPurpose.Personalisation, Names.All);", false)]
    [InlineData("options.Cookies.Add(ConsentPurpose.Analytics, \"_ga\");", true)]
    [InlineData("", true)]
    public Task The_helper_deletes_what_is_declared(string declared, bool isReported) => new AnalyzerTest<WithdrawalLeavesCookiesAnalyzer>
    {
        Sources =
        {
            $"using ConsentAnalyzers.AspNetCore; var builder = WebApplication.CreateBuilder(args); builder.Services.AddConsent(options => {{ {declared} }}); var app = builder.Build(); app.{(isReported ? "{|CNS3008:MapConsent()|}" : "MapConsent()")}; app.Run(); static class Names {{ public static string[] All => []; }}",
        },
        References = { TestReferences.Helper[0], TestReferences.Helper[1] },
        AdditionalFiles = { ("consent-register.csv", Header + Recent) },
    }.RunAsync();

    [Fact]
    public Task A_script_deletes_it() => new AnalyzerTest<WithdrawalLeavesCookiesAnalyzer>
    {
        Sources = { Source(Withdrawn.Replace("CLEAN", "", StringComparison.Ordinal)) },
        AdditionalFiles = { ("consent-register.csv", Header + Recent), ("wwwroot/index.html", "<script>document.cookie = 'recent=; max-age=0';</script>") },
    }.RunAsync();

    [Fact]
    public Task Without_a_register_nothing_is_known() => new AnalyzerTest<WithdrawalLeavesCookiesAnalyzer> { Sources = { Source(Withdrawn.Replace("CLEAN", "", StringComparison.Ordinal)) } }.RunAsync();

    [Fact]
    public Task The_row_is_shown() => new AnalyzerTest<WithdrawalLeavesCookiesAnalyzer>
    {
        Sources = { Source("app.MapPost(\"/no\", (HttpContext c) => c.Features.Get<ITrackingConsentFeature>()!.{|#0:WithdrawConsent()|});") },
        AdditionalFiles = { ("consent-register.csv", Header + "{|#1:" + Recent.TrimEnd('\n') + "|}\n" + "cookie,b,first party,Analytics,1 day,B,,code,\ncookie,c,first party,Analytics,1 day,C,,code,\ncookie,d,first party,Analytics,1 day,D,,code,\n") },
    }.Expect("CNS3008", at: 0, additional: [1], message: "WithdrawConsent() withdraws the consent and leaves cookies that the register knows (recent, b, c, …); delete them in the same response").RunAsync();

    private static Task Run(string rows, string statements) => new AnalyzerTest<WithdrawalLeavesCookiesAnalyzer>
    {
        Sources = { Source(statements) },
        AdditionalFiles = { ("consent-register.csv", Header + rows) },
    }.RunAsync();

    private static string Source(string statements) => $"using Microsoft.AspNetCore.Http.Features; var app = WebApplication.Create(args); {statements} app.Run();";
}
