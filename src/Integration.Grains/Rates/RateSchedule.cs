using System.Globalization;
using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Time;

namespace Integration.Rates;

/// <summary>Decides which permits are given when: by the platform's rules, what was learnt, and the pause that it asked for.</summary>
/// <param name="pipeline">The platform's rules and options.</param>
/// <param name="state">What was learnt; changed here, stored by the owner.</param>
/// <param name="time">For permits.</param>
/// <param name="clock">For what is stored.</param>
internal sealed class RateSchedule(
    PlatformPipeline pipeline,
    RateLimitState state,
    TimeProvider time,
    DatabaseClock clock
)
{
    /// <summary>Calls that have no rate of their own.</summary>
    public const string AnyCall = "*";

    /// <summary>Buckets kept at most, but for those whose permits lie ahead.</summary>
    public const int MaxBuckets = 10_000;

    private const double Least = 0.01;
    private static readonly TimeSpan RecoveryStep = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SamePause = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, RateBucket> _buckets = new(StringComparer.Ordinal);
    private readonly long _start = time.GetTimestamp();

    // By the stopwatch, which nobody sets; what is stored is for the next activation. Null where the platform asked for none.
    private TimeSpan? _pauseEnd = LeftOf(state, clock.UtcNow());

    // From the clock: one that begins on another silo must not repeat the numbers of the one before.
    private long _generation = clock.UtcNow().UtcTicks;

    /// <summary>How many buckets are kept: one for each rule, and for each account where it counts by shop.</summary>
    public int Buckets => _buckets.Count;

    /// <summary>Gives out permits.</summary>
    public RateGrant Reserve(RateRequest request)
    {
        var now = time.GetElapsedTime(_start);
        var latest = now + (request.LongestWait < Longest ? request.LongestWait : Longest);
        var earliest = now + Pause();
        var buckets = BucketsOf(request.Account, request.Endpoint, request.OwnRate);
        var delays = new List<TimeSpan>(Math.Min(request.Count, 64));
        while (delays.Count < request.Count)
        {
            var at = buckets.Max(one => one.Bucket.Next(earliest, one.Part));
            if (at > latest)
            {
                return new([.. delays], at - now, _generation) { PausedCalls = PausedCalls() };
            }

            Array.ForEach(buckets, one => one.Bucket.Take(at, one.Part));
            delays.Add(at - now);
        }

        return new([.. delays], TimeSpan.Zero, _generation) { PausedCalls = PausedCalls() };
    }

    /// <summary>What was learnt.</summary>
    /// <param name="account">Whose share is asked for.</param>
    public (DateTimeOffset? PausedUntil, PausedCall[] PausedCalls, double Share) Learnt(string account)
    {
        var now = clock.UtcNow();
        var pause = Pause();
        return (
            pause > TimeSpan.Zero ? now + pause : null,
            [.. (PausedCalls() ?? []).Select(one => new PausedCall(one.Key, now + one.Value))],
            state
                .Learned.Keys.Where(name =>
                    name.StartsWith("app/", StringComparison.Ordinal)
                    || name.StartsWith($"shop/{account}/", StringComparison.Ordinal)
                    || name == Unpublished(account)
                    || name.StartsWith($"own/{account}/", StringComparison.Ordinal)
                )
                .ToArray()
                .Select(PartOf)
                .DefaultIfEmpty(1)
                .Min()
        );
    }

    /// <summary>Forgets pauses and cuts; permits that were given out are void.</summary>
    public void Forget()
    {
        _pauseEnd = null;
        (state.PausedUntil, state.PausedAt) = (null, null);
        state.PausedCalls.Clear();
        state.Learned.Clear();
        Restart();
    }

    /// <summary>
    /// Cuts the rate, once for each generation, and pauses; where one call alone has to wait, that call is paused and nothing else.
    /// </summary>
    /// <param name="excess">What the platform said.</param>
    /// <param name="generation">The generation from now on.</param>
    /// <returns>Whether the state is to be stored.</returns>
    public bool Throttle(RateExcess excess, out long generation)
    {
        if (excess.Call is { } call)
        {
            generation = _generation;
            return PauseCall(call, excess.RetryAfter);
        }

        var isNew = excess.Generation >= _generation;
        var until = time.GetElapsedTime(_start) + excess.RetryAfter;
        var isLonger = _pauseEnd is not { } end || until > end + SamePause;
        if (!isNew && !isLonger)
        {
            generation = _generation;
            return false;
        }

        _pauseEnd = until > _pauseEnd || _pauseEnd is null ? until : _pauseEnd;
        state.PausedAt = clock.UtcNow();
        state.PausedUntil = state.PausedAt + Pause();
        if (isNew)
        {
            Cut(excess);
        }

        Restart();
        generation = _generation;
        return true;
    }

    // What was given out is void, so its times are free again after the pause.
    private void Restart()
    {
        var restart = time.GetElapsedTime(_start) + Pause();
        foreach (var bucket in _buckets.Values)
        {
            bucket.Restart(restart);
        }

        _generation++;
    }

    private bool PauseCall(string call, TimeSpan length)
    {
        var now = clock.UtcNow();
        var left = state.PausedCalls.GetValueOrDefault(call)?.Left(now) ?? TimeSpan.Zero;
        if (length <= left + SamePause)
        {
            return false;
        }

        foreach (var (name, pause) in state.PausedCalls)
        {
            if (pause.Left(now) <= TimeSpan.Zero)
            {
                state.PausedCalls.Remove(name);
            }
        }

        state.PausedCalls[call] = new(now + length, now);
        return true;
    }

    private Dictionary<string, TimeSpan>? PausedCalls()
    {
        if (state.PausedCalls.Count == 0)
        {
            return null;
        }

        var now = clock.UtcNow();
        var paused = state
            .PausedCalls.Select(one => (one.Key, Left: one.Value.Left(now)))
            .Where(static one => one.Left > TimeSpan.Zero)
            .ToDictionary(static one => one.Key, static one => one.Left, StringComparer.Ordinal);
        return paused.Count == 0 ? null : paused;
    }

    private void Cut(RateExcess excess)
    {
        var now = clock.UtcNow();
        foreach (var name in state.Learned.Keys.ToArray())
        {
            // Drops those that have regained all.
            PartOf(name);
        }

        foreach (var (name, _, part) in BucketsOf(excess.Account, excess.Endpoint))
        {
            state.Learned[name] = new(Math.Max(Least, part * pipeline.Options.RateCut), now);
        }
    }

    private TimeSpan Pause()
    {
        var left = (_pauseEnd ?? TimeSpan.Zero) - time.GetElapsedTime(_start);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static TimeSpan? LeftOf(RateLimitState state, DateTimeOffset now)
    {
        if (state.PausedUntil is not { } until)
        {
            return null;
        }

        var (left, whole) = (until - now, until - state.PausedAt);
        return left > whole ? whole : left;
    }

    // As many as the platform has rules for one call; one bucket for each account where it counts by shop.
    private (string Name, RateBucket Bucket, double Part)[] BucketsOf(
        string account,
        string endpoint,
        double? ownRate = null
    )
    {
        var rules = Array.FindAll(pipeline.Rates, rule => rule.Call is AnyCall || rule.Call == endpoint);
        var buckets =
            rules.Length == 0
                ? [Find(Unpublished(account), RuleOf(pipeline.Options.CallsPerSecond))]
                : Array.ConvertAll(rules, rule => Find(NameOf(rule, account), rule));
        // By its rate: another one begins another bucket.
        return ownRate is { } own
            ? [.. buckets, Find(string.Create(CultureInfo.InvariantCulture, $"own/{account}/{own}"), RuleOf(own))]
            : buckets;
    }

    private static string Unpublished(string account) => $"unpublished/{account}";

    private static string NameOf(RateRule rule, string account) =>
        rule.Scope == Platforms.RateScope.App ? $"app/{rule.Call}" : $"shop/{account}/{rule.Call}";

    // Whole permits: in a second, or one in as many seconds as it takes.
    private static RateRule RuleOf(double rate) =>
        rate < 1
            ? new(AnyCall, Platforms.RateScope.Shop, 1, TimeSpan.FromSeconds(1 / rate))
            : new(AnyCall, Platforms.RateScope.Shop, (int)rate, TimeSpan.FromSeconds((int)rate / rate));

    private (string Name, RateBucket Bucket, double Part) Find(string name, RateRule rule)
    {
        if (!_buckets.TryGetValue(name, out var bucket))
        {
            MakeRoom();
            bucket = new(rule, pipeline.Options.RateShare);
            _buckets.Add(name, bucket);
        }

        return (name, bucket, PartOf(name));
    }

    // A bucket that begins anew gives less than one that has filled: forgetting breaks no rule.
    private void MakeRoom()
    {
        if (_buckets.Count < MaxBuckets)
        {
            return;
        }

        var now = time.GetElapsedTime(_start);
        foreach (var (name, bucket) in _buckets)
        {
            if (bucket.Next(TimeSpan.Zero, PartOf(name)) <= now)
            {
                _buckets.Remove(name);
            }
        }
    }

    private double PartOf(string name)
    {
        if (!state.Learned.TryGetValue(name, out var learned))
        {
            return 1;
        }

        var now = clock.UtcNow();
        if (learned.At > now)
        {
            // The clock was set back: it recovers from here on.
            state.Learned[name] = learned = learned with { At = now };
        }

        var steps = Math.Floor((now - learned.At) / RecoveryStep);
        var part = learned.Share + (steps * pipeline.Options.RateRecovery);
        if (part < 1)
        {
            return part;
        }

        // Stored with the next cut; until then it is read as one that has regained all.
        state.Learned.Remove(name);
        return 1;
    }
}
