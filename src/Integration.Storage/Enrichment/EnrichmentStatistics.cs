namespace Integration.Enrichment;

/// <summary>How the enrichment tasks stand that are kept.</summary>
/// <param name="Total">All.</param>
/// <param name="Pending">Waiting for their time.</param>
/// <param name="Processing">With a worker.</param>
/// <param name="Completed">Whose order has a package.</param>
/// <param name="Failed">Tried as often as they may be.</param>
/// <param name="Retries">Retries of all.</param>
/// <param name="OldestOpenAt">When the oldest that has not ended was made; null where all have.</param>
/// <param name="LastFinishedAt">When the last one ended; null where none has.</param>
public sealed record EnrichmentStatistics(
    long Total,
    long Pending,
    long Processing,
    long Completed,
    long Failed,
    long Retries,
    DateTimeOffset? OldestOpenAt,
    DateTimeOffset? LastFinishedAt
)
{
    /// <summary>Of those that failed, the ones whose order was cancelled: nobody waits for their packages.</summary>
    public long Cancelled { get; init; }

    /// <summary>Failed ones among those that have ended, 0 to 1, without cancelled orders; null where none has.</summary>
    public double? FailureRate =>
        Completed + Failed == Cancelled ? null : (double)(Failed - Cancelled) / (Completed + Failed - Cancelled);
}
