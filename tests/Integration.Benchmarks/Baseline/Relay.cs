using System.Threading.Channels;

namespace Integration.Benchmarks.Baseline;

/// <summary>
/// The shortest way from an event to a partner that still loses nothing: group commit, an in-memory channel, 64 workers that
/// sign and POST, outcomes in batches. No actors, no retries, no recovery, no configuration.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private const int EventsPerCommit = 500;
    private const int OutcomesPerCommit = 1_000;
    private const int Workers = 64;
    private readonly RelayStore _store;
    private readonly RelaySender _sender;
    private readonly Batches<(RelayEvent Event, TaskCompletionSource<Guid> Stored)> _appends;
    private readonly Batches<RelayOutcome> _outcomes;
    private readonly Channel<RelayEvent> _deliveries = Channel.CreateUnbounded<RelayEvent>();
    private readonly Task _workers;

    public Relay(RelayStore store, Uri subscriber)
    {
        _store = store;
        _sender = new RelaySender(subscriber);
        _appends = new(EventsPerCommit, Append);
        _outcomes = new(OutcomesPerCommit, batch => _store.Finish([.. batch]));
        _workers = Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(Deliver)));
    }

    /// <summary>Returns the event's id, or that of the event it repeats, once it is committed.</summary>
    public Task<Guid> Take(RelayEvent taken)
    {
        // Senders go on outside of the writer's loop.
        var stored = new TaskCompletionSource<Guid>(TaskCreationOptions.RunContinuationsAsynchronously);
        _appends.Add((taken, stored));
        return stored.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _appends.DisposeAsync();
        _deliveries.Writer.TryComplete();
        await _workers;
        await _outcomes.DisposeAsync();
        _sender.Dispose();
    }

    private async Task Append(List<(RelayEvent Event, TaskCompletionSource<Guid> Stored)> batch)
    {
        try
        {
            var stored = await _store.Append([.. batch.Select(entry => entry.Event)]);
            foreach (var (taken, caller) in batch)
            {
                if (stored.Contains(taken.Id))
                {
                    _deliveries.Writer.TryWrite(taken);
                    caller.TrySetResult(taken.Id);
                }
                else
                {
                    caller.TrySetResult(await _store.OwnerOf(taken));
                }
            }
        }
        catch (Exception failed)
        {
            batch.ForEach(entry => entry.Stored.TrySetException(failed));
        }
    }

    private async Task Deliver()
    {
        await foreach (var taken in _deliveries.Reader.ReadAllAsync())
        {
            var started = TimeProvider.System.GetUtcNow().UtcDateTime;
            var status = await _sender.Post(taken);
            var finished = TimeProvider.System.GetUtcNow().UtcDateTime;
            _outcomes.Add(new RelayOutcome(taken.DeliveryId, started, finished, status));
        }
    }
}
