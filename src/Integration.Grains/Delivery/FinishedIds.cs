namespace Integration.Delivery;

/// <summary>
/// Remembers finished deliveries for a while, so that a stream item that comes late does not repeat a row that was loaded
/// and delivered meanwhile. Ids lie in two generations, and the older one is dropped as a whole: a generation ends when it
/// is full, or when all of the one before has been remembered long enough. After twice that time nothing is remembered, or
/// a row that a restored database shows as pending would stay hidden.
/// </summary>
/// <param name="capacity">Ids in a generation; at least so many of the last are known.</param>
/// <param name="memory">How long an id is remembered at least, where the capacity allows it.</param>
/// <param name="time">The clock.</param>
internal sealed class FinishedIds(int capacity, TimeSpan memory, TimeProvider time)
{
    private readonly long _memory = (long)(memory.TotalSeconds * time.TimestampFrequency);
    private HashSet<Guid> _young = [];
    private HashSet<Guid> _old = [];
    private long _youngSince = time.GetTimestamp();

    // Ids are UUID v7, so the order of ids is the order in which deliveries were made.
    private Guid _lastForgotten;
    private long _forgottenAt;

    public bool Contains(Guid id)
    {
        Age();
        return _young.Contains(id) || _old.Contains(id);
    }

    /// <summary>
    /// Whether a delivery is so old that it may be one of those forgotten before their time: only its row can tell.
    /// </summary>
    public bool MayBeForgotten(Guid id) =>
        id.CompareTo(_lastForgotten) <= 0 && time.GetElapsedTime(_forgottenAt) <= memory;

    /// <summary>Remembers an id; of too many the oldest are forgotten.</summary>
    public void Add(Guid id)
    {
        Age();
        if (_young.Count >= capacity)
        {
            NoteForgotten();
            Turn(time.GetTimestamp());
        }

        _young.Add(id);
    }

    private void Age()
    {
        var now = time.GetTimestamp();
        var age = now - _youngSince;
        if (age > 2 * _memory)
        {
            _young.Clear();
            Turn(now);
        }
        else if (age > _memory)
        {
            // As if it had been noticed at once: nothing was added since, for that asks here first.
            Turn(_youngSince + _memory);
        }
    }

    private void NoteForgotten()
    {
        if (_old.Count > 0)
        {
            var last = _old.Max();
            _lastForgotten = last.CompareTo(_lastForgotten) > 0 ? last : _lastForgotten;
            _forgottenAt = time.GetTimestamp();
        }
    }

    private void Turn(long at)
    {
        _old.Clear();
        (_young, _old) = (_old, _young);
        _youngSince = at;
    }
}
