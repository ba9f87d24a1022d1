using System.Collections.Concurrent;

namespace Integration.Rates;

/// <summary>The grain's answers without a cluster; can be cut off, and made to wait.</summary>
internal sealed class ScheduledGrain(RateSchedule schedule) : IRateLimitGrain
{
    private readonly Lock _gate = new();

    public ConcurrentQueue<RateRequest> Requests { get; } = new();

    public ConcurrentQueue<RateExcess> Excesses { get; } = new();

    /// <summary>Whether nobody reaches it.</summary>
    public bool IsAway { get; set; }

    /// <summary>What each question waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public async Task<RateGrant> Reserve(RateRequest request, CancellationToken ct)
    {
        Requests.Enqueue(request);
        await Gate;
        lock (_gate)
        {
            return IsAway ? throw new TimeoutException("Nobody answers.") : schedule.Reserve(request);
        }
    }

    public Task<RateStatus> Show(string account, CancellationToken ct) => throw new NotSupportedException();

    public Task<RateStatus> Forget(string account, CancellationToken ct)
    {
        lock (_gate)
        {
            schedule.Forget();
            return Task.FromResult(new RateStatus { IsOfApp = false, Share = 1 });
        }
    }

    public Task<long> Throttled(RateExcess excess, CancellationToken ct)
    {
        Excesses.Enqueue(excess);
        if (IsAway)
        {
            throw new TimeoutException("Nobody answers.");
        }

        lock (_gate)
        {
            schedule.Throttle(excess, out var generation);
            return Task.FromResult(generation);
        }
    }
}
