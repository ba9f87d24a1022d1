using Integration.Time;
using Integration.Writes;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Collections;

/// <summary>
/// Ages what was collected of products that a write may have changed, so that the next collection asks for them whatever its
/// <c>max_age</c>. While the database is away it cannot be told: that is logged, and the row counts as new until <c>max_age</c> is over.
/// </summary>
internal sealed partial class WrittenProducts(
    CollectedProductAging aging,
    DatabaseClock clock,
    ILogger<WrittenProducts> logger
) : IWrittenProducts
{
    public async Task Changed(string platform, string accountId, IReadOnlyCollection<string> ids)
    {
        try
        {
            await aging.Age(platform, ids, clock.UtcNow(), CancellationToken.None);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException)
        {
            LogNotAged(exception, ids.Count, platform);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "{Count} products of {Platform} were written and could not be noted as old: collections may take them as they were"
    )]
    private partial void LogNotAged(Exception exception, int count, string platform);
}
