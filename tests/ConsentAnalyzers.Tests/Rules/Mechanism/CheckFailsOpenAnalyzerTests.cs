using ConsentAnalyzers.Rules.Mechanism;

namespace ConsentAnalyzers.Tests.Rules.Mechanism;

public sealed class CheckFailsOpenAnalyzerTests
{
    [Theory]
    [InlineData("if ({|CNS3005:feature?.CanTrack ?? true|}) Track();")]
    [InlineData("var ok = {|CNS3005:feature?.HasConsent ?? true|};")]
    [InlineData("if ({|CNS3005:feature?.CanTrack != false|}) Track();")]
    [InlineData("if ({|CNS3005:false != feature?.CanTrack|}) Track();")]
    [InlineData("if ({|CNS3005:feature?.CanTrack is not false|}) Track();")]
    [InlineData("if ({|CNS3005:Choice?.AllowAnalytics ?? true|}) Track();")]
    [InlineData("if (({|CNS3005:Choice?.AllowAnalytics ?? true|}) && Ready) Track();")]
    [InlineData("var answer = feature?.CanTrack; if ({|CNS3005:answer ?? true|}) Track();")]
    [InlineData("bool? hasConsent = Read(); if ({|CNS3005:hasConsent is not false|}) Track();")]
    [InlineData("if (!({|CNS3005:feature?.CanTrack ?? true|})) return; Track();")]
    [InlineData("if (!({|CNS3005:feature?.CanTrack ?? true|})) { return; } Track();")]
    [InlineData("if ({|CNS3005:feature is null || feature.CanTrack|}) Track();")]
    [InlineData("if (({|CNS3005:feature == null || feature.HasConsent|}) && Ready) Track();")]
    [InlineData("if ({|CNS3005:null == Choice || Choice.AllowAnalytics|}) Track();")]
    [InlineData("if (!({|CNS3005:feature is null || feature.CanTrack|})) return; Track();")]
    [InlineData("bool? hasConsent = Read(); if ({|CNS3005:!hasConsent.HasValue || hasConsent.Value|}) Track();")]
    [InlineData("bool? hasConsent = Read(); if ({|CNS3005:hasConsent is null || hasConsent == true|}) Track();")]
    [InlineData("var ok = {|CNS3005:feature == null ? true : feature.CanTrack|};")]
    [InlineData("var ok = {|CNS3005:feature != null ? feature.CanTrack : true|};")]
    [InlineData("bool hasConsent; try { hasConsent = Read() == true; } catch { {|CNS3005:hasConsent = true|}; }")]
    [InlineData("CookieConsent choice; try { choice = new(); } catch { choice = {|CNS3005:new CookieConsent { AllowRequired = true, AllowAnalytics = true }|}; }")]
    public Task Reports(string statements) => Run(statements);

    [Theory]
    [InlineData("if (feature?.CanTrack ?? false) Track();")]
    [InlineData("if (feature?.CanTrack == true) Track();")]
    [InlineData("if (feature?.CanTrack is true) Track();")]
    // The documentation's idiom for showing the banner, and its other spelling.
    [InlineData("var showBanner = !feature?.CanTrack ?? false;")]
    [InlineData("var showBanner = !feature?.CanTrack ?? true;")]
    [InlineData("var showBanner = !(feature?.CanTrack ?? true);")]
    [InlineData("if (!(feature?.CanTrack ?? true)) Show();")]
    [InlineData("if (feature?.CanTrack == false) Show();")]
    [InlineData("if (feature?.CanTrack is false) Show();")]
    [InlineData("if (feature?.IsConsentNeeded ?? true) Show();")]
    [InlineData("if (feature is not null && feature.CanTrack) Track();")]
    [InlineData("if (feature is null || !feature.CanTrack) return; Track();")]
    [InlineData("if (feature is null || !feature.CanTrack) Show();")]
    [InlineData("if (!(feature is null || feature.CanTrack)) Show();")]
    [InlineData("if (feature == null || feature.IsConsentNeeded) Show();")]
    [InlineData("if (Choice?.AllowNecessary ?? true) Show();")]
    [InlineData("if (Choice is null || Choice.AllowNecessary) Show();")]
    [InlineData("var ok = feature == null ? false : feature.CanTrack;")]
    [InlineData("var ok = feature != null ? feature.CanTrack : false;")]
    [InlineData("var ok = feature != null && feature.CanTrack ? true : false;")]
    [InlineData("bool? hasConsent = Read(); if (hasConsent.HasValue && hasConsent.Value) Track();")]
    // Who has no account, or nothing to do with it.
    [InlineData("if (Visitor == null || Visitor.HasConsented) Track();")]
    [InlineData("if (Settings == null || feature!.CanTrack) Track();")]
    [InlineData("if (Choice == null || feature!.CanTrack) Track();")]
    [InlineData("bool? ready = null; if (ready is null || ready == true) Track();")]
    // No nullable answer.
    [InlineData("if (feature!.CanTrack != false) Track();")]
    [InlineData("if (feature is { CanTrack: true }) Track();")]
    // Other questions.
    [InlineData("if (Settings?.Enabled ?? true) Track();")]
    [InlineData("if (Read() ?? true) Track();")]
    [InlineData("bool? ready = null; if (ready is not false) Track();")]
    [InlineData("if (Settings?.RequireConsent ?? true) Show();")]
    // What fails closed.
    [InlineData("bool hasConsent; try { hasConsent = Read() == true; } catch { hasConsent = false; }")]
    [InlineData("var failed = false; try { Track(); } catch { failed = true; }")]
    [InlineData("CookieConsent choice; try { choice = new(); } catch { choice = new CookieConsent { AllowRequired = true, AllowAnalytics = false }; }")]
    [InlineData("var choice = new CookieConsent { AllowAnalytics = true };")]
    public Task IsSilent(string statements) => Run(statements);

    [Theory]
    [InlineData("public bool HasConsent() { try { return Read() == true; } catch { {|CNS3005:return true;|} } }")]
    [InlineData("public async Task<bool> IsTrackingAllowedAsync() { try { await Task.Yield(); return false; } catch (Exception) { {|CNS3005:return true;|} } }")]
    [InlineData("public bool HasConsent { get { try { return Read() == true; } catch (FormatException) { Log(); {|CNS3005:return true;|} } } }")]
    [InlineData("[ConsentGuard] public bool May() { try { return Read() == true; } catch { {|CNS3005:return true;|} } } class ConsentGuardAttribute : Attribute { }")]
    [InlineData("public bool HasConsent() { try { return Read() == true; } catch { return false; } }")]
    [InlineData("public bool HasConsent() { try { return true; } catch { throw; } }")]
    [InlineData("public bool IsReady() { try { return Read() == true; } catch { return true; } }")]
    [InlineData("public bool IsConsentRequired() { try { return Read() == true; } catch { return true; } }")]
    [InlineData("public bool HasConsent() { try { return Read() == true; } catch { return false; } finally { Log(); } }")]
    public Task Methods(string member) => Verify.AnalyzerAsync<CheckFailsOpenAnalyzer>($$"""
        class Page
        {
            {{member}}
            bool? Read() => null;
            void Log() { }
        }
        """);

    [Fact]
    public Task In_a_view() => Verify.ViewAsync<CheckFailsOpenAnalyzer>("Views/Home/Index.cshtml", """
        @using Microsoft.AspNetCore.Http.Features
        @{ var feature = Context.Features.Get<ITrackingConsentFeature>(); var showBanner = !feature?.CanTrack ?? false; }
        @if ({|CNS3005:feature?.CanTrack ?? true|}) { <p>on</p> }
        """);

    [Fact]
    public Task Message_says_why() => new AnalyzerTest<CheckFailsOpenAnalyzer> { Sources = { Source("var ok = {|#0:feature?.CanTrack ?? true|};") } }
        .Expect("CNS3005", at: 0, message: "The check says yes where no answer is known, so that a missing answer counts as consent; take only a plain yes for one (?? false, == true)").RunAsync();

    [Fact]
    public Task GetValueOrDefault() => Run("if ({|CNS3005:(feature?.CanTrack).GetValueOrDefault(true)|}) Track(); if ((feature?.CanTrack).GetValueOrDefault()) Track();");

    private static Task Run(string statements) => Verify.AnalyzerAsync<CheckFailsOpenAnalyzer>(Source(statements));

    private static string Source(string statements) => $$"""
        using Microsoft.AspNetCore.Http.Features;
        class CookieConsent { public bool AllowRequired { get; set; } public bool AllowNecessary { get; set; } public bool AllowAnalytics { get; set; } }
        class User { public bool HasConsented { get; set; } }
        class Setup { public bool Enabled { get; set; } public bool RequireConsent { get; set; } }
        class Page
        {
            CookieConsent? Choice => null;
            Setup? Settings => null;
            User? Visitor => null;
            bool Ready => true;
            bool? Read() => null;
            void Track() { }
            void Show() { }
            void Run(ITrackingConsentFeature? feature)
            {
                {{statements}}
            }
        }
        """;
}
