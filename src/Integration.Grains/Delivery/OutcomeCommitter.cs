using Integration.Batching;
using Integration.Databases;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Delivery;

/// <summary>
/// Writes this silo's outcomes in groups and tells the grains afterwards, one call for each grain and commit. While the
/// database is away it keeps trying: a slot is only free when its outcome is committed.
/// </summary>
internal sealed partial class OutcomeCommitter : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly OutcomeWriter _writer;
    private readonly AttemptReports _reports;
    private readonly TimeProvider _time;
    private readonly ILogger<OutcomeCommitter> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly GroupCommit<Entry, bool> _group;

    public OutcomeCommitter(
        OutcomeWriter writer,
        AttemptReports reports,
        DeliveryOptions options,
        TimeProvider time,
        ILogger<OutcomeCommitter> logger
    )
    {
        _writer = writer;
        _reports = reports;
        _time = time;
        _logger = logger;
        // What waits is bounded by the attempts in flight; the bound here only has to be above any sum of them.
        var bounds = new GroupCommitOptions(options.OutcomesPerCommit, options.OutcomesPerCommit, 1_000_000);
        _group = new GroupCommit<Entry, bool>(bounds, _ => 1, Write, continueInWriter: true);
    }

    /// <summary>
    /// Returns when the outcome is committed; its grain is told then. The caller continues in the writer's loop, so it must
    /// do next to nothing.
    /// </summary>
    public Task Commit(DeliveryOutcome outcome, ISubscriberGrain owner) =>
        _group.TryAdd(new Entry(outcome, owner), out var committed)
            ? committed
            : throw new InvalidOperationException("The outcome writer has been stopped.");

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _group.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task<IReadOnlyList<bool>> Write(IReadOnlyList<Entry> entries, CancellationToken ct)
    {
        // One row cannot be changed twice by one statement: of repeats (a second owner after a failover) the first counts.
        var outcomes = entries.Select(entry => entry.Outcome).DistinctBy(outcome => outcome.DeliveryId).ToArray();
        var written = new Dictionary<Guid, DeliveryStatus>(outcomes.Length);
        await WriteRange(outcomes, written, ct);
        foreach (var group in entries.GroupBy(entry => entry.Owner))
        {
            _reports.Send(group.Key, [.. group.Select(entry => ReportOf(entry.Outcome, written))]);
        }

        return new bool[entries.Count];
    }

    // On a data error the batch is halved until the offender stands alone: one must not hold up all the others.
    private async Task WriteRange(
        ArraySegment<DeliveryOutcome> outcomes,
        Dictionary<Guid, DeliveryStatus> written,
        CancellationToken ct
    )
    {
        try
        {
            foreach (var (id, status) in await WriteUntilDone(outcomes, ct))
            {
                written[id] = status;
            }
        }
        catch (PostgresException e) when (IsOfData(e) && outcomes.Count > 1)
        {
            var half = outcomes.Count / 2;
            await WriteRange(outcomes[..half], written, ct);
            await WriteRange(outcomes[half..], written, ct);
        }
        catch (PostgresException e)
            when (IsOfData(e)
                && outcomes[0].Result is { ResponseStart.Length: > 0 } or AttemptResult { Message: not null }
            )
        {
            // What the partner said cannot be stored; that the attempt was made must be, or it would be made for ever.
            LogNotStorable(e, outcomes[0].DeliveryId);
            await WriteRange(new[] { outcomes[0].WithoutWords() }, written, ct);
        }
        catch (PostgresException e) when (IsOfData(e))
        {
            LogNotStorable(e, outcomes[0].DeliveryId);
        }
    }

    private async Task<IReadOnlyDictionary<Guid, DeliveryStatus>> WriteUntilDone(
        ArraySegment<DeliveryOutcome> outcomes,
        CancellationToken ct
    )
    {
        while (true)
        {
            try
            {
                return await _writer.Write(outcomes, ct);
            }
            catch (Exception exception)
                when (!_stopping.IsCancellationRequested
                    && (
                        DatabaseErrors.IsLostTrack(exception)
                        || (exception is NpgsqlException && !(exception is PostgresException e && IsOfData(e)))
                    )
                )
            {
                LogRetry(exception, outcomes.Count);
                await Task.Delay(Pause, _time, ct);
            }
        }
    }

    private static AttemptReport ReportOf(DeliveryOutcome outcome, Dictionary<Guid, DeliveryStatus> written)
    {
        var found = written.TryGetValue(outcome.DeliveryId, out var status);
        var retryAt = found && status == DeliveryStatus.Pending ? outcome.RetryAt : null;
        return new AttemptReport(outcome.DeliveryId, retryAt, outcome.AttemptsBefore, Written: found);
    }

    private static bool IsOfData(PostgresException e) =>
        DatabaseErrors.IsOfData(e) || DatabaseErrors.IsMissingPartition(e);

    [LoggerMessage(LogLevel.Error, "The outcome of delivery {DeliveryId} cannot be stored as it is")]
    private partial void LogNotStorable(Exception exception, Guid deliveryId);

    [LoggerMessage(LogLevel.Warning, "{Count} outcomes could not be written and are tried again")]
    private partial void LogRetry(Exception exception, int count);

    private sealed record Entry(DeliveryOutcome Outcome, ISubscriberGrain Owner);
}
