using Integration.Sandbox.Senders;

namespace Integration.Sandbox.Demo;

/// <summary>
/// Every event by its id: acknowledged to whom, received by whom. It knows of the hub only what came back over sockets.
/// Safe for all threads.
/// </summary>
/// <param name="subscribers">The partners, by whose position receipts are counted.</param>
/// <param name="time">The monotonic clock.</param>
/// <param name="capacity">Events remembered. Beyond it the oldest is forgotten; what still misses a receipt by then counts as lost.</param>
internal sealed class Ledger(IReadOnlyList<DemoSubscriber> subscribers, TimeProvider time, int capacity = 300_000)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LedgerEntry> _events = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly long[] _owed = new long[subscribers.Count];
    private readonly long[] _received = new long[subscribers.Count];
    private readonly long[] _repeated = new long[subscribers.Count];
    private readonly long[] _overdue = new long[subscribers.Count];
    private readonly Latencies[] _latencies = [.. subscribers.Select(_ => new Latencies())];
    private long _acknowledged;

    /// <summary>Different events acknowledged.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>The hub has accepted an event; said twice it counts once.</summary>
    public void Acknowledge(Acknowledgement acknowledgement)
    {
        lock (_gate)
        {
            var entry = Of(acknowledgement.EventId);
            if (entry.IsAcknowledged)
            {
                return;
            }

            entry.Acknowledge(acknowledgement.SentAt);
            _acknowledged++;
            foreach (var i in Owe(entry, acknowledgement.Type, source: null))
            {
                if (entry.ReceivedAt(i) is { } receivedAt)
                {
                    _latencies[i].Add(time.GetElapsedTime(acknowledgement.SentAt, receivedAt));
                }
            }
        }
    }

    /// <summary>
    /// The hub lists an event that it made itself: whoever wants it is to have it, like one that was acknowledged. Said twice it counts
    /// once.
    /// </summary>
    public void Tell(string eventId, string type, string source)
    {
        lock (_gate)
        {
            var entry = Of(eventId);
            if (!entry.IsTold)
            {
                entry.Tell();
                Owe(entry, type, source);
            }
        }
    }

    /// <summary>A partner has accepted an event. This may be known before the acknowledgement is.</summary>
    public void Receive(int subscriber, string eventId, long receivedAt)
    {
        lock (_gate)
        {
            var entry = Of(eventId);
            if (entry.ReceivedAt(subscriber) is not null)
            {
                _repeated[subscriber]++;
                return;
            }

            entry.Receive(subscriber, receivedAt);
            _received[subscriber]++;
            if (entry.IsAcknowledged)
            {
                _latencies[subscriber].Add(time.GetElapsedTime(entry.SentAt, receivedAt));
            }
        }
    }

    /// <summary>What is known about one subscriber.</summary>
    public LedgerFigures Figures(int subscriber)
    {
        lock (_gate)
        {
            return new LedgerFigures(
                _owed[subscriber],
                _received[subscriber],
                _repeated[subscriber],
                _latencies[subscriber].Quantile(0.5),
                _latencies[subscriber].Quantile(0.99)
            );
        }
    }

    /// <summary>How many acknowledged events a subscriber has not received, and the ids of some.</summary>
    public (long Count, IReadOnlyList<string> Some) Missing(int subscriber, int most = 5)
    {
        lock (_gate)
        {
            var missing = _events.Where(one => one.Value.Misses(subscriber)).Select(one => one.Key).ToArray();
            return (missing.Length + _overdue[subscriber], missing[..Math.Min(most, missing.Length)]);
        }
    }

    private int[] Owe(LedgerEntry entry, string type, string? source)
    {
        int[] owed = [.. Enumerable.Range(0, subscribers.Count).Where(i => subscribers[i].Wants(type, source))];
        foreach (var i in owed)
        {
            entry.Owe(i);
            _owed[i]++;
        }

        return owed;
    }

    private LedgerEntry Of(string eventId)
    {
        if (_events.TryGetValue(eventId, out var known))
        {
            return known;
        }

        if (_order.Count == capacity && _events.Remove(_order.Dequeue(), out var oldest))
        {
            for (var i = 0; i < subscribers.Count; i++)
            {
                _overdue[i] += oldest.Misses(i) ? 1 : 0;
            }
        }

        _order.Enqueue(eventId);
        return _events[eventId] = new LedgerEntry(subscribers.Count);
    }
}
