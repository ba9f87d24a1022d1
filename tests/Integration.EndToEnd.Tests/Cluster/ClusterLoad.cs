using System.Collections.Concurrent;
using System.Net;
using Integration.Hubs;
using Integration.Partners;

namespace Integration.Cluster;

/// <summary>Senders that go on, by turns through the gateways given, until they are stopped; and subscribers on all silos.</summary>
internal sealed class ClusterLoad : IAsyncDisposable
{
    private const int Senders = 4;

    // So many that each of two silos has some, wherever placement puts them.
    private const int Subscribers = 12;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, bool> _acknowledged = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _failures = [];
    private readonly HubApi[] _gateways;
    private readonly string _source;
    private readonly string _type;
    private readonly Mailbox[] _boxes;
    private Task _senders = Task.CompletedTask;
    private int _sent;

    private ClusterLoad(HubApi[] gateways, string source, string type, Mailbox[] boxes)
    {
        _gateways = gateways;
        _source = source;
        _type = type;
        _boxes = boxes;
    }

    /// <summary>Requests that were not answered with 202.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    public int Acknowledged => _acknowledged.Count;

    /// <summary>Starts senders and waits until they are under way.</summary>
    public static async Task<ClusterLoad> Start(LocalCluster cluster, params int[] gateways)
    {
        var apis = gateways.Select(cluster.Api).ToArray();
        var source = cluster.NewId("source");
        var type = cluster.NewId("t").Replace('-', '_');
        await Made(() => apis[0].CreateSource(source));
        var boxes = Enumerable.Range(0, Subscribers).Select(_ => cluster.Partner.At(cluster.NewId("box"))).ToArray();
        foreach (var box in boxes)
        {
            await Made(() => apis[0].CreateSubscriber(box, $"\"event_types\":[\"{type}.*\"]"));
        }

        var load = new ClusterLoad(apis, source, type, boxes);
        load._senders = Task.WhenAll(Enumerable.Range(0, Senders).Select(load.Send));
        await load.GoesOn();
        return load;
    }

    /// <summary>
    /// Makes something. The test before may have struck the cluster just now: "try later" is an answer, and then it is tried
    /// later.
    /// </summary>
    public static Task Made(Func<Task> create) =>
        Eventually.Holds(
            async () =>
            {
                try
                {
                    await create();
                    return true;
                }
                catch (Exception refused)
                    when (refused.Message.Contains("ServiceUnavailable", StringComparison.Ordinal))
                {
                    return false;
                }
            },
            "the cluster to take changes"
        );

    /// <summary>Waits until a hundred more events are acknowledged.</summary>
    public async Task GoesOn()
    {
        var before = Acknowledged;
        await Eventually.Holds(() => Acknowledged > before + 100, "a hundred more events to be acknowledged");
    }

    /// <summary>Sends nothing more; returns when the last answer is there.</summary>
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _senders;
    }

    /// <summary>Waits until every subscriber has everything that was acknowledged; returns how much came more than once.</summary>
    public async Task<int> EverythingArrived() => (await Repeated()).Count;

    /// <summary>Waits as <see cref="EverythingArrived"/>; returns where and when what came more than once was signed.</summary>
    public async Task<IReadOnlyList<string>> Repeated()
    {
        foreach (var box in _boxes)
        {
            await Eventually.Holds(
                () => !_acknowledged.Keys.Except(box.Letters.Select(letter => letter.Id)).Any(),
                $"everything acknowledged to arrive at {box.Url}"
            );
        }

        return
        [
            .. from box in _boxes
            from same in box.Letters.GroupBy(letter => letter.Id)
            where same.Count() > 1
            select $"{box.Url}: {string.Join(", ", same.Select(letter => $"{letter.Timestamp:HH:mm:ss}"))}",
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Array.ForEach(_gateways, gateway => gateway.Dispose());
        _stop.Dispose();
    }

    private async Task Send(int sender)
    {
        for (var turn = sender; !_stop.IsCancellationRequested; turn++)
        {
            var body = $$"""{"type":"{{_type}}.happened","id":"{{Interlocked.Increment(ref _sent)}}"}""";
            try
            {
                var answer = await _gateways[turn % _gateways.Length].SendWebhook(_source, body);
                if (answer.Status == HttpStatusCode.Accepted)
                {
                    _acknowledged.TryAdd(answer.Json["event_id"]!.ToString(), true);
                }
                else
                {
                    _failures.Enqueue($"{(int)answer.Status} {answer.Text}");
                }
            }
            catch (HttpRequestException broken)
            {
                _failures.Enqueue(broken.Message);
            }

            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }
}
