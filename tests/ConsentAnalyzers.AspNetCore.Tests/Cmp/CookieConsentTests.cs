using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Cmp;

public class CookieConsentTests
{
    private const string Three = """{"categories":["necessary","analytics"],"revision":2,"data":null,"consentTimestamp":"2026-01-02T03:04:05.678Z","consentId":"c5a7a1f6-4b7e-4a33-a5f5-98a1e5d8e6c1","services":{"necessary":[],"analytics":["ga"],"media":[]},"languageCode":"fr","lastConsentTimestamp":"2026-02-02T03:04:05.678Z","expirationTime":1780000000000}""";
    private const string Two = """{"categories":["necessary","analytics"],"level":["necessary","analytics"],"revision":0,"data":null,"rfc_cookie":false,"consent_date":"2026-01-02T03:04:05.678Z","consent_uuid":"c5a7a1f6-4b7e-4a33-a5f5-98a1e5d8e6c1","last_consent_update":"2026-02-02T03:04:05.678Z"}""";

    private readonly CmpReader _reader = new(builder => builder.FromCookieConsent(options =>
    {
        options.Map("analytics", ConsentPurpose.Analytics);
        options.Map("targeting", ConsentPurpose.Advertising);
    }));

    private ConsentDecision? Read(string json) => _reader.Read("cc_cookie=" + Uri.EscapeDataString(json));

    [Fact]
    public void Categories_of_version_3_are_what_the_site_says()
    {
        var decision = Read(Three)!;

        Assert.Equal(ConsentPurpose.Analytics, decision.Granted);
        Assert.Equal(ConsentPurpose.Advertising, decision.Refused);
        Assert.Equal("2", decision.PolicyVersion);
        Assert.Equal(new DateTimeOffset(2026, 2, 2, 3, 4, 5, 678, TimeSpan.Zero), decision.DecidedAt);
        Assert.Equal(CmpReader.Pseudonym("CookieConsent", "c5a7a1f6-4b7e-4a33-a5f5-98a1e5d8e6c1"), decision.SubjectId);
        Assert.Equal("CookieConsent", decision.Source);
    }

    [Fact]
    public void Version_2_is_read_raw_and_encoded() => Assert.All(new[] { Two, Uri.EscapeDataString(Two) }, value =>
    {
        var decision = _reader.Read("a=b", "cc_cookie=" + value, "c=d")!;
        Assert.Equal(ConsentPurpose.Analytics, decision.Granted);
        Assert.Equal(ConsentPurpose.Advertising, decision.Refused);
        Assert.Null(decision.PolicyVersion);
        Assert.Equal(CmpReader.Pseudonym("CookieConsent", "c5a7a1f6-4b7e-4a33-a5f5-98a1e5d8e6c1"), decision.SubjectId);
    });

    [Fact]
    public void To_accept_nothing_is_a_decision()
    {
        var decision = Read(Three.Replace("""["necessary","analytics"]""", "[]"))!;

        Assert.Equal(ConsentPurpose.None, decision.Granted);
        Assert.Equal(ConsentPurpose.Analytics | ConsentPurpose.Advertising, decision.Refused);
    }

    [Fact]
    public void By_default_the_documentations_names_grant_and_refuse_nothing()
    {
        var decision = new CmpReader(builder => builder.FromCookieConsent()).Read("cc_cookie=" + Uri.EscapeDataString(Three))!;

        Assert.Equal(ConsentPurpose.Analytics, decision.Granted);
        Assert.Equal(ConsentPurpose.None, decision.Refused);
    }

    [Fact]
    public void Services_are_mapped_with_their_category()
    {
        var reader = new CmpReader(builder => builder.FromCookieConsent(options =>
        {
            options.Map("analytics", ConsentPurpose.None);
            options.Map("analytics/ga", ConsentPurpose.Analytics);
            options.Map("media/youtube", ConsentPurpose.Functional);
        }));

        var decision = reader.Read("cc_cookie=" + Uri.EscapeDataString(Three))!;

        Assert.Equal(ConsentPurpose.Analytics, decision.Granted);
        Assert.Equal(ConsentPurpose.Functional, decision.Refused);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(0, false)]
    public void A_choice_of_another_revision_is_no_decision(int revision, bool counts)
    {
        var reader = new CmpReader(builder => builder.FromCookieConsent(options => options.Revision = revision));

        Assert.Equal(counts, reader.Read("cc_cookie=" + Uri.EscapeDataString(Three)) is not null);
    }

    [Theory]
    [InlineData("\"consentId\":\"c5a7a1f6-4b7e-4a33-a5f5-98a1e5d8e6c1\"", "\"consentId\":\"\"")]
    [InlineData("\"consentId\":\"c5a7a1f6-4b7e-4a33-a5f5-98a1e5d8e6c1\"", "\"consentId\":7")]
    [InlineData("\"consentId\"", "\"id\"")]
    [InlineData("\"consentTimestamp\"", "\"x\"")]
    [InlineData("\"lastConsentTimestamp\"", "\"x\"")]
    [InlineData("\"categories\"", "\"x\"")]
    [InlineData("[\"necessary\",\"analytics\"]", "\"analytics\"")]
    [InlineData("[\"necessary\",\"analytics\"]", "[[\"analytics\"]]")]
    [InlineData("[\"necessary\",\"analytics\"]", "{\"analytics\":true}")]
    [InlineData("\"revision\":2", "\"revision\":\"2\"")]
    [InlineData("\"revision\":2", "\"revision\":1e400")]
    [InlineData("\"revision\":2", "\"revision\":2,\"categories\":[]")]
    [InlineData("\"analytics\":[\"ga\"]", "\"analytics\":\"ga\"")]
    [InlineData("\"analytics\":[\"ga\"]", "\"analytics\":[\"ga\"],\"analytics\":[]")]
    public void What_the_banner_would_not_take_or_no_banner_writes_is_no_decision(string part, string with) => Assert.Null(Read(Three.Replace(part, with)));

    [Fact]
    public void An_empty_object_is_no_decision() => Assert.Null(Read("{}"));
}
