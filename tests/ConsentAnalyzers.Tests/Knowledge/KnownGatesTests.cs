using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Tests.Knowledge;

public sealed class KnownGatesTests
{
    [Theory]
    [InlineData("Cookiebot", "data-cookieconsent", "statistics", GateState.Held, ConsentPurposes.Analytics)]
    [InlineData("Cookiebot", "data-cookieconsent", "preferences, statistics, marketing", GateState.Held, ConsentPurposes.Analytics | ConsentPurposes.Advertising | ConsentPurposes.Functional | ConsentPurposes.Personalisation)]
    [InlineData("Cookiebot", "data-cookieconsent", "ignore", GateState.Open, ConsentPurposes.None)]
    [InlineData("Cookiebot", "data-cookieconsent", "necessary", GateState.Necessary, ConsentPurposes.None)]
    [InlineData("OneTrust", "class", "optanon-category-C0002", GateState.Held, ConsentPurposes.Analytics)]
    [InlineData("OneTrust", "class", "x optanon-category-C0002-C0004 y", GateState.Held, ConsentPurposes.Analytics | ConsentPurposes.Advertising)]
    [InlineData("OneTrust", "class", "optanon-category-C0001", GateState.Necessary, ConsentPurposes.None)]
    [InlineData("OneTrust", "class", "optanon-category-C0001-C0004", GateState.Held, ConsentPurposes.Advertising)]
    [InlineData("OneTrust", "class", "optanon-category-OWN", GateState.Held, ConsentPurposes.None)]
    [InlineData("vanilla-cookieconsent 3", "data-category", "analytics", GateState.Held, ConsentPurposes.Analytics)]
    [InlineData("vanilla-cookieconsent 3", "data-category", "!analytics", GateState.Open, ConsentPurposes.None)]
    [InlineData("CookieYes", "data-cookieyes", "cookieyes-analytics", GateState.Held, ConsentPurposes.Analytics)]
    [InlineData("CookieYes", "data-cookieyes", "cookieyes-necessary", GateState.Necessary, ConsentPurposes.None)]
    [InlineData("Klaro", "data-name", "my-service", GateState.Held, ConsentPurposes.None)]
    [InlineData("iubenda", "data-iub-purposes", "4, 5", GateState.Held, ConsentPurposes.Analytics | ConsentPurposes.Advertising)]
    [InlineData("Borlabs", "data-borlabs-cookie-script-blocker-ignore", "", GateState.Open, ConsentPurposes.None)]
    [InlineData("Cookie-Script", "data-cookiescript", "accepted", GateState.Held, ConsentPurposes.None)]
    public void Marker(string cmp, string attribute, string value, object state, object purposes)
    {
        var reading = KnownGates.All.First(g => g.Cmp == cmp && g.Attribute == attribute).Read(value)!.Value;
        Assert.Equal((GateState)state, reading.State);
        Assert.Equal((ConsentPurposes)purposes, reading.Purposes & ConsentPurposes.Each);
        Assert.Equal(reading.State == GateState.Held, (reading.Purposes & ConsentPurposes.Any) != 0);
    }

    [Theory]
    [InlineData("OneTrust", "class", "btn btn-primary")]
    [InlineData("OneTrust", "class", "")]
    [InlineData("Cookie-Script", "data-cookiescript", "rejected")]
    public void NotThisMarker(string cmp, string attribute, string value) => Assert.Null(KnownGates.All.First(g => g.Cmp == cmp && g.Attribute == attribute).Read(value));

    [Fact]
    public void OnlyInterceptingPlatformsHoldALiveAddress() =>
        Assert.Equal(["CookieYes", "Osano", "Smartstore"], KnownGates.All.Where(g => g.LiveSourceIsGate).Select(g => g.Cmp).Distinct().Order());

    [Theory]
    [InlineData("https://consent.cookiebot.com/uc.js", "Cookiebot")]
    [InlineData("https://cdn.cookielaw.org/scripttemplates/otSDKStub.js", "OneTrust")]
    [InlineData("https://sdk.privacy-center.org/abc/loader.js", "Didomi")]
    [InlineData("https://cdn.jsdelivr.net/gh/orestbida/cookieconsent@3.0.1/dist/cookieconsent.umd.js", "vanilla-cookieconsent")]
    [InlineData("/lib/tarteaucitron/tarteaucitron.js", "tarteaucitron")]
    [InlineData("https://cmp.quantcast.com/choice/abc/x.js", "Quantcast")]
    public void Loader(string url, string cmp)
    {
        Assert.Equal(cmp, KnownGates.FindLoader(url)?.Cmp);
        Assert.Null(KnownTrackers.FindUrl(url));
    }

    [Fact]
    public void OtherScriptsAreNoLoaders() => Assert.Null(KnownGates.FindLoader("https://cdn.jsdelivr.net/npm/chart.js"));

    [Fact]
    public void NoLoaderIsATracker()
    {
        foreach (var row in TsvTable.Load("cmp-loaders.tsv").Rows)
        {
            if (row["host"] != "*") Assert.Null(KnownTrackers.Find(row["host"].Replace("*.", "sub."), row["path"]));
        }
    }

    [Theory]
    [InlineData("Statistics", ConsentPurposes.Analytics | ConsentPurposes.Any)]
    [InlineData("necessary", ConsentPurposes.None)]
    public void Category(string word, object purposes) => Assert.Equal((ConsentPurposes)purposes, KnownGates.Category(word));

    [Fact]
    public void UnknownCategory() => Assert.Null(KnownGates.Category("xyz"));
}
