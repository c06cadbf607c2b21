using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConsentAnalyzers.AspNetCore.Tests.Asking;

public class ConsentTests
{
    private const ConsentPurpose Both = ConsentPurpose.Analytics | ConsentPurpose.Advertising;

    [Fact]
    public void Without_a_decision_nothing_is_allowed()
    {
        var consent = new DefaultHttpContext().Consent();

        Assert.False(consent.IsDecided);
        Assert.Null(consent.DecidedAt);
        Assert.Null(consent.PolicyVersion);
        Assert.False(consent.Allows(ConsentPurpose.None));
        Assert.False(consent.Allows(ConsentPurpose.Analytics));
        Assert.False(consent.Allows("Analytics"));
        Assert.Equal(ConsentStatus.Unknown, consent.Status(Both));
        Assert.Equal(ConsentStatus.Unknown, consent.Status("Recommendations"));
    }

    [Fact]
    public void Several_purposes_are_all_needed()
    {
        var consent = new VisitorConsent(new ConsentDecision { Granted = ConsentPurpose.Analytics | ConsentPurpose.Functional, Refused = ConsentPurpose.Advertising });

        Assert.True(consent.Allows(ConsentPurpose.Analytics));
        Assert.True(consent.Allows(ConsentPurpose.Analytics | ConsentPurpose.Functional));
        Assert.False(consent.Allows(Both));
        Assert.Equal(ConsentStatus.Refused, consent.Status(Both));
        Assert.Equal(ConsentStatus.Unknown, consent.Status(ConsentPurpose.Analytics | ConsentPurpose.SocialMedia));
    }

    [Fact]
    public void What_is_granted_and_refused_at_once_is_refused()
    {
        var consent = new VisitorConsent(new ConsentDecision { Granted = ConsentPurpose.Analytics, Refused = ConsentPurpose.Analytics, GrantedNames = ["A"], RefusedNames = ["a"] });

        Assert.Equal(ConsentStatus.Refused, consent.Status(ConsentPurpose.Analytics));
        Assert.Equal(ConsentStatus.Refused, consent.Status("A"));
    }

    [Theory]
    [InlineData("1", true, "False True False Refused")]
    [InlineData("0", true, "True True True Granted")]
    [InlineData("true", true, "True True True Granted")]
    [InlineData("1", false, "True True True Granted")]
    public async Task The_browsers_signal_refuses_what_it_speaks_of_whatever_was_chosen(string signal, bool honoured, string expected)
    {
        await using var site = await Site.StartAsync(options => options.HonourGlobalPrivacyControl = honoured, app: app =>
        {
            app.MapChoice();
            app.MapGet("/", (HttpContext context) => $"{context.Consent().Allows(ConsentPurpose.Advertising)} {context.Consent().Allows(ConsentPurpose.Analytics)} {context.Consent().Allows(ConsentPurpose.Personalisation)} {context.Consent().Status(ConsentPurpose.Advertising)}");
        });
        using var visitor = site.NewVisitor();
        visitor.Headers["Sec-GPC"] = signal;
        await visitor.DecideAsync("Analytics", "Advertising", "Personalisation");

        Assert.Equal(expected, await visitor.GetTextAsync("/"));
        Assert.Equal(expected.EndsWith("Refused", StringComparison.Ordinal) ? ["Analytics"] : ["Analytics", "Advertising", "Personalisation"], Assert.Single(site.Proofs.All).Granted);
    }

    [Fact]
    public async Task The_signal_alone_refuses_and_leaves_the_rest_to_ask()
    {
        await using var site = await Site.StartAsync(options => options.HonourGlobalPrivacyControl = true, app: app =>
            app.MapGet("/", (HttpContext context) => $"{context.Consent().IsDecided} {context.Consent().Status(ConsentPurpose.Advertising)} {context.Consent().Status(ConsentPurpose.Analytics)}"));
        using var visitor = site.NewVisitor();
        visitor.Headers["Sec-GPC"] = "1";

        Assert.Equal("False Refused Unknown", await visitor.GetTextAsync("/"));
    }

    [Fact]
    public async Task The_injected_consent_follows_a_decision_of_the_same_request()
    {
        await using var site = await Site.StartAsync(app: app => app.MapPost("/", (HttpContext context, IConsent consent, IConsentDecisions decisions) =>
        {
            var before = consent.Allows(ConsentPurpose.Analytics);
            decisions.Decide(context, ConsentPurpose.Analytics);
            return $"{before} {consent.Allows(ConsentPurpose.Analytics)} {consent.Status("advertising")} {consent.IsDecided}";
        }));
        using var visitor = site.NewVisitor();

        using var answer = await visitor.SendAsync(new(HttpMethod.Post, "/"));

        Assert.Equal("False True Refused True", await answer.Content.ReadAsStringAsync());
        Assert.Single(site.Proofs.All);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Code_takes_no_decision_in_a_request_that_is_no_act(string method)
    {
        await using var site = await Site.StartAsync(app: app => app.MapMethods("/", [method], (HttpContext context, IConsentDecisions decisions) => decisions.Decide(context, ConsentPurpose.Analytics)));
        using var visitor = site.NewVisitor();

        using var answer = await visitor.SendAsync(new(new HttpMethod(method), "/"));

        Assert.Equal(500, (int)answer.StatusCode);
        Assert.Empty(visitor.Cookies);
        Assert.Empty(site.Proofs.All);
    }

    [Fact]
    public async Task A_purpose_the_site_does_not_ask_for_cannot_be_granted()
    {
        await using var site = await Site.StartAsync(options => options.Purposes = ConsentPurpose.Analytics, app: app => app.MapPost("/", (HttpContext context, IConsentDecisions decisions) =>
            Assert.Throws<ArgumentException>(() => decisions.Decide(context, ConsentPurpose.Advertising)).Message));
        using var visitor = site.NewVisitor();

        using var answer = await visitor.SendAsync(new(HttpMethod.Post, "/"));

        Assert.Contains("'Advertising' is no purpose of this site", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(visitor.Cookies);
    }

    [Fact]
    public async Task A_source_that_fails_is_logged_and_allows_nothing()
    {
        await using var site = await Site.StartAsync(
            services: builder => builder.Services.AddConsent().From<BrokenSource>(),
            app: app => app.MapGet("/", (HttpContext context) => context.Consent().Allows(ConsentPurpose.Analytics)));
        using var visitor = site.NewVisitor();

        Assert.Equal("false", await visitor.GetTextAsync("/"));
        Assert.Contains(site.Logs.All, line => line.Level == LogLevel.Warning && line.Text.Contains("Broken", StringComparison.Ordinal));
    }

    private sealed class BrokenSource : IConsentSource
    {
        public string Name => "Broken";

        public ConsentDecision? Read(HttpContext context) => throw new FormatException("odd cookie");
    }
}
