using ConsentAnalyzers.AspNetCore;
using Microsoft.AspNetCore.Http.Features;

namespace Microsoft.AspNetCore.Http;

/// <summary>Cookies that are written only when the visitor has consented to what they are for. The overloads of <see cref="IResponseCookies"/>, with the purpose in front.</summary>
/// <remarks>Where a cookie policy holds cookies back until a general consent, these pass it: their purpose was consented to.</remarks>
public static class ConsentHttpResponseExtensions
{
    /// <summary>Writes the cookie if the visitor has consented to the purpose.</summary>
    /// <returns>Whether it was written.</returns>
    public static bool AppendCookieIfConsented(this HttpResponse response, ConsentPurpose purpose, string key, string value) =>
        Allows(response, purpose) && Append(response, key, value, null);

    /// <inheritdoc cref="AppendCookieIfConsented(HttpResponse, ConsentPurpose, string, string)" />
    public static bool AppendCookieIfConsented(this HttpResponse response, ConsentPurpose purpose, string key, string value, CookieOptions options) =>
        Allows(response, purpose) && Append(response, key, value, options);

    /// <summary>Writes the cookies if the visitor has consented to the purpose.</summary>
    /// <returns>Whether they were written.</returns>
    public static bool AppendCookiesIfConsented(this HttpResponse response, ConsentPurpose purpose, ReadOnlySpan<KeyValuePair<string, string>> keyValuePairs, CookieOptions options) =>
        Allows(response, purpose) && Append(response, keyValuePairs, options);

    /// <summary>Writes the cookie if the visitor has consented to one of the site's own purposes.</summary>
    /// <returns>Whether it was written.</returns>
    public static bool AppendCookieIfConsented(this HttpResponse response, string purpose, string key, string value) =>
        Allows(response, purpose) && Append(response, key, value, null);

    /// <inheritdoc cref="AppendCookieIfConsented(HttpResponse, string, string, string)" />
    public static bool AppendCookieIfConsented(this HttpResponse response, string purpose, string key, string value, CookieOptions options) =>
        Allows(response, purpose) && Append(response, key, value, options);

    /// <inheritdoc cref="AppendCookiesIfConsented(HttpResponse, ConsentPurpose, ReadOnlySpan{KeyValuePair{string, string}}, CookieOptions)" />
    public static bool AppendCookiesIfConsented(this HttpResponse response, string purpose, ReadOnlySpan<KeyValuePair<string, string>> keyValuePairs, CookieOptions options) =>
        Allows(response, purpose) && Append(response, keyValuePairs, options);

    private static bool Allows(HttpResponse response, ConsentPurpose purpose)
    {
        ArgumentNullException.ThrowIfNull(response);
        return ConsentHttpContextExtensions.Visitor(response.HttpContext).Allows(purpose);
    }

    private static bool Allows(HttpResponse response, string purpose)
    {
        ArgumentNullException.ThrowIfNull(response);
        return ConsentHttpContextExtensions.Visitor(response.HttpContext).Allows(purpose);
    }

    private static bool Append(HttpResponse response, string key, string value, CookieOptions? options)
    {
        if (IsHeldBack(response, options)) response.Cookies.Append(key, value, Passing(options));
        else if (options is null) response.Cookies.Append(key, value);
        else response.Cookies.Append(key, value, options);
        return true;
    }

    private static bool Append(HttpResponse response, ReadOnlySpan<KeyValuePair<string, string>> keyValuePairs, CookieOptions options)
    {
        response.Cookies.Append(keyValuePairs, IsHeldBack(response, options) ? Passing(options) : options);
        return true;
    }

    private static bool IsHeldBack(HttpResponse response, CookieOptions? options) =>
        options is not { IsEssential: true } && response.HttpContext.Features.Get<ITrackingConsentFeature>() is { CanTrack: false };

    private static CookieOptions Passing(CookieOptions? options) => new(options ?? new CookieOptions()) { IsEssential = true };
}
