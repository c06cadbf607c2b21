namespace ConsentAnalyzers.Tests.Fixes.Markup;

public sealed class OpenGateFixerTests
{
    private const string Address = "src=\"https://www.clarity.ms/tag/abc\"";

    [Theory]
    [InlineData("<script data-cookieconsent=\"ignore\" " + Address + "></script>", "<script type=\"text/plain\" data-cookieconsent=\"statistics\" " + Address + "></script>")]
    [InlineData("<script type='text/plain' data-cookieconsent=IGNORE " + Address + "></script>", "<script type='text/plain' data-cookieconsent=statistics " + Address + "></script>")]
    [InlineData("<iframe data-cookieconsent=\"ignore\" src=\"https://www.youtube.com/embed/x\"></iframe>", "<iframe data-cookieconsent=\"preferences\" data-cookieblock-src=\"https://www.youtube.com/embed/x\"></iframe>")]
    [InlineData("<script type=\"text/plain\" data-category=\"!stats\" " + Address + "></script>", "<script type=\"text/plain\" data-category=\"stats\" " + Address + "></script>")]
    [InlineData("<script data-cookieconsent=\"ignore\">fbq('init', '1');</script>", "<script type=\"text/plain\" data-cookieconsent=\"marketing\">fbq('init', '1');</script>")]
    [InlineData("<script>tarteaucitron.init({ \"highPrivacy\": false, serviceDefaultState: true });</script>", "<script>tarteaucitron.init({ \"highPrivacy\": true, serviceDefaultState: false });</script>")]
    [InlineData("<script>CookieConsent.run({ mode: 'opt-out', categories: { necessary: { readOnly: true } } });</script>", "<script>CookieConsent.run({ mode: 'opt-in', categories: { necessary: { readOnly: true } } });</script>")]
    [InlineData("<script>CookieConsent.run({ mode: \"opt-out\" });</script>", "<script>CookieConsent.run({ mode: \"opt-in\" });</script>")]
    [InlineData("<script>klaro.setup({ services: [{ name: 'google-analytics', required: true }, { name: 'session', required: true }, { name: 'hotjar', required: true }] });</script>", "<script>klaro.setup({ services: [{ name: 'google-analytics', required: false }, { name: 'session', required: true }, { name: 'hotjar', required: false }] });</script>")]
    [InlineData("<script>tarteaucitron.parameters.highPrivacy = false;</script>", "<script>tarteaucitron.parameters.highPrivacy = true;</script>")]
    [InlineData("<script>gtag('consent', 'default', { 'ad_storage': \"granted\", analytics_storage: 'granted', security_storage: 'granted', wait_for_update: 500 });</script>", "<script>gtag('consent', 'default', { 'ad_storage': \"denied\", analytics_storage: 'denied', security_storage: 'granted', wait_for_update: 500 });</script>")]
    [InlineData("<script>window.uetq = window.uetq || []; window.uetq.push('consent', 'default', { ad_storage: 'granted' });</script>", "<script>window.uetq = window.uetq || []; window.uetq.push('consent', 'default', { ad_storage: 'denied' });</script>")]
    public Task Shut(string before, string after) => new FixTest("CNS2007", "close") { AdditionalFiles = { ("index.html", before + "\n<p>Blue.</p>\n") }, Fixed = { ["index.html"] = after + "\n<p>Blue.</p>\n" } }.RunAsync();

    [Theory]
    [InlineData("<script>gtag('consent', 'update', { analytics_storage: 'granted' });</script>")]
    [InlineData("<script data-borlabs-cookie-script-blocker-ignore " + Address + "></script>")]
    [InlineData("<script>gtag('consent', 'default', { analytics_storage: 'granted' });</script><script src=\"https://www.googletagmanager.com/gtag/js?id=G-1\"></script>")]
    [InlineData("<iframe data-cookieconsent=\"ignore\" src=\"https://platform.twitter.com/widgets/x.html\"></iframe>")]
    public Task Left_alone(string html) => new FixTest("CNS2007", "close") { AdditionalFiles = { ("index.html", html) } }.NothingAsync();

    [Fact]
    public Task The_tags_that_a_grant_speaks_for_wait_as_well() => Verify.FixViewAsync("CNS2007", "close", "Views/A.cshtml", """
        @using Microsoft.AspNetCore.Http.Features
        <script>
            gtag('consent', 'default', { analytics_storage: 'granted' });
        </script>
        <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
        <p></p>
        """, """
        @using Microsoft.AspNetCore.Http.Features
        <script>
            gtag('consent', 'default', { analytics_storage: 'denied' });
        </script>
        @if (Context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)
        {
            <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
        }
        <p></p>
        """);

    [Fact]
    public Task A_grant_within_the_snippet_is_one_for_those_who_agreed() => Verify.FixViewAsync("CNS2007", "close", "Views/A.cshtml", """
        @using Microsoft.AspNetCore.Http.Features
        <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
        <script>
            gtag('consent', 'default', { analytics_storage: 'granted' });
            gtag('config', 'G-1');
        </script>
        <p></p>
        """, """
        @using Microsoft.AspNetCore.Http.Features
        @if (Context.Features.Get<ITrackingConsentFeature>()?.CanTrack ?? false)
        {
            <script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>
            <script>
                gtag('consent', 'default', { analytics_storage: 'granted' });
                gtag('config', 'G-1');
            </script>
        }
        <p></p>
        """);
}
