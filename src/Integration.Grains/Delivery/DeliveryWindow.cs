namespace Integration.Delivery;

/// <summary>
/// The deliveries of one subscriber that are in memory. The backlog stays in its rows: what does not fit is noted as
/// <see cref="Behind"/> and loaded as the window drains. Pure and single-threaded; the grain's turn is its lock.
/// </summary>
internal sealed class DeliveryWindow(DeliveryOptions options, SiloWindowBudget budget, TimeProvider time)
{
    private readonly Dictionary<Guid, DeliveryItem> _items = [];
    private readonly Queue<DeliveryItem> _ready = new();
    private readonly PriorityQueue<DeliveryItem, DateTimeOffset> _waiting = new();
    private readonly FinishedIds _finished = new(options.FinishedMemoryItems, options.FinishedMemory, time);
    private readonly List<DeliveryItem> _aside = [];
    private long _bytes;
    private long _asideBytes;
    private bool _dropped;
    private bool _loadedOnce;

    /// <summary>Rows may be due that are not in the window; they are loaded when there is room.</summary>
    public bool Behind { get; private set; } = true;

    /// <summary>A load is under way: what the stream brings meanwhile is dropped, the load or the next one has it.</summary>
    public bool Loading { get; private set; }

    /// <summary>Deliveries in the window, in flight and waiting ones too.</summary>
    public int Count => _items.Count;

    /// <summary>Deliveries ready for an attempt.</summary>
    public int Ready => _ready.Count;

    /// <summary>Whether rows should be loaded now.</summary>
    public bool NeedsLoad =>
        Behind && !Loading && _items.Count <= options.WindowItems / 2 && _bytes <= options.WindowBytes / 2;

    /// <summary>Payload bytes that still find room.</summary>
    public long RoomBytes => options.WindowBytes - _bytes;

    /// <summary>
    /// When the next retry in the window becomes due, null when none waits for time. One that is due already waits for a
    /// free slot: the report that frees it takes it along, and a clock would only ask in vain, as fast as it can.
    /// </summary>
    public DateTimeOffset? NextRetryAfter(DateTimeOffset now) =>
        _waiting.TryPeek(out _, out var at) && at > now ? at : null;

    /// <summary>
    /// Takes what the stream brings, as far as it fits and is not known already. While a load runs it is kept aside, but
    /// for the first load of an activation: what arrives then may have been delivered by the activation before.
    /// </summary>
    public void Offer(IReadOnlyList<DeliveryItem> items)
    {
        if (Loading && _loadedOnce && TakeAside(items))
        {
            _aside.AddRange(items);
        }
        else if (Loading || Behind)
        {
            _dropped = true;
        }
        else
        {
            TakeFromStream(items);
        }
    }

    /// <summary>Begins a load and returns how many due ids to ask for: those in the window may come first among them.</summary>
    public int BeginLoad()
    {
        Loading = true;
        _dropped = false;
        return options.WindowItems + _items.Count;
    }

    /// <summary>From due ids, those to load: unknown ones, as many as fit.</summary>
    /// <param name="due">Due ids, the longest due first.</param>
    /// <param name="complete">Whether all unknown ones were chosen.</param>
    public List<Guid> Choose(IReadOnlyList<Guid> due, out bool complete)
    {
        var unknown = due.Where(id => !IsKnown(id)).ToList();
        var room = Math.Max(0, options.WindowItems - _items.Count);
        complete = unknown.Count <= room;
        return complete ? unknown : unknown.GetRange(0, room);
    }

    /// <summary>Ends a load.</summary>
    /// <param name="items">What was loaded.</param>
    /// <param name="all">Whether that was everything due.</param>
    /// <returns>Whether all of it found room.</returns>
    public bool EndLoad(IReadOnlyList<DeliveryItem> items, bool all)
    {
        Loading = false;
        _loadedOnce = true;
        Behind = !all || _dropped;
        ReturnAside();
        var fits = AddUnknown(items);
        if (!Behind)
        {
            TakeFromStream(_aside);
        }

        _aside.Clear();
        return fits;
    }

    /// <summary>A load that failed leaves the window behind; the next sweep or tick tries again.</summary>
    public void FailLoad()
    {
        Loading = false;
        DropAside();
        Behind = true;
    }

    /// <summary>Whether a delivery is in the window, in flight or not, or is remembered as finished.</summary>
    public bool IsKnown(Guid id) => _items.ContainsKey(id) || _finished.Contains(id);

    /// <summary>Rows are due that the window may not know.</summary>
    public void NoteBehind()
    {
        Behind = true;
        // A load under way may have read them or not.
        _dropped = true;
    }

    /// <summary>The next delivery to attempt; it stays in the window until it is finished.</summary>
    public bool TryTake(DateTimeOffset now, out DeliveryItem item)
    {
        while (_waiting.TryPeek(out var due, out var at) && at <= now)
        {
            _waiting.Dequeue();
            _ready.Enqueue(due);
        }

        return _ready.TryDequeue(out item!);
    }

    /// <summary>A delivery is finished, or no longer ours.</summary>
    public void Finish(Guid id)
    {
        Remove(id);
        _finished.Add(id);
    }

    /// <summary>Drops a delivery without remembering it as finished: its row may still be pending.</summary>
    public void Forget(Guid id) => Remove(id);

    /// <summary>A retry: it waits here when it is near and there is room, else in its row.</summary>
    /// <returns>False when it went back to its row.</returns>
    public bool Retry(Guid id, DateTimeOffset at, DateTimeOffset now)
    {
        if (!_items.TryGetValue(id, out var item))
        {
            return false;
        }

        // Waiting ones may take half of the window at most: the other half goes on working.
        if (at - now > options.RetryInWindow || _waiting.Count >= options.WindowItems / 2)
        {
            Remove(id);
            return false;
        }

        var next = item with { Attempts = item.Attempts + 1 };
        _items[id] = next;
        _waiting.Enqueue(next, at);
        return true;
    }

    /// <summary>Forgets everything but what is in flight: the subscriber changed, or nothing may be pushed.</summary>
    public void Clear(Predicate<Guid> isInFlight)
    {
        _ready.Clear();
        _waiting.Clear();
        foreach (var id in _items.Keys.Where(id => !isInFlight(id)).ToArray())
        {
            Remove(id);
        }

        DropAside();
        Behind = true;
    }

    private static long SizeOf(DeliveryItem item) => item.Event.Payload.Length + 512;

    // What is aside counts as the window's: by number, by bytes and against the silo's budget.
    private bool TakeAside(IReadOnlyList<DeliveryItem> items)
    {
        var size = items.Sum(SizeOf);
        if (
            _aside.Count + items.Count > options.WindowItems
            || _asideBytes + size > options.WindowBytes
            || !budget.TryTake(size)
        )
        {
            return false;
        }

        _asideBytes += size;
        return true;
    }

    private void DropAside()
    {
        ReturnAside();
        _aside.Clear();
    }

    private void ReturnAside()
    {
        budget.Return(_asideBytes);
        _asideBytes = 0;
    }

    // The stream may repeat what is finished and forgotten, the rows cannot.
    private void TakeFromStream(IReadOnlyList<DeliveryItem> items)
    {
        var young = items.Where(item => !_finished.MayBeForgotten(item.DeliveryId)).ToList();
        AddUnknown(young);
        Behind |= young.Count < items.Count;
    }

    private bool AddUnknown(IReadOnlyList<DeliveryItem> items)
    {
        foreach (var item in items)
        {
            if (!IsKnown(item.DeliveryId) && !TryAdd(item))
            {
                Behind = true;
                return false;
            }
        }

        return true;
    }

    private bool TryAdd(DeliveryItem item)
    {
        var size = SizeOf(item);
        var fits = _items.Count < options.WindowItems && (_bytes + size <= options.WindowBytes || _items.Count == 0);
        if (!fits)
        {
            return false;
        }

        // A few are always taken, whatever other windows hold: slow subscribers must not stop the others.
        if (_items.Count < options.WindowItemsAlways)
        {
            budget.Take(size);
        }
        else if (!budget.TryTake(size))
        {
            return false;
        }

        _bytes += size;
        _items.Add(item.DeliveryId, item);
        _ready.Enqueue(item);
        return true;
    }

    private void Remove(Guid id)
    {
        if (_items.Remove(id, out var item))
        {
            _bytes -= SizeOf(item);
            budget.Return(SizeOf(item));
        }
    }
}
