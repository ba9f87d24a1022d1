using Integration.Platforms;

namespace Integration.Pipeline;

/// <summary>Whether a failed call is made again, and after which wait. Follows from the kind of the failure alone.</summary>
internal static class RetryRules
{
    /// <summary>The wait before the next attempt, and the progress counted on; null where the failure is given back.</summary>
    public static TimeSpan? Next(PlatformFailure failure, CallProgress progress, PipelineOptions options, Random random)
    {
        if (progress.Refusal is not null || progress.RenewalFailure is not null)
        {
            return null;
        }

        switch (failure.Kind)
        {
            case FailureKind.Transient when MayRepeat(progress) && progress.TransientRetries < options.TransientRetries:
                var delay = Delay(failure, progress.TransientRetries, options, random);
                progress.TransientRetries += delay is null ? 0 : 1;
                return delay;
            case FailureKind.Throttled
                when failure.RetryAfter is { } wait
                    && wait <= options.LongestThrottleWait
                    && progress.ThrottledRetries < options.ThrottledRetries:
                progress.ThrottledRetries++;
                return wait;
            // Whatever the reason: some platforms call a token that was replaced meanwhile a lost authorisation.
            case FailureKind.Unauthorised when !progress.HasRenewed && !progress.Call.IsRefresh:
                progress.MustRenew = true;
                return TimeSpan.Zero;
            default:
                return null;
        }
    }

    // What was throttled or refused for its token was not carried out; after a transient failure nobody knows.
    private static bool MayRepeat(CallProgress progress) => progress.Call is { IsRepeatable: true, IsRefresh: false };

    private static TimeSpan? Delay(PlatformFailure failure, int retries, PipelineOptions options, Random random)
    {
        var own = options.RetryDelay * Math.Pow(2, retries) * (0.5 + random.NextDouble());
        return failure.RetryAfter is not { } asked ? own
            : asked > options.LongestThrottleWait ? null
            : asked > own ? asked
            : own;
    }
}
