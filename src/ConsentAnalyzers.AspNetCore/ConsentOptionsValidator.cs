using System.Text;
using Microsoft.Extensions.Options;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Refuses to start with options that no consent could rest on, and says why.</summary>
internal sealed class ConsentOptionsValidator : IValidateOptions<ConsentOptions>
{
    private const int MaximumNames = 20;
    private const int MaximumText = 64;

    public ValidateOptionsResult Validate(string? name, ConsentOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(ConsentOptions options)
    {
        if (options.Lifetime > ConsentOptions.MaximumLifetime)
            yield return $"{nameof(ConsentOptions)}.{nameof(ConsentOptions.Lifetime)} is {options.Lifetime.TotalDays:0} days: a choice is kept 13 months ({ConsentOptions.MaximumLifetime.TotalDays:0} days) at most, and the CNIL recommends 6 (deliberation 2020-091).";
        if (options.Lifetime <= TimeSpan.Zero)
            yield return $"{nameof(ConsentOptions)}.{nameof(ConsentOptions.Lifetime)} is {options.Lifetime}: a choice that is not kept asks every visitor at every page.";
        if (options.Purposes == ConsentPurpose.None && options.CustomPurposes.Count == 0)
            yield return $"{nameof(ConsentOptions)}.{nameof(ConsentOptions.Purposes)} is empty: there is nothing to ask for.";
        if ((options.Purposes & ~ConsentPurposeNames.Every) != ConsentPurpose.None)
            yield return $"{nameof(ConsentOptions)}.{nameof(ConsentOptions.Purposes)} holds {(int)options.Purposes}, which is no purpose; the site's own ones go into {nameof(ConsentOptions.CustomPurposes)}.";
        if (options.CookieName.StartsWith("__Host-", StringComparison.OrdinalIgnoreCase) && options.CookieDomain is not null)
            yield return $"{nameof(ConsentOptions)}.{nameof(ConsentOptions.CookieDomain)} is '{options.CookieDomain}', but browsers refuse a '__Host-' cookie with a domain: give {nameof(ConsentOptions.CookieName)} another name, such as 'consent'.";
        if (string.IsNullOrWhiteSpace(options.CookieName)) yield return $"{nameof(ConsentOptions)}.{nameof(ConsentOptions.CookieName)} is empty.";
        foreach (var failure in Texts(options)) yield return failure;
    }

    private static IEnumerable<string> Texts(ConsentOptions options)
    {
        if (options.CustomPurposes.Count > MaximumNames) yield return $"{nameof(ConsentOptions)}.{nameof(ConsentOptions.CustomPurposes)} has {options.CustomPurposes.Count} names; the choice cookie has room for {MaximumNames}.";
        foreach (var purpose in options.CustomPurposes)
        {
            if (string.IsNullOrEmpty(purpose) || purpose.Length > MaximumText || !purpose.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.')) yield return $"{nameof(ConsentOptions)}.{nameof(ConsentOptions.CustomPurposes)} has '{purpose}': a name is 1 to {MaximumText} letters, digits, '-', '_' and '.'.";
            else if (ConsentPurposeNames.TryParse(purpose, out var known)) yield return $"{nameof(ConsentOptions)}.{nameof(ConsentOptions.CustomPurposes)} has '{purpose}', which is {nameof(ConsentPurpose)}.{known}.";
        }
        foreach (var duplicate in options.CustomPurposes.GroupBy(p => p, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)) yield return $"{nameof(ConsentOptions)}.{nameof(ConsentOptions.CustomPurposes)} has '{duplicate.Key}' twice.";
        foreach (var purpose in options.Cookies.Purposes.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!ConsentPurposeNames.TryParse(purpose, out _) && !options.CustomPurposes.Contains(purpose, StringComparer.OrdinalIgnoreCase)) yield return $"{nameof(ConsentOptions)}.{nameof(ConsentOptions.Cookies)} declares cookies of '{purpose}', which is no purpose of this site.";
        }
        foreach (var (option, version) in new[] { (nameof(ConsentOptions.BannerVersion), options.BannerVersion), (nameof(ConsentOptions.PolicyVersion), options.PolicyVersion) })
        {
            if (string.IsNullOrWhiteSpace(version) || Encoding.UTF8.GetByteCount(version) > MaximumText) yield return $"{nameof(ConsentOptions)}.{option} is '{version}': a version has 1 to {MaximumText} bytes.";
        }
    }
}
