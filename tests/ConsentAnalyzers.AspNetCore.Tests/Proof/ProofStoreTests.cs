using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Proof;

public class ProofStoreTests
{
    [Fact]
    public async Task A_proof_comes_back_as_it_was_recorded()
    {
        await using var folder = new ProofFolder();
        var time = new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.FromHours(-5)).AddTicks(1234567);
        var proof = new ConsentProof("7f3a", time, "banner-3", "politique-é", "Didomi", ["Analytics", "newsletter"], []);

        await folder.KeepAsync(proof);

        var kept = Assert.Single(await folder.ReadAsync());
        Assert.Equal(1, kept.Sequence);
        Assert.Equal(folder.Clock.GetUtcNow(), kept.RecordedAt);
        Assert.Equal(time, kept.Proof.Time);
        Assert.Equal(TimeSpan.Zero, kept.Proof.Time.Offset);
        Assert.Equal(("7f3a", "banner-3", "politique-é", "Didomi"), (kept.Proof.SubjectId, kept.Proof.BannerVersion, kept.Proof.PolicyVersion, kept.Proof.Source));
        Assert.Equal(["Analytics", "newsletter"], kept.Proof.Granted);
        Assert.Empty(kept.Proof.Refused);
        Assert.Equal(new ConsentProofHead(1, kept.Hash), await folder.HeadAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("'; DROP TABLE proof; --")]
    [InlineData("[\"x\"]\r\n\t\u202e\u0001")]
    [InlineData("🍪 печенье クッキー")]
    public async Task Odd_texts_are_kept_and_verify(string text, string? kept = null)
    {
        await using var folder = new ProofFolder();

        await folder.KeepAsync(new ConsentProof(text, DateTimeOffset.MaxValue, text, text, text, [text, text], [text]));
        await folder.KeepAsync(new ConsentProof(text, DateTimeOffset.MinValue, text, text, text, [], [text]));

        var proof = (await folder.ReadAsync())[0].Proof;
        Assert.Equal([kept ?? text, kept ?? text], proof.Granted);
        Assert.Equal((kept ?? text, kept ?? text), (proof.SubjectId, proof.Source));
        Assert.True((await folder.VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_kept_as_what_UTF_8_has_for_it()
    {
        await using var folder = new ProofFolder();
        var half = new string('\ud83c', 1);

        await folder.KeepAsync(new ConsentProof(half, default, half, half, half, [half], ["a" + half]));

        var proof = Assert.Single(await folder.ReadAsync()).Proof;
        Assert.Equal(("\uFFFD", "\uFFFD", "a\uFFFD"), (proof.SubjectId, proof.Granted[0], proof.Refused[0]));
        Assert.True((await folder.VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task Long_texts_are_kept()
    {
        await using var folder = new ProofFolder();
        var text = new string('x', 3_000_000);

        await folder.KeepAsync(ProofFolder.NewProof(text));

        Assert.Equal(text, Assert.Single(await folder.ReadAsync()).Proof.SubjectId);
    }

    [Fact]
    public async Task Nothing_is_touched_before_the_first_proof()
    {
        await using var folder = new ProofFolder();

        Assert.Empty(await folder.ReadAsync());
        Assert.Null(await folder.HeadAsync());
        Assert.Equal(0, await folder.DeleteExpiredAsync());
        Assert.Equal(new ConsentProofVerdict(true, null, null, 0, null), await folder.VerifyAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Folder));

        await folder.KeepAsync(ProofFolder.NewProof());

        Assert.True(File.Exists(folder.Path));
    }

    [Fact]
    public async Task The_file_has_its_version_and_a_write_ahead_log()
    {
        await using var folder = new ProofFolder();

        await folder.FillAsync(1);

        Assert.Equal((long)ConsentProofOptions.SchemaVersion, folder.Ask("PRAGMA user_version"));
        Assert.Equal("wal", folder.Ask("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task The_chain_goes_on_after_a_restart()
    {
        await using var folder = new ProofFolder();
        await folder.FillAsync(3);
        var head = await folder.HeadAsync();

        await folder.RestartAsync();
        await folder.FillAsync(2);

        var verdict = await folder.VerifyAsync(head);
        Assert.True(verdict.IsWhole, verdict.Reason);
        Assert.Equal((5, 5), (verdict.Count, verdict.Head!.Sequence));
    }

    [Fact]
    public async Task Ten_thousand_proofs_at_the_same_time_are_all_kept()
    {
        await using var folder = new ProofFolder();
        var proofs = Enumerable.Range(0, 10_000).Select(i => ProofFolder.NewProof($"visitor-{i}")).ToList();

        await Task.WhenAll(proofs.Select(proof => Task.Run(() => folder.KeepAsync(proof))));

        var kept = await folder.ReadAsync();
        Assert.Equal(proofs.Select(proof => proof.SubjectId).Order(), kept.Select(record => record.Proof.SubjectId).Order());
        Assert.Equal(10_000, (await folder.VerifyAsync()).Count);
    }

    [Fact]
    public async Task What_comes_while_a_transaction_runs_shares_the_next_one()
    {
        await using var folder = new ProofFolder();
        await folder.FillAsync(1);
        var before = folder.Clock.Looks;
        List<Task> waiting;
        using (var other = folder.Open())
        using (other.BeginTransaction(deferred: false)) waiting = [.. Enumerable.Range(0, 500).Select(_ => folder.KeepAsync(ProofFolder.NewProof()))];

        await Task.WhenAll(waiting);

        // A transaction looks at the clock once.
        Assert.InRange(folder.Clock.Looks - before, 1, 2);
        Assert.Equal(501, (await folder.VerifyAsync()).Count);
    }

    [Fact]
    public async Task Two_stores_write_one_chain()
    {
        await using var folder = new ProofFolder();
        await using var other = folder.NewServices();
        IConsentProofStore[] stores = [folder.Store, other.GetRequiredService<IConsentProofStore>()];

        await Task.WhenAll(stores.SelectMany((store, s) => Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++) await store.RecordAsync(ProofFolder.NewProof($"store-{s}-{w}-{i}"));
        }))));

        var verdict = await folder.VerifyAsync();
        Assert.True(verdict.IsWhole, verdict.Reason);
        Assert.Equal(400, verdict.Count);
        Assert.Equal(400, (await folder.ReadAsync()).Select(record => record.Proof.SubjectId).Distinct().Count());
    }

    [Fact]
    public async Task What_waits_is_written_when_the_site_stops()
    {
        await using var folder = new ProofFolder();
        var store = folder.Store;
        var waiting = Enumerable.Range(0, 3000).Select(_ => store.RecordAsync(ProofFolder.NewProof(), TestContext.Current.CancellationToken)).ToList();

        await folder.RestartAsync();

        Assert.All(waiting, task => Assert.True(task.IsCompletedSuccessfully || !task.IsCompleted));
        await Task.WhenAll(waiting);
        Assert.Equal(3000, (await folder.ReadAsync()).Count);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.RecordAsync(ProofFolder.NewProof(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Services_can_be_disposed_without_await()
    {
        await using var folder = new ProofFolder();
        var services = folder.NewServices();
        await services.GetRequiredService<IConsentProofStore>().RecordAsync(ProofFolder.NewProof(), TestContext.Current.CancellationToken);

        services.Dispose();

        Assert.Single(await folder.ReadAsync());
    }

    [Fact]
    public async Task A_proof_without_a_part_is_its_callers_mistake_only()
    {
        await using var folder = new ProofFolder();
        var good = folder.KeepAsync(ProofFolder.NewProof());

        await Assert.ThrowsAsync<ArgumentNullException>(() => folder.KeepAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => folder.KeepAsync(ProofFolder.NewProof() with { Granted = null! }));
        await Assert.ThrowsAsync<ArgumentNullException>(() => folder.KeepAsync(ProofFolder.NewProof() with { Refused = [null!] }));

        await good;
        Assert.Single(await folder.ReadAsync());
    }

    [Fact]
    public async Task Whoever_no_longer_waits_is_told_so()
    {
        await using var folder = new ProofFolder();
        await folder.FillAsync(1);
        using var other = folder.Open();
        using var transaction = other.BeginTransaction(deferred: false);
        using var cancel = new CancellationTokenSource();
        var waiting = folder.Store.RecordAsync(ProofFolder.NewProof(), cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await folder.Store.RecordAsync(ProofFolder.NewProof(), cancel.Token));
    }
}
