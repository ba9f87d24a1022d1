namespace Integration.Alerts;

/// <summary>The metrics that the hub observes for alerts. Rules on other names are valid but wait for values in vain.</summary>
public static class AlertMetrics
{
    /// <summary>Enrichment tasks of a shop that wait (S7).</summary>
    public static AlertMetric EnrichmentBacklog { get; } =
        new(
            "enrichment.backlog",
            "tasks",
            ["shop"],
            "Enrichment tasks of a shop that are due or being worked on; those that wait for a later look are not."
        );

    /// <summary>Share of enrichment tasks that failed (S7).</summary>
    public static AlertMetric EnrichmentFailureRatio { get; } =
        new(
            "enrichment.failure_ratio",
            "1",
            ["shop"],
            "Share of a shop's enrichment tasks that ended in the last 5 minutes and failed after their retries. Observed from 20 tasks "
                + "on, or from 5 failed ones where most failed."
        );

    /// <summary>Whether a worker has shown itself (S7).</summary>
    public static AlertMetric WorkerRunning { get; } =
        new(
            "worker.running",
            "1",
            ["worker", "silo"],
            "1 while a background worker (enrichment, sweeper, task queue …) has made a round lately, else 0."
        );

    /// <summary>How long a sync has been running (S7).</summary>
    public static AlertMetric SyncRunningTime { get; } =
        new(
            "sync.running_seconds",
            "s",
            ["shop", "kind"],
            "How long the sync under way of a shop and kind has been running; 0 when none is. Not observed while the shop is paused."
        );

    /// <summary>How far the local copy of a shop lies behind the platform (S7).</summary>
    public static AlertMetric SyncLate { get; } =
        new(
            "sync.late_seconds",
            "s",
            ["shop", "kind"],
            "How far a shop's copy lies behind the platform beyond the time between two of its runs; before the first sync, since the shop "
                + "was made. 0 while it is not synced by itself."
        );

    /// <summary>Whether a shop is paused for want of valid credentials (S7).</summary>
    public static AlertMetric ShopRefused { get; } =
        new(
            "shop.credentials_refused",
            "1",
            ["shop"],
            "1 while a shop is paused and its platform does not accept the credentials of its account, else 0."
        );

    /// <summary>Share of platform calls that failed (S7, P4).</summary>
    public static AlertMetric PlatformFailureRatio { get; } =
        new(
            "platform.failure_ratio",
            "1",
            ["platform", "account", "silo"],
            "Share of an account's calls of the last 5 minutes that failed after their retries; that a thing is gone is no failure. Observed "
                + "from 20 calls on, or from 5 failed ones where most failed."
        );

    /// <summary>Whether a person has to do something about an account (P5, O6).</summary>
    public static AlertMetric AccountNeedsAttention { get; } =
        new(
            "account.needs_attention",
            "1",
            ["platform", "account"],
            "1 while the last call, test or renewal of an enabled account was refused for what only a person can mend (secret, permission, "
                + "authorisation, address), else 0."
        );

    /// <summary>How long an account's authorisation still holds.</summary>
    public static AlertMetric AuthorisationDaysLeft { get; } =
        new(
            "account.authorisation_days_left",
            "days",
            ["platform", "account"],
            "Days until a person has to authorise an enabled account anew, since no renewal reaches further; observed from 30 on. 36,500 "
                + "once that is not so any more."
        );

    /// <summary>Whether polling of an ERP source is paused (E4).</summary>
    public static AlertMetric PollingPaused { get; } =
        new("source.polling_paused", "1", ["source"], "1 while polling pauses after too many errors in a row, else 0.");

    /// <summary>Whether a silo reaches the database (O4).</summary>
    public static AlertMetric DatabaseReachable { get; } =
        new(
            "database.reachable",
            "1",
            ["silo"],
            "1 while a silo's last question to the database was answered, else 0."
        );

    /// <summary>Room under the embedded database (O4).</summary>
    public static AlertMetric StorageFree { get; } =
        new(
            "storage.free_bytes",
            "bytes",
            ["silo"],
            "Room left under the embedded database. Not observed without one."
        );

    /// <summary>Whether intake accepts events (O4).</summary>
    public static AlertMetric IntakeOpen { get; } =
        new("intake.open", "1", ["silo"], "0 while events are refused for want of room or of a partition, else 1.");

    /// <summary>Partitions that are ready (O4, DESIGN 6).</summary>
    public static AlertMetric PartitionDaysAhead { get; } =
        new(
            "storage.partition_days_ahead",
            "days",
            ["table"],
            "How many days after today a table has partitions for; 7 when all is well."
        );

    /// <summary>How long a notice has waited (P5).</summary>
    public static AlertMetric NoticeWaiting { get; } =
        new(
            "notices.waiting_seconds",
            "s",
            ["channel"],
            "How long the oldest notice of a channel has been waiting; 0 when none is."
        );

    /// <summary>Share of attempts to deliver that failed.</summary>
    public static AlertMetric DeliveryFailureRatio { get; } =
        new(
            "delivery.failure_ratio",
            "1",
            ["subscriber"],
            "Share of a subscriber's attempts of the last 5 minutes without a 2xx, retries included. Observed from 5 attempts on."
        );

    /// <summary>How long a delivery has been due (O4).</summary>
    public static AlertMetric DeliveryOverdue { get; } =
        new(
            "delivery.overdue_seconds",
            "s",
            ["subscriber"],
            "How long the delivery of a subscriber that should have been attempted first has been due; 0 when none is."
        );

    /// <summary>Whether a silo has been heard of (H7).</summary>
    public static AlertMetric SiloReporting { get; } =
        new(
            "silo.reporting",
            "1",
            ["silo"],
            "1 while a member of the cluster hands over its measures, 0 when it has been silent for 30 s: it hangs, or is cut off."
        );

    /// <summary>All of them.</summary>
    public static IReadOnlyList<AlertMetric> All { get; } =
    [
        EnrichmentBacklog,
        EnrichmentFailureRatio,
        WorkerRunning,
        SyncRunningTime,
        SyncLate,
        ShopRefused,
        PlatformFailureRatio,
        AccountNeedsAttention,
        AuthorisationDaysLeft,
        PollingPaused,
        DatabaseReachable,
        StorageFree,
        IntakeOpen,
        PartitionDaysAhead,
        NoticeWaiting,
        DeliveryFailureRatio,
        DeliveryOverdue,
        SiloReporting,
    ];
}
