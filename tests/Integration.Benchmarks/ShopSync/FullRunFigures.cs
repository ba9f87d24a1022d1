using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.ShopSync;

/// <summary>What one full run of a shop's orders took.</summary>
internal sealed record FullRunFigures
{
    /// <summary>Orders that it saw; one that stands on two pages counts twice.</summary>
    public required long Seen { get; init; }

    /// <summary>Of these new ones.</summary>
    public required long Created { get; init; }

    /// <summary>Pages written.</summary>
    public required long Pages { get; init; }

    /// <summary>Calls to the platform.</summary>
    public required long Calls { get; init; }

    /// <summary>From its start to its end.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>From the answer of a page to the request of the next.</summary>
    public required IReadOnlyList<TimeSpan> Gaps { get; init; }

    /// <summary>The host's processor time.</summary>
    public required TimeSpan Processor { get; init; }

    /// <summary>The database's processor time.</summary>
    public required TimeSpan DatabaseProcessor { get; init; }

    /// <summary>The host's resident memory, once a second, MB.</summary>
    public required IReadOnlyList<double> Megabytes { get; init; }

    /// <summary>The most of it, as the kernel noted it, MB.</summary>
    public required double PeakMegabytes { get; init; }

    /// <summary>Rows written, by table.</summary>
    public required IReadOnlyDictionary<string, long> Written { get; init; }

    /// <summary>Local time of an order at the median page, ms.</summary>
    public double GapPerOrder => PerOrder(Medians.Of(Gaps.Select(static one => one.TotalMilliseconds)).Middle);

    /// <summary>Processor time of the host for an order, ms.</summary>
    public double ProcessorPerOrder => Processor.TotalMilliseconds / Seen;

    /// <summary>Processor time of the database for an order, ms.</summary>
    public double DatabasePerOrder => DatabaseProcessor.TotalMilliseconds / Seen;

    /// <summary>All time for an order, ms.</summary>
    public double TimePerOrder => Time.TotalMilliseconds / Seen;

    /// <summary>Rows written of tables that hold orders, what changed in them, events and tasks.</summary>
    public long RecordRows => Written.Where(static one => IsOfRecords(one.Key)).Sum(static one => one.Value);

    /// <summary>Rows written that say how far the run is.</summary>
    public long CheckpointRows => Written.Where(static one => IsCheckpoint(one.Key)).Sum(static one => one.Value);

    private double PerOrder(double milliseconds) => milliseconds * Pages / Seen;

    private static bool IsCheckpoint(string table) => table is "sync_runs" or "sync_states" or "sync_seen";

    private static bool IsOfRecords(string table) =>
        table is "orders" or "record_versions" or "record_failures" or "enrichment_tasks" or "event_keys"
        || table.StartsWith("events", StringComparison.Ordinal)
        || table.StartsWith("deliveries", StringComparison.Ordinal);
}
