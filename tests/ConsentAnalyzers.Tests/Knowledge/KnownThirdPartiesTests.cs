using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Tests.Knowledge;

public sealed class KnownThirdPartiesTests
{
    [Theory]
    [InlineData("https://securepubads.g.doubleclick.net/tag/js/gpt.js", "Google/Doubleclick Ads", ConsentPurposes.Advertising, TrackerClass.Tracker)]
    [InlineData("//c.amazon-adsystem.com/aax2/apstag.js", "Amazon Ads", ConsentPurposes.Advertising, TrackerClass.Tracker)]
    [InlineData("https://ib.adnxs.com/seg?add=1", "AppNexus", ConsentPurposes.Advertising, TrackerClass.Tracker)]
    [InlineData("https://ads.pubmatic.com/AdServer/js/pwt.js", "Pubmatic", ConsentPurposes.Advertising, TrackerClass.Tracker)]
    [InlineData("https://track.adform.net/serving/scripts/trackpoint/async/", "Adform", ConsentPurposes.Advertising, TrackerClass.Tracker)]
    [InlineData("https://www.googleoptimize.com/optimize.js?id=1", "Google Optimize", ConsentPurposes.Analytics, TrackerClass.Tracker)]
    [InlineData("https://stats.wp.com/e-202601.js", "WordPress Site Stats", ConsentPurposes.Analytics, TrackerClass.Tracker)]
    [InlineData("https://hm.baidu.com/hm.js?1", "Baidu Analytics", ConsentPurposes.Analytics, TrackerClass.Tracker)]
    [InlineData("https://static.getclicky.com/js", "Roxr Software", ConsentPurposes.Analytics, TrackerClass.Tracker)]
    [InlineData("https://cdn.inspectlet.com/inspectlet.js", "Inspectlet", ConsentPurposes.Analytics, TrackerClass.Tracker)]
    [InlineData("https://cdn.pendo.io/agent/static/1/pendo.js", "Pendo", ConsentPurposes.Analytics, TrackerClass.Tracker)]
    [InlineData("https://cdn.parsely.com/keys/example.org/p.js", "Parse.ly", ConsentPurposes.Analytics, TrackerClass.Tracker)]
    [InlineData("https://d1z2jf7jlzjs58.cloudfront.net/p.js", "Parse.ly", ConsentPurposes.Analytics, TrackerClass.Tracker)]
    [InlineData("https://static.woopra.com/js/w.js", "Woopra", ConsentPurposes.Analytics, TrackerClass.Tracker)]
    [InlineData("https://nexus.ensighten.com/x/Bootstrap.js", "Ensighten", ConsentPurposes.Analytics, TrackerClass.Tracker)]
    [InlineData("https://load.sumo.com/", "Sumo", ConsentPurposes.Advertising, TrackerClass.Disputed)]
    [InlineData("https://forms.aweber.com/form/1.js", "AWeber", ConsentPurposes.Advertising, TrackerClass.Disputed)]
    [InlineData("https://vk.com/js/api/openapi.js", "VK", ConsentPurposes.SocialMedia, TrackerClass.Disputed)]
    [InlineData("//code.jivosite.com/widget/1", "Jivochat", ConsentPurposes.Functional, TrackerClass.Disputed)]
    [InlineData("https://widget.trustpilot.com/bootstrap/v5/tp.widget.bootstrap.min.js", "Trust Pilot", ConsentPurposes.Functional, TrackerClass.Disputed)]
    [InlineData("https://rum-static.pingdom.net/pa-1.js", "Pingdom RUM", ConsentPurposes.Analytics, TrackerClass.Disputed)]
    // spelling
    [InlineData("HTTPS://CDN.Pendo.IO", "Pendo", ConsentPurposes.Analytics, TrackerClass.Tracker)]
    [InlineData("https:\\/\\/cdn.pendo.io.:443\\/agent", "Pendo", ConsentPurposes.Analytics, TrackerClass.Tracker)]
    [InlineData("https://\uE000.pendo.io/agent", "Pendo", ConsentPurposes.Analytics, TrackerClass.Tracker)]
    public void Address_of_a_category_that_reports(string url, string entity, object purpose, object @class)
    {
        var tracker = KnownThirdParties.FindUrl(url);
        Assert.Equal(entity, tracker?.Vendor);
        Assert.Equal(((ConsentPurposes)purpose | ConsentPurposes.Any, (TrackerClass)@class), (tracker!.Purpose, tracker.Class));
    }

    public static TheoryData<string> Innocent() => new(
        // libraries, styles, fonts, pictures
        "cdn.jsdelivr.net", "fastly.jsdelivr.net", "cdnjs.cloudflare.com", "ajax.googleapis.com", "fonts.googleapis.com", "fonts.gstatic.com", "www.gstatic.com", "storage.googleapis.com", "www.googleapis.com", "apis.google.com", "code.jquery.com",
        "unpkg.com", "esm.sh", "cdn.skypack.dev", "ga.jspm.io", "maxcdn.bootstrapcdn.com", "stackpath.bootstrapcdn.com", "netdna.bootstrapcdn.com", "cdn.datatables.net", "cdn.ckeditor.com", "cdn.tiny.cloud", "cdn.tinymce.com", "cdn.quilljs.com",
        "kit.fontawesome.com", "use.fontawesome.com", "pro.fontawesome.com", "use.typekit.net", "p.typekit.net", "fonts.bunny.net", "rsms.me", "polyfill.io", "cdn.polyfill.io", "polyfill-fastly.io", "cdn.syncfusion.com", "kendo.cdn.telerik.com", "cdn3.devexpress.com",
        "ajax.aspnetcdn.com", "cdn.tailwindcss.com", "cdn.plot.ly", "d3js.org", "cdn.mathjax.org", "www.gravatar.com", "i0.wp.com", "s.w.org", "img.shields.io", "images.unsplash.com", "picsum.photos", "via.placeholder.com", "placehold.co", "placekitten.com", "ui-avatars.com",
        "pbs.twimg.com", "scontent.fbcdn.net", "avatars.githubusercontent.com", "raw.githubusercontent.com", "github.com", "gist.github.com", "gitlab.com", "upload.wikimedia.org", "res.cloudinary.com", "i.imgur.com", "i.ytimg.com", "s.yimg.com", "i.vimeocdn.com",
        "lh3.googleusercontent.com", "images.ctfassets.net", "cdn.sanity.io", "cdn.contentful.com", "cdn.shopify.com", "s3.amazonaws.com", "d111111abcdef8.cloudfront.net", "example.azureedge.net", "example.blob.core.windows.net", "example.azurewebsites.net", "example.netlify.app",
        "example.vercel.app", "example.pages.dev", "example.herokuapp.com", "example.b-cdn.net", "example.fastly.net", "example.akamaihd.net", "cdn.cloudflare.net", "static.wixstatic.com", "assets.squarespace.com",
        // payment, identity, captcha
        "js.stripe.com", "checkout.stripe.com", "www.paypal.com", "www.paypalobjects.com", "js.braintreegateway.com", "pay.google.com", "applepay.cdn-apple.com", "checkoutshopper-live.adyen.com", "x.klarnacdn.net", "sandbox.web.squarecdn.com", "static.afterpay.com", "cdn1.affirm.com",
        "secure.payzen.eu", "www.mollie.com", "js.mollie.com", "secure.worldpay.com", "cdn.checkout.com", "api.razorpay.com", "checkout.razorpay.com", "js.authorize.net",
        "cdn.auth0.com", "accounts.google.com", "login.microsoftonline.com", "login.live.com", "aadcdn.msauth.net", "alcdn.msauth.net", "appleid.cdn-apple.com", "appleid.apple.com", "ok1static.oktacdn.com", "global.oktacdn.com", "dev-1.okta.com", "www.gstatic.com", "cdn.gigya.com",
        "www.recaptcha.net", "js.hcaptcha.com", "challenges.cloudflare.com",
        // maps, players, documents, office
        "maps.googleapis.com", "maps.gstatic.com", "api.mapbox.com", "api.tiles.mapbox.com", "tile.openstreetmap.org", "unpkg.com", "js.arcgis.com", "atlas.microsoft.com", "dev.virtualearth.net", "player.vimeo.com", "www.youtube.com", "www.youtube-nocookie.com", "www.dailymotion.com",
        "cdn.jwplayer.com", "content.jwplatform.com", "vjs.zencdn.net", "cdn.plyr.io", "cdn.embedly.com", "docs.google.com", "drive.google.com", "calendar.google.com", "www.google.com", "translate.google.com", "cse.google.com", "view.officeapps.live.com", "forms.office.com",
        "www.microsoft.com", "docs.microsoft.com", "learn.microsoft.com", "www.bing.com", "www.apple.com", "itunes.apple.com", "embed.music.apple.com", "js-cdn.music.apple.com", "www.yahoo.com", "finance.yahoo.com", "www.ebay.com", "i.ebayimg.com", "www.hp.com", "www.linkedin.com",
        "open.spotify.com", "w.soundcloud.com", "codepen.io", "jsfiddle.net", "stackblitz.com", "www.slideshare.net", "embed.ted.com", "www.theguardian.com", "www.buzzfeed.com", "cdn.sstatic.net", "www.salesforce.com", "example.my.salesforce.com", "example.force.com",
        // consent platforms
        "consent.cookiebot.com", "cdn.cookielaw.org", "sdk.privacy-center.org", "static.axept.io", "cdn.iubenda.com", "app.usercentrics.eu", "consent.trustarc.com", "cmp.osano.com", "cdn-cookieyes.com", "app.termly.io", "cmp.quantcast.com", "cmp.inmobi.com", "cdn.privacy-mgmt.com",
        "c.evidon.com", "gdpr.privacymanager.io", "js.hs-banner.com", "cdn.tarteaucitron.io", "cache.consentframework.com", "choices.consentframework.com",
        // statistics that the hand-checked tables call disputed, and what they decide themselves
        "static.cloudflareinsights.com", "plausible.io", "cdn.usefathom.com", "browser.sentry-cdn.com", "js-agent.newrelic.com", "www.datadoghq-browser-agent.com", "connect.facebook.net", "www.googletagmanager.com", "js.hs-scripts.com",
        // hosts that only look alike, and none
        "notpendo.io", "pendo.io.example", "com", "io", "net.pl", "shop.net.pl", "www.example.com", "localhost", "127.0.0.1", ".", "..", "", "cloudfront.net", "herokuapp.com", "b-cdn.net", "blob.core.windows.net");

    [Theory]
    [MemberData(nameof(Innocent))]
    public void Other_address(string host) => Assert.Null(KnownThirdParties.Find(host));

    [Theory]
    [InlineData("/pendo.io/x.js")]
    [InlineData("pendo.io")]
    [InlineData("mailto:x@pendo.io")]
    [InlineData("https://example.org/?u=https://cdn.pendo.io/x")]
    public void Address_of_another_site(string url) => Assert.Null(KnownThirdParties.FindUrl(url));

    [Fact]
    public void What_the_hand_checked_tables_know_is_theirs()
    {
        // The advertising server has hosts in both.
        foreach (var table in (string[])["tracker-hosts.tsv", "pixels.tsv", "cmp-loaders.tsv"])
        {
            foreach (var row in TsvTable.Load(table).Rows.Where(r => r["host"] != "*" && !r["host"].EndsWith("doubleclick.net", StringComparison.Ordinal)))
            {
                Assert.True(KnownThirdParties.Find(row["host"].TrimStart('*')) is null, $"{table}: {row["host"]} makes its vendor a hand-checked one: take the vendor's rows out of third-parties.tsv (.ci/third-party-web.cs does)");
            }
        }
    }

    [Fact]
    public void Rows_are_sorted_and_each_is_needed()
    {
        var rows = TsvTable.Load("third-parties.tsv").Rows;
        Assert.True(rows.Count > 1_500);
        Assert.Equal(rows.Select(r => r["host"]).Order(StringComparer.Ordinal), rows.Select(r => r["host"]));
        Assert.All(rows, r =>
        {
            Assert.Matches(@"^[a-z0-9-]+(\.[a-z0-9-]+)+$", r["host"]);
            Assert.Equal(r["entity"], KnownThirdParties.Find(r["host"])?.Vendor);
            Assert.Equal(r["entity"], KnownThirdParties.Find("a.b." + r["host"])?.Vendor);
            var above = r["host"][(r["host"].IndexOf('.') + 1)..];
            Assert.False(KnownThirdParties.Find(above) is { } parent && parent == KnownThirdParties.Find(r["host"]), r["host"]);
        });
    }

    [Theory]
    [InlineData("pendo.io\tPendo\tcdn\n")]
    [InlineData("pendo.io\t\tanalytics\n")]
    [InlineData("pendo.io\tPendo\tanalytics\npendo.io\tOther\tad\n")]
    public void A_wrong_row_is_told(string rows) => Assert.Throws<InvalidDataException>(() => KnownThirdParties.Read(TsvTable.Parse("t", "host\tentity\tcategory\n" + rows)));

    [Fact]
    public void LookUpsAllocateNothing()
    {
        string[] urls = ["https://cdn.pendo.io/agent", "https://example.org/a/b/c.js", "https:\\/\\/cdn.pendo.io\\/c", "/js/site.js", "//a.b.c.d.example.net/x?y=/z"];
        foreach (var url in urls) KnownThirdParties.FindUrl(url);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            foreach (var url in urls) KnownThirdParties.FindUrl(url);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
