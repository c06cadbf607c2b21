using ConsentAnalyzers.AspNetCore;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Takes the choice of the consent platform (CMP) that the site has. The choice is then that CMP's alone; <c>docs/guides/cmp-on-the-server.md</c> tells what was confirmed of each one's format.</summary>
public static class ConsentBuilderCmpExtensions
{
    /// <summary>Cookiebot (cookie <c>CookieConsent</c>). By default <c>preferences</c> is <see cref="ConsentPurpose.Functional"/>, <c>statistics</c> <see cref="ConsentPurpose.Analytics"/>, <c>marketing</c> <see cref="ConsentPurpose.Advertising"/>.</summary>
    public static ConsentBuilder FromCookiebot(this ConsentBuilder builder, Action<CmpOptions>? configure = null) =>
        builder.Add(CookiebotSource.Defaults(), configure, (options, clock) => new CookiebotSource(options, clock));

    /// <summary>OneTrust and CookiePro (cookies <c>OptanonConsent</c> and <c>OptanonAlertBoxClosed</c>). By default <c>C0002</c> is <see cref="ConsentPurpose.Analytics"/>, <c>C0003</c> <see cref="ConsentPurpose.Functional"/>, <c>C0004</c> <see cref="ConsentPurpose.Advertising"/>, <c>C0005</c> <see cref="ConsentPurpose.SocialMedia"/>.</summary>
    public static ConsentBuilder FromOneTrust(this ConsentBuilder builder, Action<CmpOptions>? configure = null) =>
        builder.Add(OneTrustSource.Defaults(), configure, (options, clock) => new OneTrustSource(options, clock));

    /// <summary>Didomi (cookies <c>didomi_token</c> and <c>euconsent-v2</c>). By default the standard purposes are mapped as with <see cref="FromTcf"/>; the site's own are to be mapped.</summary>
    public static ConsentBuilder FromDidomi(this ConsentBuilder builder, Action<DidomiOptions>? configure = null) =>
        builder.Add(new DidomiOptions(), configure, (options, clock) => new DidomiSource(options, clock));

    /// <summary>Any CMP of the IAB's Transparency and Consent Framework 2 with its TC string in a cookie (<c>euconsent-v2</c>). By default, each with purpose 1, <see cref="ConsentPurpose.Advertising"/> needs 2, 3, 4 and 7, <see cref="ConsentPurpose.Analytics"/> 8, 9 and 10, <see cref="ConsentPurpose.Personalisation"/> 5 and 6.</summary>
    public static ConsentBuilder FromTcf(this ConsentBuilder builder, Action<TcfOptions>? configure = null) =>
        builder.Add(new TcfOptions(), configure, (options, clock) => new TcfSource(options, clock));

    /// <summary>Axeptio (cookies <c>axeptio_cookies</c> and <c>axeptio_authorized_vendors</c>). By default <c>google_analytics</c> and <c>hotjar</c> are <see cref="ConsentPurpose.Analytics"/>, <c>google_ads</c> and <c>facebook_pixel</c> <see cref="ConsentPurpose.Advertising"/>; the site's other vendors are to be mapped.</summary>
    public static ConsentBuilder FromAxeptio(this ConsentBuilder builder, Action<AxeptioOptions>? configure = null) =>
        builder.Add(new AxeptioOptions(), configure, (options, clock) => new AxeptioSource(options, clock));

    /// <summary>tarteaucitron (cookie <c>tarteaucitron</c>). By default a table of its commonest services is mapped (<c>gtag</c>, <c>matomocloud</c>, <c>facebookpixel</c>, <c>youtube</c>, …); the others are to be mapped.</summary>
    public static ConsentBuilder FromTarteaucitron(this ConsentBuilder builder, Action<CmpOptions>? configure = null) =>
        builder.Add(TarteaucitronSource.Defaults(), configure, (options, clock) => new TarteaucitronSource(options, clock));

    /// <summary>Klaro (cookie <c>klaro</c>). A site names its services itself, and maps them; by default only the names of Klaro's own example are mapped.</summary>
    public static ConsentBuilder FromKlaro(this ConsentBuilder builder, Action<CmpOptions>? configure = null) =>
        builder.Add(KlaroSource.Defaults(), configure, (options, clock) => new KlaroSource(options, clock));

    /// <summary>vanilla-cookieconsent 3 and 2 (cookie <c>cc_cookie</c>). A site names its categories itself, and maps them; by default only <c>analytics</c>, <c>ads</c> and <c>marketing</c> are mapped.</summary>
    public static ConsentBuilder FromCookieConsent(this ConsentBuilder builder, Action<CookieConsentOptions>? configure = null) =>
        builder.Add(new CookieConsentOptions(), configure, (options, clock) => new CookieConsentSource(options, clock));

    /// <summary>CookieYes (cookie <c>cookieyes-consent</c>). By default <c>functional</c> is <see cref="ConsentPurpose.Functional"/>, <c>analytics</c> and <c>performance</c> are <see cref="ConsentPurpose.Analytics"/>, <c>advertisement</c> is <see cref="ConsentPurpose.Advertising"/>.</summary>
    public static ConsentBuilder FromCookieYes(this ConsentBuilder builder, Action<CmpOptions>? configure = null) =>
        builder.Add(CookieYesSource.Defaults(), configure, (options, clock) => new CookieYesSource(options, clock));

    private static ConsentBuilder Add<TOptions>(this ConsentBuilder builder, TOptions options, Action<TOptions>? configure, Func<TOptions, TimeProvider, IConsentSource> create) where TOptions : CmpOptions
    {
        ArgumentNullException.ThrowIfNull(builder);
        configure?.Invoke(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.CookieName);
        builder.Services.AddSingleton<IValidateOptions<ConsentOptions>>(new CmpPurposeNames(options));
        builder.Services.AddSingleton(provider => create(options, provider.GetRequiredService<TimeProvider>()));
        return builder;
    }
}
