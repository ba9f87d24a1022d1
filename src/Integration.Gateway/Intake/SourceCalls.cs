using System.Collections.Concurrent;
using System.Diagnostics;
using Integration.Problems;
using Microsoft.Extensions.Logging;

namespace Integration.Intake;

/// <summary>
/// The calls of one source's grain. What comes in together goes in one call: whoever comes first queues a work item of the
/// thread pool, and by the time it runs the others that the processors had to take are there. Nothing waits for a timer.
/// </summary>
internal sealed partial class SourceCalls(ISourceGrain grain, SiloCalls calls, ILogger<SourceCalls> logger)
    : IThreadPoolWorkItem
{
    // One call's messages stay small beside the silo's limit of a message, and its turn short.
    private const int MaxWebhooks = 64;
    private const int MaxBytes = 1 << 20;

    private readonly ConcurrentQueue<Waiting> _queue = new();
    private int _count;

    /// <summary>What the source made of it; not cancelled, as what has been read is stored whether or not the sender still listens.</summary>
    public Task<Outcome<AppendResult>> Receive(IncomingWebhook webhook)
    {
        if (Activity.Current is { Recorded: true })
        {
            // A trace that somebody looks at shows the call within its request.
            return ReceiveAlone(webhook);
        }

        var waiting = new Waiting(webhook);
        _queue.Enqueue(waiting);
        if (Interlocked.Increment(ref _count) == 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return waiting.Task;
    }

    /// <inheritdoc />
    public void Execute()
    {
        var batch = Take();
        if (Interlocked.Add(ref _count, -batch.Count) > 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        _ = Call(batch);
    }

    private List<Waiting> Take()
    {
        var batch = new List<Waiting>();
        var bytes = 0;
        while (batch.Count < MaxWebhooks && bytes < MaxBytes && _queue.TryDequeue(out var waiting))
        {
            batch.Add(waiting);
            bytes += waiting.Webhook.Body.Length;
        }

        return batch;
    }

    private async Task Call(List<Waiting> batch)
    {
        try
        {
            if (batch.Count > 1)
            {
                await ReceiveTogether(batch);
            }
        }
        catch (Exception exception)
        {
            // A silo of the build before, or one webhook that broke: each goes for itself, with the same event id.
            LogApart(exception, batch.Count);
        }

        foreach (var waiting in batch.Where(waiting => !waiting.Task.IsCompleted))
        {
            _ = waiting.Answer(ReceiveAlone(waiting.Webhook));
        }
    }

    private async Task ReceiveTogether(List<Waiting> batch)
    {
        var webhooks = batch.ConvertAll(waiting => waiting.Webhook).ToArray();
        var results = await calls.Make(
            () => grain.ReceiveMany(webhooks, CancellationToken.None),
            CancellationToken.None
        );
        for (var i = 0; i < batch.Count; i++)
        {
            batch[i].SetResult(results.Succeeded ? results.Value[i] : results.Problem);
        }
    }

    private Task<Outcome<AppendResult>> ReceiveAlone(IncomingWebhook webhook) =>
        calls.Make(() => grain.Receive(webhook, CancellationToken.None), CancellationToken.None);

    [LoggerMessage(LogLevel.Warning, "A call of {Count} webhooks broke; each is called for itself")]
    private partial void LogApart(Exception exception, int count);

    private sealed class Waiting(IncomingWebhook webhook)
        : TaskCompletionSource<Outcome<AppendResult>>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public IncomingWebhook Webhook { get; } = webhook;

        public async Task Answer(Task<Outcome<AppendResult>> call)
        {
            await ((Task)call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            SetFromTask(call);
        }
    }
}
