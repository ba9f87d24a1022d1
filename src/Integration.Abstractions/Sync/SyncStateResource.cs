namespace Integration.Sync;

/// <summary>How far one kind of a shop's records is synced.</summary>
[GenerateSerializer, Immutable, Alias("integration.SyncStateResource")]
public sealed record SyncStateResource
{
    /// <summary>What is synced.</summary>
    [Id(0)]
    public required SyncKind Kind { get; init; }

    /// <summary>How the last run ended, or that one runs; null before the first.</summary>
    [Id(1)]
    public SyncRunState? Status { get; init; }

    /// <summary>The last run, which may still run; null before the first.</summary>
    [Id(2)]
    public Guid? Run { get; init; }

    /// <summary>When the last incremental or full run that completed ended, UTC.</summary>
    [Id(3)]
    public DateTimeOffset? LastSync { get; init; }

    /// <summary>When the last full run that completed ended, UTC.</summary>
    [Id(4)]
    public DateTimeOffset? LastFullSync { get; init; }

    /// <summary>Changes up to here, by the platform's clock, have been read; the next window starts here, less the overlap.</summary>
    [Id(5)]
    public DateTimeOffset? WindowEnd { get; init; }

    /// <summary>Full runs that saw everything within their reach.</summary>
    [Id(6)]
    public long Generation { get; init; }

    /// <summary>When the next incremental run is due; null where none is planned.</summary>
    [Id(7)]
    public DateTimeOffset? NextIncremental { get; init; }

    /// <summary>When the next full run is due; null where none is planned.</summary>
    [Id(8)]
    public DateTimeOffset? NextFull { get; init; }
}
