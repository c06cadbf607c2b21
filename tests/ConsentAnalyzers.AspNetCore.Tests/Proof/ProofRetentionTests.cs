using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConsentAnalyzers.AspNetCore.Tests.Proof;

public class ProofRetentionTests
{
    [Fact]
    public async Task What_has_expired_is_deleted_and_the_rest_still_verifies()
    {
        await using var folder = new ProofFolder();
        await folder.FillAsync(3);
        var head = await folder.HeadAsync();
        folder.Clock.Advance(TimeSpan.FromDays(100));
        await folder.FillAsync(2);
        Assert.Equal(0, await folder.DeleteExpiredAsync());

        folder.Clock.Advance(TimeSpan.FromDays(80) + TimeSpan.FromSeconds(1));
        Assert.Equal(3, await folder.DeleteExpiredAsync());

        Assert.Equal([4L, 5L], (await folder.ReadAsync()).Select(record => record.Sequence));
        Assert.Equal((true, 2L), ((await folder.VerifyAsync()).IsWhole, (await folder.VerifyAsync()).Count));
        Assert.True((await folder.VerifyAsync(head)).IsWhole);
        Assert.False((await folder.VerifyAsync(head! with { Hash = new string('0', 64) })).IsWhole);
    }

    [Fact]
    public async Task A_proof_is_kept_until_its_last_moment()
    {
        await using var folder = new ProofFolder(proofs: options => options.Retention = TimeSpan.FromDays(200));
        await folder.FillAsync(1);

        folder.Clock.Advance(TimeSpan.FromDays(200));
        Assert.Equal(0, await folder.DeleteExpiredAsync());

        folder.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, await folder.DeleteExpiredAsync());
    }

    [Fact]
    public async Task Proofs_live_as_long_as_the_choice_unless_set()
    {
        await using var folder = new ProofFolder(consent: options => options.Lifetime = TimeSpan.FromDays(30));
        await folder.FillAsync(1);

        folder.Clock.Advance(TimeSpan.FromDays(31));

        Assert.Equal(1, await folder.DeleteExpiredAsync());
    }

    [Fact]
    public async Task The_chain_goes_on_when_everything_has_expired()
    {
        await using var folder = new ProofFolder();
        await folder.FillAsync(3);
        var head = await folder.HeadAsync();
        folder.Clock.Advance(TimeSpan.FromDays(181));

        Assert.Equal(3, await folder.DeleteExpiredAsync());
        Assert.Equal(head, await folder.HeadAsync());
        Assert.True((await folder.VerifyAsync(head)).IsWhole);

        await folder.RestartAsync();
        await folder.FillAsync(1);
        Assert.Equal(4, Assert.Single(await folder.ReadAsync()).Sequence);
        Assert.True((await folder.VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task A_head_that_has_expired_is_told_to_be_so()
    {
        await using var folder = new ProofFolder();
        await folder.FillAsync(1);
        var head = await folder.HeadAsync();
        await folder.FillAsync(2);
        folder.Clock.Advance(TimeSpan.FromDays(181));
        await folder.DeleteExpiredAsync();

        var verdict = await folder.VerifyAsync(head);

        Assert.True(verdict.IsWhole);
        Assert.Contains("sequence 1, has expired (all up to 3 has)", verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-9000)]
    [InlineData(9000)]
    public async Task The_time_that_a_CMP_claims_neither_hastens_nor_hinders_deletion(int days)
    {
        await using var folder = new ProofFolder();
        await folder.KeepAsync(ProofFolder.NewProof(time: folder.Clock.GetUtcNow().AddDays(days), source: "Didomi"));
        await folder.FillAsync(2);

        Assert.Equal(0, await folder.DeleteExpiredAsync());
        folder.Clock.Advance(TimeSpan.FromDays(181));
        Assert.Equal(3, await folder.DeleteExpiredAsync());
    }

    [Fact]
    public async Task More_rows_than_one_transaction_takes_are_deleted()
    {
        await using var folder = new ProofFolder();
        await Task.WhenAll(Enumerable.Range(0, 1500).Select(_ => folder.KeepAsync(ProofFolder.NewProof())));
        folder.Clock.Advance(TimeSpan.FromDays(181));
        await folder.FillAsync(1);

        Assert.Equal(1500, await folder.DeleteExpiredAsync());
        Assert.Equal(1501, Assert.Single(await folder.ReadAsync()).Sequence);
        Assert.True((await folder.VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task What_was_deleted_is_no_longer_in_the_files()
    {
        await using var folder = new ProofFolder("proofs.db");
        await folder.KeepAsync(ProofFolder.NewProof("a-pseudonym-to-look-for"));
        Assert.Contains(Directory.EnumerateFiles(folder.Folder), HoldsPseudonym);

        folder.Clock.Advance(TimeSpan.FromDays(181));
        await folder.DeleteExpiredAsync();

        Assert.DoesNotContain(Directory.EnumerateFiles(folder.Folder), HoldsPseudonym);

        static bool HoldsPseudonym(string file) => File.ReadAllBytes(file).AsSpan().IndexOf("a-pseudonym-to-look-for"u8) >= 0;
    }

    [Fact]
    public async Task Decisions_go_on_while_proofs_are_deleted()
    {
        await using var folder = new ProofFolder();
        await Task.WhenAll(Enumerable.Range(0, 2000).Select(_ => folder.KeepAsync(ProofFolder.NewProof())));
        folder.Clock.Advance(TimeSpan.FromDays(181));

        var deleting = folder.DeleteExpiredAsync();
        await folder.FillAsync(20);

        Assert.Equal(2000, await deleting);
        Assert.Equal(20, (await folder.ReadAsync()).Count);
        Assert.True((await folder.VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task A_site_deletes_at_its_start_and_daily()
    {
        await using var folder = new ProofFolder();
        await folder.FillAsync(1);
        folder.Clock.Advance(TimeSpan.FromDays(181));
        await folder.FillAsync(1);

        await using var site = await StartAsync(folder);
        await UntilAsync(() => site.Logs.All.Contains((LogLevel.Information, "1 proofs of consent have expired and were deleted.")));
        Assert.Equal(2, Assert.Single(await folder.ReadAsync()).Sequence);

        await UntilAsync(() => folder.Clock.Periods.Contains(TimeSpan.FromDays(1)));
        folder.Clock.Advance(TimeSpan.FromDays(181));
        await UntilAsync(() => site.Logs.All.Count(line => line.Text == "1 proofs of consent have expired and were deleted.") == 2);
        Assert.Empty(await folder.ReadAsync());
    }

    [Fact]
    public async Task A_deletion_that_fails_is_logged_and_tried_again()
    {
        await using var folder = new ProofFolder();
        await folder.FillAsync(1);
        folder.Tamper("PRAGMA user_version = 9");
        folder.Clock.Advance(TimeSpan.FromDays(181));

        await using var site = await StartAsync(folder);
        await UntilAsync(() => site.Logs.All.Any(line => line.Level == LogLevel.Error && line.Text.StartsWith("Expired proofs of consent could not be deleted", StringComparison.Ordinal)));
        folder.Tamper($"PRAGMA user_version = {ConsentProofOptions.SchemaVersion}");
        await UntilAsync(() => folder.Clock.Periods.Contains(TimeSpan.FromDays(1)));
        folder.Clock.Advance(TimeSpan.FromDays(1));

        await UntilAsync(() => site.Logs.All.Any(line => line.Text.EndsWith("have expired and were deleted.", StringComparison.Ordinal)));
        Assert.Empty(await folder.ReadAsync());
    }

    [Fact]
    public async Task With_another_store_the_file_is_left_alone()
    {
        await using var folder = new ProofFolder();
        await folder.FillAsync(1);
        folder.Clock.Advance(TimeSpan.FromDays(181));

        await using (var site = await Site.StartAsync(services: builder => builder.Services.AddSingleton<TimeProvider>(folder.Clock).Configure<ConsentProofOptions>(options => options.Path = folder.Path)))
        {
            await site.Services.GetServices<IHostedService>().OfType<ConsentProofRetention>().Single().ExecuteTask!;
        }

        Assert.Single(await folder.ReadAsync());
    }

    private static Task<Site> StartAsync(ProofFolder folder) => Site.StartBareAsync(builder =>
    {
        builder.Services.AddSingleton<TimeProvider>(folder.Clock);
        builder.Services.AddConsent().KeepProofs(options => options.Path = folder.Path);
    });

    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo()) await Task.Delay(10, TestContext.Current.CancellationToken);
    }
}
