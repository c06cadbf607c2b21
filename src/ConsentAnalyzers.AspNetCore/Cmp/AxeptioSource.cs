using System.Text.Json;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>How Axeptio's cookies are read.</summary>
public sealed class AxeptioOptions : CmpOptions
{
    // google_analytics is the example of Axeptio's documentation; the others are names its customers commonly have.
    internal AxeptioOptions() : base("axeptio_cookies",
        (ConsentPurpose.Analytics, ["google_analytics", "hotjar"]), (ConsentPurpose.Advertising, ["google_ads", "facebook_pixel"]))
    {
    }

    /// <summary>The name of the cookie that lists the vendors said yes to (Axeptio's setting <c>authorizedVendorsCookieName</c>). Where it comes along, a vendor must be in it as well.</summary>
    public string AuthorizedVendorsCookieName { get; set; } = "axeptio_authorized_vendors";
}

/// <summary>
/// Axeptio: <c>axeptio_cookies</c> is percent-encoded JSON, a yes or no for each vendor beside <c>$$token</c>, <c>$$date</c>, <c>$$cookiesVersion</c> and <c>$$completed</c>, which is false until the visitor has chosen;
/// <c>axeptio_authorized_vendors</c> is <c>,google_analytics,…,</c>: github.com/axeptio/axeptio-gtm-public-variable, github.com/axeptio/wordpress-plugin.
/// </summary>
internal sealed class AxeptioSource(AxeptioOptions options, TimeProvider clock) : CmpSource<AxeptioOptions>(Cmp, options, clock)
{
    private const string Cmp = "Axeptio";
    private const string MetadataPrefix = "$$";

    protected override CmpAnswers? Read(CmpCookies cookies)
    {
        if (cookies.FindDecoded(Options.CookieName) is not { } text) return null;
        var list = cookies.FindDecoded(Options.AuthorizedVendorsCookieName);
        if (list is null && cookies.Has(Options.AuthorizedVendorsCookieName)) return null;
        var authorized = list?.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        // Compressed (setting compressUserCookie) it is no JSON, and no decision.
        return CmpJson.Read(text, members => Take(members, authorized));
    }

    private static CmpAnswers? Take(IReadOnlyDictionary<string, JsonElement> members, HashSet<string>? authorized)
    {
        if (!members.TryGetValue("$$completed", out var completed) || completed.ValueKind != JsonValueKind.True) return null;
        var answers = new CmpAnswers { Subject = members.Text("$$token"), DecidedAt = members.Moment("$$date"), BannerVersion = Version(members) };
        foreach (var (vendor, answer) in members)
        {
            if (vendor.StartsWith(MetadataPrefix, StringComparison.Ordinal)) continue;
            if (answer.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return null;
            answers.Add(vendor, answer.ValueKind == JsonValueKind.True && authorized?.Contains(vendor) != false);
        }
        return answers;
    }

    private static string? Version(IReadOnlyDictionary<string, JsonElement> members) =>
        members.TryGetValue("$$cookiesVersion", out var version) && CmpJson.Members(version) is { } parts ? parts.Text("identifier") ?? parts.Text("name") : null;
}
