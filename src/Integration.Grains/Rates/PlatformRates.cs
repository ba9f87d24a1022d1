using System.Globalization;
using System.Threading.RateLimiting;
using Integration.Keeping;
using Integration.Pipeline;
using Integration.Platforms;
using Microsoft.Extensions.Logging;

namespace Integration.Rates;

/// <summary>A silo's side of the cluster's rates: one queue for what is paced together.</summary>
internal sealed class PlatformRates : IPlatformRates
{
    private const int MaxQueues = 20_000;
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(2);
    private readonly RateBook _book;
    private readonly RecentlyUsed<RateLine, LeasedRateLimiter> _queues;

    public PlatformRates(
        IGrainFactory grains,
        RateBook book,
        RateMetrics metrics,
        TimeProvider time,
        ILogger<PlatformRates> logger
    )
    {
        _book = book;
        _queues = new(
            line =>
                new(
                    line,
                    () => grains.GetGrain<IRateLimitGrain>(line.Key),
                    book.Of(line.Platform).Options,
                    metrics,
                    time,
                    logger
                ),
            MaxQueues,
            Idle,
            time
        );
    }

    public async ValueTask<PlatformFailure?> Acquire(RatedCall call, CancellationToken ct)
    {
        using var queue = _queues.Rent(_book.LineOf(call));
        using var permit = await queue.Value.AcquireAsync(1, ct);
        if (permit.IsAcquired)
        {
            // Known with the permit, which is then left unused: calls that wait alone are few.
            var pause = queue.Value.PauseOf(call.Endpoint);
            return pause > TimeSpan.Zero
                ? HeldBack("the platform does not take this call", pause) with
                {
                    IsOfCallAlone = true,
                }
                : null;
        }

        var wait = permit.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : TimeSpan.Zero;
        return HeldBack("the rate of this account is used up", wait);
    }

    public void Throttled(RatedCall call, TimeSpan retryAfter, TimeSpan age, bool isOfCallAlone) =>
        Tell(call, retryAfter, age, isOfCallAlone).Ignore();

    private async Task Tell(RatedCall call, TimeSpan retryAfter, TimeSpan age, bool isOfCallAlone)
    {
        using var queue = _queues.Rent(_book.LineOf(call));
        await (isOfCallAlone ? queue.Value.Paused(call.Endpoint, retryAfter) : queue.Value.Throttled(retryAfter, age));
    }

    private static PlatformFailure HeldBack(string why, TimeSpan wait) =>
        new(
            FailureKind.Throttled,
            FailureReason.RateLimit,
            string.Create(CultureInfo.InvariantCulture, $"Not called: {why} for the next {wait.TotalSeconds:0.#} s.")
        )
        {
            RetryAfter = wait,
        };
}
