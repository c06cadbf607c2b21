using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Cmp;

public class OneTrustTests
{
    private const string Closed = "OptanonAlertBoxClosed=2025-03-26T18:29:54.781Z";
    private const string ConsentId = "7f3cf16d-b3e1-4781-8db1-61482d0a9dff";
    private const string Choice = "OptanonConsent=isGpcEnabled=0&datestamp=Wed+Feb+01+2023+12%3A35%3A32+GMT%2B0100+(Central+European+Standard+Time)&version=202209.1.0&isIABGlobal=false&hosts="
        + $"&consentId={ConsentId}&interactionCount=1&landingPath=NotLandingPage&groups=C0001%3A1%2CC0002%3A0%2CC0003%3A1%2CC0004%3A1%2CBG136%3A1&geolocation=AT%3B9&AwaitingReconsent=false";

    private readonly CmpReader _reader = new(builder => builder.FromOneTrust());

    [Fact]
    public void Each_group_is_its_purpose()
    {
        var decision = _reader.Read(Closed, Choice)!;

        Assert.Equal(ConsentPurpose.Functional | ConsentPurpose.Advertising, decision.Granted);
        Assert.Equal(ConsentPurpose.Analytics, decision.Refused);
        Assert.Equal(new DateTimeOffset(2025, 3, 26, 18, 29, 54, 781, TimeSpan.Zero), decision.DecidedAt);
        Assert.Equal("202209.1.0", decision.BannerVersion);
        Assert.Equal(CmpReader.Pseudonym("OneTrust", ConsentId), decision.SubjectId);
        Assert.Equal("OneTrust", decision.Source);
    }

    [Fact]
    public void A_group_that_the_site_does_not_have_stays_unknown() => Assert.Equal(ConsentPurpose.None, (_reader.Read(Closed, Choice)!.Granted | _reader.Read(Closed, Choice)!.Refused) & ConsentPurpose.SocialMedia);

    [Fact]
    public void Before_the_banner_is_closed_the_defaults_are_no_decision()
    {
        Assert.Null(_reader.Read(Choice.Replace("C0002%3A0", "C0002%3A1")));
        Assert.Null(_reader.Read(Choice, "OptanonAlertBoxClosed="));
        Assert.Null(_reader.Read(Choice, "OptanonAlertBoxClosed=yes"));
    }

    [Fact]
    public void While_the_banner_asks_again_there_is_no_decision() => Assert.Null(_reader.Read(Closed, Choice.Replace("AwaitingReconsent=false", "AwaitingReconsent=true")));

    [Fact]
    public void Without_a_number_for_the_visitor_there_is_no_pseudonym() => Assert.Null(_reader.Read(Closed, Choice.Replace($"&consentId={ConsentId}", ""))!.SubjectId);

    [Fact]
    public void An_address_of_the_site_inside_the_cookie_grants_nothing()
    {
        var landing = Uri.EscapeDataString("https://example.com/?a=1&groups=C0001:1,C0002:1");

        Assert.Equal(ConsentPurpose.Analytics, _reader.Read(Closed, Choice.Replace("NotLandingPage", landing))!.Refused);
    }

    [Theory]
    [InlineData("C0002%3A0", "C0002%3A2")]
    [InlineData("C0002%3A0", "C0002%3A")]
    [InlineData("C0002%3A0", "C0002")]
    [InlineData("C0002%3A0", "%3A1")]
    [InlineData("C0002%3A0", "")]
    [InlineData("C0002%3A0", "C0002%3A0%2Cc0002%3A1")]
    [InlineData("C0002%3A0", "C0002%3A0%2CC0002%3A0")]
    [InlineData("C0002%3A0", "C0002%3A%FF")]
    [InlineData("C0002%3A0", "C0002%3")]
    [InlineData("&geolocation", "&groups=C0002%3A1&geolocation")]
    [InlineData("groups=", "group=")]
    [InlineData("&geolocation", "&&geolocation")]
    [InlineData("&version=", "&version=%&x=")]
    public void A_malformed_one_is_no_decision(string part, string with) => Assert.Null(_reader.Read(Closed, Choice.Replace(part, with)));

    [Fact]
    public void The_sites_own_groups_are_mapped()
    {
        var reader = new CmpReader(builder => builder.FromOneTrust(options => options.Map("BG136", ConsentPurpose.Personalisation)));

        Assert.Equal(ConsentPurpose.Functional | ConsentPurpose.Advertising | ConsentPurpose.Personalisation, reader.Read(Closed, Choice)!.Granted);
    }

    [Fact]
    public void A_version_that_is_too_long_or_odd_is_none()
    {
        Assert.Null(_reader.Read(Closed, Choice.Replace("202209.1.0", new string('1', 65)))!.BannerVersion);
        Assert.Null(_reader.Read(Closed, Choice.Replace("202209.1.0", "1%0A2"))!.BannerVersion);
    }
}
