using Integration.Databases;
using Integration.Intake;
using Integration.Platforms;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Collections;

/// <summary>
/// Writes batches with their events. A few at a time, so that collections leave connections to those who take webhooks in.
/// </summary>
internal sealed partial class CollectionWriter(
    ProductSave products,
    EventTransactions transactions,
    ILogger<CollectionWriter> logger
) : IDisposable
{
    private const int WritesAtOnce = 4;
    private readonly SemaphoreSlim _slots = new(WritesAtOnce);

    /// <summary>Returns when the batch is committed; false where the collection does not run any more.</summary>
    /// <exception cref="NpgsqlException">The database is away; nothing more of the batch is written.</exception>
    public async Task<bool> Write(BatchOutcome batch, CancellationToken ct)
    {
        await _slots.WaitAsync(ct);
        try
        {
            return await WriteWhole(batch, ct);
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose() => _slots.Dispose();

    // On a data error each item stands alone: the offender fails, the others are written.
    private async Task<bool> WriteWhole(BatchOutcome batch, CancellationToken ct)
    {
        try
        {
            return await WriteOnce(batch, ct);
        }
        catch (PostgresException e) when (DatabaseErrors.IsOfData(e) && batch.Items.Count > 1)
        {
            var (isRunning, calls) = (true, batch.Calls);
            foreach (var item in batch.Items)
            {
                isRunning &= await WriteWhole(batch with { Items = [item], Calls = calls }, ct);
                calls = 0;
            }

            return isRunning;
        }
        catch (PostgresException e) when (DatabaseErrors.IsOfData(e) && batch.Items[0].Product is not null)
        {
            LogNotStorable(e, batch.Collection.Shown.Platform, batch.Items[0].ProductId);
            return await WriteOnce(batch with { Items = [NotStorable(batch.Items[0].ProductId)] }, ct);
        }
    }

    private Task<bool> WriteOnce(BatchOutcome batch, CancellationToken ct) =>
        transactions.Run(
            async (before, now) =>
            {
                var (events, routing) = await products.Write(batch, before, now, ct);
                return (events is not null, events ?? [], routing);
            },
            ct
        );

    private static ItemOutcome NotStorable(string id) =>
        new(id)
        {
            Failure = new PlatformFailure(
                FailureKind.Permanent,
                FailureReason.InvalidAnswer,
                "The product holds texts or numbers that cannot be stored."
            ),
        };

    [LoggerMessage(LogLevel.Warning, "Product {Platform}/{Id} cannot be stored")]
    private partial void LogNotStorable(Exception exception, string platform, string id);
}
