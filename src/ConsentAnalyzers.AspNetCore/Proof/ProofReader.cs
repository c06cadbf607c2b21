using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>A row as the file has it; the texts may be anything if somebody has changed them.</summary>
internal sealed record KeptProof(long Sequence, string Recorded, ProofRow Row, string Hash)
{
    public ConsentProofRecord ToRecord() => new(
        Sequence,
        Parse(Recorded),
        new ConsentProof(Row.Subject, Parse(Row.Time), Row.Banner, Row.Policy, Row.Source, ProofRow.Names(Row.Granted), ProofRow.Names(Row.Refused)),
        Hash);

    private DateTimeOffset Parse(string time) => ProofRow.ParseTime(time) ?? throw new InvalidDataException($"The proof with sequence {Sequence} was changed: its time is '{time}'.");
}

/// <summary>Reads the file in pages, a connection each: a slow reader holds back neither writers nor the checkpoints of SQLite's log.</summary>
internal static class ProofReader
{
    private const int PageSize = 500;

    private const string Columns = "SELECT sequence, recorded, time, subject, banner, policy, source, granted, refused, hash FROM proof WHERE sequence > $0 AND time >= $1 AND time < $2";
    private const string Order = " ORDER BY sequence LIMIT $3";

    // Sorts after every time.
    private const string EndOfTime = "~";

    public static async IAsyncEnumerable<List<KeptProof>> PagesAsync(ProofFile file, ConsentProofQuery? query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (page, after) = (new List<KeptProof>(), long.MinValue);
        do
        {
            page = await Task.Run(() => Page(file, query ?? new(), after), cancellationToken);
            if (page.Count > 0) yield return page;
            after = page.Count > 0 ? page[^1].Sequence : after;
        }
        while (page.Count == PageSize);
    }

    public static ConsentProofHead? Head(ProofFile file)
    {
        using var connection = file.OpenToRead();
        return connection is null ? null : Head(connection);
    }

    public static ConsentProofHead? Head(SqliteConnection connection)
    {
        using var command = connection.Command("SELECT head_sequence, head_hash FROM chain");
        using var reader = command.ExecuteReader();
        return reader.Read() && reader.GetInt64(0) is > 0 and var sequence ? new ConsentProofHead(sequence, Hex(reader[1])) : null;
    }

    public static string Hex(object? hash) => Convert.ToHexString(hash as byte[] ?? []);

    private static List<KeptProof> Page(ProofFile file, ConsentProofQuery query, long after)
    {
        using var connection = file.OpenToRead();
        if (connection is null) return [];
        var (from, until) = (query.From is { } earliest ? ProofRow.Text(earliest) : "", query.Until is { } end ? ProofRow.Text(end) : EndOfTime);
        using var command = query.SubjectId is { } subject
            ? connection.Command($"{Columns} AND subject = $4{Order}", after, from, until, PageSize, subject)
            : connection.Command($"{Columns}{Order}", after, from, until, PageSize);
        using var reader = command.ExecuteReader();
        var page = new List<KeptProof>();
        while (reader.Read())
        {
            var row = new ProofRow(reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6), reader.GetString(7), reader.GetString(8));
            page.Add(new KeptProof(reader.GetInt64(0), reader.GetString(1), row, Hex(reader[9])));
        }
        return page;
    }
}
