using Integration.Orders;
using Integration.Platforms;

namespace Integration.Enrichment;

/// <summary>
/// What came of a task: it waits until <see cref="RetryAt"/>, else it is completed where the order has a package, else it has failed.
/// </summary>
/// <param name="Number">The number of the (parent) order.</param>
/// <param name="Claim">By which the worker got it.</param>
[GenerateSerializer, Immutable, Alias("integration.EnrichmentOutcome")]
public sealed record EnrichmentOutcome([property: Id(0)] string Number, [property: Id(1)] Guid Claim)
{
    /// <summary>The order as the platform gave it; null where it gave none.</summary>
    [Id(2)]
    public Order? Order { get; init; }

    /// <summary>When it was given; needed with an order.</summary>
    [Id(3)]
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Why there is no order; null where there is one, and where the platform does not show it yet.</summary>
    [Id(4)]
    public PlatformFailure? Failure { get; init; }

    /// <summary>When to look again; null for never.</summary>
    [Id(5)]
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>
    /// Whether the failure is none of the task (too many calls, refused credentials): it waits, which is no retry. So does one whose
    /// call the hub held back.
    /// </summary>
    [Id(6)]
    public bool IsReturned { get; init; }

    /// <summary>Where the task stands then.</summary>
    public EnrichmentTaskStatus Status =>
        RetryAt is not null ? EnrichmentTaskStatus.Pending
        : Order?.Packages is { Length: > 0 } ? EnrichmentTaskStatus.Completed
        : EnrichmentTaskStatus.Failed;

    /// <summary>Whether it is to be tried again because it failed.</summary>
    public bool IsRetry => Failure is { IsHeldBack: false } && !IsReturned && Status == EnrichmentTaskStatus.Pending;

    /// <summary>Whether there was no package yet, or not every one, which is no failure.</summary>
    public bool IsLook => Status != EnrichmentTaskStatus.Completed && Failure is null;

    /// <summary>
    /// Whether it was refused, while no other order was there to tell whether that is the shop's or the order's own: it is asked for
    /// again later too, and not for ever.
    /// </summary>
    public bool IsRefusal => IsReturned && Failure is { Reason: FailureReason.NotAllowed };

    /// <summary>How it failed, for people; null where it did not.</summary>
    public string? Error =>
        Status == EnrichmentTaskStatus.Completed ? null
        : Failure is not null ? Failure.Detail.Replace("\0", "", StringComparison.Ordinal)
        : Status != EnrichmentTaskStatus.Failed ? null
        : Order?.Status == OrderStatus.Cancelled ? "The order was cancelled; no package is waited for."
        : "The order has no package, and none is waited for any more.";
}
