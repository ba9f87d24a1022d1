namespace Integration.Sandbox.Platforms;

/// <summary>The limiter of a platform: one bucket per account, or per account and call.</summary>
internal sealed class RateGate(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private RateRule? _rule;
    private long _excess;
    private long _punishments;

    /// <summary>The rule in force; null: no limit. A new one keeps what the buckets hold, as far as it fits.</summary>
    public RateRule? Rule
    {
        get => Volatile.Read(ref _rule);
        set
        {
            lock (_lock)
            {
                _rule = value;
            }
        }
    }

    /// <summary>Calls that came above the limit or while the account was closed.</summary>
    public long Excess => Interlocked.Read(ref _excess);

    /// <summary>How often an account was closed.</summary>
    public long Punishments => Interlocked.Read(ref _punishments);

    /// <summary>Takes one call out of the bucket, or says how long to wait.</summary>
    public RateVerdict Take(string account, string call)
    {
        lock (_lock)
        {
            if (_rule is not { } rule)
            {
                return RateVerdict.Good;
            }

            var verdict = BucketOf(rule, rule.PerCall ? $"{account}|{call}" : account)
                .Take(rule, time.GetTimestamp(), time);
            _excess += verdict.Allowed ? 0 : 1;
            _punishments += verdict.Begins ? 1 : 0;
            return verdict;
        }
    }

    /// <summary>Sets both counts to 0; the buckets stay as they are.</summary>
    public void ResetCounts()
    {
        lock (_lock)
        {
            _excess = 0;
            _punishments = 0;
        }
    }

    private Bucket BucketOf(RateRule rule, string key)
    {
        if (!_buckets.TryGetValue(key, out var bucket))
        {
            bucket = new Bucket { Holds = rule.Size, At = time.GetTimestamp() };
            _buckets.Add(key, bucket);
        }

        return bucket;
    }

    private sealed class Bucket
    {
        public double Holds { get; set; }

        public long At { get; set; }

        private long? ClosedAt { get; set; }

        private TimeSpan ClosedFor { get; set; }

        public RateVerdict Take(RateRule rule, long now, TimeProvider time)
        {
            var perSecond = rule.Calls / rule.Window.TotalSeconds;
            Holds = Math.Min(rule.Size, Holds + (time.GetElapsedTime(At, now).TotalSeconds * perSecond));
            At = now;
            if (ClosedAt is { } since)
            {
                var left = ClosedFor - time.GetElapsedTime(since, now);
                if (left > TimeSpan.Zero)
                {
                    return new RateVerdict(false, left, IsPunishment: true);
                }

                ClosedAt = null;
            }

            // A bucket that fills by fractions reaches a whole call a hair late.
            if (Holds >= 1 - 1e-9)
            {
                Holds -= 1;
                return RateVerdict.Good;
            }

            if (!rule.Punishes)
            {
                return new RateVerdict(false, TimeSpan.FromSeconds((1 - Holds) / perSecond));
            }

            ClosedAt = now;
            ClosedFor = rule.Ban;
            return new RateVerdict(false, rule.Ban, IsPunishment: true, Begins: true);
        }
    }
}
