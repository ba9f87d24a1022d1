using Integration.Batching;
using Integration.Databases;
using Integration.Delivery;
using Integration.Partitions;
using Integration.Problems;
using Integration.Time;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Intake;

/// <summary>
/// The silo's one writer of events: gathers what many requests bring, commits it in groups, and then publishes the
/// deliveries. What a caller was answered is committed; what the stream loses, its rows bring back.
/// </summary>
internal sealed partial class EventAppender : IAsyncDisposable
{
    // Deadlocks and lost races are tried again so often at once.
    private const int MaxRetries = 5;

    private readonly HubDatabase _database;
    private readonly EventAppend _append;
    private readonly PartitionMaintenance _partitions;
    private readonly DatabaseClock _clock;
    private readonly DeliveryPublisher _publisher;
    private readonly FanoutExpander _fanout;
    private readonly StorageReserve _reserve;
    private readonly IntakeMetrics _metrics;
    private readonly ILogger<EventAppender> _logger;
    private readonly GroupCommit<EventDraft, AppendResult> _group;
    private RoutingTable _routing = RoutingTable.Empty;

    public EventAppender(
        HubDatabase database,
        EventAppend append,
        AppendOptions options,
        PartitionMaintenance partitions,
        DatabaseClock clock,
        DeliveryPublisher publisher,
        FanoutExpander fanout,
        StorageReserve reserve,
        IntakeMetrics metrics,
        ILogger<EventAppender> logger
    )
    {
        _database = database;
        _append = append;
        _partitions = partitions;
        _clock = clock;
        _publisher = publisher;
        _fanout = fanout;
        _reserve = reserve;
        _metrics = metrics;
        _logger = logger;
        var bounds = new GroupCommitOptions(
            options.MaxEvents,
            options.MaxRows,
            options.MaxQueued,
            options.MaxQueuedBytes
        );
        // What an event costs in rows is only known once it is routed; subscribers of all is a good upper estimate.
        _group = new GroupCommit<EventDraft, AppendResult>(
            bounds,
            draft => 3 + _routing.Match(draft.Type, draft.Source).Count,
            Commit,
            draft => draft.Payload.Length + 512
        );
    }

    /// <summary>Appends a checked event; the answer comes after its commit.</summary>
    public async Task<AppendResult> Append(EventDraft draft)
    {
        if (_reserve.IsShort)
        {
            _metrics.Refused(DatabaseProblems.Full.Slug);
            return new AppendResult(draft.EventId, false, DatabaseProblems.Full);
        }

        for (var left = MaxRetries; ; left--)
        {
            if (!_group.TryAdd(draft, out var committed))
            {
                return Busy(draft);
            }

            var result = await committed;
            if (left == 0 || !MustRepeat(result))
            {
                return result;
            }
        }
    }

    /// <summary>Appends checked events that came together; the answer comes after the commit of all of them.</summary>
    public async Task<AppendResult[]> Append(IReadOnlyList<EventDraft> drafts)
    {
        if (drafts.Count == 1 || _reserve.IsShort)
        {
            return await Task.WhenAll(drafts.Select(Append));
        }

        var taken = _group.Add(drafts, out var committed);
        var results = await committed;
        for (var i = taken; i < results.Length; i++)
        {
            results[i] = Busy(drafts[i]);
        }

        await Task.WhenAll(Enumerable.Range(0, taken).Where(i => MustRepeat(results[i])).Select(Repeat));
        return results;

        async Task Repeat(int i) => results[i] = await Append(drafts[i]);
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();

    private static bool MustRepeat(AppendResult result) => result.Problem?.Slug == EventAppend.TryLater;

    private AppendResult Busy(EventDraft draft)
    {
        _metrics.Refused("queue_full");
        return new AppendResult(draft.EventId, false, IntakeProblems.Busy);
    }

    private async Task<IReadOnlyList<AppendResult>> Commit(IReadOnlyList<EventDraft> drafts, CancellationToken ct)
    {
        var results = new AppendResult[drafts.Count];
        await CommitRange(drafts.ToArray(), results, 0, ct);
        return results;
    }

    // On a data error the batch is halved until the offender stands alone: it is refused, the others commit.
    private async Task CommitRange(
        ArraySegment<EventDraft> drafts,
        AppendResult[] results,
        int attempt,
        CancellationToken ct
    )
    {
        try
        {
            var appended = await CommitOnce(drafts, ct);
            for (var i = 0; i < drafts.Count; i++)
            {
                results[drafts.Offset + i] = appended[i].Result;
            }
        }
        catch (Exception e)
            when (attempt < MaxRetries
                && (DatabaseErrors.IsLostTrack(e) || (e is PostgresException known && DatabaseErrors.IsPassing(known)))
            )
        {
            await CommitRange(drafts, results, attempt + 1, ct);
        }
        catch (PostgresException e) when (DatabaseErrors.IsMissingPartition(e) && attempt < MaxRetries)
        {
            // The hourly service should have made today's; where it could not, the first event that needs it does.
            await (await TryMakeDays(ct) ? CommitRange(drafts, results, MaxRetries, ct) : Refuse(drafts, results, e));
        }
        catch (PostgresException e) when (DatabaseErrors.IsOfData(e) && drafts.Count > 1)
        {
            var half = drafts.Count / 2;
            await CommitRange(drafts[..half], results, 0, ct);
            await CommitRange(drafts[half..], results, 0, ct);
        }
        catch (Exception e)
        {
            await Refuse(drafts, results, e);
        }
    }

    private Task Refuse(ArraySegment<EventDraft> drafts, AppendResult[] results, Exception e)
    {
        var problem = AppendErrors.ProblemOf(e);
        LogFailed(e, drafts.Count, problem.Slug);
        for (var i = 0; i < drafts.Count; i++)
        {
            results[drafts.Offset + i] = new AppendResult(drafts[i].EventId, false, problem);
        }

        return Task.CompletedTask;
    }

    private async Task<IReadOnlyList<AppendedEvent>> CommitOnce(ArraySegment<EventDraft> drafts, CancellationToken ct)
    {
        IReadOnlyList<AppendedEvent> appended;
        await using (var connection = await _database.Writes.OpenConnectionAsync(ct))
        {
            (appended, _routing) = await _append.Append(connection, drafts, _routing, _clock.UtcNow(), ct);
        }

        _metrics.Committed(drafts.Count);
        _publisher.Publish(appended);
        if (appended.Any(one => one.FanoutPending))
        {
            _fanout.Wake();
        }

        return appended;
    }

    private async Task<bool> TryMakeDays(CancellationToken ct)
    {
        try
        {
            await _partitions.MakeAhead(_clock.UtcNow(), ct);
            return true;
        }
        catch (NpgsqlException exception)
        {
            LogNoDays(exception);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "Today has no partition and none can be made; intake answers 503")]
    private partial void LogNoDays(Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Count} events were not stored: {Problem}")]
    private partial void LogFailed(Exception exception, int count, string problem);
}
