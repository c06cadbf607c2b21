using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace ConsentAnalyzers.AspNetCore.Tests.Deciding;

public class ConsentEndpointTests
{
    private static Task<Site> StartAsync(Action<ConsentOptions>? options = null, TimeProvider? clock = null) => Site.StartAsync(
        options,
        builder => { if (clock is not null) builder.Services.AddSingleton(clock); },
        app =>
        {
            app.MapChoice();
            app.MapGet("/", (HttpContext context) => context.Consent().Allows(ConsentPurpose.Analytics) + " " + context.Consent().Status(ConsentPurpose.Advertising));
        });

    [Fact]
    public async Task A_choice_is_remembered_and_proved()
    {
        await using var site = await StartAsync(options => (options.BannerVersion, options.PolicyVersion) = ("b7", "p3"));
        using var visitor = site.NewVisitor();
        Assert.Equal("False Unknown", await visitor.GetTextAsync("/"));

        using var answer = await visitor.DecideAsync("Analytics");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("True Refused", await visitor.GetTextAsync("/"));
        var proof = Assert.Single(site.Proofs.All);
        Assert.Equal(["Analytics"], proof.Granted);
        Assert.Equal(["Advertising", "SocialMedia", "Personalisation", "Functional"], proof.Refused);
        Assert.Equal(("b7", "p3", "banner"), (proof.BannerVersion, proof.PolicyVersion, proof.Source));
        Assert.Equal(32, proof.SubjectId.Length);
        Assert.InRange(proof.Time, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Refusing_is_the_same_request_with_an_empty_list()
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();

        using var answer = await visitor.DecideAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("False Refused", await visitor.GetTextAsync("/"));
        Assert.Empty(Assert.Single(site.Proofs.All).Granted);
    }

    [Fact]
    public async Task The_choice_cookie_is_protected_and_kept_180_days()
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();

        await visitor.DecideAsync("Analytics");

        var cookie = Assert.Single(SetCookieHeaderValue.ParseList([.. visitor.LastSetCookies]));
        Assert.Equal("__Host-consent", cookie.Name.Value);
        Assert.Equal(TimeSpan.FromDays(180), cookie.MaxAge);
        Assert.True(cookie is { Secure: true, HttpOnly: true, SameSite: Microsoft.Net.Http.Headers.SameSiteMode.Lax });
        Assert.Equal("/", cookie.Path.Value);
        Assert.Null(cookie.Domain.Value);
        Assert.DoesNotContain("Analytics", cookie.Value.Value);
        Assert.InRange(cookie.Value.Length, 1, 400);
    }

    [Fact]
    public async Task A_form_without_a_script_goes_back_to_its_page()
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();
        var token = await visitor.GetTextAsync("/token");

        using var answer = await visitor.SendAsync(new(HttpMethod.Post, "/consent")
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("purpose", "Analytics"), new("purpose", "advertising"), new("returnUrl", "/shop?page=2")]),
        });

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/shop?page=2", answer.Headers.Location!.OriginalString);
        Assert.Equal(["Analytics", "Advertising"], Assert.Single(site.Proofs.All).Granted);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("/é")]
    [InlineData("")]
    public async Task A_form_goes_back_to_this_site_only(string returnUrl)
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();
        var token = await visitor.GetTextAsync("/token");

        using var answer = await visitor.SendAsync(new(HttpMethod.Post, "/consent") { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("returnUrl", returnUrl)]) });

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Without_the_antiforgery_token_nothing_is_decided()
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();

        using var choice = await visitor.SendAsync(new(HttpMethod.Post, "/consent") { Content = JsonContent.Create(new { purposes = new[] { "Analytics" } }) });
        using var withdrawal = await visitor.SendAsync(new(HttpMethod.Delete, "/consent"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (choice.StatusCode, withdrawal.StatusCode));
        Assert.Contains("antiforgery", await choice.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(visitor.Cookies);
        Assert.Empty(site.Proofs.All);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    public async Task Only_post_and_delete_decide(string method)
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();
        var token = await visitor.GetTextAsync("/token");

        using var answer = await visitor.SendAsync(new(new HttpMethod(method), "/consent?purpose=Analytics&purposes=Analytics") { Headers = { { "RequestVerificationToken", token } } });

        Assert.DoesNotContain("__Host-consent", visitor.Cookies.Keys);
        Assert.Empty(site.Proofs.All);
    }

    [Theory]
    [InlineData("{\"purposes\":[\"Everything\"]}", "'Everything' is no purpose of this site")]
    [InlineData("{\"purposes\":\"Analytics\"}", "a form with a field 'purpose'")]
    [InlineData("{\"purposes\":[1]}", "a form with a field 'purpose'")]
    [InlineData("{\"purpose\":[]}", "a form with a field 'purpose'")]
    [InlineData("[]", "a form with a field 'purpose'")]
    [InlineData("{", "a form with a field 'purpose'")]
    [InlineData("", "a form with a field 'purpose'")]
    public async Task What_is_no_choice_is_told_and_changes_nothing(string body, string reason)
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();
        var token = await visitor.GetTextAsync("/token");

        using var answer = await visitor.SendAsync(new(HttpMethod.Post, "/consent") { Headers = { { "RequestVerificationToken", token } }, Content = new StringContent(body, Encoding.UTF8, "application/json") });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("__Host-consent", visitor.Cookies.Keys);
        Assert.Empty(site.Proofs.All);
    }

    [Fact]
    public async Task A_body_too_large_for_a_choice_is_not_read()
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();
        var token = await visitor.GetTextAsync("/token");

        using var answer = await visitor.SendAsync(new(HttpMethod.Post, "/consent") { Headers = { { "RequestVerificationToken", token } }, Content = new StringContent(new string(' ', 20_000), Encoding.UTF8, "application/json") });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(site.Proofs.All);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nnonsense")]
    [InlineData("multipart/form-data", "no boundary")]
    [InlineData("application/x-www-form-urlencoded", "purpose=Analytics")]
    [InlineData("application/x-www-form-urlencoded", "TOO LARGE")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nnonsense", true)]
    [InlineData("multipart/form-data", "no boundary", true)]
    [InlineData("application/x-www-form-urlencoded", "TOO LARGE", true)]
    public async Task A_form_that_cannot_be_read_decides_nothing(string type, string body, bool hasToken = false)
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();
        var token = await visitor.GetTextAsync("/token");
        if (hasToken) visitor.Headers["RequestVerificationToken"] = token;
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body == "TOO LARGE" ? "purpose=" + new string('x', 20_000) : body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var answer = await visitor.SendAsync(new(HttpMethod.Post, "/consent") { Content = content });

        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.DoesNotContain("__Host-consent", visitor.Cookies.Keys);
        Assert.Empty(site.Proofs.All);
    }

    [Fact]
    public async Task A_name_said_twice_counts_once()
    {
        await using var site = await StartAsync(options => options.CustomPurposes.Add("Recommendations"));
        using var visitor = site.NewVisitor();

        await visitor.DecideAsync("Analytics", "analytics", "Recommendations", "recommendations");

        Assert.Equal(["Analytics", "Recommendations"], Assert.Single(site.Proofs.All).Granted);
    }

    [Fact]
    public async Task Cookies_with_a_prefix_are_deleted_as_browsers_want_it()
    {
        await using var site = await StartAsync(options => { options.Cookies.Add(ConsentPurpose.Analytics, "__Host-visit", "__Secure-visit"); options.Cookies.Domains.Add("example.com"); });
        using var visitor = site.NewVisitor();
        (visitor.Cookies["__Host-visit"], visitor.Cookies["__Secure-visit"]) = ("1", "1");

        await visitor.DecideAsync();

        var deletions = SetCookieHeaderValue.ParseList([.. visitor.LastSetCookies]).Where(cookie => cookie.Name.EndsWith("-visit", StringComparison.Ordinal)).ToList();
        Assert.All(deletions, cookie => Assert.True(cookie.Secure));
        Assert.Equal(["__Host-visit ", "__Secure-visit ", "__Secure-visit example.com"], deletions.Select(cookie => $"{cookie.Name} {cookie.Domain}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Get_tells_the_choice_and_is_never_cached()
    {
        await using var site = await StartAsync(options => { options.Purposes = ConsentPurpose.Analytics | ConsentPurpose.Functional; options.CustomPurposes.Add("Recommendations"); options.PolicyVersion = "p3"; });
        using var visitor = site.NewVisitor();
        var before = JsonDocument.Parse(await visitor.GetTextAsync("/consent")).RootElement;
        await visitor.DecideAsync("Functional", "recommendations");

        using var answer = await visitor.GetAsync("/consent");

        Assert.False(before.GetProperty("decided").GetBoolean());
        Assert.Equal("unknown", before.GetProperty("purposes").GetProperty("Analytics").GetString());
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var after = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.True(after.GetProperty("decided").GetBoolean());
        Assert.Equal("p3", after.GetProperty("policyVersion").GetString());
        Assert.Equal("""{"Analytics":"refused","Functional":"granted","Recommendations":"granted"}""", after.GetProperty("purposes").GetRawText());
    }

    [Fact]
    public async Task A_withdrawal_refuses_everything_deletes_what_was_declared_and_keeps_the_number()
    {
        await using var site = await StartAsync(options =>
        {
            options.Cookies.Add(ConsentPurpose.Analytics, "_ga", "_ga_*");
            options.Cookies.Add(ConsentPurpose.Advertising, "_fbp");
            options.Cookies.Domains.Add("example.com");
        });
        using var visitor = site.NewVisitor();
        await visitor.DecideAsync("Analytics");
        foreach (var name in new[] { "_ga", "_ga_X1", "_gab", "cart" }) visitor.Cookies[name] = "1";

        using var answer = await visitor.WithdrawAsync();

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("False Refused", await visitor.GetTextAsync("/"));
        Assert.DoesNotContain("_ga", visitor.Cookies.Keys);
        Assert.DoesNotContain("_ga_X1", visitor.Cookies.Keys);
        Assert.Contains("_gab", visitor.Cookies.Keys);
        Assert.Contains("cart", visitor.Cookies.Keys);
        Assert.Equal(["banner", "withdrawal"], site.Proofs.All.Select(proof => proof.Source));
        Assert.Single(site.Proofs.All.Select(proof => proof.SubjectId).Distinct());
    }

    [Fact]
    public async Task A_deletion_reaches_the_registrable_domain()
    {
        await using var site = await StartAsync(options => { options.Cookies.Add(ConsentPurpose.Analytics, "_ga"); options.Cookies.Domains.Add("example.com"); });
        using var visitor = site.NewVisitor();
        visitor.Cookies["_ga"] = "1";

        await visitor.DecideAsync();

        var deletions = SetCookieHeaderValue.ParseList([.. visitor.LastSetCookies]).Where(cookie => cookie.Name == "_ga").ToList();
        Assert.Equal([null, "example.com"], deletions.Select(cookie => cookie.Domain.Value));
        Assert.All(deletions, cookie => Assert.True(cookie.Expires < DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task A_granted_purpose_keeps_its_cookies()
    {
        await using var site = await StartAsync(options => options.Cookies.Add(ConsentPurpose.Analytics, "_ga"));
        using var visitor = site.NewVisitor();
        visitor.Cookies["_ga"] = "1";

        await visitor.DecideAsync("Analytics");

        Assert.Contains("_ga", visitor.Cookies.Keys);
    }

    [Fact]
    public async Task A_proof_that_cannot_be_kept_is_logged_whole_and_the_choice_stands()
    {
        await using var site = await StartAsync();
        site.Proofs.Trouble = new IOException("The disk is full.");
        using var visitor = site.NewVisitor();

        using var answer = await visitor.DecideAsync("Analytics");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("True Refused", await visitor.GetTextAsync("/"));
        var (_, text) = Assert.Single(site.Logs.All, line => line.Level == LogLevel.Error);
        Assert.Contains("granted 'Analytics'", text, StringComparison.Ordinal);
        Assert.Contains("refused 'Advertising,SocialMedia,Personalisation,Functional'", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_ends_with_its_lifetime_even_when_the_browser_keeps_it()
    {
        var clock = new FakeClock();
        await using var site = await StartAsync(clock: clock);
        using var visitor = site.NewVisitor();
        await visitor.DecideAsync("Analytics");

        clock.Advance(TimeSpan.FromDays(179));
        Assert.Equal("True Refused", await visitor.GetTextAsync("/"));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("False Unknown", await visitor.GetTextAsync("/"));
    }

    [Fact]
    public async Task Many_visitors_decide_at_once_and_none_gets_the_choice_of_another()
    {
        await using var site = await StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            using var visitor = site.NewVisitor();
            await visitor.DecideAsync(i % 2 == 0 ? ["Analytics"] : ["Advertising"]);
            return (i, Answer: await visitor.GetTextAsync("/"));
        }));

        Assert.All(answers, answer => Assert.Equal(answer.i % 2 == 0 ? "True Refused" : "False Granted", answer.Answer));
        Assert.Equal(200, site.Proofs.All.Select(proof => proof.SubjectId).Distinct().Count());
    }

    [Fact]
    public async Task The_endpoints_are_one_group_to_put_conditions_on()
    {
        await using var site = await Site.StartAsync(app: app => app.MapConsent("/privacy/choice").WithMetadata(new MarkAttribute()));

        using var visitor = site.NewVisitor();
        using var answer = await visitor.GetAsync("/privacy/choice");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Without_the_services_mapping_says_what_is_missing()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Site.StartBareAsync(app: app => app.MapConsent()));

        Assert.Contains("AddConsent()", error.Message, StringComparison.Ordinal);
    }

    [AttributeUsage(AttributeTargets.All)]
    private sealed class MarkAttribute : Attribute;
}
