using System.Globalization;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>How the TC string of a TCF 2 CMP is read.</summary>
/// <remarks>
/// Categories are <c>1</c> to <c>24</c> for the purposes of the Transparency and Consent Framework, <c>special:1</c> to <c>special:12</c> for its special features,
/// and <c>vendor:755</c> for a vendor by its number in the Global Vendor List. What rests on legitimate interest is no consent and does not count.
/// </remarks>
public sealed class TcfOptions : CmpOptions
{
    // Each of our purposes takes all that it may come to mean: retargeting (3, 4) and its measurement (7) with Advertising,
    // audiences (9) and the improvement of services by tests and recordings (10) with Analytics.
    internal TcfOptions() : base("euconsent-v2",
        (ConsentPurpose.Advertising, ["2", "3", "4", "7"]), (ConsentPurpose.Analytics, ["8", "9", "10"]), (ConsentPurpose.Personalisation, ["5", "6"]))
    {
    }

    internal override bool DefaultsGoTogether => true;

    /// <summary>Purpose 1, "store and/or access information on a device": without it nothing may be stored for any other one.</summary>
    internal override string? RestsUpon(string category) => category != "1" && int.TryParse(category, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? "1" : null;
}

/// <summary>Any CMP of the IAB's Transparency and Consent Framework 2 that keeps its TC string in a cookie; where it does is up to the CMP.</summary>
internal sealed class TcfSource(TcfOptions options, TimeProvider clock) : CmpSource<TcfOptions>(Cmp, options, clock)
{
    private const string Cmp = "TCF";

    private static readonly string[] Purposes = [.. Enumerable.Range(1, TcString.MaximumPurposes).Select(purpose => purpose.ToString(CultureInfo.InvariantCulture))];

    private readonly TcfCategories _categories = new(options);

    protected override CmpAnswers? Read(CmpCookies cookies) => cookies.FindDecoded(Options.CookieName) is { } text && _categories.Read(text) is { } tc ? Take(tc) : null;

    private CmpAnswers Take(TcString tc)
    {
        var answers = new CmpAnswers { DecidedAt = tc.LastUpdated, BannerVersion = TcfCategories.Version(tc) };
        _categories.Take(tc, answers, Purposes);
        return answers;
    }
}

/// <summary>What a TC string answers, for <see cref="TcfSource"/> and for Didomi.</summary>
internal sealed class TcfCategories(CmpOptions options)
{
    private const string VendorPrefix = "vendor:";

    // Strings of an older policy are invalid since 30 September 2023, global ones since 1 September 2021 (the format's specification).
    private const int OldestPolicy = 4;

    private static readonly string[] Features = [.. Enumerable.Range(1, TcString.MaximumSpecialFeatures).Select(feature => $"special:{feature}")];

    private readonly int[] _vendors = [.. options.Targets.Select(target => Vendor(target.Key)).Where(vendor => vendor > 0).Distinct()];

    /// <summary>The string, when it still counts.</summary>
    public TcString? Read(string text) => TcString.Read(text, _vendors) is { IsServiceSpecific: true, PolicyVersion: >= OldestPolicy } tc ? tc : null;

    /// <summary>Adds what the string says of the purposes, in the order of their names, of the special features and of the vendors that are mapped.</summary>
    public void Take(TcString tc, CmpAnswers answers, string[] purposes)
    {
        for (var i = 0; i < purposes.Length; i++)
        {
            // Purpose 1 has no answer where nobody asked for it.
            if (i > 0 || !tc.PurposeOneTreatment) answers.Add(purposes[i], tc.HasPurpose(i + 1));
        }
        for (var i = 0; i < Features.Length; i++) answers.Add(Features[i], tc.HasSpecialFeature(i + 1));
        foreach (var vendor in _vendors) answers.Add(VendorPrefix + vendor, tc.Vendors.Contains(vendor));
    }

    /// <summary>The banner as a TC string knows it.</summary>
    public static string Version(TcString tc) => $"CMP {tc.CmpId}.{tc.CmpVersion}, vendor list {tc.VendorListVersion}";

    private static int Vendor(string category) =>
        category.StartsWith(VendorPrefix, StringComparison.OrdinalIgnoreCase) && int.TryParse(category.AsSpan(VendorPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var vendor) ? vendor : 0;
}
