using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Adds rows to the end of the chain and takes expired ones from its beginning, each in one transaction.</summary>
internal sealed class ProofWriter(ProofFile file, IOptions<ConsentProofOptions> options, IOptions<ConsentOptions> consent, TimeProvider clock)
{
    /// <summary>The rows deleted at once: few enough that no decision waits long for the lock.</summary>
    private const int DeletedAtOnce = 500;

    /// <summary>Adds the rows, in their order. When it returns, they are on the disk.</summary>
    public void Append(IReadOnlyList<ProofRow> rows)
    {
        using var connection = file.OpenToWrite();
        using var transaction = connection.BeginTransaction(deferred: false);
        var (sequence, hash) = ReadHead(connection);
        // The server's clock, whatever time a CMP's cookie claims: retention counts from here.
        var recorded = ProofRow.Text(clock.GetUtcNow());
        using var insert = connection.Command("INSERT INTO proof VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)", 0L, "", "", "", "", "", "", "", "", hash);
        foreach (var row in rows)
        {
            string[] columns = [recorded, row.Time, row.Subject, row.Banner, row.Policy, row.Source, row.Granted, row.Refused];
            hash = ProofChain.Next(hash, ++sequence, Array.ConvertAll(columns, Encoding.UTF8.GetBytes));
            insert.Parameters[0].Value = sequence;
            for (var i = 0; i < columns.Length; i++) insert.Parameters[i + 1].Value = columns[i];
            insert.Parameters[^1].Value = hash;
            insert.ExecuteNonQuery();
        }
        using var head = connection.Command("UPDATE chain SET head_sequence = $0, head_hash = $1", sequence, hash);
        head.ExecuteNonQuery();
        transaction.Commit();
        // On Unix an open file can be deleted: what was written into it then is nowhere.
        if (!file.Exists) throw new IOException($"'{file.Path}' was deleted while proofs were written into it.");
    }

    /// <summary>Deletes what was recorded too long ago, oldest first; its last hash stays as the anchor of the rest.</summary>
    /// <returns>How many rows.</returns>
    public long DeleteExpired(CancellationToken cancellationToken)
    {
        if (!file.Exists) return 0;
        using var connection = file.OpenToWrite();
        var (before, total, count) = (ProofRow.Text(clock.GetUtcNow() - (options.Value.Retention ?? consent.Value.Lifetime)), 0L, DeletedAtOnce);
        while (count == DeletedAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            total += count = DeleteSome(connection, before);
        }
        // The log of the database still holds what was deleted; where a reader needs it, the next checkpoint clears it.
        if (total > 0) connection.Execute("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE);");
        return total;
    }

    private static int DeleteSome(SqliteConnection connection, string before)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var (last, hash, count) = Expired(connection, before);
        if (count == 0) return 0;
        using var delete = connection.Command("DELETE FROM proof WHERE sequence <= $0", last);
        delete.ExecuteNonQuery();
        using var anchor = connection.Command("UPDATE chain SET anchor_sequence = $0, anchor_hash = $1", last, hash);
        anchor.ExecuteNonQuery();
        transaction.Commit();
        return count;
    }

    // Up to the first that has not expired: only a beginning can go without a hole in the chain.
    private static (long Last, byte[] Hash, int Count) Expired(SqliteConnection connection, string before)
    {
        var (last, hash, count) = (0L, ProofChain.Start, 0);
        using var command = connection.Command("SELECT sequence, recorded, hash FROM proof ORDER BY sequence LIMIT $0", DeletedAtOnce);
        using var reader = command.ExecuteReader();
        for (; reader.Read() && string.CompareOrdinal(reader.GetString(1), before) < 0; count++) (last, hash) = (reader.GetInt64(0), (byte[])reader[2]);
        return (last, hash, count);
    }

    // A head that somebody has changed stops no proof from being kept: the verification tells of it.
    private static (long Sequence, byte[] Hash) ReadHead(SqliteConnection connection)
    {
        using var command = connection.Command("SELECT max((SELECT coalesce(max(head_sequence), 0) FROM chain), (SELECT coalesce(max(sequence), 0) FROM proof)), (SELECT head_hash FROM chain)");
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader[1] as byte[] ?? ProofChain.Start);
    }
}
