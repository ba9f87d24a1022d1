using Integration.Access;
using Integration.Problems;
using Integration.Scheduling;
using Integration.Shops;
using Npgsql;

namespace Integration.Sync;

/// <summary>
/// The sync of one kind of a shop's records. A thin shell: what is to be done stands in rows, <see cref="SyncRunner"/> does it outside
/// of the grain's turns, and one activation sees to it that it is done once at a time.
/// </summary>
internal sealed class SyncGrain(
    SyncStarter starter,
    SyncPlans plans,
    SyncRunner runner,
    SingleRecords records,
    ConfigurationTransaction transaction,
    RepeatableAnswers answers
) : Grain, ISyncGrain, IDisposable
{
    // Between planning a run and storing it another one may end; that makes the plan anew.
    private const int MaxPlans = 5;
    private CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;
    private Task _retries = Task.CompletedTask;
    private Task _hints = Task.CompletedTask;

    private string Shop => this.GetPrimaryKeyString().Split('/', 2)[1];

    private SyncKind Kind =>
        this.GetPrimaryKeyString().StartsWith("orders/", StringComparison.Ordinal)
            ? SyncKind.Orders
            : SyncKind.Products;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _stop.CancelAsync();

    public void Dispose() => _stop.Dispose();

    public async Task<Outcome<SyncRunResource>> Start(SyncRequest request, WriteContext context, CancellationToken ct)
    {
        try
        {
            // What was answered is so whatever has become of the shop since.
            if (context.Idempotency is { } claim && await answers.Find<SyncRunResource>(claim, ct) is { } given)
            {
                return given;
            }

            var started = await StartOnce(request, context, ct);
            for (var left = MaxPlans; left > 1 && started.Problem is { Slug: "try-later" }; left--)
            {
                started = await StartOnce(request, context, ct);
            }

            if (started is { Succeeded: true, Replayed: false })
            {
                await Wake(CancellationToken.None);
            }

            return started;
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }
    }

    public async Task<Outcome<SyncRunResource>> Stop(Guid run, WriteContext context, CancellationToken ct)
    {
        try
        {
            var stopped = await transaction.Run(
                context,
                new ConfigurationChange<SyncRunResource>
                {
                    Action = "sync.stop",
                    Target = $"sync-run/{run}",
                    Status = 200,
                    Write = async (connection, now) =>
                        await SyncRunTable.Finish(
                            connection,
                            run,
                            epoch: null,
                            new SyncRunEnd(SyncRunState.Stopped),
                            now,
                            ct
                        )
                            is { } ended
                            ? ended.Shown
                            : ShopProblems.RunEnded(run),
                },
                ct
            );
            if (stopped is { Succeeded: true, Replayed: false })
            {
                // What is asked for now is of no use any more.
                await _stop.CancelAsync();
                _stop.Dispose();
                _stop = new CancellationTokenSource();
            }

            return stopped;
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }
    }

    public async Task StartDue(CancellationToken ct)
    {
        if (await plans.StartDue(Shop, Kind, ct))
        {
            await Wake(CancellationToken.None);
        }
    }

    public Task Wake(CancellationToken ct)
    {
        if (_run.IsCompleted)
        {
            _run = runner.Start(Shop, Kind, _stop.Token);
        }

        if (_retries.IsCompleted)
        {
            var (shop, kind, stop) = (Shop, Kind, _stop.Token);
            _retries = DetachedWork.Start(() => records.Retry(shop, kind, stop));
        }

        return Task.CompletedTask;
    }

    public Task Hear(CancellationToken ct)
    {
        if (_hints.IsCompleted)
        {
            var (shop, stop) = (Shop, _stop.Token);
            _hints = DetachedWork.Start(() => records.Hear(shop, stop));
        }

        return Task.CompletedTask;
    }

    public async Task<Outcome<RecordSyncResource>> SyncRecord(string id, WriteContext context, CancellationToken ct)
    {
        try
        {
            if (context.Idempotency is { } claim && await answers.Find<RecordSyncResource>(claim, ct) is { } given)
            {
                return given;
            }

            var (shop, kind) = (Shop, Kind);
            Outcome<RecordSyncResource>? synced = null;
            await DetachedWork.Start(async () => synced = await records.Sync(shop, kind, id, ct));
            return synced is { Succeeded: true, Value: var record } ? await Noted(record, context) : synced!;
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }
    }

    // The record is stored: whoever asked may have left by now.
    private Task<Outcome<RecordSyncResource>> Noted(RecordSyncResource record, WriteContext context) =>
        transaction.Run(
            context,
            new ConfigurationChange<RecordSyncResource>
            {
                Action = "sync.record",
                Target = $"{ShopKind.KindName}/{Shop}",
                Status = 200,
                Write = (_, _) => Task.FromResult<Outcome<RecordSyncResource>>(record),
            },
            CancellationToken.None
        );

    private async Task<Outcome<SyncRunResource>> StartOnce(
        SyncRequest request,
        WriteContext context,
        CancellationToken ct
    )
    {
        var planned = await starter.Plan(Shop, request with { Kind = Kind }, context.Actor, ct);
        return planned.Succeeded
            ? await transaction.Run(
                context,
                new ConfigurationChange<SyncRunResource>
                {
                    Action = "sync.start",
                    Target = $"{ShopKind.KindName}/{Shop}",
                    Status = 202,
                    Write = async (connection, now) =>
                    {
                        var begun = await SyncRunTable.Begin(connection, planned.Value, now, ct);
                        return begun.Succeeded ? begun.Value.Shown : begun.Problem;
                    },
                },
                ct
            )
            : planned.Problem;
    }
}
