namespace Integration.Enrichment;

/// <summary>Where the look for an order's packages stands. The numbers are stored.</summary>
public enum EnrichmentTaskStatus
{
    /// <summary>It waits for its time.</summary>
    Pending = 0,

    /// <summary>A worker has it.</summary>
    Processing = 1,

    /// <summary>The order has a package.</summary>
    Completed = 2,

    /// <summary>It was tried as often as it may be; its error says how it failed last.</summary>
    Failed = 3,
}
