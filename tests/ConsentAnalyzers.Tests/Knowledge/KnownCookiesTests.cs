using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Knowledge;

namespace ConsentAnalyzers.Tests.Knowledge;

public sealed class KnownCookiesTests
{
    [Theory]
    [InlineData("_ga", ConsentPurposes.Analytics, "Google Analytics")]
    [InlineData("_ga_ABC123", ConsentPurposes.Analytics, "Google Analytics")]
    [InlineData("_ga_*", ConsentPurposes.Analytics, "Google Analytics")]
    [InlineData("__Secure-_ga", ConsentPurposes.Analytics, "Google Analytics")]
    [InlineData("__utmz", ConsentPurposes.Analytics, "Google Analytics (Universal)")]
    [InlineData("_fbp", ConsentPurposes.Advertising, "Meta Pixel")]
    [InlineData("IDE", ConsentPurposes.Advertising, "Google DoubleClick")]
    [InlineData("_gcl_dc", ConsentPurposes.Advertising, "Google Ads")]
    [InlineData("ai_session", ConsentPurposes.Analytics, "Application Insights")]
    [InlineData("_hjSessionUser_123", ConsentPurposes.Analytics, "Hotjar")]
    [InlineData("_pk_id.1.1fff", ConsentPurposes.Analytics, "Matomo")]
    [InlineData("_clck", ConsentPurposes.Analytics, "Microsoft Clarity")]
    [InlineData("visitor_id12345", ConsentPurposes.Advertising, "Pardot")]
    [InlineData("visitor_id12345-hash", ConsentPurposes.Advertising, "Pardot")]
    [InlineData("mp_0123456789abcdef_mixpanel", ConsentPurposes.Analytics, "Mixpanel")]
    [InlineData("ABTastySession", ConsentPurposes.Analytics, "AB Tasty")]
    [InlineData("intercom-session-abc", ConsentPurposes.Functional, "Intercom")]
    public void TrackersCookie(string name, object purpose, string vendor)
    {
        var known = KnownCookies.Classify(name);
        Assert.Equal((ConsentPurposes)purpose | ConsentPurposes.Any, known.Purpose);
        Assert.Equal(ExemptionGround.None, known.Ground);
        Assert.StartsWith(vendor, known.Vendor);
        Assert.NotNull(known.Tracker);
        Assert.True(known.IsKnown);
    }

    [Theory]
    // the guide's table
    [InlineData("session_id", ExemptionGround.Session)]
    [InlineData("PHPSESSID", ExemptionGround.Session)]
    [InlineData("auth_token", ExemptionGround.Authentication)]
    [InlineData("jwt", ExemptionGround.Authentication)]
    [InlineData("cart", ExemptionGround.Cart)]
    [InlineData("basket", ExemptionGround.Cart)]
    [InlineData("csrf_token", ExemptionGround.Security)]
    [InlineData("lang", ExemptionGround.Preferences)]
    [InlineData("theme", ExemptionGround.Preferences)]
    [InlineData("cookie_consent", ExemptionGround.ConsentChoice)]
    [InlineData("SERVERID", ExemptionGround.LoadBalancing)]
    // spellings
    [InlineData("cart_id", ExemptionGround.Cart)]
    [InlineData("cartId", ExemptionGround.Cart)]
    [InlineData("X-XSRF-TOKEN", ExemptionGround.Security)]
    [InlineData("XSRF-TOKEN", ExemptionGround.Security)]
    [InlineData("csrftoken", ExemptionGround.Security)]
    [InlineData("CSRFtoken", ExemptionGround.Security)]
    [InlineData("ui-theme", ExemptionGround.Preferences)]
    [InlineData("UITheme", ExemptionGround.Preferences)]
    [InlineData("UserThemeChoice", ExemptionGround.Preferences)]
    [InlineData("preferred_language", ExemptionGround.Preferences)]
    [InlineData("i18next", ExemptionGround.Preferences)]
    [InlineData("LANG", ExemptionGround.Preferences)]
    [InlineData("PREF", ExemptionGround.Preferences)]
    [InlineData("UserPrefsCookie", ExemptionGround.Preferences)]
    [InlineData(".Nop.ComparedProducts", ExemptionGround.Preferences)]
    [InlineData("darkMode", ExemptionGround.Preferences)]
    [InlineData("__Host-session", ExemptionGround.Session)]
    [InlineData("__Secure-session", ExemptionGround.Session)]
    [InlineData("__host-cart", ExemptionGround.Cart)]
    [InlineData("ncs_main_session", ExemptionGround.Session)]
    [InlineData("session_*", ExemptionGround.Session)]
    [InlineData("jsessionid", ExemptionGround.Session)]
    [InlineData("RememberMe", ExemptionGround.Authentication)]
    [InlineData("access_token", ExemptionGround.Authentication)]
    [InlineData("token", ExemptionGround.Authentication)]
    [InlineData("2fa", ExemptionGround.Authentication)]
    [InlineData("lb_affinity", ExemptionGround.LoadBalancing)]
    // the visitor's choice
    [InlineData("cookieConsent", ExemptionGround.ConsentChoice)]
    [InlineData("cookie-settings", ExemptionGround.ConsentChoice)]
    [InlineData("cookies_accepted", ExemptionGround.ConsentChoice)]
    [InlineData("cookieconsent_dismissed", ExemptionGround.ConsentChoice)]
    [InlineData("analytics_consent", ExemptionGround.ConsentChoice)]
    [InlineData("tracking_consent", ExemptionGround.ConsentChoice)]
    [InlineData("ga-disable-UA-1-1", ExemptionGround.ConsentChoice)]
    [InlineData("mtm_consent_removed", ExemptionGround.ConsentChoice)]
    [InlineData("CONSENT", ExemptionGround.ConsentChoice)]
    // the framework
    [InlineData(".AspNetCore.Session", ExemptionGround.Session)]
    [InlineData(".AspNetCore.Antiforgery.0a1b", ExemptionGround.Security)]
    [InlineData(".AspNetCore.Cookies", ExemptionGround.Authentication)]
    [InlineData(".AspNetCore.CookiesC1", ExemptionGround.Authentication)]
    [InlineData(".AspNetCore.Identity.Application", ExemptionGround.Authentication)]
    [InlineData("Identity.TwoFactorRememberMe", ExemptionGround.Authentication)]
    [InlineData(".AspNetCore.Mvc.CookieTempDataProvider", ExemptionGround.Session)]
    [InlineData(".AspNetCore.Culture", ExemptionGround.Preferences)]
    [InlineData(".AspNet.Consent", ExemptionGround.ConsentChoice)]
    [InlineData(".AspNetCore.Correlation.Google.x", ExemptionGround.Security)]
    [InlineData(".AspNetCore.OpenIdConnect.Nonce.x", ExemptionGround.Security)]
    [InlineData("ASP.NET_SessionId", ExemptionGround.Session)]
    [InlineData("__RequestVerificationToken_Lw__", ExemptionGround.Security)]
    // consent platforms, load balancers
    [InlineData("CookieConsent", ExemptionGround.ConsentChoice)]
    [InlineData("OptanonConsent", ExemptionGround.ConsentChoice)]
    [InlineData("didomi_token", ExemptionGround.ConsentChoice)]
    [InlineData("euconsent-v2", ExemptionGround.ConsentChoice)]
    [InlineData("cookieyes-consent", ExemptionGround.ConsentChoice)]
    [InlineData("_iub_cs-123", ExemptionGround.ConsentChoice)]
    [InlineData("axeptio_cookies", ExemptionGround.ConsentChoice)]
    [InlineData("tarteaucitron", ExemptionGround.ConsentChoice)]
    [InlineData("klaro", ExemptionGround.ConsentChoice)]
    [InlineData("cc_cookie", ExemptionGround.ConsentChoice)]
    [InlineData("AWSALBCORS", ExemptionGround.LoadBalancing)]
    [InlineData("ARRAffinitySameSite", ExemptionGround.LoadBalancing)]
    [InlineData("BIGipServerPool", ExemptionGround.LoadBalancing)]
    [InlineData("JSESSIONID", ExemptionGround.Session)]
    // behind __Host- an unknown rest counts as security
    [InlineData("__Host-x1", ExemptionGround.Security)]
    [InlineData("__Host-", ExemptionGround.None)]
    public void ExemptCookie(string name, object ground)
    {
        var known = KnownCookies.Classify(name);
        Assert.Equal((ExemptionGround)ground, known.Ground);
        Assert.Equal(ConsentPurposes.None, known.Purpose);
    }

    [Theory]
    [InlineData("PollVoterKey")]
    [InlineData("visitor_id")]
    [InlineData("visitor_id*")]
    [InlineData("stats")]
    [InlineData("MyCookie")]
    [InlineData("message")]
    [InlineData("Temp")]
    [InlineData("EssentialCookie")]
    [InlineData(".Smart.Visitor")]
    [InlineData("RecentlyViewedProducts")]
    [InlineData("wishlist")]
    // words of tracking beside exempt ones
    [InlineData("analytics_session")]
    [InlineData("session_replay")]
    [InlineData("tracking_preferences_ad")]
    [InlineData("ad_session_id")]
    [InlineData("user_stats_session")]
    [InlineData("abTestTheme")]
    [InlineData("cart_abandonment")]
    [InlineData("__Host-ga")]
    [InlineData("__Host-visitor")]
    // parts of words
    [InlineData("cartographer")]
    [InlineData("slang")]
    [InlineData("author")]
    [InlineData("obsession")]
    [InlineData("aside")]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("_")]
    public void NameThatTellsNothing(string name)
    {
        var known = KnownCookies.Classify(name);
        Assert.False(known.IsKnown);
        Assert.Equal("", known.Vendor);
    }

    [Theory]
    [InlineData("fr", "meta-pixel")]
    [InlineData("uid", "criteo")]
    [InlineData("mid", "instagram-embed")]
    [InlineData("player", "vimeo")]
    [InlineData("mp_choice", "mixpanel")]
    public void WeakNameOnlySuspects(string name, string tracker)
    {
        var known = KnownCookies.Classify(name);
        Assert.False(known.IsKnown);
        Assert.Equal(tracker, known.Suspected?.Key);
    }

    [Theory]
    [InlineData("ide")]
    [InlineData("_GA")]
    [InlineData("Muid")]
    public void TrackersNamesKeepTheirCase(string name) => Assert.Equal(ConsentPurposes.None, KnownCookies.Classify(name).Purpose);

    [Fact]
    public void MatomoIsConfigurable() => Assert.Equal("configurable", KnownCookies.Classify("_pk_id.1").Exemptable);

    [Theory]
    [InlineData("a*b", "ab", true)]
    [InlineData("a*b", "axxb", true)]
    [InlineData("a*b", "axxbc", false)]
    [InlineData("v#*", "v1", true)]
    [InlineData("v#*", "v12-x", true)]
    [InlineData("v#*", "v", false)]
    [InlineData("v#*", "vx", false)]
    [InlineData("*#", "a1b22", true)]
    [InlineData("*", "", true)]
    public void Patterns(string pattern, string name, bool matches) => Assert.Equal(matches, KnownCookies.CookieIndex.MatchesPattern(pattern, name));

    [Fact]
    public void LookUpsAllocateNothing()
    {
        string[] names = ["_ga", "_ga_ABC", "cart_id", "X-XSRF-TOKEN", "PollVoterKey", "visitor_id123", "__Host-session", "a_b_c_d_e_f_g_h_i_j_k_l_m_n_o_p_q_r_s_t_u_v_w_x_y_z_a_b_c_d_e_f_g_h"];
        // A collection that another test causes counts the rest of this thread's buffer as allocated.
        Assert.Contains(0, Enumerable.Range(0, 5).Select(_ => Allocated()));

        long Allocated()
        {
            foreach (var name in names) KnownCookies.Classify(name);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
            {
                foreach (var name in names) KnownCookies.Classify(name);
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
