using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Tests.Knowledge;

public sealed class DecisionWordsTests
{
    [Theory]
    [InlineData("cookie_consent", false)]
    [InlineData(".AspNet.Consent", false)]
    [InlineData("analytics-consent", false)]
    [InlineData("CookieConsentDismissed", true)]
    [InlineData("consent_banner_closed", true)]
    [InlineData("cookies_preferences_set", true)]
    [InlineData("consent-version", true)]
    public void Remarks(string name, bool isRemark) => Assert.Equal(isRemark, DecisionWords.Default.IsRemark(name));

    [Theory]
    [InlineData("tracking_optout", true)]
    [InlineData("tracking-opt-out", true)]
    [InlineData("ga-disable-UA-1", true)]
    [InlineData("cookies_declined", true)]
    [InlineData("cookie_consent", false)]
    public void Negatives(string name, bool isNegative) => Assert.Equal(isNegative, DecisionWords.Default.IsNegative(name));

    [Theory]
    [InlineData("DeclineCookies", true)]
    [InlineData("OnPostRefuse", true)]
    [InlineData("/consent/reject-all", true)]
    [InlineData("RefuserTout", true)]
    [InlineData("Accept", false)]
    [InlineData("Withdraw", false)]
    public void Refusals(string name, bool isRefusal) => Assert.Equal(isRefusal, DecisionWords.Default.IsRefusal(name));

    [Theory]
    [InlineData("SaveChangesAsync", true)]
    [InlineData("RecordConsent", true)]
    [InlineData("LogConsentAsync", true)]
    [InlineData("GetConsent", false)]
    [InlineData("Redirect", false)]
    public void Records(string name, bool mayRecord) => Assert.Equal(mayRecord, DecisionWords.Default.MayRecord(name));
}
