using System.Collections.Concurrent;
using System.Net;
using Integration.Hubs;

namespace Integration.Operations;

/// <summary>Senders at a hub that go on until they are stopped, whatever they are answered.</summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private const int Senders = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, bool> _acknowledged = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<HubAnswer> _refused = [];
    private readonly Func<HubApi> _connect;
    private readonly Task _senders;
    private int _sent;

    private SteadyLoad(Func<HubApi> connect)
    {
        _connect = connect;
        _senders = Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Send()));
    }

    /// <summary>The ids of the events that were acknowledged so far.</summary>
    public IReadOnlyList<string> Acknowledged => [.. _acknowledged.Keys];

    /// <summary>Answers that were no acknowledgement.</summary>
    public IReadOnlyCollection<HubAnswer> Refused => _refused;

    /// <summary>Starts to send to the source <c>source</c>, through a connection made for each sender.</summary>
    public static SteadyLoad Start(Func<HubApi> connect) => new(connect);

    /// <summary>Waits until so many more are acknowledged.</summary>
    public async Task GoesOn(int count = 100)
    {
        var before = _acknowledged.Count;
        await Eventually.Holds(() => _acknowledged.Count > before + count, $"{count} more events to be acknowledged");
    }

    /// <summary>Sends nothing more; returns when the last answer is there.</summary>
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _senders;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _stop.Dispose();
    }

    private async Task Send()
    {
        await Task.Yield();
        while (!_stop.IsCancellationRequested)
        {
            // A new connection after each failure: the hub behind may be another one by now.
            using var api = _connect();
            try
            {
                while (!_stop.IsCancellationRequested)
                {
                    Note(
                        await api.SendWebhook(
                            "source",
                            $$"""{"type":"a.b","id":"{{Interlocked.Increment(ref _sent)}}"}"""
                        )
                    );
                    await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
                }
            }
            catch (HttpRequestException)
            {
                // Not acknowledged: nobody owes anything for it.
                await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private void Note(HubAnswer answer)
    {
        if (answer.Status == HttpStatusCode.Accepted)
        {
            _acknowledged.TryAdd(answer.Json["event_id"]!.ToString(), true);
        }
        else
        {
            _refused.Enqueue(answer);
        }
    }
}
