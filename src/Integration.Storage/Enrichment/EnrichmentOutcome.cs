using Integration.Orders;
using Integration.Platforms;

namespace Integration.Enrichment;

/// <summary>
/// What came of a task: it is completed where the order has a package, else it waits until <see cref="RetryAt"/>, else it has failed.
/// </summary>
/// <param name="Number">The number of the (parent) order.</param>
/// <param name="Claim">By which the worker got it.</param>
public sealed record EnrichmentOutcome(string Number, Guid Claim)
{
    /// <summary>The order as the platform gave it; null where it gave none.</summary>
    public Order? Order { get; init; }

    /// <summary>When it was given; needed with an order.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Why there is no order; null where there is one. One that the hub held back is no retry.</summary>
    public PlatformFailure? Failure { get; init; }

    /// <summary>When to look again; null for never.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    internal EnrichmentTaskStatus Status =>
        Order?.Packages is { Length: > 0 } ? EnrichmentTaskStatus.Completed
        : RetryAt is null ? EnrichmentTaskStatus.Failed
        : EnrichmentTaskStatus.Pending;

    internal string? Error =>
        Status == EnrichmentTaskStatus.Completed ? null
        : Failure is not null ? Failure.Detail.Replace("\0", "", StringComparison.Ordinal)
        : Status == EnrichmentTaskStatus.Failed ? "The order has no package, and none is waited for any more."
        : null;
}
