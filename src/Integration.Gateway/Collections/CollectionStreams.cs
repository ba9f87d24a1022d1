using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Integration.Collections;

/// <summary>
/// Tells callers how collections get on, as server-sent events: what <c>GET</c> shows, when it has moved, and every 15 s as a sign
/// of life. The last event is <c>ended</c>. After 15 minutes, and when the gateway stops, a stream ends without it: the caller
/// opens it again, and its key is judged again.
/// </summary>
internal sealed class CollectionStreams(
    CollectionQueries collections,
    RequestOptions options,
    TimeProvider time,
    IHostApplicationLifetime lifetime
)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private int _open;

    /// <summary>Streams until the end; null where there is no such collection.</summary>
    public async Task<IResult?> Follow(Guid id, HttpContext http)
    {
        try
        {
            if (Interlocked.Increment(ref _open) > options.MaxStreams)
            {
                return Full().ToResult();
            }

            if (await collections.Find(id, http.RequestAborted) is not { } first)
            {
                return null;
            }

            await TypedResults.ServerSentEvents(Events(first, http.RequestAborted)).ExecuteAsync(http);
            return Results.Empty;
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async IAsyncEnumerable<SseItem<CollectionResource>> Events(
        CollectionResource first,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        using var timer = new PeriodicTimer(Look, time);
        var (told, started) = (first, time.GetTimestamp());
        var toldAt = started;
        yield return EventOf(first);
        while (
            told.State == CollectionState.Running
            && time.GetElapsedTime(started) < Longest
            && await Waited(timer, stop.Token)
            && await collections.Find(first.Id, ct) is { } now
        )
        {
            if (HasMoved(told, now) || time.GetElapsedTime(toldAt) >= SignOfLife)
            {
                (told, toldAt) = (now, time.GetTimestamp());
                yield return EventOf(now);
            }
        }
    }

    private static SseItem<CollectionResource> EventOf(CollectionResource collection) =>
        new(collection, collection.State == CollectionState.Running ? "progress" : "ended");

    // The estimate moves with the clock, and the languages are another array each time.
    private static bool HasMoved(CollectionResource told, CollectionResource now) =>
        now with { EstimatedEnd = told.EstimatedEnd, Languages = told.Languages } != told;

    private static async Task<bool> Waited(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private Problem Full() =>
        new("busy", 503, $"{options.MaxStreams} streams are open already; read the collection instead, or come later.")
        {
            RetryAfter = SignOfLife,
        };
}
