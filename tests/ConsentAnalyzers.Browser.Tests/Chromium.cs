using Microsoft.Playwright;

namespace ConsentAnalyzers.Browser.Tests;

/// <summary>The system's Chromium, headless; one for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (FindExecutable() is not { } executable) return;
        _playwright = await Playwright.CreateAsync();
        // Containers have no user namespaces for Chromium's own sandbox.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    /// <summary>A visitor with an empty profile.</summary>
    public async Task<IBrowserContext> NewVisitorAsync(Uri site, string locale = "en-IE")
    {
        if (_browser is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "There is no Chromium on this machine: install the package 'chromium', or name one in CHROMIUM_PATH.");
            Assert.Fail("There is no Chromium on this machine, and CI requires it.");
        }
        return await _browser.NewContextAsync(new() { BaseURL = site.ToString(), Locale = locale });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string? FindExecutable()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } named) return named;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
