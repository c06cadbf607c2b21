using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore.Tests.Proof;

/// <summary>A folder of its own for a file of proofs, and the services that work on it as a site has them.</summary>
internal sealed class ProofFolder : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("consent-proofs-");
    private ServiceProvider _services;

    public ProofFolder(string file = "App_Data/proofs.db", Action<ConsentOptions>? consent = null, Action<ConsentProofOptions>? proofs = null)
    {
        Path = System.IO.Path.Combine(_folder.FullName, file);
        _services = NewServices(consent, proofs);
    }

    public string Folder => _folder.FullName;

    public string Path { get; }

    public FakeClock Clock { get; } = new();

    public IConsentProofStore Store => _services.GetRequiredService<IConsentProofStore>();

    public ConsentProofArchive Archive => _services.GetRequiredService<ConsentProofArchive>();

    /// <summary>The services of another process on the same file.</summary>
    public ServiceProvider NewServices(Action<ConsentOptions>? consent = null, Action<ConsentProofOptions>? proofs = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddConsent(consent).KeepProofs(options => options.Path = Path);
        if (proofs is not null) services.Configure(proofs);
        return services.BuildServiceProvider();
    }

    /// <summary>As a new start of the site: what waits is written, and everything is made anew.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = NewServices();
    }

    public static ConsentProof NewProof(string? subject = null, DateTimeOffset? time = null, string source = ConsentDecision.Banner) =>
        new(subject ?? Guid.NewGuid().ToString("N"), time ?? new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), "banner-3", "policy-7", source, ["Analytics"], ["Advertising", "SocialMedia"]);

    /// <summary>Keeps that many proofs one after the other; their subjects are <c>visitor-1</c> and so on.</summary>
    public async Task FillAsync(int count)
    {
        for (var i = 1; i <= count; i++) await KeepAsync(NewProof($"visitor-{i}"));
    }

    public Task KeepAsync(ConsentProof proof) => Store.RecordAsync(proof);

    public Task<ConsentProofHead?> HeadAsync() => Archive.ReadHeadAsync();

    public Task<ConsentProofVerdict> VerifyAsync(ConsentProofHead? seen = null) => Archive.VerifyAsync(seen);

    public Task<long> DeleteExpiredAsync() => Archive.DeleteExpiredAsync();

    public async Task<List<ConsentProofRecord>> ReadAsync(ConsentProofQuery? query = null)
    {
        var records = new List<ConsentProofRecord>();
        await foreach (var record in Archive.ReadAsync(query)) records.Add(record);
        return records;
    }

    /// <summary>Changes the file as anybody with a database tool can.</summary>
    public void Tamper(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public object? Ask(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public SqliteConnection Open()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
