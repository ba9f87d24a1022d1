using Integration.Databases;
using Integration.Intake;
using Integration.Platforms;
using Integration.Products;
using Integration.Shops;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Sync;

/// <summary>
/// Writes pages and what follows from runs, with their events. A few at a time, so that syncs leave connections to those who take webhooks in.
/// </summary>
internal sealed partial class SyncWriter(
    SyncPageWriter pages,
    SyncDeletes deletes,
    SyncRunEnds ends,
    EventTransactions transactions,
    ShopOptions options,
    ILogger<SyncWriter> logger
) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.WritesAtOnce);

    /// <summary>Returns when the page is committed.</summary>
    /// <exception cref="NpgsqlException">The database is away; nothing of the page is stored.</exception>
    public Task<SyncPageOutcome> Write(SyncPage page, CancellationToken ct) => InSlot(() => WriteWhole(page, ct), ct);

    /// <summary>Makes one step of marking what a full run has not seen.</summary>
    /// <exception cref="NpgsqlException">The database is away; nothing of the step is stored.</exception>
    public Task<SyncDeletesOutcome> MarkUnseen(SyncRun run, string platform, SyncReach reach, CancellationToken ct) =>
        InSlot(
            () =>
                transactions.Run(
                    async (routing, now) =>
                    {
                        var step = await deletes.Step(run, platform, reach, routing, now, ct);
                        return (step, step.Events, step.Routing);
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
                transactions.Run(
                    async (before, now) =>
                    {
                        // A full one by schedule is made again before its time.
                        var isAgain =
                            end.State == SyncRunState.Failed
                            && run.Shown is { Mode: SyncMode.Full, StartedBy: SyncStarter.Schedule };
                        DateTimeOffset? againAt = isAgain ? now + options.FullAgainAfter : null;
                        var (events, routing) = await ends.End(run, epoch, end, againAt, before, now, ct);
                        return (true, events, routing);
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
        transactions.Run(
            async (routing, now) =>
            {
                var outcome = await pages.Write(page, routing, now, ct);
                return (outcome, outcome.Events, outcome.Routing);
            },
            ct
        );

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
