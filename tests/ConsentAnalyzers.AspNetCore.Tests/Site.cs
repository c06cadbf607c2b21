using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConsentAnalyzers.AspNetCore.Tests;

/// <summary>A small site on a real Kestrel, on a free port of this machine.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Site(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public RecordedProofs Proofs => Services.GetRequiredService<RecordedProofs>();

    public RecordedLogs Logs => Services.GetRequiredService<RecordedLogs>();

    /// <summary>Starts a site with consent, its proofs kept in memory, its keys too unless they have a folder.</summary>
    public static Task<Site> StartAsync(Action<ConsentOptions>? options = null, Action<WebApplicationBuilder>? services = null, Action<WebApplication>? app = null, DirectoryInfo? keys = null) => StartBareAsync(
        builder =>
        {
            var protection = builder.Services.AddDataProtection().SetApplicationName("tests");
            if (keys is null) protection.UseEphemeralDataProtectionProvider();
            else protection.PersistKeysToFileSystem(keys);
            builder.Services.AddSingleton<RecordedProofs>();
            builder.Services.AddConsent(options);
            builder.Services.AddSingleton<IConsentProofStore>(provider => provider.GetRequiredService<RecordedProofs>());
            services?.Invoke(builder);
        },
        app);

    /// <summary>Starts a site that has only what it is given.</summary>
    public static async Task<Site> StartBareAsync(Action<WebApplicationBuilder>? services = null, Action<WebApplication>? app = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(Site).Assembly.GetName().Name, EnvironmentName = "Testing" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var logs = new RecordedLogs();
        builder.Logging.AddProvider(logs);
        builder.Services.AddSingleton(logs);
        builder.Services.AddRouting();
        services?.Invoke(builder);
        var site = builder.Build();
        app?.Invoke(site);
        await site.StartAsync();
        return new Site(site, new Uri(site.Urls.First()));
    }

    /// <summary>A browser that visits this site for the first time.</summary>
    public Visitor NewVisitor() => new(Address);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
