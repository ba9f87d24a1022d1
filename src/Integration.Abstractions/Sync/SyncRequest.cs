using Integration.Orders;

namespace Integration.Sync;

/// <summary>A sync run that somebody asks for.</summary>
[GenerateSerializer, Immutable, Alias("integration.SyncRequest")]
public sealed record SyncRequest
{
    /// <summary>What is synced.</summary>
    [Id(0)]
    public required SyncKind Kind { get; init; }

    /// <summary>How much is read; incremental when left out.</summary>
    [Id(1)]
    public SyncMode Mode { get; init; }

    /// <summary>The first instant of a backfill; only and always for that.</summary>
    [Id(2)]
    public DateTimeOffset? From { get; init; }

    /// <summary>The last instant of a backfill; now when left out.</summary>
    [Id(3)]
    public DateTimeOffset? To { get; init; }

    /// <summary>
    /// Which time of a record the window of a backfill goes by; when left out, of creation where the platform's list has such
    /// windows, else of change.
    /// </summary>
    [Id(4)]
    public OrderTime? By { get; init; }
}
