namespace Integration.Enrichment;

/// <summary>An answer in the old form.</summary>
/// <typeparam name="T">What is told.</typeparam>
/// <param name="Success">Always true: what failed is a problem.</param>
/// <param name="Data">What is told.</param>
public sealed record OldEnrichment<T>(bool Success, T Data);

/// <summary>The old request for packages; without a body it is for all orders that lack packages.</summary>
/// <param name="ParentOrderSns">The numbers of parent orders; null for all that lack packages.</param>
public sealed record OldEnrichmentRequest(string[]? ParentOrderSns = null);

/// <summary>What came of the old request.</summary>
/// <param name="ShopId">The shop.</param>
/// <param name="TaskCount">Tasks that wait for it now.</param>
public sealed record OldEnrichmentStart(string ShopId, int TaskCount);

/// <summary>Tasks in the old form.</summary>
/// <param name="Tasks">The newest first.</param>
/// <param name="NextCursor">Where to go on; null at the end.</param>
public sealed record OldEnrichmentTasks(IReadOnlyList<OldEnrichmentTask> Tasks, string? NextCursor);

/// <summary>A task in the old form.</summary>
/// <param name="ShopId">The shop.</param>
/// <param name="ParentOrderSn">The number of the parent order.</param>
/// <param name="OrderIds">The numbers of its lines.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="PackageSn">The number of the first package.</param>
/// <param name="ErrorMessage">How it failed last.</param>
/// <param name="RetryCount">Retries so far.</param>
/// <param name="CreatedAt">When it was made, Unix seconds.</param>
/// <param name="UpdatedAt">When it last changed, Unix seconds.</param>
/// <param name="CompletedAt">When it ended, Unix seconds; null while it has not.</param>
public sealed record OldEnrichmentTask(
    string ShopId,
    string ParentOrderSn,
    string[] OrderIds,
    EnrichmentTaskStatus Status,
    string? PackageSn,
    string? ErrorMessage,
    int RetryCount,
    long CreatedAt,
    long UpdatedAt,
    long? CompletedAt
)
{
    /// <summary>The old form of a task.</summary>
    internal static OldEnrichmentTask Of(EnrichmentTaskResource task) =>
        new(
            task.Shop,
            task.ParentOrderSn,
            task.OrderIds,
            task.Status,
            task.PackageSn,
            task.Error,
            task.Retries,
            task.CreatedAt.ToUnixTimeSeconds(),
            task.UpdatedAt.ToUnixTimeSeconds(),
            task.FinishedAt?.ToUnixTimeSeconds()
        );
}

/// <summary>Statistics in the old form.</summary>
/// <param name="Total">All tasks that are kept.</param>
/// <param name="Pending">Waiting for their time.</param>
/// <param name="Processing">With a worker.</param>
/// <param name="Completed">Whose order has a package.</param>
/// <param name="Failed">Tried as often as they may be.</param>
/// <param name="FailureRate">Failed ones among those that have ended, 0 to 1; 0 where none has.</param>
public sealed record OldEnrichmentStatistics(
    long Total,
    long Pending,
    long Processing,
    long Completed,
    long Failed,
    double FailureRate
);
