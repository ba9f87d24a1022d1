using System.Net;

namespace Integration.Delivery;

/// <summary>Decides what follows an attempt. Pure.</summary>
public static class DeliveryRules
{
    /// <summary>The longest <c>Retry-After</c> that is obeyed.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(1);

    private const double MaxJitter = 0.2;

    /// <summary>2xx and 410 finish, 429 and 503 obey <c>Retry-After</c>, everything else follows the schedule.</summary>
    /// <param name="result">What the attempt came to.</param>
    /// <param name="attempt">Which attempt it was, from 1.</param>
    /// <param name="schedule">The subscriber's schedule.</param>
    /// <param name="now">When the attempt ended.</param>
    /// <param name="random">For the jitter, 0–20 % upward.</param>
    public static DeliveryStep After(
        AttemptResult result,
        int attempt,
        RetrySchedule schedule,
        DateTimeOffset now,
        Random random
    )
    {
        if (result.Delivered || result.HttpStatus == (int)HttpStatusCode.Gone || attempt > schedule.Retries)
        {
            return DeliveryStep.Finished;
        }

        // The subscriber's own Retry-After wins over our schedule: it knows its limits, we only guess them.
        if (result.RetryAfter is { } asked)
        {
            return new DeliveryStep(now + Clamp(asked));
        }

        return new DeliveryStep(now + (schedule.WaitBefore(attempt) * (1 + (random.NextDouble() * MaxJitter))));
    }

    private static TimeSpan Clamp(TimeSpan asked) =>
        asked < TimeSpan.Zero ? TimeSpan.Zero
        : asked > MaxRetryAfter ? MaxRetryAfter
        : asked;
}
