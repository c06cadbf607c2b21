using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Deciding;

public class ChoiceCookieTests
{
    private const string Cookie = "__Host-consent";

    private static Task<Site> StartAsync(Action<ConsentOptions>? options = null, DirectoryInfo? keys = null) => Site.StartAsync(
        options,
        app: app =>
        {
            app.MapChoice();
            app.MapGet("/", (HttpContext context) => context.Consent().Status(ConsentPurpose.Analytics).ToString());
            app.MapGet("/decided", (HttpContext context) => context.Consent().IsDecided);
        },
        keys: keys);

    [Fact]
    public async Task Any_change_to_the_cookie_makes_it_no_choice()
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();
        await visitor.DecideAsync("Analytics");
        var good = visitor.Cookies[Cookie];

        // Every character once; the last one holds bits that base64 ignores.
        for (var i = 0; i < good.Length - 1; i++)
        {
            visitor.Cookies[Cookie] = string.Concat(good.AsSpan(0, i), good[i] == 'A' ? "B" : "A", good.AsSpan(i + 1));
            Assert.Equal("Unknown", await visitor.GetTextAsync("/"));
        }
        visitor.Cookies[Cookie] = good;
        Assert.Equal("Granted", await visitor.GetTextAsync("/"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("Analytics")]
    [InlineData("CfDJ8")]
    [InlineData("%00%FF")]
    [InlineData("===")]
    public async Task What_the_site_did_not_write_is_no_choice(string value)
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();
        visitor.Cookies[Cookie] = value;

        Assert.Equal("Unknown", await visitor.GetTextAsync("/"));
    }

    [Fact]
    public async Task A_cookie_longer_than_a_browser_keeps_is_no_choice()
    {
        await using var site = await StartAsync();
        using var visitor = site.NewVisitor();
        visitor.Cookies[Cookie] = new string('A', 8000);

        Assert.Equal("Unknown", await visitor.GetTextAsync("/"));
    }

    [Fact]
    public async Task Another_site_with_other_keys_does_not_know_the_choice()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        using var visitor = one.NewVisitor();
        await visitor.DecideAsync("Analytics");
        using var stranger = other.NewVisitor();
        stranger.Cookies[Cookie] = visitor.Cookies[Cookie];

        Assert.Equal("Unknown", await stranger.GetTextAsync("/"));
    }

    [Fact]
    public async Task A_choice_outlives_the_rotation_of_keys_and_ends_with_their_revocation()
    {
        var keys = Directory.CreateTempSubdirectory("consent-keys");
        try
        {
            await using var site = await StartAsync(keys: keys);
            using var visitor = site.NewVisitor();
            await visitor.DecideAsync("Analytics");
            var manager = site.Services.GetRequiredService<IKeyManager>();

            manager.CreateNewKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(90));
            await using var restarted = await StartAsync(keys: keys);
            using var again = restarted.NewVisitor();
            again.Cookies[Cookie] = visitor.Cookies[Cookie];
            Assert.Equal("Granted", await again.GetTextAsync("/"));

            manager.RevokeAllKeys(DateTimeOffset.UtcNow.AddMinutes(1), "test");
            await using var revoked = await StartAsync(keys: keys);
            using var late = revoked.NewVisitor();
            late.Cookies[Cookie] = visitor.Cookies[Cookie];
            Assert.Equal("Unknown", await late.GetTextAsync("/"));
        }
        finally
        {
            keys.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_choice_under_another_policy_asks_again_and_one_under_another_banner_does_not()
    {
        var keys = Directory.CreateTempSubdirectory("consent-keys");
        try
        {
            await using var site = await StartAsync(keys: keys);
            using var visitor = site.NewVisitor();
            await visitor.DecideAsync("Analytics");

            Assert.Equal("Granted", await StatusOnAsync(options => options.BannerVersion = "2"));
            Assert.Equal("Unknown", await StatusOnAsync(options => options.PolicyVersion = "2"));
            // A purpose that is new is asked for; what was answered stays.
            Assert.Equal("Granted", await StatusOnAsync(options => options.CustomPurposes.Add("Recommendations")));
            Assert.Equal("false", await StatusOnAsync(options => options.CustomPurposes.Add("Recommendations"), "/decided"));
            Assert.Equal("true", await StatusOnAsync(options => options.Purposes = ConsentPurpose.Analytics, "/decided"));

            async Task<string> StatusOnAsync(Action<ConsentOptions> options, string path = "/")
            {
                await using var next = await StartAsync(options, keys);
                using var same = next.NewVisitor();
                same.Cookies[Cookie] = visitor.Cookies[Cookie];
                return await same.GetTextAsync(path);
            }
        }
        finally
        {
            keys.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_domain_shares_the_choice_among_subdomains()
    {
        await using var site = await StartAsync(options => (options.CookieName, options.CookieDomain) = ("consent", "example.com"));
        using var visitor = site.NewVisitor();

        await visitor.DecideAsync("Analytics");

        Assert.Contains("domain=example.com", Assert.Single(visitor.LastSetCookies), StringComparison.Ordinal);
        Assert.Equal("Granted", await visitor.GetTextAsync("/"));
    }

    [Fact]
    public void Bytes_round_trip_and_others_are_none()
    {
        var decision = new ConsentDecision
        {
            Granted = ConsentPurpose.Analytics | ConsentPurpose.Functional,
            Refused = ConsentPurpose.Advertising,
            GrantedNames = ["Recommendations"],
            RefusedNames = ["Études", "x.y-z"],
            DecidedAt = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000),
            BannerVersion = "2026-10",
            PolicyVersion = "ü",
            Source = ConsentDecision.Withdrawal,
            SubjectId = "0123456789abcdef0123456789abcdef",
        };
        var bytes = ChoiceFormat.Write(decision);

        var read = ChoiceFormat.Read(bytes);

        Assert.Equivalent(decision, read, strict: true);
        Assert.InRange(bytes.Length, 1, 120);
        for (var length = 0; length < bytes.Length; length++) Assert.Null(ChoiceFormat.Read(bytes[..length]));
        Assert.Null(ChoiceFormat.Read([2, .. bytes[1..]]));
    }

    [Fact]
    public void No_bytes_make_the_reader_throw() =>
        Prop.ForAll<byte[]>(bytes => { ChoiceFormat.Read([1, .. bytes]); }).QuickCheckThrowOnFailure();
}
