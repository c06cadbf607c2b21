using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>
/// The proofs that the default store has kept: read, verified, exported, and deleted when they have expired, and only then. To inject.
/// Nothing here changes or adds a proof; without a file there are none.
/// </summary>
/// <remarks>
/// Methods throw <see cref="InvalidDataException"/> where the file is of another schema version or no proof file,
/// and <see cref="System.Data.Common.DbException"/> where it cannot be read.
/// </remarks>
public sealed class ConsentProofArchive
{
    private readonly ProofFile _file;
    private readonly ProofWriter _writer;

    private ConsentProofArchive(ProofFile file, ProofWriter writer) => (_file, _writer) = (file, writer);

    internal static ConsentProofArchive Create(IServiceProvider services) => new(services.GetRequiredService<ProofFile>(), services.GetRequiredService<ProofWriter>());

    /// <summary>The pseudonym of the visitor who makes this request, for <see cref="ConsentProofQuery.SubjectId"/>; <see langword="null"/> where there is no choice that counts. Only the visitor's own browser has it: the choice cookie is encrypted.</summary>
    public static string? SubjectIdOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ConsentHttpContextExtensions.Visitor(context).Decision?.SubjectId;
    }

    /// <summary>The end of the chain, to be kept somewhere else (see <see cref="VerifyAsync"/>); <see langword="null"/> before the first proof.</summary>
    public Task<ConsentProofHead?> ReadHeadAsync(CancellationToken cancellationToken = default) => Task.Run(() => ProofReader.Head(_file), cancellationToken);

    /// <summary>Verifies that the proofs are those that were written: each row's hash covers all its columns and the hash of the row before.</summary>
    /// <param name="seen">An end of the chain that was read earlier and kept where whoever can write the file cannot: the chain must still lead through it.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <remarks>
    /// Without <paramref name="seen"/> the chain shows mistakes, damage and clumsy changes, not a forger: it has no secret, so whoever can write the file can compute new hashes after a change,
    /// remove the newest rows and set the head back, or remove the oldest and move the anchor. Against these, send <see cref="ReadHeadAsync"/> somewhere else regularly
    /// (a mail, a log on another machine, a time-stamping service: RFC 3161) and give it here: every proof up to that end that is still there is then as it was at that time.
    /// A <paramref name="seen"/> that has expired cannot be compared; the verdict says so. That the oldest went too early shows in <see cref="ConsentProofRecord.RecordedAt"/> of the first that is left.
    /// The whole file is read; writers do not wait for it.
    /// </remarks>
    public Task<ConsentProofVerdict> VerifyAsync(ConsentProofHead? seen = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => ProofVerification.Verify(_file, seen, cancellationToken), cancellationToken);

    /// <summary>Reads proofs in the order of the chain, page by page.</summary>
    /// <exception cref="InvalidDataException">A row was changed so that its time can no longer be read; <see cref="VerifyAsync"/> tells more.</exception>
    public async IAsyncEnumerable<ConsentProofRecord> ReadAsync(ConsentProofQuery? query = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var page in ProofReader.PagesAsync(_file, query, cancellationToken))
        {
            foreach (var row in page) yield return row.ToRecord();
        }
    }

    /// <summary>
    /// Writes proofs as CSV (RFC 4180, UTF-8 with a byte order mark, a line of names first), for a spreadsheet: names of purposes are joined by <c>|</c>, and a text that a spreadsheet could take for a formula has a <c>'</c> before it
    /// (OWASP: CSV injection). For the texts as they are kept, take <see cref="ExportJsonAsync"/>.
    /// </summary>
    /// <param name="destination">Where to; only written to asynchronously, and left open.</param>
    /// <param name="query">Which proofs.</param>
    /// <param name="cancellationToken">Ends the export.</param>
    public Task ExportCsvAsync(Stream destination, ConsentProofQuery? query = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return ProofCsv.WriteAsync(destination, ProofReader.PagesAsync(_file, query, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Writes proofs as JSON: <c>{"schema":1,"proofs":[{"sequence":1,"recorded":"…","time":"…","subject":"…","banner":"…","policy":"…","source":"…","granted":["…"],"refused":["…"],"hash":"…"}]}</c>,
    /// every text as it is kept.
    /// </summary>
    /// <param name="destination">Where to; only written to asynchronously, and left open.</param>
    /// <param name="query">Which proofs.</param>
    /// <param name="cancellationToken">Ends the export.</param>
    public Task ExportJsonAsync(Stream destination, ConsentProofQuery? query = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return ProofJson.WriteAsync(destination, ProofReader.PagesAsync(_file, query, cancellationToken), cancellationToken);
    }

    /// <summary>Deletes the proofs that are older than <see cref="ConsentProofOptions.Retention"/>, oldest first; the site does the same at its start and daily. The rest of the chain still verifies.</summary>
    /// <returns>How many were deleted.</returns>
    public Task<long> DeleteExpiredAsync(CancellationToken cancellationToken = default) =>
        Task.Run(() => _writer.DeleteExpired(cancellationToken), cancellationToken);
}
