using System.Text.Json;
using Microsoft.Playwright;

namespace ConsentAnalyzers.Browser.Tests;

/// <summary>What a real browser stores and asks for, before and after each choice.</summary>
public sealed class ConsentTests(Chromium chromium, Shop shop)
{
    private static async Task<List<string>> StoredAsync(ShopVisitor visitor) =>
        [.. (await visitor.Page.EvaluateAsync<string[]>("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"))];

    private static async Task<string> ChoiceAsync(ShopVisitor visitor)
    {
        var response = await visitor.Context.APIRequest.GetAsync("/consent");
        return JsonDocument.Parse(await response.TextAsync()).RootElement.GetProperty("purposes").GetRawText();
    }

    [Fact]
    public async Task Before_the_choice_nothing_is_stored_and_nobody_else_is_asked()
    {
        await using var visitor = await ShopVisitor.ArriveAsync(chromium, shop);

        Assert.Empty(await visitor.TourAsync());
        Assert.Empty(await visitor.CookiesAsync());
        Assert.Empty(await StoredAsync(visitor));
    }

    [Fact]
    public async Task After_refusing_the_same_and_nobody_is_asked_again()
    {
        await using var visitor = await ShopVisitor.ArriveAsync(chromium, shop);

        await visitor.PressAsync("Refuse all");

        Assert.Equal("/cart", new Uri(visitor.Page.Url).AbsolutePath);
        Assert.Empty(await visitor.TourAsync());
        Assert.Empty(await visitor.CookiesAsync());
        Assert.Empty(await StoredAsync(visitor));
        Assert.DoesNotContain("unknown", await ChoiceAsync(visitor), StringComparison.Ordinal);
        Assert.DoesNotContain("granted", await ChoiceAsync(visitor), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_accepting_statistics_only_statistics_and_after_withdrawing_they_are_gone()
    {
        await using var visitor = await ShopVisitor.ArriveAsync(chromium, shop);
        await visitor.Page.GotoAsync("/cart");
        var banner = visitor.Page.Locator("#consent-banner");
        await banner.GetByText("Customise").ClickAsync();
        await banner.GetByLabel("Statistics").CheckAsync();
        await banner.GetByRole(AriaRole.Button, new() { Name = "Save my choice" }).ClickAsync();
        await visitor.BannerIsGoneAsync();

        Assert.Equal(["www.googletagmanager.com"], await visitor.TourAsync());
        Assert.Equal(["_ga"], await visitor.CookiesAsync());

        await visitor.Page.GotoAsync("/choices");
        Assert.True(await visitor.Page.GetByLabel("Statistics").IsCheckedAsync());
        await visitor.Page.GetByLabel("Statistics").UncheckAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Save my choice" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("Saved.")).ToBeVisibleAsync();
        Assert.Empty(await visitor.CookiesAsync());
        Assert.Empty(await visitor.TourAsync());
        Assert.Empty(await visitor.CookiesAsync());
    }

    [Fact]
    public async Task After_accepting_all_everybody_is_asked_and_after_refusing_all_nobody()
    {
        await using var visitor = await ShopVisitor.ArriveAsync(chromium, shop);
        await visitor.PressAsync("Accept all");

        Assert.Equal(["connect.facebook.net", "www.googletagmanager.com", "www.instagram.com", "www.youtube.com"], await visitor.TourAsync());
        await visitor.Page.GotoAsync("/choices");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Refuse all" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("Saved.")).ToBeVisibleAsync();

        Assert.Empty(await visitor.CookiesAsync());
        Assert.Empty(await visitor.TourAsync());
    }

    [Fact]
    public async Task The_choice_cookie_is_out_of_reach_for_scripts_and_lasts_180_days()
    {
        await using var visitor = await ShopVisitor.ArriveAsync(chromium, shop);
        await visitor.PressAsync("Refuse all");

        var cookie = Assert.Single(await visitor.Context.CookiesAsync(), cookie => cookie.Name == "__Host-consent");

        Assert.True(cookie is { Secure: true, HttpOnly: true, SameSite: SameSiteAttribute.Lax, Path: "/" });
        Assert.InRange(cookie.Expires - DateTimeOffset.UtcNow.ToUnixTimeSeconds(), TimeSpan.FromDays(179.9).TotalSeconds, TimeSpan.FromDays(180).TotalSeconds);
        Assert.DoesNotContain("consent", await visitor.Page.EvaluateAsync<string>("document.cookie"), StringComparison.Ordinal);
    }
}
