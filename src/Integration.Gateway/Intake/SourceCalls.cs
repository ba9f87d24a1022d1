using System.Collections.Concurrent;
using System.Diagnostics;
using Integration.Problems;
using Microsoft.Extensions.Logging;

namespace Integration.Intake;

/// <summary>
/// The calls of one source's grain. What comes in together goes in one call: whoever comes first queues a work item of the
/// thread pool, and by the time it runs the others that the processors had to take are there. Nothing waits for a timer.
/// </summary>
internal sealed partial class SourceCalls(
    ISourceGrain grain,
    SiloCalls calls,
    IntakeOptions options,
    TimeProvider time,
    ILogger<SourceCalls> logger
) : IThreadPoolWorkItem
{
    // Longer than a source takes to leave a silo of the build before, which does not know the call of many.
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<Waiting> _queue = new();
    private int _count;
    private long _brokeAt;

    // A trace that is kept shows the call within its request.
    private static bool IsTraced => Activity.Current is { Recorded: true } request && request.Source.HasListeners();

    private bool IsApart => Volatile.Read(ref _brokeAt) is not 0 and var at && time.GetElapsedTime(at) < Apart;

    /// <summary>What the source made of it; not cancelled, as what has been read is stored whether or not the sender still listens.</summary>
    public Task<Outcome<AppendResult>> Receive(IncomingWebhook webhook)
    {
        if (options.MaxWebhooksPerCall == 1 || IsTraced || IsApart)
        {
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
        long bytes = 0;
        while (
            batch.Count < options.MaxWebhooksPerCall
            && bytes < options.MaxBytesPerCall
            && _queue.TryDequeue(out var waiting)
        )
        {
            batch.Add(waiting);
            bytes += waiting.Webhook.Body.Length;
        }

        return batch;
    }

    private async Task Call(List<Waiting> batch)
    {
        long? lostSince = batch.Count > 1 ? await ReceiveTogether(batch) : null;
        foreach (var waiting in batch.Where(waiting => !waiting.Task.IsCompleted))
        {
            _ = waiting.Answer(ReceiveAlone(waiting.Webhook, lostSince));
        }
    }

    // Once: who gets no answer is called for alone, with the same event id, so that none keeps its neighbours from theirs. Returns
    // since when they wait where the call was lost.
    private async Task<long?> ReceiveTogether(List<Waiting> batch)
    {
        var began = time.GetTimestamp();
        try
        {
            var webhooks = batch.ConvertAll(waiting => waiting.Webhook).ToArray();
            var results = await grain.ReceiveMany(webhooks, CancellationToken.None);
            for (var i = 0; i < batch.Count; i++)
            {
                if (results[i] is { } result)
                {
                    batch[i].SetResult(result);
                }
            }

            return null;
        }
        catch (Exception e) when (LostCalls.Include(e))
        {
            return began;
        }
        catch (Exception e)
        {
            Volatile.Write(ref _brokeAt, time.GetTimestamp());
            LogBroke(e, batch.Count);
            return null;
        }
    }

    private Task<Outcome<AppendResult>> ReceiveAlone(IncomingWebhook webhook, long? lostSince = null) =>
        calls.Make(() => grain.Receive(webhook, CancellationToken.None), CancellationToken.None, lostSince);

    [LoggerMessage(
        LogLevel.Warning,
        "A call of {Count} webhooks broke; each is called for alone, and those of the next ten seconds too"
    )]
    private partial void LogBroke(Exception exception, int count);

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
