using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>The SQLite file of the proofs: where it is, what is in it, how it is opened. Connections are not kept, so that a file that was deleted or restored meanwhile is noticed.</summary>
internal sealed class ProofFile(IOptions<ConsentProofOptions> options, IHostEnvironment? environment = null)
{
    /// <summary>How long one waits for another process's transaction.</summary>
    private const int LockSeconds = 5;

    // "CNSP": tells `file` and us whose database it is.
    private const int ApplicationId = 0x434E5350;

    // The table's columns stand in the order in which they are hashed.
    private const string Schema = """
        CREATE TABLE proof (
            sequence INTEGER PRIMARY KEY,
            recorded TEXT NOT NULL,
            time TEXT NOT NULL,
            subject TEXT NOT NULL,
            banner TEXT NOT NULL,
            policy TEXT NOT NULL,
            source TEXT NOT NULL,
            granted TEXT NOT NULL,
            refused TEXT NOT NULL,
            hash BLOB NOT NULL
        ) STRICT;
        CREATE INDEX proof_subject ON proof (subject);
        CREATE TABLE chain (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            anchor_sequence INTEGER NOT NULL,
            anchor_hash BLOB NOT NULL,
            head_sequence INTEGER NOT NULL,
            head_hash BLOB NOT NULL
        ) STRICT;
        INSERT INTO chain VALUES (1, 0, zeroblob(32), 0, zeroblob(32));
        """;

    /// <summary>The absolute path.</summary>
    public string Path => System.IO.Path.GetFullPath(options.Value.Path, environment?.ContentRootPath ?? AppContext.BaseDirectory);

    public bool Exists => File.Exists(Path);

    /// <summary>Opens it to write, created with its folder where it does not exist.</summary>
    /// <exception cref="InvalidDataException">It is a database of another version, or of something else.</exception>
    public SqliteConnection OpenToWrite()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        return Open(SqliteOpenMode.ReadWriteCreate, connection =>
        {
            // FULL: a commit is on the disk before it returns (SQLite: PRAGMA synchronous). What is deleted is overwritten, not only unlinked.
            connection.Execute("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
            if (!HasSchema(connection)) Create(connection);
        });
    }

    /// <summary>Opens it to read only, or <see langword="null"/> where it does not exist or nothing has been written yet.</summary>
    /// <exception cref="InvalidDataException">It is a database of another version, or of something else.</exception>
    public SqliteConnection? OpenToRead()
    {
        if (!Exists) return null;
        var hasSchema = false;
        var connection = Open(SqliteOpenMode.ReadOnly, connection => hasSchema = HasSchema(connection));
        if (hasSchema) return connection;
        connection.Dispose();
        return null;
    }

    private SqliteConnection Open(SqliteOpenMode mode, Action<SqliteConnection> prepare)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Mode = mode, Pooling = false, DefaultTimeout = LockSeconds }.ToString());
        try
        {
            connection.Open();
            // SQLite itself looks again after milliseconds; the library's own wait is much coarser.
            connection.Execute($"PRAGMA busy_timeout = {LockSeconds * 1000}");
            prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private bool HasSchema(SqliteConnection connection)
    {
        // In one statement, and so of one moment: another process may be creating the tables right now.
        using var command = connection.Command("SELECT (SELECT count(*) FROM sqlite_master), (SELECT user_version FROM pragma_user_version), (SELECT application_id FROM pragma_application_id)");
        using var reader = command.ExecuteReader();
        reader.Read();
        var (tables, version, owner) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        if (tables == 0 && version == 0) return false;
        if (owner != ApplicationId) throw new InvalidDataException($"'{Path}' is a database, but none of proofs of consent: give {nameof(ConsentProofOptions)}.{nameof(ConsentProofOptions.Path)} a file of its own.");
        if (version != ConsentProofOptions.SchemaVersion) throw new InvalidDataException($"'{Path}' holds proofs in schema version {version}; this version of ConsentAnalyzers.AspNetCore knows {ConsentProofOptions.SchemaVersion} only. Keep the file and give {nameof(ConsentProofOptions)}.{nameof(ConsentProofOptions.Path)} another one.");
        return true;
    }

    private void Create(SqliteConnection connection)
    {
        connection.Execute("PRAGMA journal_mode = WAL");
        using var transaction = connection.BeginTransaction(deferred: false);
        // Another process may have been faster.
        if (!HasSchema(connection)) connection.Execute($"{Schema} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {ConsentProofOptions.SchemaVersion};");
        transaction.Commit();
    }
}

internal static class SqliteConnectionExtensions
{
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.Command(sql);
        command.ExecuteNonQuery();
    }

    /// <summary>A command of constant SQL, its parameters in their order: <c>$0</c>, <c>$1</c>, …</summary>
    public static SqliteCommand Command(this SqliteConnection connection, string sql, params ReadOnlySpan<object> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters.Length; i++) command.Parameters.AddWithValue($"${i}", parameters[i]);
        return command;
    }
}
