using Integration.Platforms;

namespace Integration.Conflicts;

/// <summary>Decides what follows from a write that was owed.</summary>
internal static class OwedRules
{
    private const double MaxJitter = 0.2;

    /// <summary>What is noted of it.</summary>
    /// <param name="write">The write.</param>
    /// <param name="failure">Why it failed; null where the platform took it.</param>
    /// <param name="options">How often, and when, it is tried again.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="random">For the chance in waits.</param>
    public static OwedResult After(
        OwedWrite write,
        PlatformFailure? failure,
        ConflictOptions options,
        DateTimeOffset now,
        Random random
    )
    {
        if (failure is null)
        {
            return new(write);
        }

        // New credentials are a person's to give, whenever: the edit waits for them.
        var isOfAccount = failure.Reason is FailureReason.AuthorisationLost or FailureReason.BadCredentials;
        if (failure.IsHeldBack || failure.Kind == FailureKind.Throttled || isOfAccount)
        {
            return Later(write, failure, options, now);
        }

        if (failure.Kind == FailureKind.Permanent || write.Attempt >= options.MaxAttempts)
        {
            return new(write, failure.Detail);
        }

        var ours = Doubled(options.FirstWait, write.Attempt - 1, options.LongestWait);
        ours *= 1 + (random.NextDouble() * MaxJitter);
        return new(write, failure.Detail, now + (failure.RetryAfter > ours ? failure.RetryAfter.Value : ours));
    }

    /// <summary>Whether a refusal of several edits of one product may be the fault of a single one of them.</summary>
    public static bool MayBeOfOne(PlatformFailure? failure) =>
        failure is { Kind: FailureKind.Permanent, NeedsAttention: false, Reason: not FailureReason.Gone };

    /// <summary>What is noted where the failure says nothing about the write: it does not count as an attempt.</summary>
    public static OwedResult Later(
        OwedWrite write,
        PlatformFailure failure,
        ConflictOptions options,
        DateTimeOffset now
    ) => new(write, failure.Detail, now + (failure.RetryAfter ?? options.FirstWait)) { IsAttempt = false };

    private static TimeSpan Doubled(TimeSpan first, int times, TimeSpan longest)
    {
        var wait = first * Math.Pow(2, Math.Min(times, 30));
        return wait < longest ? wait : longest;
    }
}
