using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Integration.Scheduling;

namespace Integration.Batching;

/// <summary>
/// Group commit: callers hand in items and await; one writer takes what has gathered and completes all of them after one
/// commit. There is no timer: while one commit runs, the next batch gathers.
/// </summary>
/// <typeparam name="TItem">What is handed in.</typeparam>
/// <typeparam name="TResult">What each caller gets.</typeparam>
public sealed class GroupCommit<TItem, TResult> : IAsyncDisposable
{
    private readonly Channel<Entry> _queue;
    private readonly Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> _commit;
    private readonly Func<TItem, int> _weight;
    private readonly Func<TItem, long> _size;
    private readonly GroupCommitOptions _options;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private long _bytes;

    /// <summary>Starts the writer.</summary>
    /// <param name="options">The bounds.</param>
    /// <param name="weight">How many rows an item stands for.</param>
    /// <param name="commit">
    /// Commits a batch and returns as many results, in the same order. What it throws, every caller of the batch gets.
    /// </param>
    /// <param name="size">An item's bytes; left out where items are of bounded size.</param>
    public GroupCommit(
        GroupCommitOptions options,
        Func<TItem, int> weight,
        Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> commit,
        Func<TItem, long>? size = null
    )
    {
        _options = options;
        _weight = weight;
        _commit = commit;
        _size = size ?? (static _ => 0);
        _queue = Channel.CreateBounded<Entry>(
            new BoundedChannelOptions(options.MaxQueued) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
        );
        // The writer must not inherit the scheduler of the grain that happens to create it.
        _loop = DetachedWork.Start(Loop);
    }

    /// <summary>Hands an item in; false when the queue is full by count or bytes, and then nothing was taken.</summary>
    public bool TryAdd(TItem item, [NotNullWhen(true)] out Task<TResult>? result)
    {
        var entry = new Entry(item, _size(item));
        var bytes = Interlocked.Add(ref _bytes, entry.Bytes);
        if ((bytes <= _options.MaxBytes || bytes == entry.Bytes) && _queue.Writer.TryWrite(entry))
        {
            result = entry.Task;
            return true;
        }

        Interlocked.Add(ref _bytes, -entry.Bytes);
        result = null;
        return false;
    }

    /// <summary>Commits what was handed in and ends; later items are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _stop.Dispose();
    }

    private async Task Loop()
    {
        var batch = new List<Entry>(_options.MaxItems);
        while (await _queue.Reader.WaitToReadAsync())
        {
            var rows = 0;
            while (batch.Count < _options.MaxItems && rows < _options.MaxRows && _queue.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
                rows += _weight(entry.Item);
            }

            await Commit(batch);
            batch.Clear();
        }
    }

    private async Task Commit(List<Entry> batch)
    {
        try
        {
            var results = await CommitItems(batch);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].SetResult(results[i]);
            }
        }
        catch (Exception exception)
        {
            foreach (var entry in batch)
            {
                entry.SetException(exception);
            }
        }
    }

    private async Task<IReadOnlyList<TResult>> CommitItems(List<Entry> batch)
    {
        try
        {
            return await _commit(batch.ConvertAll(entry => entry.Item), _stop.Token);
        }
        finally
        {
            // Before anybody is answered: who hears of room finds it.
            Interlocked.Add(ref _bytes, -batch.Sum(entry => entry.Bytes));
        }
    }

    // Callers continue on their own schedulers, never inside the writer's loop.
    private sealed class Entry(TItem item, long bytes)
        : TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TItem Item { get; } = item;

        public long Bytes { get; } = bytes;
    }
}
