namespace Integration.Benchmarks.ShopSync;

/// <summary>A part of the benchmark that runs and is written by itself.</summary>
internal enum ShopSyncPhase
{
    /// <summary>Packages of many orders at the platform's rate.</summary>
    Enrichment,

    /// <summary>What an order costs: memory, time, writes, calls.</summary>
    Cost,

    /// <summary>Many shops on two silos, each at its time.</summary>
    Schedules,
}
