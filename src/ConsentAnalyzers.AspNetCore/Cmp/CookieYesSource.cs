namespace ConsentAnalyzers.AspNetCore;

/// <summary>
/// CookieYes: <c>cookieyes-consent</c> is <c>consentid:…,consent:yes,action:yes,necessary:yes,functional:no,…</c>, raw from its script, percent-encoded from its SDK.
/// It stands before any choice; <c>action:yes</c> says that the visitor acted: github.com/cookieyes/cookieyes, sdk/core/src/cookie.ts.
/// </summary>
internal sealed class CookieYesSource(CmpOptions options, TimeProvider clock) : CmpSource<CmpOptions>(Cmp, options, clock)
{
    private const string Cmp = "CookieYes";

    public static CmpOptions Defaults() => new("cookieyes-consent",
        (ConsentPurpose.Functional, ["functional"]), (ConsentPurpose.Analytics, ["analytics", "performance"]), (ConsentPurpose.Advertising, ["advertisement"]));

    protected override CmpAnswers? Read(CmpCookies cookies)
    {
        if (cookies.FindDecoded(Options.CookieName) is not { } text) return null;
        var answers = new CmpAnswers();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var hasActed = false;
        foreach (var range in new PartEnumerator(text, ','))
        {
            var part = text.AsSpan(range);
            var colon = part.IndexOf(':');
            if (colon < 1) return null;
            var name = part[..colon].ToString();
            var value = part[(colon + 1)..];
            if (!names.Add(name)) return null;
            switch (name)
            {
                case "action":
                    hasActed = value is "yes";
                    break;
                case "consentid":
                    answers.Subject = value.ToString();
                    break;
                // What the banner as a whole was answered with, and what says nothing of a category.
                case "consent" or "tax" or "lastRenewedDate":
                    break;
                default:
                    if (value is "yes" or "no") answers.Add(name, value is "yes");
                    else if (!value.IsEmpty && Map.Categories.Contains(name, StringComparer.OrdinalIgnoreCase)) return null;
                    break;
            }
        }
        return hasActed ? answers : null;
    }
}
