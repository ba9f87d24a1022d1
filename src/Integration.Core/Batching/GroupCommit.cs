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
    private readonly TaskCreationOptions _continuations;
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
    /// <param name="continueInWriter">
    /// Callers continue in the writer's loop, which saves each a hop: only for those that do next to nothing, and never block.
    /// </param>
    public GroupCommit(
        GroupCommitOptions options,
        Func<TItem, int> weight,
        Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> commit,
        Func<TItem, long>? size = null,
        bool continueInWriter = false
    )
    {
        _options = options;
        _weight = weight;
        _commit = commit;
        _size = size ?? (static _ => 0);
        _continuations = continueInWriter
            ? TaskCreationOptions.None
            : TaskCreationOptions.RunContinuationsAsynchronously;
        _queue = Channel.CreateBounded<Entry>(
            new BoundedChannelOptions(options.MaxQueued) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
        );
        // The writer must not inherit the scheduler of the grain that happens to create it.
        _loop = DetachedWork.Start(Loop);
    }

    /// <summary>Hands an item in; false when the queue is full by count or bytes, and then nothing was taken.</summary>
    public bool TryAdd(TItem item, [NotNullWhen(true)] out Task<TResult>? result)
    {
        var answer = new One(_continuations);
        result = TryAdd(item, answer, 0) ? answer.Task : null;
        return result is not null;
    }

    /// <summary>
    /// Hands in items of one caller, who is answered once for all of them, and returns how many were taken, from the first
    /// on: what stands behind them found the queue full.
    /// </summary>
    /// <param name="items">The items.</param>
    /// <param name="results">In the places of the items that were taken; fails where the commit of any of them fails.</param>
    public int Add(IReadOnlyList<TItem> items, out Task<TResult[]> results)
    {
        var answer = new Many(items.Count, _continuations);
        var taken = 0;
        while (taken < items.Count && TryAdd(items[taken], answer, taken))
        {
            taken++;
        }

        answer.Settle(items.Count - taken);
        results = answer.Task;
        return taken;
    }

    /// <summary>Commits what was handed in and ends; later items are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _stop.Dispose();
    }

    private bool TryAdd(TItem item, IAnswer answer, int place)
    {
        var entry = new Entry(item, _size(item), answer, place);
        var bytes = Interlocked.Add(ref _bytes, entry.Bytes);
        if ((bytes <= _options.MaxBytes || bytes == entry.Bytes) && _queue.Writer.TryWrite(entry))
        {
            return true;
        }

        Interlocked.Add(ref _bytes, -entry.Bytes);
        return false;
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
                batch[i].Answer.Set(batch[i].Place, results[i]);
            }
        }
        catch (Exception exception)
        {
            foreach (var entry in batch)
            {
                entry.Answer.Fail(exception);
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

    private readonly record struct Entry(TItem Item, long Bytes, IAnswer Answer, int Place);

    private interface IAnswer
    {
        void Set(int place, TResult result);

        void Fail(Exception exception);
    }

    private sealed class One(TaskCreationOptions continuations) : TaskCompletionSource<TResult>(continuations), IAnswer
    {
        public void Set(int place, TResult result) => SetResult(result);

        public void Fail(Exception exception) => SetException(exception);
    }

    // The writer sets results while the caller still adds: whoever settles the last place completes it.
    private sealed class Many(int count, TaskCreationOptions continuations)
        : TaskCompletionSource<TResult[]>(continuations),
            IAnswer
    {
        private readonly TResult[] _results = new TResult[count];
        private int _missing = count;

        public void Set(int place, TResult result)
        {
            _results[place] = result;
            Settle(1);
        }

        public void Fail(Exception exception) => TrySetException(exception);

        public void Settle(int places)
        {
            if (Interlocked.Add(ref _missing, -places) == 0)
            {
                TrySetResult(_results);
            }
        }
    }
}
