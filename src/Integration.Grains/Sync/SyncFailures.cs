using Integration.Platforms;
using Integration.Shops;

namespace Integration.Sync;

/// <summary>Failures in the words of a walk.</summary>
internal static class SyncFailures
{
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
