using Microsoft.Playwright;

namespace ConsentAnalyzers.Browser.Tests;

/// <summary>The component in each render mode, in a real browser.</summary>
public sealed class ConsentGateTests(Chromium chromium, ConsentGateTests.BlazorSite site) : IClassFixture<ConsentGateTests.BlazorSite>
{
    public sealed class BlazorSite : IAsyncLifetime
    {
        private RunningSite? _site;

        public Uri Address => _site!.Address;

        public async ValueTask InitializeAsync() =>
            _site = await RunningSite.StartAsync(Repository.Output("tests/ConsentAnalyzers.BlazorSite", "ConsentAnalyzers.BlazorSite.dll"), Path.Combine(Repository.Root, "tests", "ConsentAnalyzers.BlazorSite"));

        public async ValueTask DisposeAsync()
        {
            if (_site is not null) await _site.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("/", "Static")]
    [InlineData("/server", "Server")]
    [InlineData("/server-only", "Server")]
    [InlineData("/webassembly", "WebAssembly")]
    [InlineData("/webassembly-only", "WebAssembly")]
    public async Task The_gate_opens_only_after_consent(string path, string renderer)
    {
        await using var visitor = await chromium.NewVisitorAsync(site.Address);
        var page = await visitor.NewPageAsync();

        await VisitAsync(page, path, renderer);
        Assert.Equal("refused", await page.Locator("#gate").TextContentAsync());
        Assert.Equal("Unknown", await page.Locator("#injected").TextContentAsync());

        await page.Locator("#accept").ClickAsync();
        await Assertions.Expect(page.Locator("#gate")).ToHaveTextAsync("shown");
        await VisitAsync(page, path, renderer);
        Assert.Equal("shown", await page.Locator("#gate").TextContentAsync());
        Assert.Equal("Refused", await page.Locator("#injected").TextContentAsync());
        if (renderer == "Static") return;

        // A gate that is born in the circuit, or in the browser, long after the page.
        await page.Locator("#click").ClickAsync();
        await Assertions.Expect(page.Locator("#later")).ToHaveTextAsync("shown");
    }

    [Fact]
    public async Task An_open_circuit_keeps_the_choice_of_its_page()
    {
        await using var visitor = await chromium.NewVisitorAsync(site.Address);
        var page = await visitor.NewPageAsync();
        await VisitAsync(page, "/server", "Server");
        var other = await visitor.NewPageAsync();
        await other.GotoAsync("/");
        await other.Locator("#accept").ClickAsync();
        await Assertions.Expect(other.Locator("#gate")).ToHaveTextAsync("shown");

        await page.Locator("#click").ClickAsync();

        await Assertions.Expect(page.Locator("#later")).ToHaveTextAsync("refused");
    }

    private static async Task VisitAsync(IPage page, string path, string renderer)
    {
        await page.GotoAsync(path);
        await Assertions.Expect(page.Locator("#renderer")).ToHaveTextAsync(renderer, new() { Timeout = 60_000 });
    }
}
