using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Storage;

namespace ConsentAnalyzers.Configuration;

/// <summary>Whether the framework's cookie policy holds non-essential cookies back.</summary>
internal enum PolicySetting { Auto, Enforced, None }

/// <summary>The values of the keys for one file or one compilation. A wrong value leaves the default and a problem.</summary>
internal sealed class ConsentSettings
{
    public const string Prefix = "consent_analyzers.";

    public static readonly ImmutableArray<string> Keys =
    [
        Prefix + "profile", Prefix + "max_cookie_lifetime", Prefix + "max_consent_lifetime", Prefix + "guards", Prefix + "guard_names", Prefix + "exempt_cookies",
        Prefix + "cookie_writers", Prefix + "tracker_hosts", Prefix + "cmp_markers", Prefix + "cookie_policy", Prefix + "external_cmp", Prefix + "analyze_tests",
    ];

    private readonly List<SettingProblem> _problems = [];

    private ConsentSettings()
    {
    }

    public LifetimeLimit MaxCookieLifetime { get; private set; } = LifetimeLimit.OfMonths(13);

    public LifetimeLimit MaxConsentLifetime { get; private set; } = LifetimeLimit.OfMonths(6);

    public ImmutableArray<ConfiguredGuard> Guards { get; private set; } = [];

    public ConfiguredGuardNames GuardNames { get; private set; } = ConfiguredGuardNames.None;

    public ImmutableArray<ExemptCookie> ExemptCookies { get; private set; } = [];

    public ImmutableArray<string> CookieWriters { get; private set; } = [];

    public ImmutableArray<ConfiguredHost> TrackerHosts { get; private set; } = [];

    public ImmutableArray<CmpMarker> CmpMarkers { get; private set; } = [];

    public PolicySetting CookiePolicy { get; private set; }

    public string? ExternalCmp { get; private set; }

    public bool AnalyzeTests { get; private set; }

    public IReadOnlyList<SettingProblem> Problems => _problems;

    public static ConsentSettings Parse(Func<string, string?> lookup)
    {
        var settings = new ConsentSettings();
        foreach (var key in Keys)
        {
            if (lookup(key) is { } value && !string.IsNullOrWhiteSpace(value)) settings.Set(key, value.Trim(), lookup);
        }
        return settings;
    }

    private void Set(string key, string value, Func<string, string?> lookup)
    {
        switch (key.Substring(Prefix.Length))
        {
            case "profile":
                // Sources: CNIL 2020-091/092 (fr), Garante 2021 (it), AEPD (es), TDDDG (de), PECR (uk); see docs/guides/configuration.md.
                var months = value.ToLowerInvariant() switch { "fr" or "it" or "de" or "uk" => (13, 6), "es" => (24, 24), _ => default };
                if (months == default) Wrong("fr");
                else (MaxCookieLifetime, MaxConsentLifetime) = (LifetimeLimit.OfMonths(months.Item1), LifetimeLimit.OfMonths(months.Item2));
                break;
            case "max_cookie_lifetime":
                if (LifetimeLimit.TryParse(value, out var cookie)) MaxCookieLifetime = cookie;
                else Wrong(MaxCookieLifetime.ToString());
                break;
            case "max_consent_lifetime":
                if (LifetimeLimit.TryParse(value, out var consent)) MaxConsentLifetime = consent;
                else Wrong(MaxConsentLifetime.ToString());
                break;
            case "cookie_policy":
                if (Enum.TryParse<PolicySetting>(value, ignoreCase: true, out var policy) && !char.IsDigit(value[0])) CookiePolicy = policy;
                else Wrong("auto");
                break;
            case "analyze_tests":
                if (bool.TryParse(value, out var analyze)) AnalyzeTests = analyze;
                else Wrong("false");
                break;
            case "external_cmp":
                ExternalCmp = value;
                break;
            case "cookie_writers":
                CookieWriters = [.. Items(value)];
                break;
            case "guards":
                Guards = [.. Items(value).Select(item => new ConfiguredGuard(Before(item, ':', documentationId: true), PurposesOf(After(item, ':', documentationId: true))))];
                break;
            case "guard_names":
                GuardNames = new ConfiguredGuardNames([.. Items(value).Select(item => (Before(item, ':'), PurposesOf(After(item, ':'))))]);
                break;
            case "exempt_cookies":
                ExemptCookies = [.. Items(value).Select(ExemptOf).OfType<ExemptCookie>()];
                break;
            case "tracker_hosts":
                TrackerHosts = [.. Items(value).Select(HostOf).OfType<ConfiguredHost>()];
                break;
            case "cmp_markers":
                CmpMarkers = [.. Items(value).Select(MarkerOf)];
                break;
        }

        void Wrong(string used) => _problems.Add(new SettingProblem(key, value, used));

        ConsentPurposes PurposesOf(string? words)
        {
            if (words is null) return ConsentPurposes.General;
            var purposes = ConsentWords.ParsePurposes(words, out var unknown);
            if (unknown is not null) _problems.Add(new SettingProblem(key, unknown, "no purpose"));
            return purposes;
        }

        // A cookie may be exempt without a ground; a ground that does not exist exempts nothing.
        ExemptCookie? ExemptOf(string item)
        {
            var (name, word) = (Before(item, ':'), After(item, ':'));
            if (word is null) return new(name, ExemptionGround.None);
            if (ConsentWords.TryParseGround(word, out var ground)) return new(name, ground);
            _problems.Add(new SettingProblem(key, word, $"no exemption of {name}: write one of {ConsentWords.Grounds}"));
            return null;
        }

        ConfiguredHost? HostOf(string item)
        {
            var parts = item.Split(':');
            if (parts.Length is 2 or 3 && parts[0].Trim().Length > 0 && ConsentWords.TryParsePurpose(parts[1], out var purpose)) return new(parts[0].Trim(), purpose, parts.Length == 3 ? parts[2].Trim() : parts[0].Trim());
            _problems.Add(new SettingProblem(key, item, "nothing: write host:Purpose[:Vendor]"));
            return null;
        }

        CmpMarker MarkerOf(string item)
        {
            var marker = Before(item, ':');
            var equals = marker.IndexOf('=');
            return new(equals < 0 ? marker : marker.Substring(0, equals).Trim(), equals < 0 ? null : marker.Substring(equals + 1).Trim().Trim('"', '\''), PurposesOf(After(item, ':')));
        }
    }

    private static IEnumerable<string> Items(string value) => value.Split(',').Select(item => item.Trim()).Where(item => item.Length > 0);

    private static string Before(string item, char separator, bool documentationId = false) =>
        item.IndexOf(separator, SearchFrom(item, documentationId)) is >= 0 and var at ? item.Substring(0, at).Trim() : item;

    private static string? After(string item, char separator, bool documentationId = false) =>
        item.IndexOf(separator, SearchFrom(item, documentationId)) is >= 0 and var at ? item.Substring(at + 1).Trim() : null;

    // The colon of "M:Shop.Consent.Allows" belongs to the documentation id.
    private static int SearchFrom(string item, bool documentationId) => documentationId && item.Length > 2 && item[1] == ':' ? 2 : 0;
}

/// <summary>A value that could not be used.</summary>
/// <param name="Used">What is used instead.</param>
internal sealed record SettingProblem(string Key, string Value, string Used)
{
    public static SettingProblem UnknownKey(string key, string value)
    {
        var nearest = ConsentSettings.Keys.OrderBy(k => Distance(k, key)).First();
        return new(key, value, $"nothing: the key is unknown, the nearest is {nearest}");
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? diagonal : diagonal + 1;
                (diagonal, row[j]) = (row[j], Math.Min(cost, Math.Min(row[j], row[j - 1]) + 1));
            }
        }
        return row[b.Length];
    }
}

/// <summary>A host that the team knows to track.</summary>
internal sealed record ConfiguredHost(string Host, ConsentPurposes Purpose, string Vendor);

/// <summary>A marker by which the project's own CMP holds a tag.</summary>
internal sealed record CmpMarker(string Attribute, string? Value, ConsentPurposes Purposes);

/// <summary>A cookie that the team declares exempt; a <c>*</c> at the end matches any rest.</summary>
internal sealed record ExemptCookie(string Name, ExemptionGround Ground)
{
    public bool Matches(string name) => Name.EndsWith("*", StringComparison.Ordinal)
        ? name.StartsWith(Name.Substring(0, Name.Length - 1), StringComparison.Ordinal)
        : name == Name;
}
