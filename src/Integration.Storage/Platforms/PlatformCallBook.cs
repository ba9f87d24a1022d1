namespace Integration.Platforms;

/// <summary>
/// Counts this process's calls to platforms until they are written down. Bounded: beyond <see cref="MaxKeys"/> what is new is counted under
/// the endpoint <see cref="Other"/> of no account. Safe for all threads.
/// </summary>
public sealed class PlatformCallBook
{
    /// <summary>Keys that are counted apart.</summary>
    public const int MaxKeys = 10_000;

    /// <summary>The endpoint and account of what found no room.</summary>
    public const string Other = "other";

    private readonly Lock _gate = new();
    private Dictionary<PlatformCallKey, PlatformCallCounts> _counts = [];

    /// <summary>Counts an attempt.</summary>
    /// <param name="key">What it was; its minute is that of its end.</param>
    /// <param name="failure">Its kind; null where it succeeded.</param>
    /// <param name="duration">What it took.</param>
    public void AddAttempt(PlatformCallKey key, FailureKind? failure, TimeSpan duration)
    {
        lock (_gate)
        {
            Of(key).AddAttempt(failure, duration);
        }
    }

    /// <summary>Counts a wait for the account's rate.</summary>
    public void AddRateWait(PlatformCallKey key, TimeSpan wait)
    {
        lock (_gate)
        {
            Of(key).AddRateWait(wait);
        }
    }

    /// <summary>Counts reads of a cache.</summary>
    public void AddCache(PlatformCallKey key, long hits, long misses)
    {
        lock (_gate)
        {
            Of(key).AddCache(hits, misses);
        }
    }

    /// <summary>Takes all that was counted; the book is empty then.</summary>
    public IReadOnlyDictionary<PlatformCallKey, PlatformCallCounts> Take()
    {
        lock (_gate)
        {
            var taken = _counts;
            _counts = [];
            return taken;
        }
    }

    /// <summary>Gives back what could not be written down.</summary>
    public void Return(IReadOnlyDictionary<PlatformCallKey, PlatformCallCounts> counts)
    {
        lock (_gate)
        {
            foreach (var (key, count) in counts)
            {
                Of(key).Add(count);
            }
        }
    }

    private PlatformCallCounts Of(PlatformCallKey key)
    {
        if (_counts.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_counts.Count >= MaxKeys)
        {
            // One key for each platform and minute may come on top.
            key = key with
            {
                Account = Other,
                Endpoint = Other,
            };
            if (_counts.TryGetValue(key, out known))
            {
                return known;
            }
        }

        var counts = new PlatformCallCounts();
        _counts.Add(key, counts);
        return counts;
    }
}
