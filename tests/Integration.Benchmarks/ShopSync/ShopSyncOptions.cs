namespace Integration.Benchmarks.ShopSync;

/// <summary>What is measured, and where.</summary>
internal sealed record ShopSyncOptions
{
    /// <summary><c>Integration.Host.dll</c>.</summary>
    public required string HostPath { get; init; }

    /// <summary>Where data folders are made.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>The host's port.</summary>
    public required int Port { get; init; }

    /// <summary>Further settings of the host as <c>key=value</c>.</summary>
    public required IReadOnlyList<string> Settings { get; init; }

    /// <summary>Where the results are written; null for nowhere.</summary>
    public string? ReportFile { get; init; }

    /// <summary>The phases to run, in their order.</summary>
    public required IReadOnlyList<ShopSyncPhase> Phases { get; init; }

    public required EnrichmentLoad Enrichment { get; init; }

    public required CostLoad Cost { get; init; }

    public required ScheduleLoad Schedules { get; init; }
}
