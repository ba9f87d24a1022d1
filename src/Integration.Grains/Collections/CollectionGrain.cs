using Integration.Access;
using Integration.Problems;
using Integration.Time;

namespace Integration.Collections;

/// <summary>
/// One collection. A thin shell: what is to be done stands in its rows, <see cref="CollectionRunner"/> does it outside of the
/// grain's turns, and one activation sees to it that it is done once at a time.
/// </summary>
internal sealed class CollectionGrain(
    CollectionPlanner planner,
    CollectionTable table,
    CollectionRunner runner,
    ConfigurationTransaction transaction,
    DatabaseClock clock
) : Grain, ICollectionGrain, IDisposable
{
    private CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    private Guid Id => Guid.Parse(this.GetPrimaryKeyString());

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _stop.CancelAsync();

    public void Dispose() => _stop.Dispose();

    public async Task<Outcome<CollectionResource>> Start(
        CollectionRequest request,
        WriteContext context,
        CancellationToken ct
    )
    {
        var plan = await planner.Plan(Id, request, context, clock.UtcNow(), ct);
        if (!plan.Succeeded)
        {
            return plan.Problem;
        }

        var (row, ids, links) = plan.Value;
        var started = await transaction.Run(
            context,
            new ConfigurationChange<CollectionResource>
            {
                Action = "collection.start",
                Target = $"collection/{Id}",
                Status = 202,
                Write = (connection, _) => table.Create(connection, row, ids, links, ct),
            },
            ct
        );
        if (started is { Succeeded: true, Replayed: false })
        {
            await Wake(CancellationToken.None);
        }

        return started;
    }

    public async Task<Outcome<CollectionResource>> Cancel(WriteContext context, CancellationToken ct)
    {
        var cancelled = await transaction.Run(
            context,
            new ConfigurationChange<CollectionResource>
            {
                Action = "collection.cancel",
                Target = $"collection/{Id}",
                Status = 200,
                Write = (connection, now) => CollectionTable.Cancel(connection, Id, now, ct),
            },
            ct
        );
        if (cancelled.Succeeded)
        {
            // What is asked for now is of no use any more: its items have their result.
            await _stop.CancelAsync();
            _stop.Dispose();
            _stop = new CancellationTokenSource();
        }

        return cancelled;
    }

    public Task Wake(CancellationToken ct)
    {
        if (_run.IsCompleted)
        {
            _run = runner.Start(Id, _stop.Token);
        }

        return Task.CompletedTask;
    }
}
