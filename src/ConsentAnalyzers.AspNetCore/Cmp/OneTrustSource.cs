using System.Globalization;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>
/// OneTrust and CookiePro: <c>OptanonConsent</c> is a query string whose <c>groups</c> are <c>C0001:1,C0002:0,…</c> (npmjs.com/package/@commercetools-frontend/cookie-consent). It is written as soon as
/// the script runs (my.onetrust.com, "OneTrust Cookies"), with the defaults of the region; <c>OptanonAlertBoxClosed</c>, a moment in ISO 8601, tells that the banner was closed.
/// </summary>
internal sealed class OneTrustSource(CmpOptions options, TimeProvider clock) : CmpSource<CmpOptions>(Cmp, options, clock)
{
    private const string Cmp = "OneTrust";
    private const string ClosedCookie = "OptanonAlertBoxClosed";

    public static CmpOptions Defaults() => new("OptanonConsent",
        (ConsentPurpose.Analytics, ["C0002"]), (ConsentPurpose.Functional, ["C0003"]), (ConsentPurpose.Advertising, ["C0004"]), (ConsentPurpose.SocialMedia, ["C0005"]));

    protected override CmpAnswers? Read(CmpCookies cookies)
    {
        if (cookies.Find(Options.CookieName) is not { } text || Closed(cookies) is not { } closed) return null;
        string? groups = null, consentId = null, version = null, awaiting = null;
        foreach (var range in new PartEnumerator(text, '&'))
        {
            var part = text.AsSpan(range);
            var equals = part.IndexOf('=');
            if (equals < 0) return null;
            var isNew = part[..equals] switch
            {
                "groups" => Set(ref groups, part[(equals + 1)..]),
                "consentId" => Set(ref consentId, part[(equals + 1)..]),
                "version" => Set(ref version, part[(equals + 1)..]),
                "AwaitingReconsent" => Set(ref awaiting, part[(equals + 1)..]),
                _ => true,
            };
            if (!isNew) return null;
        }
        // The banner is shown again, so that the old answers no longer count.
        if (groups is null || awaiting is not (null or "false")) return null;
        var answers = new CmpAnswers { DecidedAt = closed, Subject = consentId, BannerVersion = version };
        return TakeGroups(groups, answers) ? answers : null;
    }

    private static DateTimeOffset? Closed(CmpCookies cookies) =>
        DateTimeOffset.TryParse(cookies.FindDecoded(ClosedCookie), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var closed) ? closed : null;

    private static bool Set(ref string? target, ReadOnlySpan<char> value)
    {
        if (target is not null) return false;
        target = CmpCookies.Decode(value.ToString());
        return target is not null;
    }

    private static bool TakeGroups(string groups, CmpAnswers answers)
    {
        foreach (var range in new PartEnumerator(groups, ','))
        {
            var group = groups.AsSpan(range);
            var colon = group.IndexOf(':');
            if (colon < 1 || group[(colon + 1)..] is not ("0" or "1")) return false;
            var id = group[..colon].ToString();
            if (answers.TryGet(id, out _)) return false;
            answers.Add(id, group[^1] == '1');
        }
        return true;
    }
}
