using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Cmp;

public class CookieYesTests
{
    private const string Choice = "consentid:OHNOck5kY2gzQjJ6UFlm,consent:yes,action:yes,necessary:yes,functional:no,analytics:yes,performance:yes,advertisement:no,lastRenewedDate:1755692567000";

    private readonly CmpReader _reader = new(builder => builder.FromCookieYes());

    [Fact]
    public void Each_category_is_its_purpose_raw_and_encoded() => Assert.All(new[] { Choice, Uri.EscapeDataString(Choice) }, value =>
    {
        var decision = _reader.Read("cookieyes-consent=" + value)!;
        Assert.Equal(ConsentPurpose.Analytics, decision.Granted);
        Assert.Equal(ConsentPurpose.Functional | ConsentPurpose.Advertising, decision.Refused);
        Assert.Equal(CmpReader.Pseudonym("CookieYes", "OHNOck5kY2gzQjJ6UFlm"), decision.SubjectId);
        Assert.Null(decision.DecidedAt);
    });

    [Fact]
    public void All_categories_of_a_purpose_must_be_granted() => Assert.Equal(ConsentPurpose.None, _reader.Read("cookieyes-consent=" + Choice.Replace("performance:yes", "performance:no"))!.Granted);

    [Fact]
    public void A_category_that_the_site_does_without_is_not_waited_for() => Assert.Equal(ConsentPurpose.Analytics, _reader.Read("cookieyes-consent=" + Choice.Replace("performance:yes,", ""))!.Granted);

    [Theory]
    [InlineData("action:yes", "action:no")]
    [InlineData("action:yes", "action:")]
    [InlineData("action:yes,", "")]
    public void Before_the_visitor_acts_there_is_no_decision(string part, string with) => Assert.Null(_reader.Read("cookieyes-consent=" + Choice.Replace(part, with)));

    [Theory]
    [InlineData("analytics:yes", "analytics:true")]
    [InlineData("analytics:yes", "analytics:yes,analytics:yes")]
    [InlineData("analytics:yes", "analytics")]
    [InlineData("analytics:yes", ":yes")]
    [InlineData("analytics:yes", "")]
    [InlineData("analytics:yes", "analytics:yes%")]
    public void A_malformed_one_is_no_decision(string part, string with) => Assert.Null(_reader.Read("cookieyes-consent=" + Choice.Replace(part, with)));

    [Fact]
    public void A_category_without_answer_is_not_granted() => Assert.Equal(ConsentPurpose.Functional | ConsentPurpose.Advertising, _reader.Read("cookieyes-consent=" + Choice.Replace("analytics:yes,performance:yes", "analytics:,performance:"))!.Refused);

    [Fact]
    public void Fields_of_the_cookie_are_no_categories()
    {
        var reader = new CmpReader(builder => builder.FromCookieYes(options => options.Map("consent", ConsentPurpose.SocialMedia)));

        Assert.Equal(ConsentPurpose.Analytics, reader.Read("cookieyes-consent=" + Choice)!.Granted);
    }
}
