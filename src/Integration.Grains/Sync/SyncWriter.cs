using Integration.Databases;
using Integration.Delivery;
using Integration.Intake;
using Integration.Partitions;
using Integration.Platforms;
using Integration.Products;
using Integration.Shops;
using Integration.Time;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Sync;

/// <summary>
/// Writes pages and publishes their deliveries once they are committed, as the writer of events does. A few at a time, so that syncs
/// leave connections to those who take webhooks in.
/// </summary>
internal sealed partial class SyncWriter(
    SyncPageWriter pages,
    SyncDeletes deletes,
    SyncRunEnds ends,
    PartitionMaintenance partitions,
    DatabaseClock clock,
    DeliveryPublisher publisher,
    FanoutExpander fanout,
    IntakeMetrics metrics,
    ShopOptions options,
    ILogger<SyncWriter> logger
) : IDisposable
{
    // A missing day is made so often at once.
    private const int MaxRetries = 5;
    private readonly SemaphoreSlim _slots = new(options.WritesAtOnce);
    private volatile RoutingTable _routing = RoutingTable.Empty;

    /// <summary>Returns when the page is committed.</summary>
    /// <exception cref="NpgsqlException">The database is away; nothing of the page is stored.</exception>
    public Task<SyncPageOutcome> Write(SyncPage page, CancellationToken ct) => InSlot(() => WriteWhole(page, ct), ct);

    /// <summary>Makes one step of marking what a full run has not seen.</summary>
    /// <exception cref="NpgsqlException">The database is away; nothing of the step is stored.</exception>
    public Task<SyncDeletesOutcome> MarkUnseen(SyncRun run, string platform, SyncReach reach, CancellationToken ct) =>
        InSlot(
            () =>
                WithDay(
                    async () =>
                    {
                        var step = await deletes.Step(run, platform, reach, _routing, clock.UtcNow(), ct);
                        Publish(step.Routing, step.Events);
                        return step;
                    },
                    ct
                ),
            ct
        );

    /// <summary>Ends a run, whose end is told.</summary>
    /// <param name="run">The run.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="epoch">The owner's epoch; null for somebody who stops it from outside.</param>
    /// <param name="ct">Cancels before the commit.</param>
    /// <exception cref="NpgsqlException">The database is away; the run has not ended.</exception>
    public Task End(SyncRun run, SyncRunEnd end, long? epoch, CancellationToken ct) =>
        InSlot(
            () =>
                WithDay(
                    async () =>
                    {
                        var now = clock.UtcNow();
                        // A full one by schedule is made again before its time.
                        var isAgain =
                            end.State == SyncRunState.Failed
                            && run.Shown is { Mode: SyncMode.Full, StartedBy: SyncStarter.Schedule };
                        DateTimeOffset? againAt = isAgain ? now + options.FullAgainAfter : null;
                        var (events, routing) = await ends.End(run, epoch, end, againAt, _routing, now, ct);
                        Publish(routing, events);
                        return true;
                    },
                    ct
                ),
            ct
        );

    public void Dispose() => _slots.Dispose();

    private async Task<T> InSlot<T>(Func<Task<T>> write, CancellationToken ct)
    {
        await _slots.WaitAsync(ct);
        try
        {
            return await write();
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<SyncPageOutcome> WriteWhole(SyncPage page, CancellationToken ct)
    {
        try
        {
            return await WriteOnce(page, ct);
        }
        catch (PostgresException e) when (DatabaseErrors.IsOfData(e) && page.Records.Count > 0)
        {
            return await WriteSifted(page, ct);
        }
    }

    // On a data error each record stands alone: the offender is kept as a failure, the others are written.
    private async Task<SyncPageOutcome> WriteSifted(SyncPage page, CancellationToken ct)
    {
        var (good, bad, news) = (new List<SyncRecord>(), new List<FailedRecord>(), 0);
        foreach (var record in page.Records)
        {
            try
            {
                var alone = await WriteOnce(page with { Records = [record], Failures = [], Step = null }, ct);
                news += alone.Created.Count + alone.Changed.Count;
                good.Add(record);
            }
            catch (PostgresException e) when (DatabaseErrors.IsOfData(e))
            {
                LogNotStorable(e, page.Platform, page.Kind, record.Id);
                bad.Add(NotStorable(record));
            }
        }

        var sifted = page with { Records = good, Failures = [.. page.Failures, .. bad] };
        return await WriteOnce(
            page.Step is { After: { } after } step
                ? sifted with
                {
                    Step = step with { After = more => after(news + more) },
                }
                : sifted,
            ct
        );
    }

    private Task<SyncPageOutcome> WriteOnce(SyncPage page, CancellationToken ct) =>
        WithDay(
            async () =>
            {
                var outcome = await pages.Write(page, _routing, clock.UtcNow(), ct);
                Publish(outcome.Routing, outcome.Events);
                return outcome;
            },
            ct
        );

    private async Task<T> WithDay<T>(Func<Task<T>> write, CancellationToken ct)
    {
        for (var left = MaxRetries; ; left--)
        {
            try
            {
                return await write();
            }
            catch (PostgresException e) when (left > 0 && DatabaseErrors.IsMissingPartition(e))
            {
                await partitions.MakeAhead(clock.UtcNow(), ct);
            }
        }
    }

    private void Publish(RoutingTable routing, IReadOnlyList<AppendedEvent> events)
    {
        _routing = routing;
        if (events.Count == 0)
        {
            return;
        }

        metrics.Committed(events.Count);
        publisher.Publish(events);
        if (events.Any(static one => one.FanoutPending))
        {
            fanout.Wake();
        }
    }

    private static FailedRecord NotStorable(SyncRecord record) =>
        new(
            record.Id,
            new PlatformFailure(
                FailureKind.Permanent,
                FailureReason.InvalidAnswer,
                "It holds texts or numbers that cannot be stored."
            ),
            record.Raw ?? new RawPayload([], null)
        );

    [LoggerMessage(LogLevel.Warning, "{Kind} of {Platform}: {Id} cannot be stored")]
    private partial void LogNotStorable(Exception exception, string platform, SyncKind kind, string id);
}
