using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>How Didomi's cookies are read.</summary>
/// <remarks>Categories are Didomi's purpose ids (<c>measure_content_performance</c>, <c>analytics-4fc2</c>), and <c>vendor:</c> followed by a vendor's id or by its number in the Global Vendor List.</remarks>
public sealed class DidomiOptions : CmpOptions
{
    /// <summary>Didomi's ids of the purposes 1 to 11 of the Transparency and Consent Framework.</summary>
    internal static readonly string[] Purposes =
    [
        "cookies", "select_basic_ads", "create_ads_profile", "select_personalized_ads", "create_content_profile", "select_personalized_content",
        "measure_ad_performance", "measure_content_performance", "market_research", "improve_products", "use_limited_data_to_select_content",
    ];

    // As TcfOptions has them.
    internal DidomiOptions() : base("didomi_token",
        (ConsentPurpose.Advertising, ["select_basic_ads", "create_ads_profile", "select_personalized_ads", "measure_ad_performance"]),
        (ConsentPurpose.Analytics, ["measure_content_performance", "market_research", "improve_products"]),
        (ConsentPurpose.Personalisation, ["create_content_profile", "select_personalized_content"]))
    {
    }

    /// <summary>The name of the cookie with the TC string, which holds the standard purposes where the site takes part in the framework.</summary>
    public string TcfCookieName { get; set; } = "euconsent-v2";

    internal override bool DefaultsGoTogether => true;

    internal override string? RestsUpon(string category) => Array.FindIndex(Purposes, purpose => purpose.Equals(category, StringComparison.OrdinalIgnoreCase)) > 0 ? Purposes[0] : null;
}

/// <summary>
/// Didomi: <c>didomi_token</c> is base64 of JSON with <c>user_id</c>, <c>updated</c>, and the ids <c>enabled</c> and <c>disabled</c> under <c>purposes</c> and <c>vendors</c>;
/// <c>euconsent-v2</c> is a TC string: support.didomi.io/en/didomi-cookies-storage-1. What stands under <c>purposes_li</c> and <c>vendors_li</c> is legitimate interest, and no consent.
/// </summary>
internal sealed class DidomiSource(DidomiOptions options, TimeProvider clock) : CmpSource<DidomiOptions>(Cmp, options, clock)
{
    private const string Cmp = "Didomi";

    private readonly TcfCategories _categories = new(options);

    protected override CmpAnswers? Read(CmpCookies cookies)
    {
        var answers = new CmpAnswers();
        // One that cannot be read may hold the refusal of what the other one grants.
        if (cookies.Has(Options.CookieName) && !TakeToken(cookies.FindDecoded(Options.CookieName), ref answers)) return null;
        if (cookies.Has(Options.TcfCookieName) && !TakeTcf(cookies.FindDecoded(Options.TcfCookieName), answers)) return null;
        return answers.Count > 0 ? answers : null;
    }

    private bool TakeTcf(string? text, CmpAnswers answers)
    {
        if (text is null || _categories.Read(text) is not { } tc) return false;
        answers.DecidedAt ??= tc.LastUpdated;
        answers.BannerVersion = TcfCategories.Version(tc);
        _categories.Take(tc, answers, DidomiOptions.Purposes);
        return true;
    }

    private static bool TakeToken(string? text, ref CmpAnswers answers)
    {
        if (text?.TrimEnd('=') is not { } unpadded) return false;
        var padded = unpadded.PadRight((unpadded.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        if (!Convert.TryFromBase64String(padded, bytes, out var length) || !Utf8.IsValid(bytes.AsSpan(0, length))) return false;
        if (CmpJson.Read(Encoding.UTF8.GetString(bytes, 0, length), Take) is not { } taken) return false;
        answers = taken;
        return true;
    }

    private static CmpAnswers? Take(IReadOnlyDictionary<string, JsonElement> members)
    {
        var answers = new CmpAnswers { Subject = members.Text("user_id"), DecidedAt = members.Moment("updated") };
        return TakeIds(members, "purposes", "", answers) && TakeIds(members, "vendors", "vendor:", answers) ? answers : null;
    }

    private static bool TakeIds(IReadOnlyDictionary<string, JsonElement> members, string name, string prefix, CmpAnswers answers)
    {
        if (!members.TryGetValue(name, out var value)) return true;
        return CmpJson.Members(value) is { } lists && TakeList(lists, "enabled", prefix, true, answers) && TakeList(lists, "disabled", prefix, false, answers);
    }

    private static bool TakeList(IReadOnlyDictionary<string, JsonElement> lists, string name, string prefix, bool granted, CmpAnswers answers)
    {
        if (!lists.TryGetValue(name, out var list)) return true;
        if (CmpJson.Texts(list) is not { } ids) return false;
        foreach (var id in ids) answers.Add(prefix + id, granted);
        return true;
    }
}
