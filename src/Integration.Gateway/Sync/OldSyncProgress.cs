using Integration.Enrichment;

namespace Integration.Sync;

/// <summary>How far the orders of a shop are synced, in the old form: instants are Unix seconds, null where there is none.</summary>
public sealed record OldSyncProgress
{
    /// <summary>The shop.</summary>
    public required string ShopId { get; init; }

    /// <summary><c>idle</c> before the first run, else how the last one stands: running, completed, failed or stopped.</summary>
    public required string Status { get; init; }

    /// <summary>Of the last run: incremental, full or backfill.</summary>
    public string? SyncType { get; init; }

    /// <summary>The last run.</summary>
    public string? SyncId { get; init; }

    /// <summary>Orders that it will read, as far as the platform tells.</summary>
    public long? TotalOrders { get; init; }

    /// <summary>Orders that it has read.</summary>
    public long ProcessedOrders { get; init; }

    /// <summary>Orders that were new.</summary>
    public long CreatedOrders { get; init; }

    /// <summary>Orders that had changed.</summary>
    public long UpdatedOrders { get; init; }

    /// <summary>Orders that could not be read.</summary>
    public long FailedOrders { get; init; }

    /// <summary>0 to 100; null where the platform tells no total.</summary>
    public double? ProgressPercent { get; init; }

    /// <summary>When it was started.</summary>
    public long? StartTime { get; init; }

    /// <summary>When it ended.</summary>
    public long? EndTime { get; init; }

    /// <summary>When it will end, by the pace so far.</summary>
    public long? EstimatedEndTime { get; init; }

    /// <summary>Why it failed.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>When the last incremental or full sync ended that completed.</summary>
    public long? LastSyncTime { get; init; }

    /// <summary>When the last full sync ended that completed.</summary>
    public long? LastFullSyncTime { get; init; }

    /// <summary>How far the copy lies behind the platform.</summary>
    public double? BehindSeconds { get; init; }

    /// <summary>Enrichment tasks that wait.</summary>
    public long PendingTasks { get; init; }

    /// <summary>Enrichment tasks that are worked on.</summary>
    public long ProcessingTasks { get; init; }

    /// <summary>Enrichment tasks that completed lately.</summary>
    public long CompletedTasks { get; init; }

    /// <summary>Enrichment tasks that failed lately.</summary>
    public long FailedTasks { get; init; }

    internal static OldSyncProgress Of(
        string shop,
        SyncStateResource? state,
        SyncRunResource? run,
        ShopFreshness? freshness,
        EnrichmentStatistics tasks
    ) =>
        new()
        {
            ShopId = shop,
            Status = (run?.State ?? state?.Status)?.ToString().ToLowerInvariant() ?? "idle",
            SyncType = run?.Mode.ToString().ToLowerInvariant(),
            SyncId = (run?.Id ?? state?.Run)?.ToString(),
            TotalOrders = run?.Expected,
            ProcessedOrders = run?.Seen ?? 0,
            CreatedOrders = run?.Created ?? 0,
            UpdatedOrders = run?.Changed ?? 0,
            FailedOrders = run?.Failed ?? 0,
            ProgressPercent = PercentOf(run),
            StartTime = run?.StartedAt.ToUnixTimeSeconds(),
            EndTime = run?.FinishedAt?.ToUnixTimeSeconds(),
            EstimatedEndTime = run?.EstimatedEnd?.ToUnixTimeSeconds(),
            ErrorMessage = run?.Error,
            LastSyncTime = state?.LastSync?.ToUnixTimeSeconds(),
            LastFullSyncTime = state?.LastFullSync?.ToUnixTimeSeconds(),
            BehindSeconds = freshness?.BehindSeconds,
            PendingTasks = tasks.Pending,
            ProcessingTasks = tasks.Processing,
            CompletedTasks = tasks.Completed,
            FailedTasks = tasks.Failed,
        };

    private static double? PercentOf(SyncRunResource? run) =>
        run switch
        {
            { State: SyncRunState.Completed } => 100,
            { Expected: > 0 } => Math.Round(Math.Min(100, 100.0 * run.Seen / run.Expected.Value), 1),
            _ => null,
        };
}
