namespace ConsentAnalyzers.AspNetCore;

/// <summary>
/// tarteaucitron: <c>tarteaucitron</c> is <c>!gtag=true!youtube=wait!…</c>, an answer for each service that a visited page has; <c>wait</c> is none yet:
/// github.com/AmauriC/tarteaucitron.js, tarteaucitron.js (cookie.create).
/// </summary>
internal sealed class TarteaucitronSource(CmpOptions options, TimeProvider clock) : CmpSource<CmpOptions>(Cmp, options, clock)
{
    private const string Cmp = "tarteaucitron";

    // Keys of tarteaucitron.services.js whose type says what they are for. A tag manager may load anything, and has none.
    public static CmpOptions Defaults() => new("tarteaucitron",
        (ConsentPurpose.Analytics, ["gtag", "multiplegtag", "analytics", "gajs", "matomo", "matomocloud", "matomohightrack", "atinternet", "pianoanalytics", "piwikpro", "clarity", "hotjar", "contentsquare", "amplitude", "mixpanel"]),
        (ConsentPurpose.Advertising, ["facebookpixel", "googleads", "googleadwordsconversion", "googleadwordsremarketing", "adsense", "doubleclick", "criteo", "linkedininsighttag", "pinterestpixel", "outbrain", "teads"]),
        (ConsentPurpose.SocialMedia, ["facebook", "facebooklikebox", "facebookpost", "twitter", "twitterembed", "twittertimeline", "linkedin", "pinterest", "addtoanyshare", "sharethis"]),
        (ConsentPurpose.Functional, ["youtube", "youtubeplaylist", "youtubeapi", "vimeo", "dailymotion", "twitch", "soundcloud", "spotify", "deezer", "intercomChat", "crisp", "tawkto", "zopim"]));

    protected override CmpAnswers? Read(CmpCookies cookies)
    {
        if (cookies.FindDecoded(Options.CookieName) is not { } text || text[0] != '!') return null;
        var answers = new CmpAnswers();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var range in new PartEnumerator(text[1..], '!'))
        {
            var part = text.AsSpan(1)[range];
            var equals = part.IndexOf('=');
            if (equals < 1) return null;
            var key = part[..equals].ToString();
            var answer = part[(equals + 1)..];
            if (!keys.Add(key) || answer is not ("true" or "false" or "wait")) return null;
            if (answer is not "wait") answers.Add(key, answer is "true");
        }
        return answers.Count > 0 ? answers : null;
    }
}
