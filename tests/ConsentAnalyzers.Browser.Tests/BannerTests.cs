using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ConsentAnalyzers.Browser.Tests;

/// <summary>The reference banner: for everybody, with equal weight, in two languages.</summary>
public sealed class BannerTests(Chromium chromium, Shop shop)
{
    [Theory]
    [InlineData("en", false)]
    [InlineData("en", true)]
    [InlineData("fr", false)]
    [InlineData("fr", true)]
    public async Task Axe_finds_nothing(string language, bool open)
    {
        await using var visitor = await ShopVisitor.ArriveAsync(chromium, shop);
        await ReadInAsync(visitor, language);
        if (open) await visitor.Page.Locator("#consent-banner summary").ClickAsync();

        var result = await visitor.Page.Locator("#consent-banner").RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice") });

        Assert.NotEmpty(result.Passes);
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}: {node.Html}"))));
    }

    [Theory]
    [InlineData("en", "Refuse all", "Accept all", "Customise")]
    [InlineData("fr", "Tout refuser", "Tout accepter", "Personnaliser")]
    public async Task The_three_ways_look_alike_and_stand_on_one_line(string language, params string[] ways)
    {
        await using var visitor = await ShopVisitor.ArriveAsync(chromium, shop);
        await ReadInAsync(visitor, language);

        var looks = new List<string>();
        foreach (var way in ways)
        {
            looks.Add(await visitor.Page.Locator("#consent-banner").GetByText(way, new() { Exact = true }).EvaluateAsync<string>(
                """
                element => {
                    const style = getComputedStyle(element), box = element.getBoundingClientRect();
                    return [style.color, style.backgroundColor, style.borderColor, style.borderWidth, style.fontSize, style.fontWeight, style.fontFamily, style.textDecorationLine, style.opacity,
                        Math.round(box.top), Math.round(box.width), Math.round(box.height)].join(' ');
                }
                """));
        }

        Assert.Single(looks.Distinct());
    }

    [Fact]
    public async Task Nothing_is_ticked_that_the_visitor_has_not_ticked()
    {
        await using var visitor = await ShopVisitor.ArriveAsync(chromium, shop);
        await visitor.Page.GotoAsync("/cart");
        await visitor.Page.Locator("#consent-banner summary").ClickAsync();

        var boxes = visitor.Page.Locator("#consent-banner input[type=checkbox]:not([disabled])");

        Assert.Equal(5, await boxes.CountAsync());
        foreach (var box in await boxes.AllAsync()) Assert.False(await box.IsCheckedAsync());
    }

    [Fact]
    public async Task The_keyboard_is_enough()
    {
        await using var visitor = await ShopVisitor.ArriveAsync(chromium, shop);
        var page = visitor.Page;
        await page.GotoAsync("/cart");

        // The banner comes first; then its three ways, in the order in which they stand.
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Refuse all", await FocusedAsync(page));
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Accept all", await FocusedAsync(page));
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Customise", await FocusedAsync(page));

        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        Assert.True(await page.Locator("#consent-banner").GetByLabel("Statistics").IsCheckedAsync());
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("Customise", await FocusedAsync(page));
        Assert.False(await page.Locator("#consent-banner details").EvaluateAsync<bool>("details => details.open"));

        // Refusing still refuses, whatever is ticked in the closed list.
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.PressAsync("Enter");
        await visitor.BannerIsGoneAsync();
        Assert.Empty(await visitor.TourAsync());
    }

    [Fact]
    public async Task It_works_without_scripts()
    {
        var context = await chromium.NewVisitorAsync(shop.Address);
        await using var _ = context;
        await using var noScript = await context.Browser!.NewContextAsync(new() { BaseURL = shop.Address.ToString(), JavaScriptEnabled = false });
        var page = await noScript.NewPageAsync();
        await page.GotoAsync("/privacy");

        await page.GetByRole(AriaRole.Button, new() { Name = "Refuse all" }).ClickAsync();

        await Assertions.Expect(page.Locator("#consent-banner")).ToHaveCountAsync(0);
        Assert.Equal("/privacy", new Uri(page.Url).AbsolutePath);
        Assert.Contains(await noScript.CookiesAsync(), cookie => cookie.Name == "__Host-consent");
    }

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.textContent.trim()");

    private static async Task ReadInAsync(ShopVisitor visitor, string language)
    {
        await visitor.Page.GotoAsync("/cart");
        if (language == "fr") await visitor.Page.Locator("footer button[value='fr-FR']").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#consent-banner")).ToHaveAttributeAsync("lang", language);
    }
}
