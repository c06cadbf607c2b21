using System;
using System.Globalization;
using System.Resources;
using ConsentAnalyzers.Consent;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers;

/// <summary>The texts of <c>Messages.resx</c>; French lives in a satellite assembly.</summary>
internal static class Messages
{
    public static ResourceManager ResourceManager { get; } = new("ConsentAnalyzers.Messages", typeof(Messages).Assembly);

    /// <summary>A text that takes the language of whoever shows the message.</summary>
    public static LocalizableString Localizable(string name) => new LocalizableResourceString(name, ResourceManager, typeof(Messages));

    /// <summary>The same with words in it that no language changes.</summary>
    public static LocalizableString Localizable(string name, params string[] words) => new LocalizableResourceString(name, ResourceManager, typeof(Messages), words);

    /// <summary>What a purpose is called in a sentence.</summary>
    public static object Describe(ConsentPurposes purpose) => (purpose & ConsentPurposes.Each) switch
    {
        ConsentPurposes.Analytics or ConsentPurposes.Advertising or ConsentPurposes.SocialMedia or ConsentPurposes.Personalisation or ConsentPurposes.Functional
            => Localizable("Purpose_" + (purpose & ConsentPurposes.Each)),
        _ => purpose.ToText(),
    };

    public static string Get(string name, IFormatProvider? language) => ResourceManager.GetString(name, language as CultureInfo ?? CultureInfo.InvariantCulture) ?? name;

    /// <summary><c>1 day</c>, <c>390 days</c>.</summary>
    public static string Count(double number, string unit, IFormatProvider? language)
    {
        var forms = Get("Unit_" + unit, language).Split('|');
        return number.ToString("0.#", language as CultureInfo ?? CultureInfo.InvariantCulture) + " " + forms[number == 1 ? 0 : 1];
    }
}
