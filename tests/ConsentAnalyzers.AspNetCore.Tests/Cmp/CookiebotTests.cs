using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Cmp;

public class CookiebotTests
{
    private const string Stamp = "buz6Fc6SRXvPbhJoBRyQCBt0xhZeBxy+3rcyP/HlU2a1q7gx2ZQchA==";
    private const string Statistics = $"{{stamp:'{Stamp}',necessary:true,preferences:false,statistics:true,marketing:false,method:'explicit',ver:1,utc:1751724180335,region:'es'}}";

    private readonly CmpReader _reader = new(builder => builder.FromCookiebot());

    [Fact]
    public void Each_category_is_its_purpose()
    {
        var decision = _reader.Read("CookieConsent=" + Uri.EscapeDataString(Statistics))!;

        Assert.Equal(ConsentPurpose.Analytics, decision.Granted);
        Assert.Equal(ConsentPurpose.Functional | ConsentPurpose.Advertising, decision.Refused);
        Assert.Equal("Cookiebot", decision.Source);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1751724180335), decision.DecidedAt);
        Assert.Equal(CmpReader.Pseudonym("Cookiebot", Stamp), decision.SubjectId);
        Assert.Null(decision.BannerVersion);
        Assert.Null(decision.PolicyVersion);
    }

    [Fact]
    public void It_is_read_as_the_vendors_script_encodes_it_and_raw() =>
        Assert.All(new[] { Statistics, Statistics.Replace("'", "%27").Replace(",", "%2C"), Uri.EscapeDataString(Statistics) }, value =>
            Assert.Equal(ConsentPurpose.Analytics, _reader.Read("a=b", "CookieConsent=" + value, "c=d")!.Granted));

    [Fact]
    public void Nothing_accepted_is_a_refusal_of_all()
    {
        var decision = _reader.Read("CookieConsent=0")!;

        Assert.Equal(ConsentPurpose.None, decision.Granted);
        Assert.Equal(ConsentPurpose.Functional | ConsentPurpose.Analytics | ConsentPurpose.Advertising, decision.Refused);
        Assert.Null(decision.SubjectId);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("{statistics:true}")]
    public void What_no_visitor_has_decided_is_no_decision(string value) => Assert.Null(_reader.Read("CookieConsent=" + value));

    [Fact]
    public void Without_the_cookie_there_is_no_decision() => Assert.Null(_reader.Read("CookieConsentX=0", "XCookieConsent=0"));

    [Fact]
    public void A_consent_that_the_banner_gave_by_itself_is_none()
    {
        Assert.Null(_reader.Read("CookieConsent=" + Statistics.Replace("explicit", "implied")));
        Assert.Null(_reader.Read("CookieConsent=" + Statistics.Replace("method:'explicit',", "")));
    }

    [Theory]
    [InlineData("statistics:true", "statistics:'true'")]
    [InlineData("statistics:true", "statistics:1")]
    [InlineData("statistics:true", "statistics:true,statistics:true")]
    [InlineData("statistics:true", "statistics:TRUE")]
    [InlineData("statistics:true", "statistics:!0")]
    [InlineData("statistics:true", "statistics:{a:true}")]
    [InlineData("statistics:true", "statistics:[true]")]
    [InlineData("statistics:true", "'statistics':true")]
    [InlineData("statistics:true", "statistics: true")]
    [InlineData("statistics:true", "statistics")]
    [InlineData("statistics:true", ":true")]
    [InlineData("statistics:true", "1statistics:true")]
    [InlineData("ver:1", "ver:-1")]
    [InlineData("ver:1", "ver:1.5")]
    [InlineData("region:'es'", "region:'e\\'s'")]
    [InlineData("region:'es'", "region:'es")]
    [InlineData("region:'es'", "region:")]
    [InlineData("region:'es'}", "region:'es'}}")]
    [InlineData("region:'es'}", "region:'es',}")]
    [InlineData("region:'es'}", "region:'es'} ")]
    [InlineData("region:'es'}", "region:'es'")]
    [InlineData("{stamp", "stamp")]
    public void A_malformed_one_is_no_decision(string part, string with) => Assert.Null(_reader.Read("CookieConsent=" + Uri.EscapeDataString(Statistics.Replace(part, with))));

    [Theory]
    [InlineData("99999999999999999999999999999999")]
    [InlineData("253402300800000")]
    [InlineData("9000000000000")]
    [InlineData("0")]
    public void A_date_that_cannot_be_is_no_date_and_the_choice_stands(string utc)
    {
        var decision = _reader.Read("CookieConsent=" + Statistics.Replace("1751724180335", utc))!;

        Assert.Null(decision.DecidedAt);
        Assert.Equal(ConsentPurpose.Analytics, decision.Granted);
    }

    [Fact]
    public void Categories_are_mapped_anew_and_to_the_sites_own_purposes()
    {
        var reader = new CmpReader(builder => builder.FromCookiebot(options =>
        {
            options.CookieName = "choice";
            options.Map("marketing", ConsentPurpose.Advertising | ConsentPurpose.SocialMedia);
            options.Map("preferences", "chat", "personalisation");
            options.Map("statistics", ConsentPurpose.None);
        }));

        var decision = reader.Read("choice=" + Statistics.Replace("preferences:false", "preferences:true"))!;

        Assert.Equal(ConsentPurpose.Personalisation, decision.Granted);
        Assert.Equal(ConsentPurpose.Advertising | ConsentPurpose.SocialMedia, decision.Refused);
        Assert.Equal(["chat"], decision.GrantedNames);
        Assert.Empty(decision.RefusedNames);
    }
}
