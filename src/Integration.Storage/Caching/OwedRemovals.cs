namespace Integration.Caching;

/// <summary>
/// Removals that the database has not taken yet, by what their keys begin with. Above their bound they become one removal of
/// everything: a cache may forget, but must not show what was removed. Safe for all threads.
/// </summary>
/// <param name="most">How many are told apart.</param>
internal sealed class OwedRemovals(int most)
{
    private readonly Dictionary<string, long> _owed = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _count;

    /// <summary>Whether there are any.</summary>
    public bool Any
    {
        get
        {
            lock (_gate)
            {
                return _owed.Count > 0;
            }
        }
    }

    /// <summary>Adds some.</summary>
    /// <returns>True where there were none before.</returns>
    public bool Add(IReadOnlyCollection<string> prefixes)
    {
        lock (_gate)
        {
            var wereNone = _owed.Count == 0;
            foreach (var prefix in prefixes)
            {
                _owed[prefix] = ++_count;
            }

            if (_owed.Count > most)
            {
                _owed.Clear();
                _owed[""] = _count;
            }

            return wereNone && _owed.Count > 0;
        }
    }

    /// <summary>All of them, and up to where they count as made once they are.</summary>
    public (string[] Prefixes, long Until) Read()
    {
        lock (_gate)
        {
            return ([.. _owed.Keys], _count);
        }
    }

    /// <summary>Those up to here were made; one that was added again meanwhile is still owed.</summary>
    public void Settle(long until)
    {
        lock (_gate)
        {
            foreach (var (prefix, number) in _owed)
            {
                if (number <= until)
                {
                    _owed.Remove(prefix);
                }
            }
        }
    }
}
