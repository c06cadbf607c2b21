using Microsoft.Data.Sqlite;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Walks the chain from its anchor to its head, in one snapshot of the file.</summary>
internal sealed class ProofVerification
{
    // SQLite's result codes: an error in the tables' definition, a damaged file, a file that is no database.
    private static readonly int[] Damage = [1, 11, 26];

    private readonly ConsentProofHead? _seen;
    private long _sequence;
    private byte[] _hash = ProofChain.Start;
    private long _count;
    private ConsentProofHead? _head;
    private bool _isSeen;

    private ProofVerification(ConsentProofHead? seen) => _seen = seen;

    public static ConsentProofVerdict Verify(ProofFile file, ConsentProofHead? seen, CancellationToken cancellationToken)
    {
        var verification = new ProofVerification(seen);
        try
        {
            using var connection = file.OpenToRead();
            if (connection is null) return seen is null ? new(true, null, null, 0, null) : new(false, seen.Sequence, "The file with the end of the chain that was seen before is gone.", 0, null);
            using var snapshot = connection.BeginTransaction(deferred: true);
            return verification.Walk(connection, cancellationToken);
        }
        // A table made anew may have empty cells where none can be.
        catch (Exception exception) when (exception is InvalidOperationException || exception is SqliteException { SqliteErrorCode: var code } && Damage.Contains(code))
        {
            return verification.Broken(verification._count > 0 ? verification._sequence + 1 : null, $"The file is damaged. {exception.Message}");
        }
    }

    private ConsentProofVerdict Walk(SqliteConnection connection, CancellationToken cancellationToken)
    {
        if (!ReadAnchor(connection)) return Broken(null, "The row of the chain's anchor and head is gone or is none that was written.");
        _head = ProofReader.Head(connection);
        var anchor = _sequence;
        if (WalkRows(connection, cancellationToken) is { } broken) return broken;
        if (HeadFailure() is { } failure) return failure;
        if (Integrity(connection) is { } damage) return Broken(null, $"The file is damaged. {damage}");
        if (_seen is null || _isSeen) return new(true, null, null, _count, _head);
        if (_seen.Sequence > _sequence) return Broken(_sequence + 1, $"The end of the chain that was seen before is sequence {_seen.Sequence}; the newest rows are gone.");
        return new(true, null, $"The end of the chain that was seen before, sequence {_seen.Sequence}, has expired (all up to {anchor} has) and could not be compared.", _count, _head);
    }

    private bool ReadAnchor(SqliteConnection connection)
    {
        using var command = connection.Command("SELECT anchor_sequence, anchor_hash, head_hash FROM chain");
        using var reader = command.ExecuteReader();
        if (!reader.Read() || reader[1] is not byte[] { Length: ProofChain.HashLength } hash || reader[2] is not byte[] { Length: ProofChain.HashLength }) return false;
        (_sequence, _hash) = (reader.GetInt64(0), hash);
        return !reader.Read() && _sequence >= 0 && (_sequence > 0 || hash.AsSpan().SequenceEqual(ProofChain.Start)) && SeenFits();
    }

    private ConsentProofVerdict? WalkRows(SqliteConnection connection, CancellationToken cancellationToken)
    {
        // As bytes, because a text is read to its first NUL only.
        using var command = connection.Command("""
            SELECT sequence, cast(recorded AS BLOB), cast(time AS BLOB), cast(subject AS BLOB), cast(banner AS BLOB), cast(policy AS BLOB), cast(source AS BLOB), cast(granted AS BLOB), cast(refused AS BLOB), hash
            FROM proof ORDER BY sequence
            """);
        using var reader = command.ExecuteReader();
        var columns = new byte[reader.FieldCount - 2][];
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sequence = reader.GetInt64(0);
            if (sequence <= _sequence) return Broken(sequence, $"Sequence {sequence} stands before the chain's beginning: it was inserted, or the anchor was moved.");
            if (sequence > _sequence + 1) return Broken(_sequence + 1, sequence == _sequence + 2 ? $"Sequence {_sequence + 1} is gone." : $"Sequences {_sequence + 1} to {sequence - 1} are gone.");
            for (var i = 0; i < columns.Length; i++) columns[i] = reader[i + 1] as byte[] ?? [];
            var hash = ProofChain.Next(_hash, sequence, columns);
            if (reader[reader.FieldCount - 1] is not byte[] written || !written.AsSpan().SequenceEqual(hash)) return Broken(sequence, $"The hash of sequence {sequence} does not fit its content and the hash before: one of them was changed, or the row was moved or inserted.");
            (_sequence, _hash) = (sequence, hash);
            _count++;
            if (!SeenFits()) return Broken(sequence, $"Sequence {sequence} has another hash than the end of the chain that was seen before: the chain was written anew.");
        }
        return null;
    }

    private ConsentProofVerdict? HeadFailure()
    {
        var head = _head?.Sequence ?? 0;
        if (head > _sequence) return Broken(_sequence + 1, $"The newest rows, up to sequence {head}, are gone.");
        if (head < _sequence) return Broken(head + 1, $"The chain's head is sequence {head}, but there are rows up to {_sequence}: the head was changed or the rows were inserted.");
        return _head is null || _head.Hash == ProofReader.Hex(_hash) ? null : Broken(head, "The chain's head has another hash than its last row.");
    }

    // Indexes too: one that leaves rows out would hide them from an access request.
    private static string? Integrity(SqliteConnection connection)
    {
        using var command = connection.Command("PRAGMA integrity_check(1)");
        return command.ExecuteScalar() is string and not "ok" and var damage ? damage : null;
    }

    private bool SeenFits()
    {
        if (_seen is null || _seen.Sequence != _sequence) return true;
        return _isSeen = _seen.Hash.Equals(ProofReader.Hex(_hash), StringComparison.OrdinalIgnoreCase);
    }

    private ConsentProofVerdict Broken(long? sequence, string reason) => new(false, sequence, reason, _count, _head);
}
