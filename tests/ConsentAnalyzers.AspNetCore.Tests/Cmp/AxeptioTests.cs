using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Cmp;

public class AxeptioTests
{
    private const string Choice = """{"$$token":"123upnwhm5wll7is3uy84c","$$date":"2025-10-28T12:39:46.128Z","$$cookiesVersion":{"name":"base-fr","identifier":"64cd07d255eec5f0279f58a1"},"google_analytics":true,"facebook_pixel":false,"Youtube":true,"$$scope":"persistent","$$duration":190,"$$completed":true}""";
    private const string Authorized = "axeptio_authorized_vendors=%2Cgoogle_analytics%2CYoutube%2C";

    private readonly CmpReader _reader = new(builder => builder.FromAxeptio(options => options.Map("youtube", ConsentPurpose.Functional)));

    private ConsentDecision? Read(string json, params string[] others) => _reader.Read(["axeptio_cookies=" + json.Replace("\"", "%22").Replace(",", "%2C"), .. others]);

    [Fact]
    public void Vendors_are_their_purposes()
    {
        var decision = Read(Choice, Authorized)!;

        Assert.Equal(ConsentPurpose.Analytics | ConsentPurpose.Functional, decision.Granted);
        Assert.Equal(ConsentPurpose.Advertising, decision.Refused);
        Assert.Equal(new DateTimeOffset(2025, 10, 28, 12, 39, 46, 128, TimeSpan.Zero), decision.DecidedAt);
        Assert.Equal("64cd07d255eec5f0279f58a1", decision.BannerVersion);
        Assert.Equal(CmpReader.Pseudonym("Axeptio", "123upnwhm5wll7is3uy84c"), decision.SubjectId);
        Assert.Equal("Axeptio", decision.Source);
    }

    [Fact]
    public void The_list_of_accepted_vendors_is_not_needed() => Assert.Equal(ConsentPurpose.Analytics | ConsentPurpose.Functional, Read(Choice)!.Granted);

    [Fact]
    public void A_vendor_that_the_list_does_not_have_is_not_granted()
    {
        Assert.Equal(ConsentPurpose.Functional, Read(Choice, "axeptio_authorized_vendors=,Youtube,")!.Granted);
        Assert.Equal(ConsentPurpose.None, Read(Choice, "axeptio_authorized_vendors=%2C%2C")!.Granted);
    }

    [Fact]
    public void A_list_that_cannot_be_read_is_no_decision()
    {
        Assert.Null(Read(Choice, "axeptio_authorized_vendors=%"));
        Assert.Null(Read(Choice, Authorized, "axeptio_authorized_vendors=,,"));
    }

    [Theory]
    [InlineData("\"$$completed\":true", "\"$$completed\":false")]
    [InlineData("\"$$completed\":true", "\"$$completed\":\"true\"")]
    [InlineData(",\"$$completed\":true", "")]
    public void Until_the_visitor_has_chosen_there_is_no_decision(string part, string with) => Assert.Null(Read(Choice.Replace(part, with), Authorized));

    [Theory]
    [InlineData("\"google_analytics\":true", "\"google_analytics\":\"true\"")]
    [InlineData("\"google_analytics\":true", "\"google_analytics\":1")]
    [InlineData("\"google_analytics\":true", "\"google_analytics\":true,\"google_analytics\":true")]
    [InlineData("{\"$$token", "[\"$$token")]
    public void A_malformed_one_is_no_decision(string part, string with) => Assert.Null(Read(Choice.Replace(part, with), Authorized));

    [Fact]
    public void A_compressed_one_is_no_decision() => Assert.Null(_reader.Read("axeptio_cookies=lzc1.N4IgJAdghgtgpgZxALgNoBcCeAHOJ", Authorized));

    [Fact]
    public void Odd_data_about_the_choice_leaves_the_choice()
    {
        var decision = Read(Choice.Replace("\"2025-10-28T12:39:46.128Z\"", "\"yesterday\"").Replace("\"123upnwhm5wll7is3uy84c\"", "5").Replace("{\"name\":\"base-fr\",\"identifier\":\"64cd07d255eec5f0279f58a1\"}", "{}"))!;

        Assert.Null(decision.DecidedAt);
        Assert.Null(decision.SubjectId);
        Assert.Null(decision.BannerVersion);
        Assert.Equal(ConsentPurpose.Analytics | ConsentPurpose.Functional, decision.Granted);
    }

    [Fact]
    public void Its_cookies_can_have_other_names()
    {
        var reader = new CmpReader(builder => builder.FromAxeptio(options => { options.CookieName = "ax"; options.AuthorizedVendorsCookieName = "ax_ok"; }));

        Assert.Equal(ConsentPurpose.Analytics, reader.Read("ax=" + Uri.EscapeDataString(Choice), "ax_ok=,google_analytics,")!.Granted);
        Assert.Null(reader.Read("axeptio_cookies=" + Uri.EscapeDataString(Choice)));
    }
}
