namespace ConsentAnalyzers.AspNetCore.Tests.Proof;

public class ProofTroubleTests
{
    [Fact]
    public async Task A_path_that_is_a_folder_fails_with_the_path_until_it_is_free()
    {
        await using var folder = new ProofFolder();
        Directory.CreateDirectory(folder.Path);

        var trouble = await Assert.ThrowsAnyAsync<IOException>(() => folder.KeepAsync(ProofFolder.NewProof()));
        Assert.Contains(folder.Path, trouble.Message, StringComparison.Ordinal);

        Directory.Delete(folder.Path);
        await folder.FillAsync(1);
        Assert.Single(await folder.ReadAsync());
    }

    [Fact]
    public async Task A_folder_that_is_a_file_fails_until_it_is_free()
    {
        await using var folder = new ProofFolder();
        var blocked = Path.GetDirectoryName(folder.Path)!;
        await File.WriteAllTextAsync(blocked, "in the way", TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<IOException>(() => folder.KeepAsync(ProofFolder.NewProof()));

        File.Delete(blocked);
        await folder.FillAsync(1);
        Assert.Single(await folder.ReadAsync());
    }

    [Fact]
    public async Task A_folder_where_nothing_may_be_written_fails()
    {
        // The permissions of a folder do not bind root, which tests in containers run as; the kernel's own folders do.
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a folder that is read-only for everybody.");
        await using var folder = new ProofFolder("/proc/self/consent-proofs.db");

        await Assert.ThrowsAnyAsync<IOException>(() => folder.KeepAsync(ProofFolder.NewProof()));
        await Assert.ThrowsAnyAsync<IOException>(() => folder.KeepAsync(ProofFolder.NewProof()));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_alone_and_told()
    {
        await using var folder = new ProofFolder("proofs.db");
        var text = string.Concat(Enumerable.Repeat("this is no database. ", 1000));
        await File.WriteAllTextAsync(folder.Path, text, TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<IOException>(() => folder.KeepAsync(ProofFolder.NewProof()));
        var verdict = await folder.VerifyAsync();

        Assert.False(verdict.IsWhole);
        Assert.Contains("damaged", verdict.Reason, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(folder.Path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_damaged_page_is_noticed()
    {
        await using var folder = new ProofFolder("proofs.db");
        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => folder.KeepAsync(ProofFolder.NewProof())));
        using (var file = File.OpenWrite(folder.Path))
        {
            file.Position = file.Length / 2;
            file.Write(new byte[16 * 1024]);
        }

        var verdict = await folder.VerifyAsync();

        Assert.False(verdict.IsWhole);
        Assert.NotNull(verdict.Reason);
    }

    [Fact]
    public async Task A_file_deleted_while_the_site_runs_is_made_again()
    {
        await using var folder = new ProofFolder("proofs.db");
        await folder.FillAsync(3);
        var head = await folder.HeadAsync();

        foreach (var file in Directory.EnumerateFiles(folder.Folder)) File.Delete(file);
        var without = await folder.VerifyAsync(head);
        await folder.FillAsync(2);

        Assert.False(without.IsWhole);
        Assert.Equal(["visitor-1", "visitor-2"], (await folder.ReadAsync()).Select(record => record.Proof.SubjectId));
        Assert.True((await folder.VerifyAsync()).IsWhole);
        Assert.False((await folder.VerifyAsync(head)).IsWhole);
    }

    [Fact]
    public async Task The_store_outlives_a_file_that_is_deleted_again_and_again()
    {
        await using var folder = new ProofFolder("proofs.db");
        var acknowledged = 0;
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
            {
                try
                {
                    await folder.KeepAsync(ProofFolder.NewProof($"{w}-{i}"));
                    Interlocked.Increment(ref acknowledged);
                }
                catch (IOException)
                {
                    // Told to the caller: that is what is asked here.
                }
            }
        })));
        for (var i = 0; i < 20; i++)
        {
            while (!File.Exists(folder.Path) && !writing.IsCompleted) await Task.Yield();
            File.Delete(folder.Path);
        }
        await writing;

        await folder.KeepAsync(ProofFolder.NewProof("last"));

        Assert.InRange(acknowledged, 1, 240);
        Assert.Equal("last", (await folder.ReadAsync())[^1].Proof.SubjectId);
        Assert.True((await folder.VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task Another_process_that_writes_is_waited_for()
    {
        await using var folder = new ProofFolder();
        await folder.FillAsync(1);
        using var other = folder.Open();
        var transaction = other.BeginTransaction(deferred: false);

        var waiting = folder.KeepAsync(ProofFolder.NewProof("patient"));
        Assert.Single(await folder.ReadAsync());
        Assert.False(waiting.IsCompleted);
        transaction.Dispose();
        await waiting;

        Assert.Equal("patient", (await folder.ReadAsync())[^1].Proof.SubjectId);
    }

    [Fact]
    public async Task A_lock_that_is_not_released_fails_the_batch_and_not_the_next()
    {
        await using var folder = new ProofFolder();
        await folder.FillAsync(1);
        using (var other = folder.Open())
        using (other.BeginTransaction(deferred: false))
        {
            var trouble = await Assert.ThrowsAnyAsync<IOException>(() => folder.KeepAsync(ProofFolder.NewProof("lost")));
            Assert.Contains("locked", trouble.Message, StringComparison.Ordinal);
        }

        await folder.KeepAsync(ProofFolder.NewProof("next"));

        Assert.Equal(["visitor-1", "next"], (await folder.ReadAsync()).Select(record => record.Proof.SubjectId));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    public async Task A_file_of_another_schema_version_is_refused_with_both_versions(int version)
    {
        await using var folder = new ProofFolder();
        await folder.FillAsync(1);
        folder.Tamper($"PRAGMA user_version = {version}");

        var writing = await Assert.ThrowsAsync<InvalidDataException>(() => folder.KeepAsync(ProofFolder.NewProof()));
        var reading = await Assert.ThrowsAsync<InvalidDataException>(() => folder.ReadAsync());
        await Assert.ThrowsAsync<InvalidDataException>(() => folder.VerifyAsync());
        await Assert.ThrowsAsync<InvalidDataException>(() => folder.DeleteExpiredAsync());

        Assert.Contains($"schema version {version}; this version of ConsentAnalyzers.AspNetCore knows {ConsentProofOptions.SchemaVersion} only", writing.Message, StringComparison.Ordinal);
        Assert.Equal(writing.Message, reading.Message);
        Assert.Equal(1L, folder.Ask("SELECT count(*) FROM proof"));
    }

    [Fact]
    public async Task A_database_of_something_else_is_left_alone()
    {
        await using var folder = new ProofFolder();
        folder.Tamper("CREATE TABLE orders (id INTEGER); PRAGMA user_version = 1;");

        var trouble = await Assert.ThrowsAsync<InvalidDataException>(() => folder.KeepAsync(ProofFolder.NewProof()));

        Assert.Contains("none of proofs of consent", trouble.Message, StringComparison.Ordinal);
        Assert.Equal("orders", folder.Ask("SELECT group_concat(name) FROM sqlite_master"));
        Assert.Equal("delete", folder.Ask("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task An_empty_file_becomes_a_file_of_proofs()
    {
        await using var folder = new ProofFolder("proofs.db");
        await File.WriteAllBytesAsync(folder.Path, [], TestContext.Current.CancellationToken);
        Assert.Empty(await folder.ReadAsync());

        await folder.FillAsync(1);

        Assert.Single(await folder.ReadAsync());
    }
}
