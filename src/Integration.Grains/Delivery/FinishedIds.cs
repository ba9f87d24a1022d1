namespace Integration.Delivery;

/// <summary>
/// Remembers finished deliveries for a while, so that a stream item that comes late does not repeat a row that was loaded
/// and delivered meanwhile. Bounded in time and number.
/// </summary>
internal sealed class FinishedIds(int capacity, TimeSpan memory, TimeProvider time)
{
    private readonly HashSet<Guid> _ids = [];
    private readonly Queue<(Guid Id, long At)> _order = new();

    public bool Contains(Guid id) => _ids.Contains(id);

    /// <summary>Remembers an id; false when a younger one than <c>memory</c> had to be forgotten for it.</summary>
    public bool Add(Guid id)
    {
        if (_ids.Add(id))
        {
            _order.Enqueue((id, time.GetTimestamp()));
        }

        while (_order.TryPeek(out var oldest))
        {
            var old = time.GetElapsedTime(oldest.At) > memory;
            if (!old && _order.Count <= capacity)
            {
                return true;
            }

            _order.Dequeue();
            _ids.Remove(oldest.Id);
            if (!old)
            {
                return false;
            }
        }

        return true;
    }
}
