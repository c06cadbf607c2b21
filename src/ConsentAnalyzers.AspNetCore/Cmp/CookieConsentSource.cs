using System.Globalization;
using System.Text.Json;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>How the cookie of vanilla-cookieconsent is read.</summary>
/// <remarks>The cookie lists what is accepted only, so that a refusal is known of the categories that the site maps itself. A service is mapped as <c>category/service</c>.</remarks>
public sealed class CookieConsentOptions : CmpOptions
{
    // The names of its documentation; a site may name its categories as it likes.
    internal CookieConsentOptions() : base("cc_cookie", (ConsentPurpose.Analytics, ["analytics"]), (ConsentPurpose.Advertising, ["ads", "marketing"]))
    {
    }

    /// <summary>The revision that the site's banner has; a choice of another one is no decision, as the banner asks again. <see langword="null"/> where the site does without revisions.</summary>
    public int? Revision { get; set; }
}

/// <summary>
/// vanilla-cookieconsent 3 and 2: <c>cc_cookie</c> is JSON, percent-encoded from 3 on, with the accepted <c>categories</c>, in 3 the accepted <c>services</c> of each,
/// <c>consentId</c> (2: <c>consent_uuid</c>), <c>lastConsentTimestamp</c> (2: <c>last_consent_update</c>) and <c>revision</c>: github.com/orestbida/cookieconsent, src/utils/cookies.js and branch v2.9.
/// </summary>
internal sealed class CookieConsentSource(CookieConsentOptions options, TimeProvider clock) : CmpSource<CookieConsentOptions>(Cmp, options, clock)
{
    private const string Cmp = "CookieConsent";

    protected override CmpAnswers? Read(CmpCookies cookies)
    {
        if (cookies.Find(Options.CookieName) is not { } raw) return null;
        // As the library itself: as it stands first, decoded otherwise.
        var text = raw[0] == '{' ? raw : CmpCookies.Decode(raw);
        return text is null ? null : CmpJson.Read(text, Take);
    }

    private CmpAnswers? Take(IReadOnlyDictionary<string, JsonElement> members)
    {
        var isThree = members.ContainsKey("consentId");
        // Without these the library asks again.
        var (id, first, last) = isThree
            ? (members.Text("consentId"), members.Text("consentTimestamp"), "lastConsentTimestamp")
            : (members.Text("consent_uuid"), members.Text("consent_date"), "last_consent_update");
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(first) || string.IsNullOrEmpty(members.Text(last))) return null;
        if (!members.TryGetValue("categories", out var list) || CmpJson.Texts(list) is not { } accepted || !Services(members, accepted)) return null;
        if (!Revision(members, out var revision)) return null;

        var answers = new CmpAnswers { Subject = id, DecidedAt = members.Moment(last), PolicyVersion = revision?.ToString(CultureInfo.InvariantCulture) };
        foreach (var category in accepted) answers.Add(category, true);
        foreach (var category in Map.Own)
        {
            if (!answers.TryGet(category, out _)) answers.Add(category, false);
        }
        return answers;
    }

    private static bool Services(IReadOnlyDictionary<string, JsonElement> members, List<string> accepted)
    {
        if (!members.TryGetValue("services", out var services)) return true;
        if (CmpJson.Members(services) is not { } categories) return false;
        foreach (var (category, list) in categories)
        {
            if (CmpJson.Texts(list) is not { } names) return false;
            foreach (var name in names) accepted.Add($"{category}/{name}");
        }
        return true;
    }

    // 0 is what the library writes where the site does without revisions.
    private bool Revision(IReadOnlyDictionary<string, JsonElement> members, out int? revision)
    {
        revision = null;
        if (members.TryGetValue("revision", out var value))
        {
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number)) return false;
            revision = number == 0 ? null : number;
        }
        return Options.Revision is null || Options.Revision == (revision ?? 0);
    }
}
