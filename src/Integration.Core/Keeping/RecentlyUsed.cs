namespace Integration.Keeping;

/// <summary>
/// One value for each key, kept while it is in use and for a while after. What is in use is never dropped, so there may be more than
/// the capacity only while more are in use at once. Safe for all threads.
/// </summary>
/// <typeparam name="TKey">What values are found by.</typeparam>
/// <typeparam name="TValue">Disposed when dropped.</typeparam>
/// <param name="create">Makes a value; called under a lock, so it must be quick and must not come back here.</param>
/// <param name="capacity">Values kept, 1 or more.</param>
/// <param name="idle">After which time without use a value is dropped.</param>
/// <param name="time">For idle times.</param>
public sealed class RecentlyUsed<TKey, TValue>(
    Func<TKey, TValue> create,
    int capacity,
    TimeSpan idle,
    TimeProvider time
)
    where TKey : notnull
    where TValue : class, IDisposable
{
    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly Lock _gate = new();
    private long _swept = time.GetTimestamp();

    /// <summary>How many are kept.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>The value of a key, made where there is none; in use until the answer is disposed.</summary>
    public Use Rent(TKey key)
    {
        lock (_gate)
        {
            Sweep();
            if (!_entries.TryGetValue(key, out var entry))
            {
                MakeRoom();
                entry = new(create(key));
                _entries.Add(key, entry);
            }

            entry.Users++;
            return new(this, entry);
        }
    }

    private void Return(Entry entry)
    {
        lock (_gate)
        {
            entry.Users--;
            entry.LastUsed = time.GetTimestamp();
        }
    }

    private void Sweep()
    {
        if (time.GetElapsedTime(_swept) < idle / 2)
        {
            return;
        }

        _swept = time.GetTimestamp();
        Drop(_entries.Where(one => one.Value.Users == 0 && time.GetElapsedTime(one.Value.LastUsed) >= idle));
    }

    // Several at once: else each new one at the limit would look through all of them.
    private void MakeRoom()
    {
        if (_entries.Count >= capacity)
        {
            Drop(
                _entries
                    .Where(static one => one.Value.Users == 0)
                    .OrderBy(static one => one.Value.LastUsed)
                    .Take(1 + (capacity / 10))
            );
        }
    }

    private void Drop(IEnumerable<KeyValuePair<TKey, Entry>> dropped)
    {
        foreach (var (key, entry) in dropped.ToArray())
        {
            _entries.Remove(key);
            entry.Value.Dispose();
        }
    }

    /// <summary>A value in use; to be disposed once.</summary>
    public readonly struct Use : IDisposable, IEquatable<Use>
    {
        private readonly RecentlyUsed<TKey, TValue> _owner;
        private readonly Entry _entry;

        internal Use(RecentlyUsed<TKey, TValue> owner, Entry entry) => (_owner, _entry) = (owner, entry);

        /// <summary>The value.</summary>
        public TValue Value => _entry.Value;

        /// <summary>Whether both are the same use of the same value.</summary>
        public static bool operator ==(Use left, Use right) => left.Equals(right);

        /// <summary>Whether they are not the same.</summary>
        public static bool operator !=(Use left, Use right) => !left.Equals(right);

        /// <summary>Ends the use.</summary>
        public void Dispose() => _owner.Return(_entry);

        /// <inheritdoc />
        public bool Equals(Use other) => ReferenceEquals(_entry, other._entry);

        /// <inheritdoc />
        public override bool Equals(object? obj) => obj is Use other && Equals(other);

        /// <inheritdoc />
        public override int GetHashCode() => _entry.GetHashCode();
    }

    internal sealed class Entry(TValue value)
    {
        public TValue Value { get; } = value;

        public int Users { get; set; }

        public long LastUsed { get; set; }
    }
}
