using System.Text;
using System.Text.Json;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace Integration.Streams;

/// <summary>
/// Tells callers how long work gets on, as server-sent events: what <c>GET</c> shows, when it has moved, and a comment every 15 s as a
/// sign of life. The last event is <c>ended</c>. After 15 minutes, and when the gateway stops, a stream ends without it: the caller
/// opens it again, and its key is judged again. Each begins with how the work stands, so <c>Last-Event-ID</c> is not needed and ignored.
/// </summary>
internal sealed class ProgressStreams(RequestOptions options, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly byte[] Comment = ": alive\n\n"u8.ToArray();
    private int _open;

    /// <summary>Streams until the end; null where there is no such work.</summary>
    /// <param name="work">The work, and how to tell whether it has moved or ended.</param>
    /// <param name="http">The request.</param>
    public async Task<IResult?> Follow<T>(ProgressWork<T> work, HttpContext http)
        where T : class
    {
        try
        {
            if (Interlocked.Increment(ref _open) > options.MaxStreams)
            {
                return Full().ToResult();
            }

            if (await work.Read(http.RequestAborted) is not { } first)
            {
                return null;
            }

            await Tell(work, first, http);
            return Results.Empty;
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task Tell<T>(ProgressWork<T> work, T first, HttpContext http)
        where T : class
    {
        var response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache,no-store";
        // A proxy that gathers an answer before it passes it on would pass on nothing for minutes.
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            http.RequestAborted,
            lifetime.ApplicationStopping
        );
        using var timer = new PeriodicTimer(Look, time);
        var (told, started) = (first, time.GetTimestamp());
        var toldAt = started;
        await Write(response, EventOf(work, first));
        while (
            !work.HasEnded(told)
            && time.GetElapsedTime(started) < Longest
            && await Waited(timer, stop.Token)
            && await Looked(work, stop.Token) is { } now
        )
        {
            if (work.HasMoved(told, now))
            {
                (told, toldAt) = (now, time.GetTimestamp());
                await Write(response, EventOf(work, now));
            }
            else if (time.GetElapsedTime(toldAt) >= SignOfLife)
            {
                toldAt = time.GetTimestamp();
                await Write(response, Comment);
            }
        }
    }

    private static async Task Write(HttpResponse response, ReadOnlyMemory<byte> bytes)
    {
        await response.Body.WriteAsync(bytes, response.HttpContext.RequestAborted);
        await response.Body.FlushAsync(response.HttpContext.RequestAborted);
    }

    // Written without line breaks, JSON is one line of data.
    private static byte[] EventOf<T>(ProgressWork<T> work, T now)
        where T : class =>
        Encoding.UTF8.GetBytes(
            $"event: {(work.HasEnded(now) ? "ended" : "progress")}\ndata: {JsonSerializer.Serialize(now, WireJson.Options)}\n\n"
        );

    // The answer has begun: whoever follows is better told nothing more than half an event.
    private static async Task<T?> Looked<T>(ProgressWork<T> work, CancellationToken ct)
        where T : class
    {
        try
        {
            return await work.Read(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return null;
        }
    }

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
        new("busy", 503, $"{options.MaxStreams} streams are open already; read the resource instead, or come later.")
        {
            RetryAfter = SignOfLife,
        };
}
