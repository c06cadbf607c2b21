using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Playwright;

namespace ConsentAnalyzers.Browser.Tests;

/// <summary>The sample shop without its content security policy: whatever its pages ask of others is answered by the test, and written down.</summary>
public class Shop : IAsyncLifetime
{
    protected static readonly string Sample = Path.Combine(Repository.Root, "docs", "samples", "Boutique");

    private readonly DirectoryInfo _content = Directory.CreateTempSubdirectory("boutique");
    private readonly DirectoryInfo _build = Directory.CreateTempSubdirectory("boutique-build");
    private RunningSite? _site;

    /// <summary>The pages of the shop without a wrong place.</summary>
    public static readonly string[] RightPages = ["/cart", "/workshops", "/privacy", "/choices"];

    public Uri Address => _site!.Address;

    public async ValueTask InitializeAsync()
    {
        // Views are compiled in; the rest is copied, so that nothing is written into the sources.
        var sources = await SourcesAsync();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(sources, "wwwroot"), "*", SearchOption.AllDirectories).Append(Path.Combine(sources, "appsettings.json")))
        {
            var copy = Path.Combine(_content.FullName, Path.GetRelativePath(sources, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        await BuildAsync(sources);
        _site = await RunningSite.StartAsync(Path.Combine(_build.FullName, "bin", "Boutique", "debug", "Boutique.dll"), _content.FullName, "--AllowThirdParties", "true");
    }

    /// <summary>What the build is told besides.</summary>
    protected virtual string[] Properties => [];

    /// <summary>The folder that is built.</summary>
    protected virtual Task<string> SourcesAsync() => Task.FromResult(Sample);

    // In a folder of its own, and without the rules: what they say of a shop that is wrong on purpose is the end-to-end tests' concern.
    private Task<string> BuildAsync(string sources) => DotnetAsync(0, ["build", Path.Combine(sources, "Boutique.csproj"), "--artifacts-path", _build.FullName, "-p:ConsentAnalyzersMode=None", "-v:quiet", "-nologo", .. Properties]);

    /// <returns>What the command said.</returns>
    protected static async Task<string> DotnetAsync(int expectedExitCode, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        // What the test runner's own SDK has put into the environment.
        foreach (var name in new[] { "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly" }) start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == expectedExitCode, output);
        return output;
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_site is not null) await _site.DisposeAsync();
        _content.Delete(recursive: true);
        _build.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>One visitor of the shop, and what their browser does.</summary>
internal sealed class ShopVisitor(IBrowserContext context, IPage page, ConcurrentQueue<string> strangers) : IAsyncDisposable
{
    public IPage Page => page;

    public IBrowserContext Context => context;

    /// <summary>The cookies by name, without what is exempt: the choice, the forms' protection.</summary>
    public async Task<List<string>> CookiesAsync() =>
        [.. (await context.CookiesAsync()).Select(cookie => cookie.Name).Where(name => name != "__Host-consent" && !name.StartsWith(".AspNetCore.Antiforgery", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static async Task<ShopVisitor> ArriveAsync(Chromium chromium, Shop shop, string locale = "en-IE")
    {
        var context = await chromium.NewVisitorAsync(shop.Address, locale);
        var strangers = new ConcurrentQueue<string>();
        await context.RouteAsync(url => new Uri(url).Host != shop.Address.Host, async route =>
        {
            strangers.Enqueue(new Uri(route.Request.Url).Host);
            await route.FulfillAsync(new() { Status = 200, Body = "" });
        });
        return new(context, await context.NewPageAsync(), strangers);
    }

    /// <summary>Visits pages, each of the right ones if none are named.</summary>
    /// <returns>The hosts, other than the shop's, that were asked for anything.</returns>
    public async Task<List<string>> TourAsync(params string[] paths)
    {
        strangers.Clear();
        foreach (var path in paths is [] ? Shop.RightPages : paths)
        {
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            // What waits until it is seen.
            await page.EvaluateAsync("for (const frame of document.querySelectorAll('iframe')) frame.scrollIntoView()");
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        }
        return [.. strangers.Distinct().Order(StringComparer.Ordinal)];
    }

    public async Task PressAsync(string button)
    {
        await page.GotoAsync("/cart");
        await page.GetByRole(AriaRole.Region).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await BannerIsGoneAsync();
    }

    /// <summary>Waits for the page that follows a choice: it has no banner.</summary>
    public Task BannerIsGoneAsync() => Assertions.Expect(page.Locator("#consent-banner")).ToHaveCountAsync(0);

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
