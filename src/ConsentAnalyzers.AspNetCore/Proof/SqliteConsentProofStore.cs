using Microsoft.Data.Sqlite;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Keeps the proofs in a SQLite file. What waits is written in one transaction (one wait for the disk, however many visitors decide at once), and nobody is told "kept" before it is.</summary>
internal sealed class SqliteConsentProofStore(ProofFile file, ProofWriter writer) : IConsentProofStore, IAsyncDisposable, IDisposable
{
    // Bounds how long one transaction keeps other processes waiting.
    private const int MaximumBatch = 1000;

    private readonly object _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private Task _writing = Task.CompletedTask;
    private bool _isWriting;
    private bool _isClosed;

    /// <summary>Keeps a proof. Cancelling ends the waiting only: the proof may be kept all the same.</summary>
    /// <exception cref="IOException">It could not be written; the next one is tried again.</exception>
    public Task RecordAsync(ConsentProof proof, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(proof);
        cancellationToken.ThrowIfCancellationRequested();
        var waiting = new Waiting(ProofRow.Of(proof));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _waiting.Enqueue(waiting);
            if (!_isWriting) (_isWriting, _writing) = (true, Task.Run(WriteAll, CancellationToken.None));
        }
        return waiting.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Writes what waits, and takes no more.</summary>
    public async ValueTask DisposeAsync() => await Close();

    public void Dispose() => Close().GetAwaiter().GetResult();

    private Task Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            return _writing;
        }
    }

    private void WriteAll()
    {
        while (Take() is { Count: > 0 } batch) Write(batch);
    }

    private List<Waiting> Take()
    {
        var batch = new List<Waiting>();
        lock (_gate)
        {
            while (batch.Count < MaximumBatch && _waiting.TryDequeue(out var next)) batch.Add(next);
            _isWriting = batch.Count > 0;
        }
        return batch;
    }

    private void Write(List<Waiting> batch)
    {
        try
        {
            writer.Append(batch.ConvertAll(waiting => waiting.Row));
        }
#pragma warning disable CA1031 // Whatever went wrong concerns this batch only, and its callers are told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var trouble = exception is SqliteException ? new IOException($"The proof could not be written to '{file.Path}'. {exception.Message}", exception) : exception;
            foreach (var waiting in batch) waiting.SetException(trouble);
            return;
        }
        foreach (var waiting in batch) waiting.SetResult();
    }

    private sealed class Waiting(ProofRow row) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public ProofRow Row => row;
    }
}
