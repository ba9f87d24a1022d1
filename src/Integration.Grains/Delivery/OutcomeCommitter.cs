using Integration.Batching;
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
    private readonly TimeProvider _time;
    private readonly ILogger<OutcomeCommitter> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly GroupCommit<Entry, bool> _group;

    public OutcomeCommitter(
        OutcomeWriter writer,
        DeliveryOptions options,
        TimeProvider time,
        ILogger<OutcomeCommitter> logger
    )
    {
        _writer = writer;
        _time = time;
        _logger = logger;
        // What waits is bounded by the attempts in flight; the bound here only has to be above any sum of them.
        var bounds = new GroupCommitOptions(options.OutcomesPerCommit, options.OutcomesPerCommit, 1_000_000);
        _group = new GroupCommit<Entry, bool>(bounds, _ => 1, Write);
    }

    /// <summary>Returns when the outcome is committed and its grain has been told.</summary>
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
        var written = await WriteUntilDone(outcomes, ct);
        foreach (var group in entries.GroupBy(entry => entry.Owner))
        {
            var reports = group.Select(entry => ReportOf(entry.Outcome, written)).ToArray();
            group.Key.Report(reports, CancellationToken.None).Ignore();
        }

        return new bool[entries.Count];
    }

    private async Task<IReadOnlyDictionary<Guid, DeliveryStatus>> WriteUntilDone(
        DeliveryOutcome[] outcomes,
        CancellationToken ct
    )
    {
        while (true)
        {
            try
            {
                return await _writer.Write(outcomes, ct);
            }
            catch (NpgsqlException exception) when (!_stopping.IsCancellationRequested)
            {
                LogRetry(exception, outcomes.Length);
                await Task.Delay(Pause, _time, ct);
            }
        }
    }

    private static AttemptReport ReportOf(DeliveryOutcome outcome, IReadOnlyDictionary<Guid, DeliveryStatus> written)
    {
        var pending = written.TryGetValue(outcome.DeliveryId, out var status) && status == DeliveryStatus.Pending;
        return new AttemptReport(outcome.DeliveryId, pending ? outcome.RetryAt : null);
    }

    [LoggerMessage(LogLevel.Warning, "{Count} outcomes could not be written and are tried again")]
    private partial void LogRetry(Exception exception, int count);

    private sealed record Entry(DeliveryOutcome Outcome, ISubscriberGrain Owner);
}
