using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ConsentAnalyzers.AspNetCore.Tests.Cmp;

public class CmpOptionsTests
{
    [Fact]
    public async Task A_category_mapped_to_no_purpose_of_the_site_stops_the_start()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => Site.StartAsync(
            options => options.CustomPurposes.Add("chat"),
            builder => builder.Services.AddConsent().FromKlaro(options => { options.Map("helpdesk", "Chat"); options.Map("maps", "map"); })));

        Assert.Contains("'maps' is mapped to 'map'", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("helpdesk", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_is_no_purpose_is_refused() => new ServiceCollection().AddConsent().FromKlaro(options => Assert.Throws<ArgumentException>(() => options.Map("x", (ConsentPurpose)64)));

    [Fact]
    public void A_category_has_a_name() => new ServiceCollection().AddConsent().FromKlaro(options =>
    {
        Assert.Throws<ArgumentException>(() => options.Map(" ", ConsentPurpose.Analytics));
        Assert.Throws<ArgumentNullException>(() => options.Map("x", (string)null!));
    });

    [Fact]
    public void A_cookie_has_a_name() => Assert.Throws<ArgumentException>(() => new ServiceCollection().AddConsent().FromCookiebot(options => options.CookieName = ""));

    [Fact]
    public void Every_cmp_tells_its_name()
    {
        string[] names =
        [
            new CmpReader(builder => builder.FromCookiebot()).Name, new CmpReader(builder => builder.FromOneTrust()).Name, new CmpReader(builder => builder.FromDidomi()).Name,
            new CmpReader(builder => builder.FromTcf()).Name, new CmpReader(builder => builder.FromAxeptio()).Name, new CmpReader(builder => builder.FromTarteaucitron()).Name,
            new CmpReader(builder => builder.FromKlaro()).Name, new CmpReader(builder => builder.FromCookieConsent()).Name, new CmpReader(builder => builder.FromCookieYes()).Name,
        ];

        Assert.Equal(["Cookiebot", "OneTrust", "Didomi", "TCF", "Axeptio", "tarteaucitron", "Klaro", "CookieConsent", "CookieYes"], names);
    }

    [Fact]
    public void A_later_mapping_of_a_category_takes_the_place_of_the_earlier()
    {
        var reader = new CmpReader(builder => builder.FromKlaro(options =>
        {
            options.Map("one", ConsentPurpose.Analytics);
            options.Map("ONE", "chat", "Functional", "chat");
        }));

        var decision = reader.Read("klaro=" + Uri.EscapeDataString("""{"one":true}"""))!;

        Assert.Equal(ConsentPurpose.Functional, decision.Granted);
        Assert.Equal(["chat"], decision.GrantedNames);
    }
}
