using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ConsentAnalyzers.AspNetCore.Tests.Proof;

public class ProofChainTests
{
    public static TheoryData<string, string> Columns => new()
    {
        { "recorded", "'2026-03-01T12:00:01.0000000Z'" },
        { "time", "'2026-03-01T12:00:01.0000000Z'" },
        { "subject", "'somebody else'" },
        { "subject", "subject || char(0) || 'x'" },
        { "subject", "''" },
        { "banner", "'banner-4'" },
        { "policy", "'policy-8'" },
        { "source", "'withdrawal'" },
        { "granted", "'[\"Analytics\",\"Advertising\"]'" },
        { "granted", "refused" },
        { "refused", "'[]'" },
        { "refused", "'no list'" },
        { "hash", "zeroblob(32)" },
        { "hash", "zeroblob(0)" },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task A_changed_column_is_noticed_at_its_row(string column, string value)
    {
        await using var folder = await FilledAsync();

        folder.Tamper($"UPDATE proof SET {column} = {value} WHERE sequence = 3");

        await AssertBrokenAsync(folder, 3, "does not fit");
    }

    [Theory]
    [InlineData("DELETE FROM proof WHERE sequence = 1", 1, "Sequence 1 is gone")]
    [InlineData("DELETE FROM proof WHERE sequence IN (2, 3)", 2, "Sequences 2 to 3 are gone")]
    [InlineData("DELETE FROM proof WHERE sequence = 5", 5, "The newest rows, up to sequence 5, are gone")]
    [InlineData("DELETE FROM proof", 1, "The newest rows, up to sequence 5, are gone")]
    public async Task A_removed_row_is_noticed(string sql, long brokenAt, string reason)
    {
        await using var folder = await FilledAsync();

        folder.Tamper(sql);

        await AssertBrokenAsync(folder, brokenAt, reason);
    }

    [Fact]
    public async Task A_removed_row_whose_place_is_closed_is_noticed()
    {
        await using var folder = await FilledAsync();

        folder.Tamper("DELETE FROM proof WHERE sequence = 2; UPDATE proof SET sequence = 2 WHERE sequence = 3; UPDATE proof SET sequence = 3 WHERE sequence = 4; UPDATE proof SET sequence = 4 WHERE sequence = 5; UPDATE chain SET head_sequence = 4;");

        await AssertBrokenAsync(folder, 2, "does not fit");
    }

    [Fact]
    public async Task Swapped_rows_are_noticed()
    {
        await using var folder = await FilledAsync();

        folder.Tamper("UPDATE proof SET sequence = 99 WHERE sequence = 2; UPDATE proof SET sequence = 2 WHERE sequence = 3; UPDATE proof SET sequence = 3 WHERE sequence = 99;");

        await AssertBrokenAsync(folder, 2, "does not fit");
    }

    [Theory]
    [InlineData(0, 0, "before the chain's beginning")]
    [InlineData(-7, -7, "before the chain's beginning")]
    [InlineData(6, 6, "does not fit")]
    [InlineData(9, 6, "Sequences 6 to 8 are gone")]
    public async Task An_inserted_row_is_noticed(long sequence, long brokenAt, string reason)
    {
        await using var folder = await FilledAsync();

        folder.Tamper($"INSERT INTO proof SELECT {sequence}, recorded, time, 'forged', banner, policy, source, granted, refused, hash FROM proof WHERE sequence = 5");

        await AssertBrokenAsync(folder, brokenAt, reason);
    }

    [Fact]
    public async Task A_row_inserted_with_the_right_hash_is_noticed_by_the_head()
    {
        await using var folder = await FilledAsync();
        Tie(folder, 6, "INSERT INTO proof SELECT 6, recorded, time, 'forged', banner, policy, source, granted, refused, hash FROM proof WHERE sequence = 5");

        await AssertBrokenAsync(folder, 6, "The chain's head is sequence 5, but there are rows up to 6");
    }

    [Theory]
    [InlineData("UPDATE chain SET head_sequence = 4", 5, "head is sequence 4")]
    [InlineData("UPDATE chain SET head_sequence = 0", 1, "head is sequence 0")]
    [InlineData("UPDATE chain SET head_sequence = 7", 6, "up to sequence 7")]
    [InlineData("UPDATE chain SET head_hash = anchor_hash", 5, "another hash than its last row")]
    [InlineData("UPDATE chain SET head_hash = x'00'", null, "none that was written")]
    [InlineData("UPDATE chain SET anchor_hash = randomblob(32)", null, "none that was written")]
    [InlineData("UPDATE chain SET anchor_hash = head_hash, anchor_sequence = 2", 1, "before the chain's beginning")]
    [InlineData("UPDATE chain SET anchor_sequence = -1", null, "none that was written")]
    [InlineData("DELETE FROM chain", null, "is gone")]
    [InlineData("DROP TABLE chain", null, "damaged")]
    [InlineData("DROP TABLE chain; CREATE TABLE chain (anchor_sequence, anchor_hash, head_sequence, head_hash); INSERT INTO chain VALUES (NULL, zeroblob(32), NULL, zeroblob(32));", null, "damaged")]
    [InlineData("DROP TABLE proof", null, "damaged")]
    [InlineData("ALTER TABLE proof DROP COLUMN refused", null, "damaged")]
    public async Task A_changed_anchor_head_or_table_is_noticed(string sql, int? brokenAt, string reason)
    {
        await using var folder = await FilledAsync();

        folder.Tamper(sql);

        await AssertBrokenAsync(folder, brokenAt, reason);
    }

    [Theory]
    [InlineData("UPDATE chain SET head_sequence = 3, head_hash = (SELECT hash FROM proof WHERE sequence = 3)")]
    [InlineData("UPDATE chain SET head_hash = zeroblob(32)")]
    [InlineData("DELETE FROM chain")]
    [InlineData("UPDATE proof SET sequence = 50 WHERE sequence = 5")]
    public async Task Proofs_are_still_kept_in_a_chain_that_was_tampered_with(string sql)
    {
        await using var folder = await FilledAsync();
        folder.Tamper(sql);

        await folder.KeepAsync(ProofFolder.NewProof("later"));

        Assert.Equal("later", (await folder.ReadAsync())[^1].Proof.SubjectId);
        Assert.False((await folder.VerifyAsync()).IsWhole);
    }

    [Fact]
    public async Task Only_a_head_kept_elsewhere_notices_that_the_newest_rows_went_and_the_head_was_set_back()
    {
        await using var folder = await FilledAsync();
        var head = await folder.HeadAsync();

        folder.Tamper("DELETE FROM proof WHERE sequence > 3; UPDATE chain SET head_sequence = 3, head_hash = (SELECT hash FROM proof WHERE sequence = 3);");

        Assert.True((await folder.VerifyAsync()).IsWhole);
        await AssertBrokenAsync(folder, 4, "sequence 5; the newest rows are gone", head);
    }

    [Fact]
    public async Task Only_a_head_kept_elsewhere_notices_a_chain_written_anew()
    {
        await using var folder = await FilledAsync();
        var head = await folder.HeadAsync();

        folder.Tamper("UPDATE proof SET granted = '[]' WHERE sequence = 4");
        for (var sequence = 4; sequence <= 5; sequence++) Tie(folder, sequence);
        folder.Tamper("UPDATE chain SET head_hash = (SELECT hash FROM proof WHERE sequence = 5)");

        Assert.True((await folder.VerifyAsync()).IsWhole);
        await AssertBrokenAsync(folder, 5, "written anew", head);
    }

    [Fact]
    public async Task A_chain_that_has_grown_still_leads_through_the_head_that_was_seen()
    {
        await using var folder = await FilledAsync();
        var head = await folder.HeadAsync();
        await folder.FillAsync(3);

        var verdict = await folder.VerifyAsync(head! with { Hash = head.Hash.ToLowerInvariant() });

        Assert.Equal(new ConsentProofVerdict(true, null, null, 8, await folder.HeadAsync()), verdict);
    }

    /// <summary>The chain as the documentation describes it, computed here once more.</summary>
    [Fact]
    public async Task Anybody_can_compute_the_hashes()
    {
        await using var folder = await FilledAsync();

        for (var sequence = 1; sequence <= 5; sequence++) Assert.Equal(folder.Ask($"SELECT hash FROM proof WHERE sequence = {sequence}"), HashOf(folder, sequence));
    }

    [Fact]
    public void No_two_contents_give_the_same_hash()
    {
        byte[][] one = ["ab"u8.ToArray(), "c"u8.ToArray()];
        byte[][] other = ["a"u8.ToArray(), "bc"u8.ToArray()];
        byte[][] third = ["ab"u8.ToArray(), "c"u8.ToArray(), []];

        var hashes = new[] { ProofChain.Next(ProofChain.Start, 1, one), ProofChain.Next(ProofChain.Start, 1, other), ProofChain.Next(ProofChain.Start, 1, third), ProofChain.Next(ProofChain.Start, 2, one), ProofChain.Next([], 1, one) };

        Assert.Equal(hashes.Length, hashes.Select(Convert.ToHexString).Distinct().Count());
    }

    private static async Task<ProofFolder> FilledAsync()
    {
        var folder = new ProofFolder();
        await folder.FillAsync(5);
        return folder;
    }

    private static async Task AssertBrokenAsync(ProofFolder folder, long? brokenAt, string reason, ConsentProofHead? seen = null)
    {
        var verdict = await folder.VerifyAsync(seen);
        Assert.False(verdict.IsWhole);
        Assert.Contains(reason, verdict.Reason, StringComparison.Ordinal);
        Assert.Equal(brokenAt, verdict.BrokenAt);
    }

    // What a forger does who knows how: the row gets the hash that fits.
    private static void Tie(ProofFolder folder, long sequence, string? before = null)
    {
        if (before is not null) folder.Tamper(before);
        folder.Tamper($"UPDATE proof SET hash = x'{Convert.ToHexString(HashOf(folder, sequence))}' WHERE sequence = {sequence}");
    }

    private static byte[] HashOf(ProofFolder folder, long sequence)
    {
        using var bytes = new MemoryStream();
        void Number(long number)
        {
            var eight = new byte[8];
            BinaryPrimitives.WriteInt64BigEndian(eight, number);
            bytes.Write(eight);
        }
        void Bytes(byte[] part)
        {
            Number(part.Length);
            bytes.Write(part);
        }
        Number(1);
        Number(sequence);
        Bytes(folder.Ask($"SELECT hash FROM proof WHERE sequence = {sequence - 1}") as byte[] ?? new byte[32]);
        foreach (var column in new[] { "recorded", "time", "subject", "banner", "policy", "source", "granted", "refused" }) Bytes(Encoding.UTF8.GetBytes((string)folder.Ask($"SELECT {column} FROM proof WHERE sequence = {sequence}")!));
        return SHA256.HashData(bytes.ToArray());
    }
}
