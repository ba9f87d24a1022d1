namespace Integration.Batching;

/// <summary>
/// What waits for the calls of one key. Knows no lock and no clock: its optimiser holds the one and tells the time, counted from its
/// own start.
/// </summary>
internal sealed class BatchLane<TKey, TItem, TResult>(TKey key, int maxItems, int callsAtOnce, SameItemRule sameItem)
    where TKey : notnull
{
    // By when they are due, but for those that a pause made late: these are sent a waiting limit later at most.
    private readonly LinkedList<BatchEntry<TItem, TResult>> _ready = new();
    private readonly PriorityQueue<BatchEntry<TItem, TResult>, TimeSpan> _later = new();
    private readonly Dictionary<string, BatchEntry<TItem, TResult>> _replaceable = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BatchEntry<TItem, TResult>> _inCall = new(StringComparer.Ordinal);
    private TimeSpan _pausedUntil;
    private int _calls;

    public TKey Key => key;

    /// <summary>Wakes the lane; made by the optimiser.</summary>
    public ITimer? Timer { get; set; }

    /// <summary>Whether nothing waits, is under way or must be remembered.</summary>
    public bool IsOver(TimeSpan now) => _ready.Count == 0 && _later.Count == 0 && _calls == 0 && _pausedUntil <= now;

    /// <summary>What is in calls now.</summary>
    public IEnumerable<BatchEntry<TItem, TResult>> InCalls => [.. _inCall.Values];

    /// <summary>What is in no call now.</summary>
    public IEnumerable<BatchEntry<TItem, TResult>> Waiting =>
        [.. _ready, .. _later.UnorderedItems.Select(static one => one.Element)];

    /// <summary>Takes an item in.</summary>
    public void Add(string id, BatchWaiter<TItem, TResult> waiter, TimeSpan dueAt)
    {
        if (!_replaceable.TryGetValue(id, out var entry))
        {
            entry = new(id) { DueAt = dueAt };
            entry.Place = _ready.AddLast(entry);
            Replaceable(entry);
        }

        entry.Join(entry.Waiters.Count, [waiter]);
    }

    /// <summary>Forgets an entry that nobody waits for any more; one in a call ends with its call.</summary>
    public void Forget(BatchEntry<TItem, TResult> entry)
    {
        if (entry.Place is { } place)
        {
            _ready.Remove(place);
            entry.Place = null;
        }

        if (_replaceable.GetValueOrDefault(entry.Id) == entry)
        {
            _replaceable.Remove(entry.Id);
        }
    }

    /// <summary>The next batch, where it is full, due or <paramref name="atOnce"/>; null where there is none.</summary>
    public List<BatchEntry<TItem, TResult>>? Take(TimeSpan now, bool atOnce)
    {
        Ripen(now);
        if (_calls >= callsAtOnce || now < _pausedUntil || _ready.First is not { } first)
        {
            return null;
        }

        if (!atOnce && _ready.Count < maxItems && first.Value.DueAt > now)
        {
            return null;
        }

        var batch = Sendable().Take(maxItems).ToList();
        if (batch.Count == 0 || (!atOnce && batch.Count < maxItems && batch.TrueForAll(one => one.DueAt > now)))
        {
            return null;
        }

        _calls++;
        foreach (var entry in batch)
        {
            Forget(entry);
            _inCall.Add(entry.Id, entry);
        }

        return batch;
    }

    /// <summary>A call has ended.</summary>
    public void Ended(List<BatchEntry<TItem, TResult>> batch)
    {
        _calls--;
        batch.ForEach(entry => _inCall.Remove(entry.Id));
    }

    /// <summary>No call before this time.</summary>
    public void Pause(TimeSpan until) => _pausedUntil = until > _pausedUntil ? until : _pausedUntil;

    /// <summary>Sends an entry again from a time on, gathered like a new one with whatever waits then.</summary>
    public void Again(BatchEntry<TItem, TResult> entry, TimeSpan at, TimeSpan waitingLimit)
    {
        if (_replaceable.TryGetValue(entry.Id, out var newer))
        {
            // A newer one came during the call: it is what is to be done now, for everybody.
            newer.Join(0, entry.Waiters);
            newer.Last = entry.Last;
            return;
        }

        entry.DueAt = at + waitingLimit;
        _later.Enqueue(entry, at);
        Replaceable(entry);
    }

    /// <summary>Makes everything ready, whatever it waits for.</summary>
    public void RipenAll() => Ripen(TimeSpan.MaxValue);

    /// <summary>When to look again; null where only the end of a call or a new item changes anything.</summary>
    public TimeSpan? NextLook()
    {
        if (_calls >= callsAtOnce)
        {
            return null;
        }

        var due = Sendable().FirstOrDefault()?.DueAt;
        if (_later.TryPeek(out _, out var at) && (due is null || at < due))
        {
            due = at;
        }

        if (due is { } some)
        {
            return some > _pausedUntil ? some : _pausedUntil;
        }

        // Only a pause is left to be remembered.
        return _calls == 0 ? _pausedUntil : null;
    }

    private IEnumerable<BatchEntry<TItem, TResult>> Sendable()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return _ready.Where(entry => !_inCall.ContainsKey(entry.Id) && ids.Add(entry.Id));
    }

    private void Ripen(TimeSpan now)
    {
        while (_later.TryPeek(out var entry, out var at) && at <= now)
        {
            _later.Dequeue();
            if (entry.Waiters.Count > 0)
            {
                entry.Place = _ready.AddLast(entry);
            }
        }
    }

    private void Replaceable(BatchEntry<TItem, TResult> entry)
    {
        if (sameItem == SameItemRule.LastWins)
        {
            _replaceable[entry.Id] = entry;
        }
    }
}
