using System.Threading.Channels;

namespace Integration.Benchmarks.Baseline;

/// <summary>Group commit: while one batch is written, the next gathers.</summary>
internal sealed class Batches<T> : IAsyncDisposable
{
    private readonly Channel<T> _queue = Channel.CreateUnbounded<T>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly Task _loop;

    public Batches(int most, Func<List<T>, Task> write) => _loop = Task.Run(() => Loop(most, write));

    public void Add(T item) => _queue.Writer.TryWrite(item);

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task Loop(int most, Func<List<T>, Task> write)
    {
        var batch = new List<T>(most);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < most && _queue.Reader.TryRead(out var item))
            {
                batch.Add(item);
            }

            await write(batch);
            batch.Clear();
        }
    }
}
