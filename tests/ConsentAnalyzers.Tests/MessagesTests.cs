using System.Globalization;
using ConsentAnalyzers.Consent;
using ConsentAnalyzers.Storage;
using Microsoft.CodeAnalysis;

namespace ConsentAnalyzers.Tests;

public sealed class MessagesTests
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    [Fact]
    public void A_message_and_all_its_words_take_the_reader_s_language()
    {
        var written = Diagnostic.Create(Descriptors.CNS1002_KnownCookieWithoutConsent, Location.None, "_ga", "Google Analytics", Messages.Describe(ConsentPurposes.Analytics | ConsentPurposes.Any), "Analytics");
        Assert.Equal("Le cookie « _ga » (Google Analytics, mesure d'audience) est déposé avant que le visiteur ait consenti ; déposez-le après vérification du consentement pour Analytics", written.GetMessage(French));
        var lasting = Diagnostic.Create(Descriptors.CNS1004_CookieLivesTooLong, Location.None, new CookieLifetime(LifetimeKind.Lasting, 24), LifetimeLimit.OfMonths(13));
        Assert.Equal("La durée de vie du cookie est de 2 ans, le maximum est de 13 mois ; réduisez-la", lasting.GetMessage(French));
        Assert.Equal("The cookie's lifetime is 2 years, the maximum is 13 months; shorten it", lasting.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void What_a_rule_adds_takes_the_reader_s_language()
    {
        var measured = Diagnostic.Create(Descriptors.CNS2009_AudienceMeasurementNotExempt, Location.None, "Matomo", null, null, Messages.Localizable("Measurement_Excludes", "setUserId"));
        Assert.Equal("Matomo mesure avant que le visiteur ait consenti : setUserId est appelé, ce qu'aucune exemption ne couvre ; faites-le attendre le consentement, ou complétez ce que son exemption exige", measured.GetMessage(French));
        var late = Diagnostic.Create(Descriptors.CNS2008_LateBlocker, Location.None, "Cookiebot", Messages.Localizable("Platform_Deferred"));
        Assert.Equal("Cookiebot bloque les traceurs de lui-même, mais le navigateur ne l'attend pas ; retirez async et defer", late.GetMessage(French));
    }

    [Theory]
    [InlineData("en", 0, 1, "1 day")]
    [InlineData("fr", 0, 390, "390 jours")]
    [InlineData("en", 14, 0, "14 months")]
    [InlineData("en", 14, 2, "14 months and 2 days")]
    [InlineData("fr", 14, 2, "14 mois et 2 jours")]
    [InlineData("en", 12, 0, "1 year")]
    [InlineData("fr", 0, 2.5, "60 heures")]
    public void Lifetimes(string language, int months, double days, string expected) =>
        Assert.Equal(expected, new CookieLifetime(LifetimeKind.Lasting, months, TimeSpan.FromDays(days)).ToString(null, CultureInfo.GetCultureInfo(language)));
}
