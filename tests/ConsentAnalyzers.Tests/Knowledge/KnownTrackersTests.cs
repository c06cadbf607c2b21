using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Tests.Knowledge;

public sealed class KnownTrackersTests
{
    [Theory]
    [InlineData("https://www.googletagmanager.com/gtag/js?id=G-ABC123", "google-analytics-4")]
    [InlineData("https://googletagmanager.com/gtag/js?id=G-ABC123", "google-analytics-4")]
    [InlineData("https://www.googletagmanager.com/gtag/js?id=\uE000\uE000", "google-analytics-4")]
    [InlineData("https://www.googletagmanager.com/gtag/js?id=AW-1", "google-ads")]
    [InlineData("https://www.googletagmanager.com/gtm.js?id=GTM-XXXX", "google-tag-manager")]
    [InlineData("https://www.googletagmanager.com/ns.html?id=GTM-XXXX", "google-tag-manager")]
    [InlineData("//www.google-analytics.com/analytics.js", "google-analytics-ua")]
    [InlineData("https://ssl.google-analytics.com/ga.js", "google-analytics-ua")]
    [InlineData("https://www.google-analytics.com/g/collect?v=2", "google-analytics-4")]
    [InlineData("https://region1.google-analytics.com/g/collect", "google-analytics-4")]
    [InlineData("https://www.google-analytics.com/mp/collect?measurement_id=G-1", "google-analytics-4")]
    [InlineData("https://connect.facebook.net/en_US/fbevents.js", "meta-pixel")]
    [InlineData("//connect.facebook.net/fr_FR/sdk.js#xfbml=1&version=v19.0", "facebook-sdk")]
    [InlineData("https://www.facebook.com/tr?id=1&ev=PageView&noscript=1", "meta-pixel")]
    [InlineData("https://www.facebook.com/plugins/like.php?href=x", "facebook-sdk")]
    [InlineData("https://www.facebook.com/v2.3/plugins/page.php", "facebook-sdk")]
    [InlineData("https://www.google.com/recaptcha/api.js", "google-recaptcha")]
    [InlineData("https://www.google.com/maps/embed?pb=1", "google-maps")]
    [InlineData("https://maps.googleapis.com/maps/api/js?key=1", "google-maps")]
    [InlineData("https://www.gstatic.com/recaptcha/releases/x/recaptcha__en.js", "google-recaptcha")]
    [InlineData("https://www.youtube.com/embed/abc", "youtube")]
    [InlineData("https://youtube.com/embed/abc", "youtube")]
    [InlineData("https://www.youtube.com/iframe_api", "youtube")]
    [InlineData("https://www.youtube-nocookie.com/embed/abc", "youtube-nocookie")]
    [InlineData("https://www.instagram.com/embed.js", "instagram-embed")]
    [InlineData("https://www.instagram.com/p/abc/embed/", "instagram-embed")]
    [InlineData("https://platform.linkedin.com/in.js", "linkedin-plugins")]
    [InlineData("https://www.tiktok.com/embed.js", "tiktok-embed")]
    [InlineData("https://analytics.tiktok.com/i18n/pixel/events.js", "tiktok-pixel")]
    [InlineData("https://static.hotjar.com/c/hotjar-1.js?sv=6", "hotjar")]
    [InlineData("https://www.clarity.ms/tag/abc", "microsoft-clarity")]
    [InlineData("https://1234567.fls.doubleclick.net/activityi;src=1", "doubleclick-floodlight")]
    [InlineData("https://stats.g.doubleclick.net/dc.js", "google-analytics-ua")]
    [InlineData("https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js?client=ca-pub-1", "google-adsense")]
    [InlineData("https://assets.adobedtm.com/launch-EN1.min.js", "adobe-launch")]
    [InlineData("https://secure.gravatar.com/avatar/0?s=50", "gravatar")]
    [InlineData("https://stats.example.org/matomo.js", "matomo")]
    [InlineData("//example.org/piwik/piwik.php?idsite=1", "matomo")]
    [InlineData("/analytics/matomo.js", "matomo")]
    [InlineData("~/lib/piwik.js", "matomo")]
    [InlineData("matomo.php", "matomo")]
    [InlineData("https://tags.example.org/gtm.js?id=GTM-ABC", "google-tag-manager")]
    [InlineData("https://example.matomo.cloud/", "matomo")]
    [InlineData("https://fonts.googleapis.com/css2?family=Lato", "google-fonts")]
    [InlineData("https://js.stripe.com/v3/", "stripe-js")]
    // spelling
    [InlineData("HTTPS://WWW.GoogleTagManager.COM/GTAG/JS?ID=G-1", "google-analytics-4")]
    [InlineData("  https://static.hotjar.com./c/hotjar-1.js ", "hotjar")]
    [InlineData("https://user:pass@static.hotjar.com:443/c/hotjar-1.js", "hotjar")]
    [InlineData("https:\\/\\/static.hotjar.com\\/c\\/hotjar-", "hotjar")]
    [InlineData("https://static.hotjar.com", "hotjar")]
    [InlineData("https://static.hotjar.com?x=1", "hotjar")]
    [InlineData("https://\uE000\uE000.hotjar.com/c/hotjar-1.js", "hotjar")]
    public void AddressOfTracker(string url, string key) => Assert.Equal(key, KnownTrackers.FindUrl(url.AsSpan())?.Key);

    [Theory]
    [InlineData("https://www.facebook.com/ourpage")]
    [InlineData("https://www.facebook.com/travel")]
    [InlineData("https://www.google.com/")]
    [InlineData("https://www.google.com/mapsomething")]
    [InlineData("https://www.gstatic.com/images/icon.png")]
    [InlineData("https://www.youtube.com/@ourchannel")]
    [InlineData("https://www.youtube.com/watch?v=1")]
    [InlineData("https://www.instagram.com/ourpage")]
    [InlineData("https://s.pinimg.com/images/a.png")]
    [InlineData("https://twitter.com/ourpage")]
    [InlineData("https://www.linkedin.com/company/us")]
    [InlineData("https://hotjar.com.evil.example/c/hotjar-1.js")]
    [InlineData("https://nothotjar.com/x.js")]
    [InlineData("https://example.org/static.hotjar.com/x.js")]
    [InlineData("https://example.org/notmatomo.js")]
    [InlineData("https://example.org/matomo.json")]
    [InlineData("https://example.org/page?file=/matomo.js")]
    [InlineData("https://cdn.jsdelivr.net/npm/chart.js@4.4.0/dist/chart.umd.min.js")]
    [InlineData("https://cdnjs.cloudflare.com/ajax/libs/jquery/3.7.0/jquery.min.js")]
    [InlineData("https://img.shields.io/badge/x")]
    [InlineData("mailto:matomo.js")]
    [InlineData("data:text/javascript,/matomo.js")]
    [InlineData("//\uE000/lib/tinymce")]
    [InlineData("")]
    [InlineData("//")]
    [InlineData("https://")]
    [InlineData("https://@:")]
    [InlineData("?")]
    public void OtherAddress(string url) => Assert.Null(KnownTrackers.FindUrl(url.AsSpan()));

    [Fact]
    public void EndOfHostIsEnough()
    {
        // ('https:' == protocol ? 'https://ssl' : 'http://www') + '.google-analytics.com/ga.js'
        Assert.Equal("google-analytics-ua", KnownTrackers.Find(".google-analytics.com", "/ga.js")?.Key);
    }

    [Theory]
    [InlineData("google-analytics-4", ConsentPurposes.Analytics, TrackerClass.Tracker)]
    [InlineData("meta-pixel", ConsentPurposes.Advertising, TrackerClass.Tracker)]
    [InlineData("hotjar", ConsentPurposes.Analytics, TrackerClass.Tracker)]
    [InlineData("optimizely", ConsentPurposes.Analytics, TrackerClass.Tracker)]
    [InlineData("disqus", ConsentPurposes.SocialMedia, TrackerClass.Tracker)]
    [InlineData("crisp", ConsentPurposes.Functional, TrackerClass.Tracker)]
    [InlineData("youtube", ConsentPurposes.Functional, TrackerClass.Tracker)]
    [InlineData("plausible", ConsentPurposes.Analytics, TrackerClass.Disputed)]
    [InlineData("sentry", ConsentPurposes.Analytics, TrackerClass.Disputed)]
    [InlineData("google-maps", ConsentPurposes.Functional, TrackerClass.Disputed)]
    [InlineData("google-fonts", ConsentPurposes.Functional, TrackerClass.Fonts)]
    [InlineData("stripe-js", ConsentPurposes.Functional, TrackerClass.Payment)]
    public void PurposeAndClass(string key, object purpose, object @class)
    {
        var tracker = KnownTrackers.ByKey(key)!;
        Assert.Equal((ConsentPurposes)purpose | ConsentPurposes.Any, tracker.Purpose);
        Assert.Equal((TrackerClass)@class, tracker.Class);
    }

    [Theory]
    [InlineData("google-tag-manager")]
    [InlineData("tealium")]
    [InlineData("adobe-launch")]
    [InlineData("commanders-act")]
    public void TagManagersHaveNoPurpose(string key)
    {
        Assert.Equal(TrackerClass.TagManager, KnownTrackers.ByKey(key)!.Class);
        Assert.Equal(ConsentPurposes.None, KnownTrackers.ByKey(key)!.Purpose);
    }

    [Fact]
    public void LookUpsAllocateNothing()
    {
        string[] urls = ["https://www.googletagmanager.com/gtag/js?id=G-1", "https://example.org/a/b/c.js", "https:\\/\\/static.hotjar.com\\/c", "/js/site.js", "//a.b.c.d.example.net/x?y=/z"];
        foreach (var url in urls) KnownTrackers.FindUrl(url.AsSpan());
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            foreach (var url in urls) KnownTrackers.FindUrl(url.AsSpan());
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
