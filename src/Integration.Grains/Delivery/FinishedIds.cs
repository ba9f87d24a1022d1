namespace Integration.Delivery;

/// <summary>
/// Remembers finished deliveries for a while, so that a stream item that comes late does not repeat a row that was loaded
/// and delivered meanwhile. Bounded in time and number.
/// </summary>
internal sealed class FinishedIds(int capacity, TimeSpan memory, TimeProvider time)
{
    private readonly Dictionary<Guid, long> _ids = [];
    private readonly Queue<(Guid Id, long At)> _order = new();

    // Ids are UUID v7, so the order of ids is the order in which deliveries were made.
    private Guid _lastForgotten;
    private long _forgottenAt;

    public bool Contains(Guid id) => _ids.TryGetValue(id, out var at) && time.GetElapsedTime(at) <= memory;

    /// <summary>
    /// Whether a delivery is so old that it may be one of those forgotten before their time: only its row can tell.
    /// </summary>
    public bool MayBeForgotten(Guid id) =>
        id.CompareTo(_lastForgotten) <= 0 && time.GetElapsedTime(_forgottenAt) <= memory;

    /// <summary>Remembers an id; of too many the oldest are forgotten.</summary>
    public void Add(Guid id)
    {
        while (_order.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > memory)
        {
            _order.Dequeue();
            _ids.Remove(oldest.Id);
        }

        var now = time.GetTimestamp();
        if (_ids.TryAdd(id, now))
        {
            _order.Enqueue((id, now));
        }

        if (_order.Count > capacity)
        {
            Forget(_order.Dequeue().Id, now);
        }
    }

    private void Forget(Guid id, long now)
    {
        _ids.Remove(id);
        _forgottenAt = now;
        _lastForgotten = id.CompareTo(_lastForgotten) > 0 ? id : _lastForgotten;
    }
}
