using Integration.Sandbox.Senders;
using Integration.Sandbox.Shop;

namespace Integration.Sandbox.Demo;

/// <summary>Reads the hub's figures and puts them beside what the sandbox has seen.</summary>
internal sealed class DemoFigures(
    HubClient hub,
    Ledger ledger,
    Partners partners,
    IReadOnlyList<PacedSender> senders,
    ShopReader shop,
    TimeProvider time
)
{
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(2);
    private readonly IReadOnlyList<DemoSubscriber> _subscribers = DemoPlan.Subscribers;
    private readonly Queue<(long At, long Count)> _lately = new();
    private readonly long _start = time.GetTimestamp();
    private SubscriberFigures[] _before = [];

    /// <summary>Takes what earlier runs left in the same data folder as the zero point.</summary>
    public async Task Begin(CancellationToken cancellation)
    {
        // The figures first: an event between the two counts as one from elsewhere, not as one that the hub forgot.
        _before = await All(cancellation);
        await shop.Begin(cancellation);
    }

    /// <summary>The state of things now.</summary>
    public async Task<DemoSnapshot> Read(string phase, CancellationToken cancellation)
    {
        // The shop's events first: the figures then have at least these.
        var synced = await shop.Read(cancellation);
        var now = await All(cancellation);
        var lines = new SubscriberLine[now.Length];
        for (var i = 0; i < now.Length; i++)
        {
            var missing = _subscribers[i].MustReceiveAll ? ledger.Missing(i, 0).Count : 0;
            lines[i] = new SubscriberLine(
                _subscribers[i],
                now[i].Since(_before[i]),
                ledger.Figures(i),
                partners[i].Counts.BadSignatures,
                missing
            );
        }

        return new DemoSnapshot(
            phase,
            time.GetElapsedTime(_start),
            ledger.Acknowledged,
            PerSecond(),
            [.. senders.Select(SourceLine.Of)],
            lines,
            synced
        );
    }

    private async Task<SubscriberFigures[]> All(CancellationToken cancellation)
    {
        var all = new SubscriberFigures[_subscribers.Count];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = await hub.Figures(_subscribers[i].Id, cancellation);
        }

        return all;
    }

    private double PerSecond()
    {
        var now = time.GetTimestamp();
        var count = ledger.Acknowledged;
        _lately.Enqueue((now, count));
        while (_lately.Count > 2 && time.GetElapsedTime(_lately.Peek().At, now) > RateWindow)
        {
            _lately.Dequeue();
        }

        var (at, before) = _lately.Peek();
        var seconds = time.GetElapsedTime(at, now).TotalSeconds;
        return seconds < 0.1 ? 0 : (count - before) / seconds;
    }
}
