using System.Collections.Concurrent;
using Integration.Platforms;
using Integration.Scheduling;
using Integration.Time;

namespace Integration.Caching;

/// <summary>
/// Asks platforms for products that were found nowhere, many a call, and keeps what they answer. A call belongs to nobody: it goes on
/// as long as somebody waits for any of its products.
/// </summary>
/// <param name="levels">Where answers are kept.</param>
/// <param name="options">How large a kept answer may be.</param>
/// <param name="metrics">Counts look-ups that found nothing.</param>
/// <param name="clock">Says when an answer came.</param>
internal sealed class ProductCalls(
    CacheLevels levels,
    PlatformCacheOptions options,
    CacheMetrics metrics,
    DatabaseClock clock
)
{
    // For one caller with very many ids; the platform's own limits are kept around its calls.
    private const int CallsAtOnce = 64;
    private readonly OpenReads _open = new();

    /// <summary>How often somebody waits for a product.</summary>
    public int Waiting => _open.Waiting;

    /// <summary>Asks for products, or waits for others who ask.</summary>
    /// <param name="ask">Who asks.</param>
    /// <param name="batches">Different ids, as many in each as one call takes.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>What was answered, by id, and how many calls were made.</returns>
    public async Task<(IReadOnlyDictionary<string, ProductReading> Found, int Calls)> Ask(
        ProductAsk ask,
        IEnumerable<string[]> batches,
        CancellationToken ct
    )
    {
        var found = new ConcurrentDictionary<string, ProductReading>(StringComparer.Ordinal);
        var calls = 0;
        await Parallel.ForEachAsync(
            batches,
            new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = ct },
            async (ids, token) =>
            {
                if (await Ask(ask, ids, found, token))
                {
                    Interlocked.Increment(ref calls);
                }
            }
        );
        return (found, calls);
    }

    /// <summary>Products were written: what is being read of them is not kept.</summary>
    /// <param name="prefixes">What their keys begin with.</param>
    public void Overtake(string[] prefixes) => Array.ForEach(prefixes, _open.Overtake);

    // True where a call was made for it.
    private async Task<bool> Ask(
        ProductAsk ask,
        string[] ids,
        ConcurrentDictionary<string, ProductReading> found,
        CancellationToken ct
    )
    {
        var (reads, begun) = _open.Join(ask, ids);
        try
        {
            if (begun is not null)
            {
                Start(ask, begun);
            }

            foreach (var read in reads)
            {
                found[read.Id] = ProductReading.Of(read.Id, await read.Task.WaitAsync(ct));
                metrics.LookedUp(
                    ask,
                    read.Batch.IsAsked && read.Batch == begun ? CacheLevel.Source : CacheLevel.Memory
                );
            }

            return begun is { IsAsked: true };
        }
        finally
        {
            _open.Leave(reads);
        }
    }

    // Outside of the caller's scheduler, which may be a grain's, and of its token: others may wait for it too.
    private void Start(ProductAsk ask, OpenBatch batch) => _ = DetachedWork.Start(() => Carry(ask, batch));

    private async Task Carry(ProductAsk ask, OpenBatch batch)
    {
        try
        {
            await Answer(ask, batch);
        }
        catch (Exception exception)
        {
            // A bug of the connector, for those who wait to tell; where nobody does, the end of a cancelled call.
            batch.Reads.ForEach(read => read.TrySetException(exception));
        }
        finally
        {
            _open.End(batch);
        }
    }

    private async Task Answer(ProductAsk ask, OpenBatch batch)
    {
        var open = new List<OpenRead>();
        foreach (var read in batch.Reads)
        {
            // Somebody else's read may have ended between the look-up and the beginning of this one.
            if (CacheKeys.IsKept(read.Key) && await levels.FindInMemory(read.Key) is { } cached && ask.Takes(cached))
            {
                read.SetResult(cached);
            }
            else
            {
                open.Add(read);
            }
        }

        if (open.Count == 0)
        {
            return;
        }

        batch.IsAsked = true;
        var query = ask.Query with { Ids = [.. open.Select(static read => read.Id)] };
        // Before the call: what the platform changes during it may be in the answer or not.
        var now = clock.UtcNow();
        var results = await ask.Connector.GetProducts(ask.Account, query, batch.Stop);
        _open.Answered(batch);
        var answers = results.ToDictionary(
            static one => one.Id,
            one => new CachedProduct(one.Outcome.Value, one.Outcome.Failure, now),
            StringComparer.Ordinal
        );
        await Task.WhenAll(open.Select(read => Settle(read, answers.GetValueOrDefault(read.Id) ?? LeftOut(now))));
    }

    // Kept before it is told: whoever was told finds it.
    private async Task Settle(OpenRead read, CachedProduct answer)
    {
        _ = answer.IsNew();
        if (!read.IsOvertaken && IsKept(read, answer))
        {
            await levels.Keep(read.Key, answer);
            // What a write removed before it was there.
            if (read.IsOvertaken)
            {
                await levels.Remove(read.Key);
            }
        }

        read.SetResult(answer);
    }

    // Judged by the raw answer: a value that turns out too large when it is written would be kept in memory as if it had no size.
    private bool IsKept(OpenRead read, CachedProduct answer) =>
        CacheKeys.IsKept(read.Key)
        && (
            answer.Product is { } product
                ? product.Raw.Sum(static part => (long)part.Body.Length) <= options.MaxValueBytes / 4
                : answer.Failure!.Reason == FailureReason.Gone
        );

    private static CachedProduct LeftOut(DateTimeOffset now) =>
        new(null, new(FailureKind.Transient, FailureReason.Platform, "The answer left it out."), now);
}
