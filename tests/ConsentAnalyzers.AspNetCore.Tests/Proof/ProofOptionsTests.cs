using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ConsentAnalyzers.AspNetCore.Tests.Proof;

public class ProofOptionsTests
{
    [Theory]
    [InlineData(398, "13 months (397 days) at most")]
    [InlineData(179, "a choice counts for 180 days")]
    [InlineData(0, "a choice counts for 180 days")]
    [InlineData(-1, "a choice counts for 180 days")]
    public async Task A_retention_that_is_too_long_or_too_short_stops_the_start(int days, string reason)
    {
        var trouble = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options => options.Retention = TimeSpan.FromDays(days)));

        Assert.Contains(reason, trouble.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(180)]
    [InlineData(397)]
    [InlineData(null)]
    public async Task A_retention_between_the_choices_life_and_13_months_is_fine(int? days)
    {
        await using var site = await StartAsync(options => options.Retention = days is { } some ? TimeSpan.FromDays(some) : null);

        Assert.NotNull(site.Services.GetRequiredService<ConsentProofArchive>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    public async Task A_path_that_is_none_stops_the_start(string path)
    {
        var trouble = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options => options.Path = path));

        Assert.Contains("which is no file", trouble.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wwwroot/proofs.db", false)]
    [InlineData("App_Data/../wwwroot/data/proofs.db", false)]
    [InlineData("wwwroot-of-another/proofs.db", true)]
    public async Task A_path_that_would_be_served_stops_the_start(string path, bool isFine)
    {
        await using var folder = new ProofFolder();
        Task<Site> Start() => StartAsync(options => options.Path = path, builder =>
        {
            builder.Environment.ContentRootPath = folder.Folder;
            builder.Environment.WebRootPath = Path.Combine(folder.Folder, "wwwroot");
        });

        if (isFine) await (await Start()).DisposeAsync();
        else Assert.Contains("below the web root", (await Assert.ThrowsAsync<OptionsValidationException>(Start)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Folder));
    }

    [Fact]
    public async Task Wrong_options_of_the_choice_are_told_once()
    {
        var trouble = await Assert.ThrowsAsync<OptionsValidationException>(() => Site.StartBareAsync(builder => builder.Services
            .AddConsent(options => options.Lifetime = TimeSpan.FromDays(1000))
            .KeepProofs(options => options.Retention = TimeSpan.FromDays(300))));

        Assert.Single(trouble.Failures);
    }

    private static Task<Site> StartAsync(Action<ConsentProofOptions> proofs, Action<WebApplicationBuilder>? more = null) => Site.StartBareAsync(builder =>
    {
        builder.Services.AddConsent().KeepProofs(proofs);
        more?.Invoke(builder);
    });
}
