namespace ConsentAnalyzers.Browser.Tests;

/// <summary>After <c>consent fix</c> the pages that were wrong store nothing and ask nobody before the choice, and still do their work after it.</summary>
public sealed class FixedShopTests(Chromium chromium, FixedShop shop) : IClassFixture<FixedShop>
{
    [Fact]
    public async Task Before_the_choice_nothing_is_stored_and_nobody_else_is_asked()
    {
        await using var visitor = await ShopVisitor.ArriveAsync(chromium, shop);

        // The shop's own Matomo: its script is fetched, and requireConsent keeps it from counting and from storing.
        Assert.Equal(["stats.boutique.example"], await visitor.TourAsync(FixedShop.Pages));
        Assert.Empty(await visitor.CookiesAsync());
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"));
    }

    [Fact]
    public async Task After_accepting_all_the_same_pages_ask_those_that_they_asked_before_the_fix()
    {
        await using var visitor = await ShopVisitor.ArriveAsync(chromium, shop);
        await visitor.PressAsync("Accept all");

        var asked = await visitor.TourAsync(FixedShop.Pages);

        Assert.Superset(new HashSet<string> { "www.googletagmanager.com", "connect.facebook.net", "static.hotjar.com", "www.youtube.com", "www.google.com" }, asked.ToHashSet());
        Assert.Superset(new HashSet<string> { "_ga", "_fbp", "last_product" }, (await visitor.CookiesAsync()).ToHashSet());
    }
}
