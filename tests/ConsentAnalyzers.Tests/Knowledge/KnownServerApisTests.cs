using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Tests.Knowledge;

public sealed class KnownServerApisTests
{
    [Fact]
    public void EveryEndpointFindsItself()
    {
        foreach (var row in TsvTable.Load("server-endpoints.tsv").Rows)
        {
            var host = row["host"] == "*" ? "unknown.example" : row["host"].Replace("*.", "sub.", StringComparison.Ordinal);
            var path = row["path"].Replace("**/", "/any/", StringComparison.Ordinal);
            var found = KnownServerApis.Find(host, path.Length == 0 ? "/anything" : path);
            Assert.Equal(row["tracker"], found?.Tracker.Key);
            Assert.Equal(row["verb"], found?.Verb);
            Assert.Contains(KnownServerApis.Words, word => (host + path).Contains(word, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void EveryPackageFeedsATrackerThatNeedsConsent()
    {
        Assert.NotEmpty(KnownServerApis.Sdks);
        Assert.All(KnownServerApis.Sdks, sdk => Assert.Equal(TrackerClass.Tracker, sdk.Tracker.Class));
        Assert.All(KnownServerApis.Sdks, sdk => Assert.All(sdk.Methods, method => Assert.True(KnownServerApis.IsSdkMethod(method))));
        Assert.False(KnownServerApis.IsSdkMethod("Flush"));
    }

    [Theory]
    [InlineData("graph.facebook.com", "/v21.0/1/events", "GET", false)]
    [InlineData("graph.facebook.com", "/v21.0/1/events", "POST", true)]
    [InlineData("graph.facebook.com", "/v21.0/1/events", "", true)]
    [InlineData("graph.facebook.com", "/v21.0/1/eventsource", "POST", false)]
    [InlineData("mixpanel.com", "/api/query", "GET", false)]
    public void AVerbCanDecide(string host, string path, string verb, bool takes) => Assert.Equal(takes, KnownServerApis.Find(host, path)?.Takes(verb) == true);

    [Theory]
    [InlineData("hooks.zapier.com", "/hooks/catch/1", "Zapier")]
    [InlineData("hook.eu1.make.com", "/x", "Make")]
    [InlineData(".api.mailchimp.com", "/3.0/lists", "Mailchimp")]
    [InlineData("discord.com", "/invite/x", null)]
    [InlineData("example.org", "/", null)]
    public void Recipients(string host, string path, string? name) => Assert.Equal(name, KnownRecipients.Find(host, path)?.Name);

    [Theory]
    [InlineData("Email", true)]
    [InlineData("EMAIL", true)]
    [InlineData("e-mail", true)]
    [InlineData("contact_phone", true)]
    [InlineData("FirstName", true)]
    [InlineData("first_name", true)]
    [InlineData("BillingAddress", true)]
    [InlineData("Name", false)]
    [InlineData("IpAddress", false)]
    [InlineData("ProductName", false)]
    [InlineData("Mailbox", false)]
    [InlineData("ZipFile", false)]
    [InlineData("ZipCode", true)]
    [InlineData("MobileLayout", false)]
    [InlineData("", false)]
    public void PersonalNames(string name, bool speaks) => Assert.Equal(speaks, PersonalWords.Speak(name));

    [Theory]
    [InlineData("IpAddressMask", true)]
    [InlineData("AnonymizeIp", true)]
    [InlineData("ToSHA256", true)]
    [InlineData("HashedIp", true)]
    [InlineData("ToString", false)]
    [InlineData("Mascot", false)]
    public void Masks(string name, bool masks) => Assert.Equal(masks, ClientAddressNames.IsMask(name));
}
