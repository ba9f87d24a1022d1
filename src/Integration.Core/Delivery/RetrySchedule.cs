using Integration.Time;

namespace Integration.Delivery;

/// <summary>The waits before each retry of a failed attempt, without jitter.</summary>
public sealed class RetrySchedule
{
    /// <summary>Most retries of a schedule.</summary>
    public const int MaxSteps = 50;

    /// <summary>The longest single wait of an exponential schedule.</summary>
    public static readonly TimeSpan MaxExponentialWait = TimeSpan.FromHours(24);

    /// <summary>The longest single wait of a listed schedule.</summary>
    public static readonly TimeSpan MaxListedWait = TimeSpan.FromDays(7);

    private readonly TimeSpan[] _waits;

    private RetrySchedule(TimeSpan[] waits) => _waits = waits;

    /// <summary>Three retries: after 1 s, 2 s and 4 s.</summary>
    public static RetrySchedule Default { get; } = Exponential(3, TimeSpan.FromSeconds(1));

    /// <summary>How often a failed delivery is tried again; 0 for never.</summary>
    public int Retries => _waits.Length;

    /// <summary>The waits, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits => _waits;

    /// <summary>The wait before a retry; retries count from 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such retry.</exception>
    public TimeSpan WaitBefore(int retry)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retry, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(retry, _waits.Length);
        return _waits[retry - 1];
    }

    /// <summary>Reads a list of durations such as <c>5s, 5m, 30m, 2h</c>.</summary>
    /// <param name="steps">0 to 50 durations of at most 7 days.</param>
    /// <param name="schedule">The schedule, null where the list is not valid.</param>
    /// <param name="fault">What is wrong with it, null where it is valid.</param>
    public static bool TryCreate(IReadOnlyList<string> steps, out RetrySchedule? schedule, out string? fault)
    {
        schedule = null;
        fault = null;
        if (steps.Count > MaxSteps)
        {
            fault = $"A schedule has at most {MaxSteps} steps, this one has {steps.Count}.";
            return false;
        }

        var waits = new TimeSpan[steps.Count];
        for (var i = 0; i < waits.Length; i++)
        {
            if (!Durations.TryParse(steps[i], out waits[i]) || waits[i] > MaxListedWait)
            {
                fault = $"Step {i + 1} is not a duration of at most 7d, such as 5s, 5m or 2h.";
                return false;
            }
        }

        schedule = new RetrySchedule(waits);
        return true;
    }

    /// <summary>A first wait that doubles with each retry, up to 24 h.</summary>
    /// <param name="maxRetries">0 to 50.</param>
    /// <param name="initial">Above zero, at most 24 h.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static RetrySchedule Exponential(int maxRetries, TimeSpan initial)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxRetries);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxRetries, MaxSteps);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(initial, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(initial, MaxExponentialWait);
        var waits = new TimeSpan[maxRetries];
        var wait = initial;
        for (var i = 0; i < waits.Length; i++)
        {
            waits[i] = wait;
            wait = wait < MaxExponentialWait / 2 ? wait * 2 : MaxExponentialWait;
        }

        return new RetrySchedule(waits);
    }
}
