using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConsentAnalyzers.AspNetCore;

/// <summary>Deletes expired proofs at the site's start and daily, away from any request. With another store than the default one it does nothing.</summary>
internal sealed partial class ConsentProofRetention(IServiceProvider services, ConsentProofArchive archive, TimeProvider clock, ILogger<ConsentProofRetention> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The site's start does not wait for the disk.
        await Task.Yield();
        if (!IsDefaultStore()) return;
        using var daily = new PeriodicTimer(TimeSpan.FromDays(1), clock);
        try
        {
            do await DeleteAsync(stoppingToken);
            while (await daily.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private bool IsDefaultStore()
    {
        try
        {
            return services.GetRequiredService<IConsentProofStore>() is SqliteConsentProofStore;
        }
#pragma warning disable CA1031 // A team's own store that cannot be made shows at the first decision; here it is only not the default one.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private async Task DeleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await archive.DeleteExpiredAsync(cancellationToken) is > 0 and var count) Deleted(logger, count);
        }
#pragma warning disable CA1031 // An exception here would stop the site; tomorrow is another try.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Failed(logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} proofs of consent have expired and were deleted.")]
    private static partial void Deleted(ILogger logger, long count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Expired proofs of consent could not be deleted; the next attempt is tomorrow.")]
    private static partial void Failed(ILogger logger, Exception exception);
}
