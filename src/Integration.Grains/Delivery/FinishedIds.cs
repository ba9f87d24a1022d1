namespace Integration.Delivery;

/// <summary>
/// Remembers finished deliveries for a while, so that a stream item that comes late does not repeat a row that was loaded
/// and delivered meanwhile. Bounded in time and number.
/// </summary>
internal sealed class FinishedIds(int capacity, TimeSpan memory, TimeProvider time)
{
    private readonly Dictionary<Guid, long> _ids = [];
    private readonly Queue<(Guid Id, long At)> _order = new();

    public bool Contains(Guid id) => _ids.TryGetValue(id, out var at) && time.GetElapsedTime(at) <= memory;

    /// <summary>Remembers an id; false when a younger one than <c>memory</c> had to be forgotten for it.</summary>
    public bool Add(Guid id)
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

        if (_order.Count <= capacity)
        {
            return true;
        }

        _ids.Remove(_order.Dequeue().Id);
        return false;
    }
}
