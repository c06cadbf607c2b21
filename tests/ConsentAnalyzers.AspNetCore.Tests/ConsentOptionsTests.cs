using Microsoft.Extensions.Options;

namespace ConsentAnalyzers.AspNetCore.Tests;

public class ConsentOptionsTests
{
    public static TheoryData<string, Action<ConsentOptions>> Wrong { get; } = new()
    {
        { "Lifetime is 398 days: a choice is kept 13 months", options => options.Lifetime = TimeSpan.FromDays(398) },
        { "Lifetime is 00:00:00", options => options.Lifetime = TimeSpan.Zero },
        { "Purposes is empty", options => options.Purposes = ConsentPurpose.None },
        { "Purposes holds 64, which is no purpose", options => options.Purposes = (ConsentPurpose)64 },
        { "CookieDomain is 'example.com', but browsers refuse a '__Host-' cookie with a domain", options => options.CookieDomain = "example.com" },
        { "CookieName is empty", options => options.CookieName = "" },
        { "CustomPurposes has 'a b'", options => options.CustomPurposes.Add("a b") },
        { "CustomPurposes has 'analytics', which is ConsentPurpose.Analytics", options => options.CustomPurposes.Add("analytics") },
        { "CustomPurposes has 'Chat' twice", options => { options.CustomPurposes.Add("Chat"); options.CustomPurposes.Add("chat"); } },
        { "Cookies declares cookies of 'Chat', which is no purpose of this site", options => options.Cookies.Add("Chat", "chat_id") },
        { "PolicyVersion is ''", options => options.PolicyVersion = "" },
        { "BannerVersion is 'xxx", options => options.BannerVersion = new string('x', 65) },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task A_wrong_option_stops_the_start_with_its_reason(string reason, Action<ConsentOptions> configure)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => Site.StartAsync(configure));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thirteen_months_are_allowed()
    {
        await using var site = await Site.StartAsync(options => options.Lifetime = TimeSpan.FromDays(397));

        Assert.NotNull(site.Address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("_g*a")]
    public void A_name_that_matches_everything_or_nothing_is_refused(string name) =>
        Assert.Contains($"'{name}'", Assert.Throws<ArgumentException>(() => new ConsentOptions().Cookies.Add(ConsentPurpose.Analytics, name)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_cookie_has_a_purpose() =>
        Assert.Throws<ArgumentException>(() => new ConsentOptions().Cookies.Add(ConsentPurpose.None, "_ga"));
}
