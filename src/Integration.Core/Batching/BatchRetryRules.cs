namespace Integration.Batching;

/// <summary>Whether and when an item is sent again.</summary>
internal static class BatchRetryRules
{
    private const double MostByChance = 0.2;

    /// <summary>How long to wait before it; null where the outcome is to be told.</summary>
    /// <param name="isPassing">Whether the reason may pass.</param>
    /// <param name="retryAfter">What the platform asked for.</param>
    /// <param name="failures">Calls that failed so far, 1 or more.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="chance">From 0 to 1; one for all items of a call, so that they are sent again together.</param>
    public static TimeSpan? Wait(
        bool isPassing,
        TimeSpan? retryAfter,
        int failures,
        BatchOptimizerOptions options,
        double chance
    )
    {
        if (!isPassing || failures > options.MaxRetries)
        {
            return null;
        }

        // The platform's own wait wins over our schedule: it knows its limits, we only guess them.
        if (retryAfter is { } asked)
        {
            return asked <= options.LongestWait ? asked : null;
        }

        var wait = options.RetryDelay * Math.Pow(2, failures - 1) * (1 + (MostByChance * chance));
        return wait < options.LongestWait ? wait : options.LongestWait;
    }
}
