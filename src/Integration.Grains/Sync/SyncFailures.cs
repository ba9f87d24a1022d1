using Integration.Databases;
using Integration.Platforms;
using Integration.Shops;
using Npgsql;

namespace Integration.Sync;

/// <summary>Failures in the words of a walk.</summary>
internal static class SyncFailures
{
    /// <summary>A fault of ours: it must neither end nor repeat anything for ever, so it counts as a passing failure of the platform's.</summary>
    public static PlatformFailure Broken { get; } =
        new(
            FailureKind.Transient,
            FailureReason.Platform,
            "A fault of ours prevented the answer from being read; it stands in the log."
        );

    /// <summary>
    /// Whether reading and storing broke for a reason of its own. What the database refuses for now is none; what it can never store,
    /// whatever of it was taken out, is one.
    /// </summary>
    public static bool IsFaultOfOurs(Exception exception) =>
        exception is PostgresException refused
            ? DatabaseErrors.IsOfData(refused)
            : exception is not (NpgsqlException or TimeoutException or LostRaceException);

    /// <summary>That an account gives no credentials: whatever does not pass by itself needs a person.</summary>
    public static WalkFailure OfAccount(PlatformFailure failure) =>
        failure.Kind is FailureKind.Transient or FailureKind.Throttled
            ? OrderWalk.Failure(failure)
            : new WalkFailure(WalkFailureKind.NeedsAttention, failure.Detail);

    /// <summary>That an account gives no credentials, as its shop is paused for it; null where that passes by itself.</summary>
    public static ShopRefusal? RefusalOf(PlatformFailure failure) =>
        failure.Kind is FailureKind.Transient or FailureKind.Throttled
            ? null
            : new ShopRefusal(failure.Detail, failure.AccountChangedAt);
}
